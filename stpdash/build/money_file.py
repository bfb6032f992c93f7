"""A file of money as somebody hands it in, read strictly: every cell a number of £ million, or blank, or refused.

What spreadsheets do to such files is met by name: byte-order marks, merged headings, dates in place of codes, pound
signs and thousands separators, thousands in place of millions. Nothing is mended in silence.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stpdash.errors import DataError, Problem
from stpdash.tabular import BOM

NUMBER = re.compile(r"[0-9]+(\.[0-9]{1,3})?")
MONTH = re.compile(
    r"([0-9]{1,2}[-/ ])?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*([-/ ][0-9]{2,4})?|[0-9]+/[0-9]+/[0-9]+"
)
KEYS = {
    "CCG_Code": (re.compile(r"[0-9]{2}[A-Z]"), "an NHS code such as 00C"),
    "footprint": (re.compile(r"[1-9]|[1-3][0-9]|4[0-4]"), "a footprint number, 1 to 44"),
}
"""For each kind of key: how it looks, and that in words."""
AMOUNT = "£ million as a plain number, 0 or more, to three decimals at most, such as 1234.5"
MEND = "Mend the cell in the file that was handed in; nothing has been changed"
AS_UTF8 = "Save it as CSV, UTF-8 without a byte-order mark; nothing has been changed"


@dataclass(frozen=True)
class MoneyTable:
    """Amounts in whole £ thousand by key and column (missing where a cell is blank), the rest as text, line numbers."""

    file: str
    amounts: pd.DataFrame
    text: pd.DataFrame
    lines: pd.Series

    def known(self, column: str) -> pd.Series:
        """The amounts of a column that has them, whole £ thousand by key."""
        return self.amounts[column].dropna().astype("int64")

    def place(self, key: str, column: str) -> str:
        """Where a cell stands, in words."""
        return f"line {self.lines[key]}, {column}" if key in self.lines else f"{column}, {key}"


def read(path: Path, name: str, key: str, columns: Sequence[str]) -> MoneyTable:
    """The file at a path, called ``name`` in what is said of it. Raises DataError with every problem found."""
    rows = _rows(path.read_bytes(), name)
    header = rows[0][1]
    problems = list(_headings(name, header, [key, *columns]))
    if problems:
        raise DataError(problems)
    problems += [
        Problem(name, f"line {line}", f"{len(row)} cells", f"{len(header)}, as in the headings", MEND)
        for line, row in rows[1:] if len(row) != len(header)
    ]  # fmt: skip
    if problems:
        raise DataError(problems)
    text = pd.DataFrame([row for _, row in rows[1:]], columns=header, dtype="str")
    lines = pd.Series([line for line, _ in rows[1:]], index=text[key])
    problems = [*_keys(name, key, text[key], lines), *_cells(name, text, columns, lines)]
    if problems:
        raise DataError(problems)
    amounts = text.set_index(key)[list(columns)].apply(lambda cells: cells.map(_thousand))
    return MoneyTable(name, amounts.astype("Int64"), text.set_index(key), lines)


def exact(cells: pd.Series, places: pd.Series, name: str) -> pd.Series:
    """Printed £ million as whole £ thousand, on the same index; `places`, in the same order, says where each stands.

    Raises DataError with every cell that is blank or no plain number of £ million.
    """
    told = list(zip(cells, places, strict=True))
    problems = [Problem(name, place, "a blank", AMOUNT, MEND) for cell, place in told if cell == ""]
    problems += [_no_amount(name, place, cell) for cell, place in told if not _blank_or_amount(cell)]
    if problems:
        raise DataError(problems)
    return cells.map(_thousand).astype("int64")


def lines(path: Path, name: str) -> pd.Series:
    """The line on which each row of a file ends, in the order of its rows; its headings and blank lines have none."""
    return pd.Series([line for line, row in _rows(path.read_bytes(), name) if row][1:])


def _rows(raw: bytes, name: str) -> list[tuple[int, list[str]]]:
    """The rows with the line each ends on."""
    if not raw.strip():
        raise DataError.of(name, "", "an empty file", "headings and a row for each area", MEND)
    if raw.startswith(BOM):
        raise DataError.of(name, "line 1, byte 0", "a byte-order mark", "UTF-8 without one", AS_UTF8)
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError.of(name, f"line {line}", f"byte 0x{raw[error.start]:02x}", "UTF-8 text", AS_UTF8) from None
    reader = csv.reader(io.StringIO(words, newline=""), strict=True)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise DataError.of(name, f"line {reader.line_num}", str(error), "comma-separated cells", MEND) from None


def _headings(name: str, header: list[str], wanted: list[str]) -> Iterator[Problem]:
    """What is wrong with the headings: merged ones leave blanks, copied ones come twice."""
    for place, cell in enumerate(header, 1):
        if not cell.strip():
            yield Problem(
                name,
                f"line 1, column {place}",
                "a heading that is blank",
                "one heading over each column, none merged",
                MEND,
            )
        elif header.index(cell) < place - 1:
            yield Problem(
                name, f"line 1, column {place}", f"{cell} a second time", "each heading, and so each year, once", MEND
            )
    for column in wanted:
        if column not in header:
            yield Problem(name, "line 1", f"no heading {column}", ", ".join(wanted), MEND)


def _keys(name: str, key: str, keys: pd.Series, lines: pd.Series) -> Iterator[Problem]:
    pattern, expected = KEYS[key]
    seen: set[str] = set()
    for cell, line in zip(keys, lines, strict=True):
        if not pattern.fullmatch(cell):
            yield Problem(name, f"line {line}, {key}", _told(cell), expected, MEND)
        elif cell in seen:
            yield Problem(name, f"line {line}, {key}", f"{cell} a second time", "one row for each", MEND)
        seen.add(cell)


def _cells(name: str, text: pd.DataFrame, columns: Sequence[str], lines: pd.Series) -> Iterator[Problem]:
    for column in columns:
        for cell, line in zip(text[column], lines, strict=True):
            if not _blank_or_amount(cell):
                yield _no_amount(name, f"line {line}, {column}", cell)


def _blank_or_amount(cell: str) -> bool:
    return cell == "" or NUMBER.fullmatch(cell) is not None


def _no_amount(name: str, place: str, cell: str) -> Problem:
    return Problem(name, place, _told(cell), AMOUNT, MEND)


def _told(cell: str) -> str:
    return f"“{cell}”, which a spreadsheet has made a date" if MONTH.fullmatch(cell) else f"“{cell}”"


def _thousand(cell: str) -> int | None:
    whole, _, decimals = cell.partition(".")
    return int(whole + decimals.ljust(3, "0")) if cell else None

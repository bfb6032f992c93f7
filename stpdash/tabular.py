"""CSV, strictly: bytes to a frame and back, with the place of everything that is not as promised."""

import csv
import io
import re
from collections.abc import Iterator

import pandas as pd
import pandera.pandas as pa

from stpdash.columns import LONG_LIMIT, TEXT_LIMIT, Table
from stpdash.errors import Problem

BOM = b"\xef\xbb\xbf"
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters, and those which hide or turn text round; a line feed ends a row."""
PLAIN = {
    "int64": (re.compile(r"-?[0-9]+"), "a whole number"),
    "float64": (re.compile(r"-?[0-9]+(\.[0-9]+)?"), "a number"),
    "bool": (re.compile(r"true|false"), "true or false"),
}
FIRST_LINE = 2
"""The line in the file of the first row: the header stands on line 1."""


def encoded(table: Table, frame: pd.DataFrame) -> bytes:
    """The table as CSV: UTF-8, line feeds, sorted by key, decimals as the schema says."""
    order = frame.sort_values(list(table.key), key=_natural)
    written = {name: _written(order[name], column) for name, column in table.columns.items()}
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(written)
    writer.writerows(zip(*written.values(), strict=True))
    return buffer.getvalue().encode()


def _natural(column: pd.Series) -> pd.Series:
    """Footprint numbers in the order of counting, everything else as text."""
    return column.str.zfill(2) if column.name == "footprint" else column


def _written(cells: pd.Series, column: pa.Column) -> list[str]:
    kind = str(column.dtype)
    if kind == "bool":
        return ["true" if cell else "false" for cell in cells]
    if kind == "float64":
        return [f"{cell:.{column.metadata['places']}f}" for cell in cells]
    return [str(cell) for cell in cells]


def decoded(table: Table, file: str, raw: bytes) -> tuple[pd.DataFrame | None, list[Problem]]:
    """The table in the bytes, or None and everything that keeps it from being read."""
    try:
        words = raw.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Problem(file, f"line {line}, byte {error.start}", f"byte 0x{raw[error.start]:02x}", "UTF-8 text")]
    problems = [*_unseen(file, words), *_unfinished(file, words)]
    if problems:
        return None, problems
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), strict=True))
    except csv.Error as error:
        return None, [Problem(file, "", f"CSV that cannot be read ({error})", "comma-separated cells")]
    problems = list(_misshapen(table, file, rows))
    if problems:
        return None, problems
    cells = pd.DataFrame(rows[1:], columns=list(table.columns), dtype="str")
    problems = [problem for name, column in table.columns.items() for problem in _unfit(file, cells[name], column)]
    return (None, problems) if problems else (_typed(cells, table), [])


def _unseen(file: str, words: str) -> Iterator[Problem]:
    for found in UNSEEN.finditer(words):
        line = words.count("\n", 0, found.start()) + 1
        yield Problem(file, f"line {line}", f"the character U+{ord(found.group()):04X}", "text that can be seen")


def _unfinished(file: str, words: str) -> Iterator[Problem]:
    if not words.endswith("\n"):
        last = words.rsplit("\n", 1)[-1]
        yield Problem(
            file,
            f"line {words.count(chr(10)) + 1}",
            f"an end in the middle of {last[:40]!r}",
            "a line feed at the end of the file",
        )


def _misshapen(table: Table, file: str, rows: list[list[str]]) -> Iterator[Problem]:
    header, expected = rows[0], list(table.columns)
    if header != expected:
        yield Problem(file, "line 1", ", ".join(header) or "nothing", ", ".join(expected))
        return
    for line, row in enumerate(rows[1:], start=FIRST_LINE):
        if len(row) != len(expected):
            yield Problem(file, f"line {line}", f"{len(row)} cells", f"{len(expected)}")
        elif any("\n" in cell for cell in row):
            yield Problem(file, f"line {line}", "a line feed inside a cell", "one line a row")
            return


def _unfit(file: str, cells: pd.Series, column: pa.Column) -> Iterator[Problem]:
    """Cells which are not numbers where numbers belong, or longer than a cell may be."""
    if str(column.dtype) in PLAIN:
        pattern, expected = PLAIN[str(column.dtype)]
        wrong = ~cells.str.fullmatch(pattern.pattern)
    else:
        limit = LONG_LIMIT if column.metadata["long"] else TEXT_LIMIT
        wrong, expected = cells.str.len() > limit, f"at most {limit:,} characters"
    for row, cell in cells[wrong].items():
        shown = cell if len(cell) <= TEXT_LIMIT else f"{len(cell):,} characters"
        yield Problem(file, f"line {int(str(row)) + FIRST_LINE}, {cells.name}", shown or "nothing", expected)


def _typed(cells: pd.DataFrame, table: Table) -> pd.DataFrame:
    kinds = {name: str(column.dtype) for name, column in table.columns.items() if str(column.dtype) in PLAIN}
    truths = {name: cells[name].eq("true") for name, kind in kinds.items() if kind == "bool"}
    numbers = {name: kind for name, kind in kinds.items() if kind != "bool"}
    return cells.assign(**truths).astype(numbers)

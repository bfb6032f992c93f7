"""The tables of the package as the data API gives them: CSV for spreadsheets, JSON for programs, one set of cells."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from stpdash import words
from stpdash.columns import Table
from stpdash.model import Atlas
from stpdash.sheets import safe

Cell: TypeAlias = str | float | int | bool | None
"""A cell: None where the package has a blank or no figure. Codes and numbers of footprints are text."""
Row: TypeAlias = dict[str, Cell]
LICENCE = "OGL-UK-3.0"
"""The licence of the data, as SPDX names it."""
ATTRIBUTION = (words.ONS_CREDIT, words.OS_CREDIT, words.NHS_CREDIT)
"""The lines to print wherever the data are used."""


def about(atlas: Atlas) -> dict[str, Any]:
    """What every JSON file says of itself first: which data these are, under which licence, whom to name."""
    return {
        "attribution": list(ATTRIBUTION),
        "fingerprint": atlas.fingerprint,
        "licence": LICENCE,
        "version": atlas.version,
    }


def columns(table: Table, frame: pd.DataFrame) -> list[list[Cell]]:
    """The cells of each column of a table, in the order of its schema; a blank or a missing figure is None."""
    return [[None if cell == "" or pd.isna(cell) else cell for cell in frame[name].tolist()] for name in table.columns]


def rows(table: Table, frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a table by name of the column."""
    return (dict(zip(table.columns, cells, strict=True)) for cells in zip(*columns(table, frame), strict=True))


def as_json(atlas: Atlas, table: Table) -> bytes:
    """A table as one JSON object. Rows are lists in the order of `columns`: a third of the size of objects."""
    cells = zip(*columns(table, getattr(atlas, table.name)), strict=True)
    told = {
        "about": about(atlas),
        "columns": list(table.columns),
        "key": list(table.key),
        "rows": list(cells),
        "table": table.name,
        "title": table.title,
    }
    return encoded(told)


def as_csv(atlas: Atlas, table: Table) -> bytes:
    """A table as CSV with a header: UTF-8, CRLF; text that a spreadsheet would take for a formula begins with '."""
    return written(table.columns, zip(*columns(table, getattr(atlas, table.name)), strict=True))


def written(names: Iterable[str], cells: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV under the names of their columns, as `as_csv` has them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_written(cell) for cell in row] for row in cells)
    return buffer.getvalue().encode()


def encoded(told: Mapping[str, Any], indent: int | None = None) -> bytes:
    """An object as JSON: UTF-8, sorted keys, one line feed at the end. Raises ValueError for a number that is none."""
    between = (",", ": ") if indent else (",", ":")
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent, separators=between)
    return text.encode() + b"\n"


def grouped(found: Iterable[Row], *names: str) -> dict[tuple[Cell, ...], list[Row]]:
    """Rows by the cells of some columns, each group in the order of the rows."""
    groups: dict[tuple[Cell, ...], list[Row]] = {}
    for row in found:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def _written(cell: Cell) -> str | float | int:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return safe(cell)
        case _:
            return cell

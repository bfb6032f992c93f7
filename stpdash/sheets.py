"""Rows to take away as CSV or XLSX, each with the version of the data, its licence and what to know of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter

from stpdash import words
from stpdash.model import Atlas

Row = Mapping[str, "str | float | int | None"]
"""A row: numbers are numbers, nothing is None, everything else is text."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """A table to take away: its title, rows of one shape, the ids of its sources, what must stand beside it."""

    title: str
    rows: Sequence[Row]
    sources: Sequence[str]
    remark: str = ""
    summary: str = ""
    """What the rows say, in words: the same as on screen."""


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a beginning gets an apostrophe before it.

    >>> safe("=1+1"), safe("Devon")
    ("'=1+1", 'Devon')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def cards(atlas: Atlas, sources: Iterable[str]) -> dict[str, str]:
    """The cards of a row's sources, as its last cells: titles, publishers, dates, addresses, licences, in one order."""
    found = [atlas.source(source) for source in sources]
    return {
        name: "; ".join(card[column] or f"{column} not stated" for card in found)
        for name, column in (
            *(("source", "title"), ("publisher", "publisher"), ("published", "published")),
            *(("address", "address"), ("source_licence", "licence")),
        )
    }


def as_csv(atlas: Atlas, sheet: Sheet) -> str:
    """The rows as CSV; the last columns hold summary and remark, if any, and the data's version with its licence.

    A row that has a remark of its own (`read_this`) keeps it.
    """
    buffer = io.StringIO()
    about = _about(atlas, sheet)
    rows = [{**row, **{name: text for name, text in about.items() if name not in row}} for row in sheet.rows]
    writer = csv.DictWriter(buffer, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(cell) for name, cell in row.items()} for row in rows)
    return buffer.getvalue()


def as_xlsx(atlas: Atlas, sheet: Sheet) -> bytes:
    """The rows as a workbook of three sheets: the table, its sources, what to know of it; always the same bytes.

    It says to be of the first day of the newest boundaries in the data: a clock would make it another file each time.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        day = datetime.fromisoformat(max(atlas.vintages["in_force_from"])).replace(tzinfo=UTC)
        comments = " ".join(_about(atlas, sheet).values())
        book.set_properties({"title": sheet.title, "comments": comments, "created": day})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _write(book.add_worksheet("Table"), sheet.rows, bold)
        _write(book.add_worksheet("Sources"), [atlas.source(source) for source in sorted(set(sheet.sources))], bold)
        _write(book.add_worksheet("About"), list(_told(atlas, sheet)), bold)
    return buffer.getvalue()


def _about(atlas: Atlas, sheet: Sheet) -> dict[str, str]:
    data = f"{words.NAME}, data version {atlas.version}, fingerprint {atlas.fingerprint[:12]}. {words.NHS_CREDIT}"
    told = {"summary": sheet.summary, "read_this": sheet.remark}
    return {name: text for name, text in told.items() if text} | {"data": data}


def _told(atlas: Atlas, sheet: Sheet) -> Iterable[Row]:
    yield {"about": "Title", "says": sheet.title}
    yield from ({"about": name, "says": text} for name, text in _about(atlas, sheet).items())
    for status, meaning in atlas.codes_of("status").items():
        yield {"about": f"Status: {atlas.word('status', status)}", "says": meaning}
    yield {"about": "What it is not", "says": words.NOT_AN_NHS_SITE}
    yield from ({"about": "Credit", "says": line} for line in (words.ONS_CREDIT, words.NHS_CREDIT))


def _write(page: xlsxwriter.worksheet.Worksheet, rows: Sequence[Row], bold: xlsxwriter.format.Format) -> None:
    page.freeze_panes(1, 0)
    for column, name in enumerate(rows[0] if rows else []):
        page.write_string(0, column, name, bold)
        longest = max(len(str(row[name])) for row in rows)
        page.set_column(column, column, min(60, max(len(name), longest) + 1))
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row.values()):
            if isinstance(cell, str):
                page.write_string(line, column, cell)
            elif cell is not None:
                page.write_number(line, column, cell)


def _cell(cell: str | float | int | None) -> str | float | int:
    return safe(cell) if isinstance(cell, str) else "" if cell is None else cell

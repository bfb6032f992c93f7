"""Tables to take away as CSV: every row with its source, date, status, licence and the version of the data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from stpdash import words
from stpdash.axes import AXES, standings
from stpdash.facts import Fact, every
from stpdash.model import Atlas
from stpdash.paint import answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a beginning gets an apostrophe before it.

    >>> safe("=1+1"), safe("Devon")
    ("'=1+1", 'Devon')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def facts(atlas: Atlas, subject: str = "") -> str:
    """Every fact (about one subject, where given) with its words and its source, as CSV."""
    attributes = list(atlas.codes_of("attribute"))
    found = [fact for attribute in attributes for fact in every(atlas, attribute)]
    return _csv(atlas, (_row(atlas, fact) for fact in found if subject in {"", fact.subject}))


def governance(atlas: Atlas, axis: str, date: str) -> str:
    """What each footprint shows on an axis at a date, a row a statement; a footprint without one says so."""
    rows: list[dict[str, str]] = []
    blank = dict.fromkeys(_row(atlas, every(atlas, "lead")[0]), "")
    for number, state in standings(atlas, axis, date).items():
        shown = {
            "footprint": number,
            "name": atlas.footprint(int(number)).name,
            "question": AXES[axis].title,
            "asked_for": date,
            "shown": answer(atlas, AXES[axis], state),
        }
        said = [_row(atlas, fact) for fact in state.said] or [blank]
        rows += [shown | row for row in said]
    return _csv(atlas, rows)


def _row(atlas: Atlas, fact: Fact) -> dict[str, str]:
    card = atlas.source(fact.source)
    coded = fact.attribute in atlas.axes
    return {
        "subject": fact.subject,
        "about": atlas.word("attribute", fact.attribute),
        "code_or_name": fact.value,
        "in_words": atlas.word(fact.attribute, fact.value) if coded else fact.value,
        "detail": fact.detail,
        "part": fact.part,
        "status": atlas.word("fact_status", fact.status),
        "how_known": atlas.word("basis", fact.basis),
        "as_at": fact.as_at,
        "from": fact.start,
        "to": fact.end,
        "seen_on": fact.seen_on,
        "confidence": fact.confidence,
        "sources_disagree": fact.conflict,
        "note": fact.note,
        "source": card["title"],
        "publisher": card["publisher"],
        "published": card["published"],
        "address": card["address"],
        "source_licence": card["licence"],
    }


def _csv(atlas: Atlas, rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV; the last column names the data version and the licence."""
    buffer = io.StringIO()
    about = f"{words.NAME}, data version {atlas.version}, fingerprint {atlas.fingerprint[:12]}. {words.NHS_CREDIT}"
    writer: csv.DictWriter[str] | None = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(buffer, [*row, "data"], lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({name: safe(cell) for name, cell in row.items()} | {"data": about})
    return buffer.getvalue()

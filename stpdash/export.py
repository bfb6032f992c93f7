"""Facts and governance to take away: every row with its source, date, status and licence."""

from __future__ import annotations

from stpdash import governing
from stpdash.axes import AXES, by_area
from stpdash.facts import Fact, every
from stpdash.model import Atlas
from stpdash.paint import answer, title
from stpdash.sheets import Sheet


def facts(atlas: Atlas, subject: str = "") -> Sheet:
    """Every fact (about one subject, where given) with its words and its source."""
    attributes = list(atlas.codes_of("attribute"))
    found = [f for attribute in attributes for f in every(atlas, attribute) if subject in {"", f.subject}]
    return Sheet("Dated facts", [row(atlas, fact) for fact in found], [fact.source for fact in found])


def governance(atlas: Atlas, axis: str, date: str) -> Sheet:
    """What each footprint shows on an axis at a date, a row a statement; a footprint without one says so."""
    rows: list[dict[str, str]] = []
    blank = dict.fromkeys(row(atlas, every(atlas, "lead")[0]), "")
    found = by_area(atlas, axis, date)
    for area, state in found.items():
        shown = {
            "footprint": ", ".join(atlas.numbers_of(area)),
            "name": area.name,
            "question": AXES[axis].title,
            "asked_for": date,
            "shown": answer(atlas, AXES[axis], state),
        }
        said = [row(atlas, fact) for fact in state.said] or [blank]
        rows += [shown | each for each in said]
    used = [fact.source for state in found.values() for fact in state.said]
    return Sheet(title(AXES[axis], date), rows, used, summary=governing.summary(atlas, axis, date))


def row(atlas: Atlas, fact: Fact) -> dict[str, str]:
    """One fact to take away, with its words and its source card."""
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

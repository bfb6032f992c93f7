"""The NHS "combined authority" as written tables: what followed where it was suggested, what parts exist elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from stpdash import suggested, words
from stpdash.facts import Fact
from stpdash.ledger import Change
from stpdash.markup import Column, Keyed, area_link, joined, listed, person_link, table, tag
from stpdash.merging import people
from stpdash.model import MAIN, Area, Atlas
from stpdash.people import who
from stpdash.suggested import IDEA, Event
from stpdash.telling import cited, how_known, rest, role, said, sentence, source_line, together, when


@lru_cache(maxsize=16)
def sequence(atlas: Atlas, place: Area) -> Markup:
    """What is recorded of a place before and after the suggestion, a row a statement, oldest first."""
    rows = [_event(atlas, event) for event in suggested.followed(atlas, place.id)]
    columns = [Column(each) for each in ("By date of source", "What", "Status", "How we know", "Source")]
    return table(f"{place.name}: {words.count(len(rows), 'statement')} in order of date", columns, rows)


def _event(atlas: Atlas, event: Event) -> tuple[object, ...]:
    if event.merger:
        return _merger(atlas, event.merger)
    if event.fact is None:
        raise ValueError("an event is a fact or a merger")
    fact = event.fact
    doubt = " Sources disagree." if fact.conflict else ""
    return (
        words.date(fact.as_at),
        _what(atlas, fact),
        f"{atlas.word('fact_status', fact.status)}: {when(fact)}",
        how_known(atlas, fact) + doubt,
        source_line(atlas, fact.source),
    )


def _what(atlas: Atlas, fact: Fact) -> Markup:
    """What a statement says, under the name of what it is about."""
    named = fact.attribute == "lead_sighting"
    told = person_link(who(atlas, fact.value).id, fact.value) if named else joined([said(atlas, fact)])
    about = role(atlas, fact) if named else atlas.word("attribute", fact.attribute)
    part = f" (only {fact.part})" if fact.part else ""
    more = fact.detail or atlas.codes_of(fact.attribute).get(fact.value, "")
    return joined([tag("strong", about), ": ", told, part, f". {more.rstrip('.')}." if more else "."])


def _merger(atlas: Atlas, change: Change) -> tuple[object, ...]:
    return (
        words.date(change.effective_from),
        joined([tag("strong", "Merger of CCGs"), f": {_merged(change)}."]),
        f"{atlas.word('fact_status', 'IN_PLACE')}: since {words.date(change.effective_from)}, no end date found",
        f"{atlas.word('basis', 'COUNTED_FROM_BOUNDARIES')}. {change.note}".strip(),
        source_line(atlas, change.source),
    )


def _merged(change: Change) -> str:
    return f"{change.name}, from {words.count(len(change.codes), 'CCG')}"


@lru_cache(maxsize=4)
def everywhere(atlas: Atlas) -> Markup:
    """All footprints by name: suggested or not recorded, and which parts exist, each with status, date and source."""
    areas = atlas.areas_of("footprint", MAIN)
    rows = [_row(atlas, area) for area in areas]
    columns = (
        Column("Footprint"),
        Column(IDEA.title),
        Column("Joint committee or board of CCGs"),
        Column("Shared accountable officer"),
        Column("Hospital groups"),
        Column("CCG mergers"),
    )
    found = sum(
        bool(suggested.parts(atlas, area.id).facts or suggested.parts(atlas, area.id).mergers) for area in areas
    )
    suggestions = len(suggested.places(atlas))
    caption = f"{words.count(len(rows), 'footprint')}: suggested for {suggestions}, parts recorded in {found}"
    codes = [area.code for area in areas]
    return table(caption, columns, rows, scroll=True, areas=codes, sortable=True)


def _row(atlas: Atlas, area: Area) -> tuple[object, ...]:
    mine = suggested.parts(atlas, area.id)
    answer = suggested.answer(atlas, area.id)
    merged = [_told(atlas, area, change, share) for change, share in mine.mergers]
    return (
        Keyed(area_link(area.id, area.name), area.name),
        Keyed(answer, "" if answer == words.NOT_RECORDED else answer),
        *(_statements(atlas, area, found) for found in (mine.committees, mine.officers, mine.hospitals)),
        Keyed(listed(merged) or words.NO_MERGER, mine.mergers[0][0].effective_from if merged else ""),
    )


def _statements(atlas: Atlas, area: Area, found: Sequence[Fact]) -> Keyed:
    """Statements, the latest first; sorted by the date of the first that was made."""
    lines = [
        joined([tag("strong", said(atlas, same[0])), rest(atlas, same[0]), ". "])
        + cited(atlas, f"{area.name}, {said(atlas, same[0])}", same)
        for same in together(atlas, found)
    ]
    return Keyed(listed(lines) or words.NOT_RECORDED, min((fact.as_at for fact in found if fact.as_at), default=""))


def _told(atlas: Atlas, area: Area, change: Change, share: float) -> Markup:
    """A merger in a footprint, since when, and how much of it lies there where that is not all."""
    inside = "" if share >= 1 else f"; {words.number(share * people(change))} of {words.people(people(change))} here"
    told = f"{_merged(change)} (since {words.date(change.effective_from)}{inside}). "
    return told + cited(atlas, f"{area.name}, {change.name}", sources=[change.source])


def suggestion(atlas: Atlas) -> Markup:
    """Where and when it was suggested, by whom it is told, in a paragraph."""
    found = [fact for area in suggested.places(atlas) for fact in _facts(atlas, area)]
    told = [
        joined([area_link(fact.footprint, atlas.footprint(int(fact.footprint)).name), f": {sentence(atlas, fact)}. "])
        + cited(atlas, "the suggestion", [fact])
        for fact in found
    ]
    return tag("div", listed(told), class_="atlas-links")


def _facts(atlas: Atlas, area: Area) -> list[Fact]:
    return [
        event.fact for event in suggested.followed(atlas, area.id) if event.fact and event.fact.attribute == IDEA.key
    ]

"""The ledger as written tables: how the numbers of areas add up, every event, the pieces of one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import change_words, changing, words
from stpdash.change_words import NOUNS, UNMOVED, coded
from stpdash.changing import Asked
from stpdash.ledger import LAYERS, MERGER, MOVE, SPLIT, Change, Part, Step, arithmetic
from stpdash.markup import Column, Keyed, area_link, joined, table, tag
from stpdash.mergers import link as workbench
from stpdash.model import Atlas
from stpdash.telling import cited

PLURAL = {"ccg": "CCGs", "footprint": "Footprints", "region": "Regions"}
COUNTED = {MERGER: "Mergers", SPLIT: "Splits", MOVE: "Moved boundaries"}
"""The kinds of change that may alter a number, or might be thought to."""


def address(change_id: str, asked: Mapping[str, str]) -> str:
    """Where an event is told, with the choice among all events kept."""
    return f"changes?{urlencode({'change': change_id} | dict(asked))}"


def event_link(atlas: Atlas, change: Change, asked: Mapping[str, str]) -> Markup:
    """A plain link to an event."""
    return tag("a", change_words.title(atlas, change), href=address(change.id, asked))


def line(atlas: Atlas) -> str:
    """The number of areas of each layer from first to last: "CCGs 209, 207, 195"."""
    told = []
    for layer in LAYERS:
        steps = arithmetic(atlas, layer)
        if steps:
            counts = [steps[0].before, *(step.after for step in steps)]
            told.append(f"{PLURAL[layer]} {', '.join(map(words.number, counts))}")
    return "; ".join(told)


@lru_cache(maxsize=4)
def adding_up(atlas: Atlas) -> Markup:
    """How many areas there were at each vintage, and how each kind of change took the number to the next."""
    rows = [_step(atlas, layer, step) for layer in LAYERS for step in arithmetic(atlas, layer)]
    columns = (
        Column("From, to"),
        Column("Before", True),
        *(Column(heading, True) for heading in COUNTED.values()),
        Column("Other events", True),
        Column("After", True),
        Column("On the boundaries", True),
    )
    used = sorted({source for layer in LAYERS for step in arithmetic(atlas, layer)
                   for each, _ in step.changes for source in each.sources})  # fmt: skip
    return table(line(atlas), columns, rows) + tag("div", cited(atlas, "these numbers", sources=used))


def _step(atlas: Atlas, layer: str, step: Step) -> tuple[object, ...]:
    later = atlas.vintage_label(step.successor_vintage) if step.successor_vintage else "April 2021"
    others = sum(each.kind not in COUNTED for each, _ in step.changes)
    drawn = "Not in the data" if step.counted is None else words.number(step.counted)
    return (
        f"{PLURAL[layer]}, {atlas.vintage_label(step.vintage)} to {later}",
        words.number(step.before),
        *(_by_kind(step, kind) for kind in COUNTED),
        words.number(others) if others else "-",
        tag("strong", words.number(step.after)),
        drawn if step.agrees else f"{drawn}: they do not agree",
    )


def _by_kind(step: Step, kind: str) -> str | Markup:
    """What the changes of a kind added or took, and how many they were."""
    gains = [gain for each, gain in step.changes if each.kind == kind]
    if not gains:
        return "-"
    net = sum(gains)
    written = f"+{net}" if net > 0 else f"−{-net}" if net else "0"
    return joined([written, tag("span", f" by {len(gains)}", class_="flag")])


@lru_cache(maxsize=64)
def ledger(atlas: Atlas, asked: Asked) -> Markup:
    """Every event that is asked for, by date; each leads to its own page."""
    found = changing.found(atlas, asked)
    rows = [_event(atlas, change, asked.address) for change in found]
    columns = (
        Column("Event"),
        Column("Date"),
        Column("Type"),
        Column("What happened"),
        Column("People who moved, mid-2017", True),
        Column("km² moved", True),
        Column("How sure, and source"),
    )
    caption = f"{words.count(len(rows), 'event')} {changing.whose(asked)}"
    made = table(caption, columns, rows, scroll=True, sortable=True)
    return tag("div", made, class_="atlas-ledger") if rows else Markup("")


def _event(atlas: Atlas, change: Change, asked: Mapping[str, str]) -> tuple[object, ...]:
    kind = atlas.word("change_kind", change.kind)
    nothing = change.kind in UNMOVED
    source = cited(atlas, change_words.title(atlas, change), sources=list(change.sources))
    return (
        Keyed(event_link(atlas, change, asked), change_words.title(atlas, change)),
        Keyed(_day(change), change.effective_from),
        Keyed(joined([kind, tag("span", f", {PLURAL[change.layer]}", class_="flag")]), kind),
        joined([change_words.sentence(atlas, change), " ", _codes(atlas, change)]),
        Keyed(change_words.people_moved(change), 0 if nothing else change.people_moved),
        Keyed(change_words.area_moved(change), 0 if nothing else change.area_km2_moved),
        Keyed(joined([change_words.how_sure(atlas, change), " ", source]), change.confidence),
    )


def _day(change: Change) -> Markup:
    return joined([tag("time", told, datetime=iso) for told, iso in _days(change)], ", ")


def _days(change: Change) -> Iterable[tuple[str, str]]:
    return zip(change_words.dates(change), (change.effective_from, change.nhs_date), strict=False)


def _codes(atlas: Atlas, change: Change) -> Markup:
    """The codes before and after, ONS and NHS, in small print."""
    before = [_code(atlas, change.layer, change.vintage, code) for code in change.codes]
    after = [_code(atlas, change.layer, change.successor_vintage, code) for code in change.successors]
    told = f"Codes: {', '.join(before)}" + ("" if before == after else f"; then {', '.join(after)}")
    return tag("span", f"{told}.", class_="flag")


def _code(atlas: Atlas, layer: str, vintage: str, code: str) -> str:
    ons, nhs = coded(atlas, layer, vintage, code)
    return ons if nhs == words.NOT_RECORDED else f"{ons} ({nhs})"


def pieces(atlas: Atlas, change: Change) -> Markup:
    """Each piece of an event: where from, where to, by name and by the codes of ONS and NHS; people, ground, share."""
    whole: dict[str, int] = {}
    for part in change.parts:
        whole[part.code] = whole.get(part.code, 0) + part.people
    rows = [_piece(atlas, change, part, whole[part.code]) for part in change.parts]
    columns = (
        *(Column(f"{NOUNS[change.layer]} before"[0].upper() + f"{NOUNS[change.layer]} before"[1:]), *_CODES),
        *(Column("After"), *_CODES),
        Column("People, mid-2017", True),
        Column("Share of those before", True),
        Column("km²", True),
        Column("Moved"),
    )
    codes = [part.code for part in change.parts]
    caption = f"{words.count(len(rows), 'piece')}, {' and '.join(change_words.dates(change))}"
    return table(caption, columns, rows, areas=codes)


_CODES = (Column("ONS code"), Column("NHS code"))


def _piece(atlas: Atlas, change: Change, part: Part, whole: int) -> tuple[object, ...]:
    drawn = change.successor_vintage
    was, now = change_words.last_day(change), change_words.first_day(change)
    after = area_link(part.successor, part.successor_name, now) if drawn else part.successor_name
    return (
        area_link(part.code, part.name, was),
        *coded(atlas, change.layer, change.vintage, part.code),
        after,
        *coded(atlas, change.layer, drawn, part.successor),
        words.number(part.people),
        words.percent(100 * part.people / whole) if whole else words.NO_FIGURE,
        words.number(part.area_km2, 1),
        "To another region" if change.kind == "region_move" else "Yes" if part.moved else "No, it stayed",
    )


def beside(atlas: Atlas, change: Change, asked: Asked) -> Markup:
    """The event before and the one after among those that are asked for, and the way back to them all."""
    mine = changing.found(atlas, asked)
    here = mine.index(change) if change in mine else None
    around = [] if here is None else [("Previous event", here - 1), ("Next event", here + 1)]
    links = [
        joined([f"{told}: ", event_link(atlas, mine[place], asked.address)])
        for told, place in around
        if 0 <= place < len(mine)
    ]
    query = urlencode(asked.address)
    every = f"All {words.count(len(mine), 'event')} {changing.whose(asked)}"
    back = tag("a", every, href=f"changes{f'?{query}' if query else ''}")
    return tag(
        "nav", joined(tag("p", each) for each in (back, *links)), aria_label="Events", class_="atlas-links atlas-steps"
    )


def more(atlas: Atlas, change: Change) -> Markup:
    """What else can be done with an event: a merger can be tried again in the workbench."""
    if change.kind != MERGER:
        return Markup("")
    return tag(
        "p", tag("a", "Try this merger again in the workbench", href=workbench(atlas, change.id)), class_="atlas-links"
    )

"""Two dates side by side, as a table: what became of each area, where it lay, who led it, with how much money."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from stpdash import facts, places, then, two_dates, two_dates_words, words
from stpdash.facts import Fact
from stpdash.ledger import INFERRED, MOVE, REGION_MOVE, Change
from stpdash.markup import Column, Keyed, area_link, joined, listed, table, tag
from stpdash.model import Area, Atlas
from stpdash.series import CORE, Figure, amounts, figure, people
from stpdash.telling import marked
from stpdash.two_dates import KINDS, NOUNS, Asked, Fate, name_then
from stpdash.two_dates_ground import crossed

LEADERS = {"footprint": "Lead", "region": "Director"}
"""Who is named for an area of a layer; nobody for a CCG."""
_KEYS = ("layer", "code", "year", "source")


def _later(atlas: Atlas, fate: Fate, day: str) -> Markup:
    """The areas of the later day in which an area's people are; of several with the share in each."""
    alone = len(fate.pieces) == 1
    return listed(
        [
            area_link(each.after.id, name_then(atlas, each.after), day)
            + (Markup("") if alone else tag("span", f" {two_dates_words.share(each.share)}", class_="flag"))
            for each in fate.pieces
        ]
    )


def leaders(atlas: Atlas, areas: Sequence[Area], day: str) -> str:
    """Who was seen to lead some areas on a day; of several each after its name."""
    told = [words.listed(_leading(atlas, area, day)) or words.NOT_RECORDED_THEN for area in areas]
    if len(areas) == 1:
        return told[0]
    return "; ".join(f"{name_then(atlas, area)}: {said}" for area, said in zip(areas, told, strict=True))


def _leading(atlas: Atlas, area: Area, day: str) -> list[str]:
    return list(dict.fromkeys(facts.named(fact) for fact in named(atlas, area, day)))


def named(atlas: Atlas, area: Area, day: str) -> list[Fact]:
    """The facts that say who led a footprint, or directed a region, on a day; none of a CCG."""
    if area.layer == "region":
        return then.directors(atlas, area, day)
    return [*then.leads(atlas, area, day)] if area.layer == "footprint" else []


def region(atlas: Atlas, area: Area) -> str:
    """The region of its time in which most of an area's people lived."""
    found = then.region(atlas, area)
    return found.name if found else words.NOT_RECORDED


def money(atlas: Atlas, area: Area) -> Figure | None:
    """Core funding of the year that begins with an area's vintage; None where the package has no such year."""
    year = places.year_of(area.vintage)
    return figure(amounts(atlas, area.layer, area.vintage, year), area.code) if year else None


def after(fate: Fate) -> list[Area]:
    """The areas of the later day in which an area's people are, largest first."""
    return [piece.after for piece in fate.pieces]


def _became(atlas: Atlas, fate: Fate) -> Markup:
    """What became of an area, and the events on the way as links; its region has a column of its own."""
    events = [each for each in fate.changes if each.kind != REGION_MOVE]
    links = [tag("a", f"{atlas.word('change_kind', each.kind)}, {words.date(each.effective_from)}", href=event(each))
             + _flag(atlas, fate, each) for each in events]  # fmt: skip
    return joined([tag("strong", two_dates_words.verdict(atlas, fate)), tag("div", listed(links)) if links else ""])


def _region_later(atlas: Atlas, fate: Fate) -> Markup:
    """The region of the areas of the later day; where the ledger has a move to it, a link to that event."""
    names = "; ".join(dict.fromkeys(region(atlas, each) for each in after(fate)))
    moves = [tag("a", f"since {words.date(each.effective_from)}", href=event(each)) for each in fate.changes
             if each.kind == REGION_MOVE]  # fmt: skip
    return joined([names, " ", joined(moves, ", ")]) if moves else joined([names])


def event(change: Change) -> str:
    """The address of an event on the page of changes."""
    return f"changes?change={quote(change.id, safe='')}"


def _flag(atlas: Atlas, fate: Fate, change: Change) -> Markup:
    """What a moved boundary took of the area's own ground and gave to it; whether an event is inferred."""
    told = []
    if change.kind == MOVE:
        own = crossed(atlas, fate.area, change)
        told += [f"{word} {two_dates_words.ground(each)}" for word, each in (("left:", own.left), ("came:", own.came))
                 if each]  # fmt: skip
        told += [two_dates_words.of_the_whole(own.whole)] if own.whole else []
    if change.confidence == INFERRED:
        told.append("rests on the inferred line through NHS Cumbria CCG")
    return tag("span", f" ({'; '.join(told)})", class_="flag") if told else Markup("")


def rests_on(atlas: Atlas, asked: Asked, fate: Fate) -> list[str]:
    """The sources of a row: boundaries and people on either day, events on the way, money, leaders."""
    areas = (fate.area, *after(fate))
    used = [source for area in areas for source in (*places.drawn_by(atlas, area), *places.counted_by(atlas, area))]
    used += [source for change in fate.changes for source in change.sources]
    for area in areas:
        if year := places.year_of(area.vintage):
            used += _paid(atlas).get((area.layer, area.code, year), [])
        day = asked.day if area == fate.area else asked.then
        used += [fact.source for fact in named(atlas, area, day)]
    return [source for source in dict.fromkeys(used) if source]


@lru_cache(maxsize=4)
def _paid(atlas: Atlas) -> dict[tuple[str, str, str], list[str]]:
    """The sources of core allocations, by layer, code and year: of one code they are the same at every vintage."""
    rows = atlas.funding[atlas.funding["series"] == CORE]
    found: dict[tuple[str, str, str], list[str]] = {}
    for layer, code, year, source in sorted({*zip(*(rows[name] for name in _KEYS), strict=True)}):
        found.setdefault((layer, code, year), []).append(source)
    return found


@lru_cache(maxsize=64)
def sources(atlas: Atlas, asked: Asked) -> list[str]:
    """The sources of every row."""
    found = two_dates.fates(atlas, asked.layer, *asked.vintages)
    return sorted({source for fate in found for source in rests_on(atlas, asked, fate)})


@lru_cache(maxsize=64)
def differing(atlas: Atlas, asked: Asked) -> Markup:
    """Every area of the earlier day that is not the same on the later one: what became of it, and who answers."""
    found = [each for each in _in_order(atlas, asked) if each.kind != "same"]
    if not found:
        return Markup("")
    caption = f"{words.count(len(found), NOUNS[asked.layer])} that differ, {_span(asked)}"
    return _table(atlas, asked, found, caption)


@lru_cache(maxsize=64)
def unchanged(atlas: Atlas, asked: Asked) -> Markup:
    """The areas that are the same on both days, to be opened in place; who answers may differ."""
    found = [each for each in _in_order(atlas, asked) if each.kind == "same"]
    if not found:
        return Markup("")
    noun = words.count(len(found), NOUNS[asked.layer])
    made = _table(atlas, asked, found, f"{noun} with the same ground, name and code, {_span(asked)}")
    return tag("details", tag("summary", f"Show the {noun} that are the same") + made, class_="atlas-links")


def _in_order(atlas: Atlas, asked: Asked) -> list[Fate]:
    """What changed most first."""
    return sorted(two_dates.fates(atlas, asked.layer, *asked.vintages), key=lambda each: -KINDS.index(each.kind))


def _span(asked: Asked) -> str:
    return f"{words.date(asked.day)} and {words.date(asked.then)}"


def _table(atlas: Atlas, asked: Asked, found: Sequence[Fate], caption: str) -> Markup:
    rows = [_row(atlas, asked, each) for each in found]
    codes = [each.area.code for each in found]
    return tag("div", table(caption, _columns(asked), rows, areas=codes, sortable=True), class_="atlas-dates")


def _columns(asked: Asked) -> list[Column]:
    day, later = words.date(asked.day), words.date(asked.then)
    columns = [Column(day), Column("What became of it"), Column(later)]
    columns.append(Column("People, mid-2017", numeric=True))
    if asked.layer != "region":
        columns += [Column(f"Region, {day}"), Column(f"Region, {later}")]
    if who := LEADERS.get(asked.layer):
        columns += [Column(f"{who}, {day}"), Column(f"{who}, {later}")]
    years = [places.year_of(vintage) for vintage in asked.vintages]
    return columns + [Column(f"Core funding {year}, £ million", numeric=True) for year in dict.fromkeys(years) if year]


def _row(atlas: Atlas, asked: Asked, fate: Fate) -> list[object]:
    later = after(fate)
    residents = figure(people(atlas, asked.layer, fate.area.vintage), fate.area.code).value
    row: list[object] = [
        area_link(fate.area.id, fate.name, asked.day),
        Keyed(_became(atlas, fate), KINDS.index(fate.kind)),
        _later(atlas, fate, asked.then),
        Keyed(words.number(residents), residents),
    ]
    if asked.layer != "region":
        row += [region(atlas, fate.area), _region_later(atlas, fate)]
    if asked.layer in LEADERS:
        row += [leaders(atlas, [fate.area], asked.day), leaders(atlas, later, asked.then)]
    return [*row, *_funding(atlas, asked, fate)]


def _funding(atlas: Atlas, asked: Asked, fate: Fate) -> list[Keyed]:
    """Core funding before and after: of what an area became, where that is one."""
    cells = []
    if places.year_of(asked.vintages[0]):
        cells.append(_pounds(money(atlas, fate.area)))
    if places.year_of(asked.vintages[1]) and not asked.one:
        later = after(fate)
        cells.append(_pounds(money(atlas, later[0])) if len(later) == 1 else Keyed("In several areas", ""))
    return cells


def _pounds(found: Figure | None) -> Keyed:
    if found is None or found.value != found.value:
        return Keyed(words.NO_FIGURE, "")
    return Keyed(marked(found, lambda value: words.number(value, 1)), found.value)

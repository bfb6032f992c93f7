"""Footprints side by side as written tables: measures, years, who answers, and who is like whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

import pandas as pd
from markupsafe import Markup

from stpdash import places, provenance, then, words
from stpdash.asat import ANY, AsAt
from stpdash.axes import AXES
from stpdash.cards import person, shares
from stpdash.comparing import Asked
from stpdash.comparison import Column as Beside
from stpdash.comparison import Row
from stpdash.facts import Fact
from stpdash.markup import Column, area_link, joined, listed, table, tag
from stpdash.measure import Measure
from stpdash.measures import MEASURES
from stpdash.model import Area, Atlas
from stpdash.money_tables import measured
from stpdash.paint import answer
from stpdash.series import Figure, figure
from stpdash.telling import cited, extras, marked


def measures(across: Sequence[Beside], rows: Sequence[Row]) -> Markup:
    """Every measure of the footprints and of what stands beside them, as `comparison.rows` gives them."""
    written = [(_about(row), *(_cell(row, k, across) for k in range(len(across)))) for row in rows]
    columns = [Column("Measure"), *(Column(_head(each), True, each.code) for each in across)]
    caption = "Side by side. The place is among all footprints, the highest first; the first is not the best"
    return tag("div", table(caption, columns, written), class_="atlas-beside")


def _head(each: Beside) -> str | Markup:
    return area_link(each.id, each.name) if each.id else each.name


def _about(row: Row) -> Markup:
    return joined([row.heading, tag("span", f" {row.measure.unit}", class_="flag")])


def _cell(row: Row, k: int, across: Sequence[Beside]) -> Markup:
    found, place = row.figures[k], row.places[k]
    if found is None:
        why = words.not_made_for(across[k].name) if across[k].layer else words.NOT_AVERAGED
        return tag("span", why, class_="flag")
    placed = tag("span", f" {words.place(place, row.places_in_all)}", class_="flag place") if place else Markup("")
    return measured(found, row.measure) + placed


def sources(atlas: Atlas, measures: Iterable[Measure], year: str) -> Markup:
    """The sources of some measures in a year, to be opened in place."""
    used = {source for each in measures for source in provenance.sources(atlas, each, year)}
    return tag("div", cited(atlas, "these figures", sources=sorted(used)))


@lru_cache(maxsize=4)
def meanings(measures: tuple[Measure, ...]) -> Markup:
    """What each measure is and what must stand beside it, to be opened in place."""
    rows = [(measure.title, measure.unit, f"{measure.definition} {measure.banner}") for measure in measures]
    made = table("What the measures are", [Column(each) for each in ("Measure", "Unit", "What it is")], rows)
    return tag("details", tag("summary", "What the measures are") + made, class_="atlas-links")


def by_year(found: dict[Beside, list[Figure]], measure: Measure) -> Markup:
    """A measure year by year, a row a place."""
    rows = [(_head(each), *(measured(told, measure) for told in figures)) for each, figures in found.items()]
    columns = [Column(measure.title), *(Column(year, True) for year in measure.years)]
    return table(
        f"{measure.title} by year ({measure.unit})", columns, rows, areas=[each.code for each in found], pick=False
    )


def two(pairs: pd.DataFrame, across: Measure, up: Measure, year: str) -> Markup:
    """All footprints by two measures, by name: what the scatter shows."""
    rows = [
        (
            area_link(row["number"], row["name"]),
            *(
                measured(Figure(row[axis], row[f"{axis}_status"]), measure)
                for axis, measure in (("x", across), ("y", up))
            ),
        )
        for _, row in pairs.sort_values("name").iterrows()
    ]
    columns = [Column("Footprint"), *(Column(measure.heading(year), True) for measure in (across, up))]
    caption = f"All {len(pairs)}: {across.heading(year)}, and {up.heading(year)}"
    return table(caption, columns, rows, scroll=True, areas=list(pairs.sort_values("name").index))


def alike(atlas: Atlas, found: pd.DataFrame, area: Area, asked: Asked) -> Markup:
    """The footprints most like one, the nearest first, with each ingredient and the distance."""
    measures = [MEASURES[key] for key in asked.recipe]
    rows = [
        (
            area_link(number, name),
            *(_ingredient(atlas, measure, asked.year, area.vintage, code) for measure in measures),
            marked(distance, words.distance),
        )
        for code, number, name, distance in _from_nearest(area, found)
    ]
    columns = [
        Column("Footprint"),
        *(Column(measure.heading(asked.year), True) for measure in measures),
        Column("Distance", True),
    ]
    return table(f"{area.name} and the {len(found)} most like it", columns, rows, areas=[area.code, *found.index])


def _from_nearest(area: Area, found: pd.DataFrame) -> Iterator[tuple[str, str, str, Figure]]:
    """Code, number, name and distance: of the footprint itself, then of those like it."""
    yield area.code, area.id, area.name, Figure(0.0, "derived")
    for code, row in found.iterrows():
        yield str(code), row["number"], row["name"], Figure(row["distance"], row["status"])


def _ingredient(atlas: Atlas, measure: Measure, year: str, vintage: str, code: str) -> Markup:
    return measured(figure(measure.of(atlas, "footprint", vintage, year), code), measure)


def answers(atlas: Atlas, areas: Sequence[Area], at: AsAt) -> Markup:
    """Who answers in each footprint, a row a question; each answer opens its sources."""
    rows: list[tuple[object, ...]] = [
        (about, *(maker(atlas, area) for area in areas))
        for about, maker in (
            (then.lead_heading(at), partial(_lead, at=at)),
            (then.region_heading(at), partial(_region, at=at)),
            ("Combined authorities of councils, 2018", _authorities),
        )
    ]
    rows += [(axis.title, *(_standing(atlas, key, at.day, area) for area in areas)) for key, axis in AXES.items()]
    columns = [Column("Question"), *(Column(area_link(area.id, area.name), False, area.code) for area in areas)]
    drawn = dict.fromkeys(source for area in areas for source in places.drawn_by(atlas, area))
    made = table(f"Who answers, {'whenever recorded' if at.day == ANY else words.date(at.day)}", columns, rows)
    return tag("div", made, class_="atlas-beside") + cited(atlas, "regions and authorities", sources=list(drawn))


@lru_cache(maxsize=256)
def _lead(atlas: Atlas, area: Area, at: AsAt) -> Markup:
    found = then.named(atlas, area, at)
    if not found:
        return joined([words.NOT_RECORDED_THEN if at.dated else words.NOT_RECORDED])
    names = listed([person(atlas, fact) + (f", {fact.detail}" if fact.detail else "") + _doubt(fact) for fact in found])
    return names + " " + cited(atlas, f"lead of {area.name}", found)


@lru_cache(maxsize=256)
def _region(atlas: Atlas, area: Area, at: AsAt) -> Markup:
    found = then.region_at(atlas, area, at)
    return area_link(found.id, found.name) if found else joined([words.NOT_RECORDED])


@lru_cache(maxsize=256)
def _authorities(atlas: Atlas, area: Area) -> Markup:
    return listed(shares(places.authorities_of(atlas, area), "the footprint's")) or joined(["None, November 2018"])


def _doubt(fact: Fact) -> Markup:
    """That sources disagree, with the way to both sides; nothing where they do not."""
    return joined([". ", tag("a", "Sources disagree", href="sources")]) if fact.conflict else Markup("")


@lru_cache(maxsize=2048)
def _standing(atlas: Atlas, axis: str, date: str, area: Area) -> Markup:
    """What had been said of a footprint by a date, in brief: the answer, what it amounts to and when, its sources."""
    state = then.standing(atlas, area, axis, date)
    if not state.drawn:
        doubtful = " (a doubtful statement only: see Governance)" if state.said else ""
        return joined([words.NOT_RECORDED, doubtful])
    told = dict.fromkeys(then.whose(atlas, area, fact) + extras(atlas, fact) for fact in state.drawn)
    one = atlas.word(axis, state.codes[0]) if len(state.codes) == 1 else answer(atlas, AXES[axis], state)
    return joined(
        [
            tag("strong", one),
            *(f", {each}" for each in told if each),
            *dict.fromkeys(_doubt(fact) for fact in state.drawn),
            " ",
            cited(atlas, f"{AXES[axis].title.lower()}, {area.name}", state.drawn),
        ]
    )

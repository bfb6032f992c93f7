"""The seven regional teams side by side; one's footprints in order, and what of them is not recorded, as tables."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup

from stpdash import asat, facts, patch, places, provenance, ranking, then, words
from stpdash.asat import MAIN_VIEW, AsAt
from stpdash.axes import AXES, standings
from stpdash.facts import Fact
from stpdash.markup import Column, area_link, joined, person_link, table, tag
from stpdash.measure import Measure
from stpdash.measures import MEASURES
from stpdash.model import REGIONS, Area, Atlas
from stpdash.money_tables import measured
from stpdash.people import who
from stpdash.ranking import Beside
from stpdash.series import figure, people
from stpdash.telling import cited

WHOLE, PER_HEAD = MEASURES["core_allocation"], MEASURES["core_per_registered"]


def has_teams(at: AsAt) -> bool:
    """Whether the seven teams stand in the table of regions: on the main view, and from the day they began."""
    return not at.dated or at.day >= asat.TEAMS_DAY


def regions(atlas: Atlas, year: str, at: AsAt) -> Markup:
    """The regions under their heading: the seven teams, or at a date before them those of that time."""
    if has_teams(at):
        return tag("h2", "The seven regions", id="regions") + teams(atlas, year, at)
    areas = atlas.areas_of("region", at.vintage)
    rows = [
        (
            area_link(area.id, area.name, at.asked),
            _directors(atlas, then.directors(atlas, area, at.day), ", ", at),
            words.number(len(places.footprints_of(atlas, area))),
            words.short_people(figure(people(atlas, "region", at.vintage), area.code).value),
        )
        for area in areas
    ]
    columns = (Column("Region"), Column("Director"), Column("Footprints", True), Column("People, mid-2017", True))
    told = f"{words.count(len(rows), 'region')}, {words.date(at.day)}: directors and people"
    used = sorted({source for area in areas for source in places.counted_by(atlas, area)})
    heading = tag("h2", f"The {words.NUMERALS[len(rows)]} regions", id="regions")
    return heading + table(told, columns, rows) + cited(atlas, "the regions", sources=used)


@lru_cache(maxsize=16)
def teams(atlas: Atlas, year: str, at: AsAt = MAIN_VIEW) -> Markup:
    """The seven teams, by name: director as announced, footprints, people, core funding, £ per head; with sources."""
    areas = atlas.areas_of("region", REGIONS)
    found = {area: _named(atlas, area, at) for area in areas}
    said = {_announced(atlas, fact) for each in found.values() for fact in each}
    together = said.pop() if len(said) == 1 else ""
    between = "" if together else ", "
    rows = [_team(atlas, area, year, _directors(atlas, found[area], between, at), at) for area in areas]
    columns = (
        Column("Region of April 2019"),
        Column(f"Director, {together}" if together else "Director"),
        Column("Footprints", True),
        Column("People, mid-2017", True),
        Column(f"Core funding, {year}, cash", True),
        Column("Per person on GP lists", True),
    )
    caption = f"{words.count(len(rows), 'region')}: directors, people and money"
    named = [fact for each in found.values() for fact in each]
    used = {*provenance.behind(atlas, PER_HEAD, year, "region", REGIONS)["source"]}
    used |= {source for area in areas for source in places.counted_by(atlas, area)}
    return table(caption, columns, rows) + cited(atlas, "the regions", named, sorted(used))


def _named(atlas: Atlas, team: Area, at: AsAt) -> list[Fact]:
    """The directors of a team: on its day, or whenever announced."""
    return then.directors(atlas, team, at.day) if at.dated else facts.directors(atlas, team)


def _team(atlas: Atlas, team: Area, year: str, directors: Markup, at: AsAt) -> tuple[object, ...]:
    """A row of the table of teams."""
    money, heads = (measure.of(atlas, "region", REGIONS, year) for measure in (WHOLE, PER_HEAD))
    return (
        area_link(team.id, team.name, at.asked),
        directors,
        words.number(len(places.footprints_of(atlas, team, at.vintage))),
        words.short_people(figure(people(atlas, "region", REGIONS), team.code).value),
        measured(figure(money, team.code), WHOLE),
        measured(figure(heads, team.code), PER_HEAD),
    )


def _directors(atlas: Atlas, found: list[Fact], between: str, at: AsAt) -> Markup:
    """Directors by name; what each name amounts to and when stands after it unless `between` is blank."""
    told = [
        joined([person_link(who(atlas, f.value).id, f.value), between + _amounts(atlas, f, at) if between else ""])
        for f in found
    ]
    return joined(told, "; ") if told else joined([words.NOT_RECORDED_THEN if at.dated else words.NOT_RECORDED])


def _amounts(atlas: Atlas, fact: Fact, at: AsAt) -> str:
    return then.told_of(atlas, fact, at.day) if at.dated and fact.as_at > at.day else _announced(atlas, fact)


def _announced(atlas: Atlas, fact: Fact) -> str:
    """What a director's name amounts to, and when: "announced 11 December 2018"."""
    return f"{atlas.word('fact_status', fact.status).lower()} {words.date(fact.as_at)}"


def ranked(whole: pd.DataFrame, team: Area, measure: Measure, year: str, beside: Beside) -> Markup:
    """A team's footprints out of `ranking.ordered`: place among them and among all, those to compare with above."""
    frame = patch.among(whole, team)
    here, among_all = ranking.placed(frame, measure), ranking.placed(whole, measure)
    rows: list[tuple[object, ...]] = [(name, "", "", measured(told, measure)) for name, told in beside.values()]
    for key, row in frame.iterrows():
        code = str(key)
        told = measured(figure(frame, code), measure)
        rows.append((area_link(row["number"], row["name"]), here.get(code, ""), among_all.get(code, ""), told))
    columns = (
        Column("Footprint"),
        Column("Place here", True),
        Column(f"Place of {len(whole)}", True),
        Column(measure.unit, True),
    )
    order = "the highest first" if measure.ranked else "by name; not to be put in order"
    areas = [*[""] * len(beside), *frame.index]
    return table(f"{measure.heading(year)}, {order}", columns, rows, areas=areas)


@lru_cache(maxsize=32)
def unknown(atlas: Atlas, team: Area, date: str) -> Markup:
    """For each question of governance how many and which footprints of a team read "Not recorded" at a date."""
    total = len(patch.footprints(atlas, team))
    rows = [
        (
            tag("a", AXES[key].title, href=f"governance?{urlencode({'axis': key, 'date': date})}"),
            f"{len(missing)} of {total}",
            _which(atlas, key, date, missing, total),
        )
        for key, missing in patch.unknown(atlas, team, date).items()
    ]
    columns = (Column("Question"), Column(words.NOT_RECORDED, True), Column("Which footprints"))
    return table(f"What is not recorded, as at {words.date(date)}", columns, rows)


def _which(atlas: Atlas, axis: str, date: str, missing: list[Area], total: int) -> Markup:
    if not missing:
        return joined(["None: each has an answer"])
    doubtful = [each for each in missing if standings(atlas, axis, date)[each.id].said]
    if len(missing) == total and not doubtful:
        return joined(["All"])
    said = " (a doubtful statement only)"
    return joined((area_link(each.id, each.name) + (said if each in doubtful else "") for each in missing), "; ")

"""The "who answers here" card of a regional team: who directs it, what lies in it, its people and its money."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from stpdash import cards, patch, places, provenance, words
from stpdash.asat import AsAt
from stpdash.cards import Line, Part
from stpdash.markup import area_link, joined, tag, trust_link
from stpdash.measures import DEFAULT_YEAR, MEASURES
from stpdash.model import Area, Atlas
from stpdash.series import YEARS, Figure, amounts, cell, figure, people

PER_HEAD = MEASURES["core_per_registered"]


def parts(atlas: Atlas, team: Area, at: AsAt) -> list[Part]:
    """The parts of a team's card: who directs on the day that is asked for; all else of the 44 of April 2017."""
    money = [_money(atlas, team, year) for year in (DEFAULT_YEAR, YEARS[-1])]
    return [
        Part("Who directs", _who(atlas, team, at)),
        Part("What lies in it", _inside(atlas, team)),
        Part("People and money", [_people(atlas, team), *money]),
    ]


def _who(atlas: Atlas, team: Area, at: AsAt) -> list[Line]:
    found, told = cards.directors(atlas, team, at)
    return [
        Line("Region", f"{team.ods_code or team.code}, as of {atlas.vintage_label(team.vintage)}"),
        Line("Director", told, found),
    ]


def _inside(atlas: Atlas, team: Area) -> list[Line]:
    footprints, drawn = patch.footprints(atlas, team), places.drawn_by(atlas, team)
    listings = [fact for each in footprints for fact in places.listings(atlas, each)[:1]]
    councils, authorities = patch.councils(atlas, team), patch.authorities(atlas, team)
    ccgs = [area_link(each.id, each.name) for each in sorted(patch.ccgs(atlas, team), key=lambda area: area.name)]
    trusts = [trust_link(code, name) for code, name in patch.trusts(atlas, team).items()]
    return [
        Line("Neighbours", neighbours(atlas, team), sources=drawn),
        Line("Footprints", _told(footprints), sources=drawn),
        Line("CCGs", folded(ccgs, "CCG", "boundaries of April 2017"), sources=drawn),
        Line("NHS trusts", folded(trusts, "trust", "partners by the list of April 2019"), listings[:1]),
        Line("Councils", folded(cards.shares(councils), "council", _whole(councils)), sources=drawn),
        Line(
            "Combined authorities",
            joined([_whole(authorities), ": ", joined(cards.shares(authorities), "; ")])
            if authorities
            else "None of councils, November 2018",
            sources=drawn,
        ),
    ]


def _told(footprints: Sequence[Area]) -> Markup:
    links = joined((area_link(each.id, each.name) for each in footprints), "; ")
    return joined([f"{words.count(len(footprints), 'footprint')}: ", links])


def _whole(pairs: patch.Shares) -> str:
    """How many lie in it wholly and how many in part."""
    wholly = sum(share >= places.WHOLE for _, share in pairs)
    partly = len(pairs) - wholly
    return f"{wholly} wholly" + (f", {partly} in part" if partly else "")


def neighbours(atlas: Atlas, area: Area) -> Markup:
    """The areas of the same kind that share a border on land, as links."""
    return joined((area_link(each.id, each.name) for each in atlas.neighbours(area)), "; ") or joined(["None on land"])


def folded(items: Sequence[Markup], noun: str, note: str) -> Markup:
    """A long list to be opened in place, its count and a note always to be read; none reads "Not recorded"."""
    if not items:
        return joined([words.NOT_RECORDED])
    listed = tag("ul", joined(tag("li", item) for item in items))
    summary = tag("summary", f"{words.count(len(items), noun)} by name")
    return joined([f"{words.count(len(items), noun)}; {note}. ", tag("details", summary + listed, class_="cited")])


def _people(atlas: Atlas, team: Area) -> Line:
    counted = figure(people(atlas, team.layer, team.vintage), team.code)
    ground = cell(atlas.layer(team.layer, team.vintage), team.code, "area_km2")
    told = [
        f"{words.number(counted.value)} residents, mid-2017", standing(counted),
        f"; {words.number(ground)} km² of land, from the boundaries", standing(Figure(ground, "derived")),
    ]  # fmt: skip
    sources = dict.fromkeys([*places.counted_by(atlas, team), *places.drawn_by(atlas, team)])
    return Line("People and land", joined(told), sources=list(sources))


def _money(atlas: Atlas, team: Area, year: str) -> Line:
    """Core funding of a year in all and per person on GP lists, each with its status."""
    whole = figure(amounts(atlas, team.layer, team.vintage, year), team.code)
    head = figure(PER_HEAD.of(atlas, team.layer, team.vintage, year), team.code)
    told = [
        words.pounds_m(whole.value), ", cash" if whole.status else "", standing(whole),
        f"; per person on GP lists {words.pounds(head.value)}", standing(head),
    ]  # fmt: skip
    return Line(f"Core funding, {year}", joined(told), sources=_sources(atlas, team, year))


def standing(told: Figure) -> Markup:
    """How a figure is known, after it: " (estimated)"; nothing where there is no figure."""
    return tag("span", f" ({told.status})", class_="flag") if told.status else Markup("")


def _sources(atlas: Atlas, team: Area, year: str) -> list[str]:
    rows = provenance.behind(atlas, PER_HEAD, year, team.layer, team.vintage)
    return sorted(set(rows.loc[rows["code"] == team.code, "source"]))

"""A place as a "who answers here" card: who, under which arrangement, since when, and how we know.

Announced is not granted; last known is not current. Every line opens its source in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from stpdash import facts, people, places, then, words
from stpdash.asat import MAIN_VIEW, TEAMS_DAY, AsAt
from stpdash.facts import Fact
from stpdash.markup import area_link, joined, listed, person_link, tag, trust_link
from stpdash.model import Area, Atlas
from stpdash.series import Figure, figure
from stpdash.series import people as residents
from stpdash.telling import cited, marked, said, sentence, standing, together


class Line(NamedTuple):
    """One line of a card: what about, what is said, and the facts or sources from which it is read."""

    about: str
    said: str | Markup
    facts: Sequence[Fact] = ()
    sources: Sequence[str] = ()


class Part(NamedTuple):
    """Some lines of a card under a heading of their own; a card in brief has one part without."""

    heading: str
    lines: list[Line]


def written(atlas: Atlas, parts: Iterable[Part], heading: Markup, label: str) -> Markup:
    """A card as a reader gets it: every line opens its source in place."""
    body = joined(
        (tag("h3", part.heading) if part.heading else Markup(""))
        + tag("dl", joined(_line(atlas, x) for x in part.lines))
        for part in parts
    )
    return tag("section", heading + body, class_="atlas-card", aria_label=label)


def _line(atlas: Atlas, line: Line) -> Markup:
    source = cited(atlas, line.about.lower(), line.facts, line.sources)
    return tag("dt", line.about) + tag("dd", joined([line.said, " ", source]) if source else line.said)


def lead(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> Line:
    """The lead on the one list that names all 44, with its date and source; never called current.

    At another date whoever was seen to lead then.
    """
    if at.dated:
        seen = then.leads(atlas, area, at.day)
        names = [joined([person(atlas, fact), _from(atlas, fact), f" ({standing(atlas, fact)})"]) for fact in seen]
        note = then.at_odds(atlas, area, seen)
        told = joined([joined(names, "; "), "." if note else "", note]) if seen else words.NOT_RECORDED_THEN
        return Line(f"Lead, {words.date(at.day)}", told, seen)
    found = [fact for fact in facts.leads(atlas, area.id)[facts.LISTED] if fact.value]
    if not found:
        return Line("Lead", words.NOT_RECORDED if area.footprint else "See the footprints it was merged from.")
    named = [joined([person(atlas, fact), _from(atlas, fact)]) for fact in found]
    tail = ". On the NHS list that fits late 2017 (printed April 2019): last known there, not current."
    return Line("Lead", joined(named, "; ") + tail + then.at_odds(atlas, area, found), found)


def leads_of(atlas: Atlas, footprints: Iterable[Area], at: AsAt = MAIN_VIEW) -> list[Line]:
    """The lead of each footprint, for what lies in several or is none itself."""
    found = [(each, lead(atlas, each, at)) for each in footprints]
    return [line._replace(about=line.about.replace("Lead", f"Lead of {each.name}", 1)) for each, line in found]


def _from(atlas: Atlas, fact: Fact) -> str:
    """The own job of a lead, and the kind of body it was in."""
    kind = facts.came_from(atlas, fact)
    told = [fact.detail, f"from: {kind}" if kind else ""]
    return "".join(f", {part}" for part in told if part)


def person(atlas: Atlas, fact: Fact) -> Markup:
    """The person a fact names, in strong letters and linked; a doubtful name says so."""
    doubt = facts.named(fact).removeprefix(fact.value)
    return tag("strong", person_link(people.who(atlas, fact.value).id, fact.value)) + doubt


def region(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> Line:
    """The one of the seven regions, and its director as announced; at a date before them the region of that time."""
    if at.dated and at.day < TEAMS_DAY:
        return _region_then(atlas, area, at)
    found = places.region_of(atlas, area)
    if found is None:
        return Line("Region", words.NOT_RECORDED)
    named, told = directors(atlas, found, at)
    tail = Markup(". Director: ") + told if named or at.dated else ""
    return Line("Region", area_link(found.id, found.name) + ", from April 2019" + tail, named)


def _region_then(atlas: Atlas, area: Area, at: AsAt) -> Line:
    inside = [area] if area.layer not in {"council", "combined_authority"} else _footprints(atlas, area, at)
    regions = dict.fromkeys(then.region(atlas, each) for each in inside)
    found = next(iter(regions), None)
    if found is None or len(regions) > 1:
        return Line(f"Region, {words.date(at.day)}", words.NOT_RECORDED_THEN)
    seen, told = directors_then(atlas, found, at.day)
    of_several = f", one of {len(atlas.codes('region', found.vintage))}. Director: "
    drawn = places.drawn_by(atlas, found)
    return Line(f"Region, {words.date(at.day)}", area_link(found.id, found.name) + of_several + told, seen, drawn)


def _footprints(atlas: Atlas, area: Area, at: AsAt) -> list[Area]:
    return [footprint for footprint, _ in places.footprints_around(atlas, area, at.vintage)]


def directors_then(atlas: Atlas, region_then: Area, day: str) -> tuple[list[Fact], str | Markup]:
    """Who directed a region on a day, and that in words, each linked."""
    seen = then.directors(atlas, region_then, day)
    told = [joined([person(atlas, fact), f" ({then.told_of(atlas, fact, day)})"]) for fact in seen]
    return seen, joined(told, "; ") if told else words.NOT_RECORDED_THEN


def director(atlas: Atlas, fact: Fact) -> Markup:
    """A regional director with status and dates."""
    part = f"; {fact.part}" if fact.part else ""
    return joined([person(atlas, fact), f" ({standing(atlas, fact)}{part})"])


def recorded(atlas: Atlas, about: str, found: Iterable[Fact], always: bool = True) -> list[Line]:
    """One line for what is recorded under a heading, the latest first; what two documents say alike stands once.

    Nothing known reads Not recorded; with `always` off there is no line.
    """
    alike = together(atlas, found)
    if not alike:
        return [Line(about, words.NOT_RECORDED)] if always else []
    items = [
        joined([sentence(atlas, same[0]), ". ", cited(atlas, f"{about}, {said(atlas, same[0])}", same)])
        for same in alike
    ]
    return [Line(about, listed(items))]


def named(atlas: Atlas, about: str, found: Iterable[Fact], always: bool = True) -> list[Line]:
    """One line for the people recorded under a heading, the latest first, each linked, with job, status and date."""
    items = [
        joined([person(atlas, fact), _with(fact), " (", standing(atlas, fact), "). ", cited(atlas, about, [fact])])
        for fact in sorted(found, key=lambda fact: fact.as_at, reverse=True)
        if fact.value
    ]
    return [Line(about, listed(items))] if items else [Line(about, words.NOT_RECORDED)] if always else []


def _with(fact: Fact) -> str:
    return f", {fact.detail}" if fact.detail else ""


def shares(pairs: Iterable[tuple[Area, float]], whose: str = "its") -> list[Markup]:
    """Areas as links, with the share of their people where they do not lie wholly inside."""
    return [
        area_link(area.id, area.name)
        + ("" if share >= places.WHOLE else f" ({words.percent(share * 100, 0)} of {whose} people)")
        for area, share in pairs
    ]


def trusts(found: dict[str, str]) -> Markup:
    """Trusts as links, one after the other."""
    return joined((trust_link(code, name) for code, name in found.items()), "; ")


def how_many(atlas: Atlas, area: Area) -> Line:
    """Residents of an area."""
    counted = figure(residents(atlas, area.layer, area.vintage), area.code)
    return Line(
        "People",
        f"{words.number(counted.value)} residents, mid-2017",
        sources=places.counted_by(atlas, area),
    )


def money(atlas: Atlas, area: Area) -> Line:
    """Core funding in the year that begins with the area's vintage."""
    year = places.year_of(area.vintage)
    by_year = places.funding(atlas, area)
    if not year or not by_year.at[year, "source"]:
        return Line("Core funding", f"{words.NO_FIGURE} for {year or area.vintage}")
    found = Figure(float(by_year["amount_gbp_m"][year]), str(by_year["status"][year]))
    said = marked(found, words.pounds_m) + f" in {year}, cash, {found.status}."
    return Line("Core funding", said, sources=[str(by_year["source"][year])])


def number(atlas: Atlas, area: Area) -> Markup:
    """A footprint's number, or those it was merged from."""
    if area.footprint:
        return joined([f"Number {area.id} of 44"])
    merged = [atlas.footprint(int(each)) for each in atlas.numbers_of(area)]
    return joined(["Merged from "]) + joined((area_link(each.id, each.name) for each in merged), "; ")


def ccg(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> list[Line]:
    """What a CCG is, where it belongs and who leads there."""
    parts = places.footprint_of(atlas, area)
    return [
        Line("CCG", f"{area.ods_code or area.code}, boundaries of {atlas.vintage_label(area.vintage)}"),
        Line("In footprint", joined(shares(parts), "; ") or words.NOT_RECORDED),
        *leads_of(atlas, (footprint for footprint, _ in parts), at),
        region(atlas, area, at),
        how_many(atlas, area),
        money(atlas, area),
    ]


def directors(atlas: Atlas, area: Area, at: AsAt) -> tuple[list[Fact], str | Markup]:
    """The directors of a region, on its day or whenever recorded, and they in words."""
    if at.dated:
        return directors_then(atlas, area, at.day)
    found = facts.directors(atlas, area)
    return found, joined((director(atlas, fact) for fact in found), "; ") if found else words.NOT_RECORDED


def region_itself(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> list[Line]:
    """What a region is and who directs it."""
    found, told = directors(atlas, area, at)
    return [
        Line("Region", f"{area.ods_code or area.code}, as of {atlas.vintage_label(area.vintage)}"),
        Line("Director", told, found),
        Line("Covers", words.count(len(places.footprints_of(atlas, area, at.vintage)), "footprint")),
        how_many(atlas, area),
        money(atlas, area),
    ]


def council(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> list[Line]:
    """What a council or combined authority is, and who leads the footprints it lies in."""
    around = places.footprints_around(atlas, area, at.vintage)
    kind = "Council" if area.layer == "council" else "Combined authority"
    what = "has its own health and wellbeing board" if area.layer == "council" else "a statutory body of councils"
    return [
        Line(kind, f"{area.code}, {area.vintage}; {what}", sources=places.drawn_by(atlas, area)),
        Line("In footprint", joined(shares(around), "; ") or words.NOT_RECORDED),
        *leads_of(atlas, (footprint for footprint, _ in around), at),
        region(atlas, area, at),
        how_many(atlas, area),
    ]

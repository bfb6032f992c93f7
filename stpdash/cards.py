"""An area as a "who answers here" card: one glance, every line with its source.

Announced is not granted; last known is not current.
"""

from __future__ import annotations

from markupsafe import Markup

from stpdash import facts, places, words
from stpdash.markup import area_link, joined, tag
from stpdash.measures import Figure, figure, people
from stpdash.model import Area, Atlas
from stpdash.tables import flagged, source_line


def card(atlas: Atlas, area: Area, *, linked: bool, shown: tuple[str, str] | None = None) -> Markup:
    """The card of a footprint, a CCG or a region. `linked`: the heading leads to the area's own page.

    `shown` is what the map beside it shows of the area: the measure and its value, in words.
    """
    lines = {"footprint": _footprint, "ccg": _ccg, "region": _region}[area.layer](atlas, area)
    lines = ([shown] if shown else []) + lines
    heading = tag("h3", area_link(area.id, area.name)) if linked else tag("h2", "Who answers here")
    terms = joined(tag("dt", term) + tag("dd", said) for term, said in lines)
    return tag("section", heading + tag("dl", terms), class_="atlas-card", aria_label=f"Who answers in {area.name}")


def _footprint(atlas: Atlas, area: Area) -> list[tuple[str, object]]:
    region = places.region_of(atlas, area)
    return [
        ("Footprint", _numbers(atlas, area)),
        ("Lead", listed_lead(atlas, area)),
        ("Region", _region_line(atlas, region)),
        ("Covers", words.count(len(places.ccgs_of(atlas, area)), "CCG")),
        ("People", _people(atlas, area)),
        ("Core funding", _money(atlas, area)),
    ]


def _ccg(atlas: Atlas, area: Area) -> list[tuple[str, object]]:
    parts = places.footprint_of(atlas, area)
    return [
        ("CCG", joined([f"{area.ods_code or area.code}, boundaries of {atlas.vintage_label(area.vintage)}"])),
        (
            "In footprint",
            joined((_part(footprint, share) for footprint, share in parts), "; ") or words.NOT_RECORDED,
        ),
        ("Region", _region_line(atlas, places.region_of(atlas, area))),
        ("People", _people(atlas, area)),
        ("Core funding", _money(atlas, area)),
    ]


def _region(atlas: Atlas, area: Area) -> list[tuple[str, object]]:
    return [
        ("Region", f"{area.ods_code or area.code}, as of {atlas.vintage_label(area.vintage)}"),
        ("Director", directors(atlas, area)),
        ("Covers", words.count(len(places.footprints_of(atlas, area)), "footprint")),
        ("People", _people(atlas, area)),
        ("Core funding", _money(atlas, area)),
    ]


def _numbers(atlas: Atlas, area: Area) -> Markup:
    if area.footprint:
        return joined([f"Number {area.id} of 44"])
    merged = [atlas.footprint(int(number)) for number in atlas.numbers_of(area)]
    return joined(["Merged from "]) + joined((area_link(each.id, each.name) for each in merged), "; ")


def listed_lead(atlas: Atlas, area: Area) -> Markup:
    """The lead on the one list that names all 44, with its date and source; never called current."""
    found = [fact for fact in facts.leads(atlas, area.id)[facts.LISTED] if fact.value]
    if not found:
        return joined([words.NOT_RECORDED if area.footprint else "See the footprints it was merged from."])
    names = words.listed([facts.named(fact) for fact in found])
    said = "on the NHS list that fits late 2017 (printed April 2019). Last known there, not current. "
    return joined([tag("strong", names), " ", said, source_line(atlas, found[0].source)])


def directors(atlas: Atlas, region: Area) -> Markup:
    """Who was announced or seen as regional director; each with status, date and source."""
    found = facts.directors(atlas, region)
    if not found:
        return joined([words.NOT_RECORDED])
    return joined((_director(atlas, fact) for fact in found), "; ")


def _director(atlas: Atlas, fact: facts.Fact) -> Markup:
    status = atlas.word("fact_status", fact.status).lower()
    said = f" ({status}, {words.date(fact.as_at)}). {fact.note} "
    return joined([tag("strong", fact.value), said, source_line(atlas, fact.source)])


def _part(footprint: Area, share: float) -> Markup:
    linked = area_link(footprint.id, footprint.name)
    return linked if share > 0.9999 else linked + f" ({words.percent(share * 100, 0)} of its people)"


def _region_line(atlas: Atlas, region: Area | None) -> Markup:
    if region is None:
        return joined([words.NOT_RECORDED])
    return area_link(region.id, region.name) + ", from April 2019. Director: " + directors(atlas, region)


def _people(atlas: Atlas, area: Area) -> str:
    counted = figure(people(atlas, area.layer, area.vintage), area.code).value
    return f"{words.number(counted)} residents, mid-2017 (ONS)"


def _money(atlas: Atlas, area: Area) -> Markup:
    year = places.year_of(area.vintage)
    money = places.funding(atlas, area)
    if not year or not money.at[year, "source"]:
        return joined([f"{words.NO_FIGURE} for {year or area.vintage}"])
    found = Figure(float(money["amount_gbp_m"][year]), str(money["status"][year]))
    said = f" in {year}, cash, {found.status}. "
    return flagged(found, words.pounds_m) + said + source_line(atlas, str(money["source"][year]))

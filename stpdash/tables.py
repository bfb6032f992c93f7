"""Named values as written tables: what the map shows, for those who read rather than look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from stpdash import facts, find, words
from stpdash.markup import Column, area_link, joined, outside_link, table, tag
from stpdash.measures import Figure, amounts, figure, people, quotient
from stpdash.model import MAIN, REGIONS, Area, Atlas


def flagged(figure: Figure, written: Callable[[float], str]) -> Markup:
    """A figure with its status beside it where that matters: "£437.7 million (estimated)"."""
    mark = tag("span", " (estimated)", class_="flag") if figure.status == "estimated" else Markup("")
    return joined([written(figure.value)]) + mark


@lru_cache(maxsize=64)
def footprints(atlas: Atlas, year: str, areas: tuple[Area, ...] | None = None) -> Markup:
    """The 44 footprints (or some of them) with lead, people and money, by name; each name is a link to its page."""
    chosen = areas if areas is not None else tuple(atlas.areas_of("footprint", MAIN))
    if not chosen:
        return tag("p", words.NOT_RECORDED)
    vintage = chosen[0].vintage
    money = amounts(atlas, "footprint", vintage, year)
    residents = people(atlas, "footprint", vintage)
    rows = [
        (
            area_link(area.id, area.name),
            lead_listed(atlas, area),
            words.short_people(figure(residents, area.code).value),
            flagged(figure(money, area.code), words.short_pounds),
        )
        for area in sorted(chosen, key=lambda area: area.name)
    ]
    columns = (
        Column("Footprint"),
        Column("Lead, late-2017 list"),
        Column("People mid-2017", numeric=True),
        Column(f"Core funding {year}", numeric=True),
    )
    caption = f"{words.count(len(rows), 'footprint')} and who was listed as lead"
    return table(caption, columns, rows, scroll=areas is None)


def lead_listed(atlas: Atlas, area: Area) -> str:
    """The lead on the list of late 2017, or "Not recorded"."""
    names = [facts.named(fact) for fact in facts.leads(atlas, area.id)[facts.LISTED] if fact.value]
    return words.listed(names) or words.NOT_RECORDED


def members(atlas: Atlas, areas: list[Area], year: str, chosen: str = "") -> Markup:
    """CCGs with people and money, by name; the chosen one is marked in words as well as in weight."""
    if not areas:
        return tag("p", words.NOT_RECORDED)
    layer, vintage = areas[0].layer, areas[0].vintage
    money = amounts(atlas, layer, vintage, year)
    residents = people(atlas, layer, vintage)
    per_resident = quotient(money, residents, 1e6)
    rows = [
        (
            area_link(area.id, area.name)
            + (tag("span", " (marked on the map)", class_="flag") if area.code == chosen else ""),
            words.number(figure(residents, area.code).value),
            flagged(figure(money, area.code), words.pounds_m),
            flagged(figure(per_resident, area.code), words.pounds),
        )
        for area in sorted(areas, key=lambda area: area.name)
    ]
    columns = (
        Column("CCG" if layer == "ccg" else "Area"),
        Column("People, mid-2017", numeric=True),
        Column(f"Core funding, {year}", numeric=True),
        Column("Per resident", numeric=True),
    )
    return table(f"{words.count(len(rows), 'CCG')}, {atlas.vintage_label(vintage)}", columns, rows)


def funding_by_year(frame: pd.DataFrame) -> Markup:
    """Core funding year by year with status and note; a year without a figure says so.

    `frame` is indexed by year with amount_gbp_m, status, note and source title, as `places.funding` gives it.
    """
    rows = [
        (year, words.pounds_m(row["amount_gbp_m"]), row["status"] or words.NOT_RECORDED.lower(), row["note"])
        for year, row in frame.iterrows()
    ]
    columns = (Column("Year"), Column("Core funding", numeric=True), Column("Status"), Column("How we know"))
    return table("Core funding by year", columns, rows)


def leads(atlas: Atlas, footprint: str) -> Markup:
    """Who was lead at the four dates, on what basis, from which source. Last known is called last known."""
    rows = []
    for milestone, found in facts.leads(atlas, footprint).items():
        when = facts.MILESTONES[milestone]
        if not found:
            rows.append((when, words.NOT_RECORDED, "We found no dated source.", ""))
        for fact in found:
            rows.append((when, _lead(atlas, footprint, fact), _basis(atlas, fact), source_line(atlas, fact.source)))
    for fact in facts.appointments(atlas, footprint):
        when = f"{words.date(fact.as_at)}, formal appointment"
        rows.append((when, _lead(atlas, footprint, fact), _basis(atlas, fact), source_line(atlas, fact.source)))
    columns = (Column("At this date"), Column("Lead"), Column("How we know"), Column("Source"))
    return table("Lead of the footprint at four dates", columns, rows)


def _lead(atlas: Atlas, footprint: str, fact: facts.Fact) -> Markup:
    if not fact.value:
        return joined([atlas.word("fact_status", fact.status) or words.NOT_RECORDED])
    came_from = facts.employer(atlas, footprint, fact.as_at)
    return joined([facts.named(fact)]) + (tag("span", f", from: {came_from}", class_="flag") if came_from else "")


def _basis(atlas: Atlas, fact: facts.Fact) -> str:
    note = f" {fact.note}" if fact.note else ""
    seen = f" Seen: {words.date(fact.seen_on)}." if fact.seen_on else ""
    return f"{atlas.word('basis', fact.basis)}.{seen}{note}"


def source_line(atlas: Atlas, source: str) -> Markup:
    """A source as a link with its date: what it is, who published it, when."""
    card = atlas.source(source)
    return outside_link(card["address"], card["title"]) + f", {card['publisher']}, {_published(card)}"


def _published(card: Mapping[str, str]) -> str:
    """A card's date with what is said of how sure it is."""
    note = card["published_note"].rstrip(".")
    return words.date(card["published"]) + (f" ({note[0].lower()}{note[1:]})" if note and card["published"] else "")


@lru_cache(maxsize=8)
def headline(atlas: Atlas, year: str) -> Markup:
    """England in four figures."""
    england = str(atlas.codes("england", MAIN)[0])
    money = figure(amounts(atlas, "england", MAIN, year), england).value
    residents = figure(people(atlas, "england", MAIN), england).value
    pairs = (
        ("Footprints, April 2017", words.number(len(atlas.codes("footprint", MAIN)))),
        ("CCGs, April 2017", words.number(len(atlas.codes("ccg", MAIN)))),
        ("People, mid-2017", words.short_people(residents)),
        (f"Core CCG funding, {year}, cash", words.short_pounds(money)),
    )
    return tag(
        "dl",
        joined(tag("div", tag("dt", term) + tag("dd", said)) for term, said in pairs),
        class_="atlas-figures",
    )


def region_links(atlas: Atlas) -> Markup:
    """The seven regions of April 2019 as plain links on one line."""
    links = [area_link(region.id, region.name) for region in atlas.areas_of("region", REGIONS)]
    return tag("p", Markup("By region: ") + joined(links, " · "), class_="atlas-links")


def suggestions(close: list[Area]) -> Markup:
    """Areas that may have been meant, as plain links; nothing where nothing comes close."""
    links = [tag("li", area_link(area.id, find.label(area))) for area in close]
    return tag("p", "Did you mean:") + tag("ul", joined(links), class_="atlas-links") if links else Markup("")


def vintages(atlas: Atlas) -> Markup:
    """The years for which England can be drawn whole, with their counts."""
    rows = [
        (
            row["label"],
            words.period(row["in_force_from"], row["in_force_to"]),
            words.number(row["ccgs"]),
            words.number(row["footprints"]),
            words.number(row["regions"]),
            row["note"],
        )
        for row in atlas.vintages.to_dict("records")
    ]
    columns = (
        Column("Vintage"),
        Column("In force"),
        Column("CCGs", numeric=True),
        Column("Footprints", numeric=True),
        Column("Regions", numeric=True),
        Column("What to know"),
    )
    return table("Vintages of the boundaries", columns, rows)


def sources(atlas: Atlas) -> Markup:
    """Every source card of the data package."""
    rows = [
        (
            outside_link(card["address"], card["title"]),
            card["publisher"],
            _published(card),
            words.date(card["accessed"]) if card["accessed"] else words.NOT_RECORDED.lower(),
            card["licence"],
            card["covers"],
        )
        for card in map(atlas.source, atlas.sources["source"])
    ]
    columns = [Column(each) for each in ("Title", "Publisher", "Published", "Accessed", "Licence", "What we took")]
    return table(words.count(len(rows), "source"), columns, rows)

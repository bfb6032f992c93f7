"""Named values as written tables: what the map shows, for those who read rather than look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from stpdash import facts, provenance, then, words
from stpdash.asat import MAIN_VIEW, AsAt
from stpdash.facts import Fact
from stpdash.markup import Column, area_link, joined, person_link, table, tag
from stpdash.measures import MEASURES
from stpdash.model import MAIN, Area, Atlas
from stpdash.people import who
from stpdash.search import Hit
from stpdash.series import amounts, figure, people, quotient
from stpdash.telling import both_sides, cited, how_known, marked, role, source_line


@lru_cache(maxsize=256)
def footprints(atlas: Atlas, year: str, areas: tuple[Area, ...] | None = None, at: AsAt = MAIN_VIEW) -> Markup:
    """The 44 footprints (or some of them) with lead, people and money, by name; each name is a link to its page.

    The lead is that of the list of late 2017 on the main view, else whoever was seen to lead on the day.
    """
    chosen = areas if areas is not None else tuple(atlas.areas_of("footprint", MAIN))
    if not chosen:
        return tag("p", words.NOT_RECORDED)
    vintage = chosen[0].vintage
    money = amounts(atlas, "footprint", vintage, year)
    residents = people(atlas, "footprint", vintage)
    rows = [
        (
            area_link(area.id, area.name, at.asked),
            lead_listed(atlas, area) if at == MAIN_VIEW else lead_then(atlas, area, at.day),
            words.short_people(figure(residents, area.code).value),
            marked(figure(money, area.code), words.short_pounds),
        )
        for area in sorted(chosen, key=lambda area: area.name)
    ]
    columns = (
        Column("Footprint"),
        Column("Lead, late-2017 list" if at == MAIN_VIEW else f"Lead, {words.date(at.day)}"),
        Column("People mid-2017", numeric=True),
        Column(f"Core funding {year}", numeric=True),
    )
    seen = "listed as lead" if at == MAIN_VIEW else "seen to lead"
    caption = f"{words.count(len(rows), 'footprint')}, {atlas.vintage_label(vintage)}, and who was {seen}"
    codes = [area.code for area in sorted(chosen, key=lambda area: area.name)]
    named = [
        fact.source
        for area in chosen
        for fact in (_listed(atlas, area) if at == MAIN_VIEW else then.leads(atlas, area, at.day))
    ]
    made = table(caption, columns, rows, scroll=areas is None, areas=codes)
    return made + rests_on(atlas, "the footprints", chosen, year, named)


def rests_on(atlas: Atlas, about: str, areas: Sequence[Area], year: str, others: Iterable[str] = ()) -> Markup:
    """How people and core funding of areas of one layer and vintage are known, and the sources of both and of `others`.

    An estimate is marked where it stands. `about`: what rests on them, for those who hear the page.
    """
    layer, vintage, codes = areas[0].layer, areas[0].vintage, [area.code for area in areas]
    read = (("People", people(atlas, layer, vintage)), ("core funding", amounts(atlas, layer, vintage, year)))
    known = {what: sorted({*frame["status"][codes]} - {"", "estimated"}) for what, frame in read}
    told = "; ".join(f"{what}: {' or '.join(how)}" for what, how in known.items() if how)
    behind = provenance.behind(atlas, MEASURES["core_per_resident"], year, layer, vintage)
    used = {*behind.loc[behind["code"].isin(codes), "source"], *others}
    return tag("div", joined([f"{told}. ", cited(atlas, about, sources=sorted(used))]))


def lead_listed(atlas: Atlas, area: Area) -> str:
    """The lead on the list of late 2017, or "Not recorded"."""
    return words.listed([facts.named(fact) for fact in _listed(atlas, area)]) or words.NOT_RECORDED


def _listed(atlas: Atlas, area: Area) -> list[Fact]:
    return [fact for fact in facts.leads(atlas, area.id)[facts.LISTED] if fact.value]


def lead_then(atlas: Atlas, area: Area, day: str) -> str:
    """Who was seen to lead on a day, or that it is not recorded."""
    return words.listed([facts.named(fact) for fact in then.leads(atlas, area, day)]) or words.NOT_RECORDED_THEN


def members(atlas: Atlas, areas: list[Area], year: str, chosen: str = "", at: AsAt = MAIN_VIEW) -> Markup:
    """CCGs with people and money, by name; the chosen one is marked in words as well as in weight."""
    if not areas:
        return tag("p", words.NOT_RECORDED)
    layer, vintage = areas[0].layer, areas[0].vintage
    money = amounts(atlas, layer, vintage, year)
    residents = people(atlas, layer, vintage)
    per_resident = quotient(money, residents, 1e6)
    rows = [
        (
            area_link(area.id, area.name, at.asked)
            + (tag("span", " (marked on the map)", class_="flag") if area.code == chosen else ""),
            words.number(figure(residents, area.code).value),
            marked(figure(money, area.code), words.pounds_m),
            marked(figure(per_resident, area.code), words.pounds),
        )
        for area in sorted(areas, key=lambda area: area.name)
    ]
    columns = (
        Column("CCG" if layer == "ccg" else "Area"),
        Column("People, mid-2017", numeric=True),
        Column(f"Core funding, {year}", numeric=True),
        Column("Per resident", numeric=True),
    )
    codes = [area.code for area in sorted(areas, key=lambda area: area.name)]
    made = table(f"{words.count(len(rows), 'CCG')}, {atlas.vintage_label(vintage)}", columns, rows, areas=codes)
    return made + rests_on(atlas, "the CCGs", areas, year)


def funding_by_year(atlas: Atlas, frame: pd.DataFrame) -> Markup:
    """Core funding year by year with status, note and source; a year without a figure says so.

    `frame` is indexed by year with amount_gbp_m, status, note and source, as `places.funding` gives it.
    """
    rows = [
        (
            year,
            words.pounds_m(row["amount_gbp_m"]),
            row["status"] or words.NOT_RECORDED.lower(),
            row["note"],
            source_line(atlas, row["source"]) if row["source"] else words.NOT_RECORDED.lower(),
        )
        for year, row in frame.iterrows()
    ]
    columns = (
        Column("Year"),
        Column("Core funding", numeric=True),
        *(Column(each) for each in ("Status", "How we know", "Source")),
    )
    return table("Core funding by year", columns, rows)


def leads(atlas: Atlas, footprint: str) -> Markup:
    """Who was lead at the four dates, on what basis, from which source. Last known is called last known."""
    rows: list[tuple[object, ...]] = []
    for milestone, found in facts.leads(atlas, footprint).items():
        when = facts.MILESTONES[milestone]
        if not found:
            rows.append((when, words.NOT_RECORDED, "We found no dated source.", ""))
        rows += [(when, *_lead(atlas, fact)) for fact in found]
    for fact in facts.appointments(atlas, footprint):
        rows.append((f"{words.date(fact.as_at)}, formal appointment", *_lead(atlas, fact)))
    columns = (Column("At this date"), Column("Lead"), Column("How we know"), Column("Source"))
    return table("Lead of the footprint at four dates", columns, rows)


def sightings(atlas: Atlas, footprint: str) -> Markup:
    """Every dated sighting of a lead or a chair of a footprint, the earliest first."""
    found = [*facts.of(atlas, footprint, "lead_sighting"), *facts.of(atlas, footprint, "chair")]
    rows = [
        (words.date(fact.as_at), role(atlas, fact), *_lead(atlas, fact))
        for fact in sorted(found, key=lambda fact: fact.as_at)
    ]
    columns = [Column(each) for each in ("Seen", "As", "Who", "How we know", "Source")]
    return table(words.count(len(rows), "sighting"), columns, rows) if rows else tag("p", words.NOT_RECORDED)


def _lead(atlas: Atlas, fact: Fact) -> tuple[Markup, str, Markup]:
    """Who, how known, where read."""
    kind = facts.came_from(atlas, fact)
    told = ", ".join(part for part in (fact.detail, f"from: {kind}" if kind else "") if part)
    job = tag("span", f", {told}" if fact.value else f" ({told})", class_="flag") if told else Markup("")
    name = person_link(who(atlas, fact.value).id, facts.named(fact)) if fact.value else _nobody(atlas, fact)
    doubt = f" {both_sides(atlas, fact)}." if fact.conflict else ""
    status = atlas.word("fact_status", fact.status)
    return name + job, f"{status}. {how_known(atlas, fact)}{doubt}", source_line(atlas, fact.source)


def _nobody(atlas: Atlas, fact: Fact) -> Markup:
    return joined([atlas.word("fact_status", fact.status)])


@lru_cache(maxsize=8)
def headline(atlas: Atlas, year: str, vintage: str = MAIN) -> Markup:
    """England in four figures."""
    (whole,), label = atlas.areas_of("england", MAIN), atlas.vintage_label(vintage)
    money = figure(amounts(atlas, "england", MAIN, year), whole.code)
    residents = figure(people(atlas, "england", MAIN), whole.code).value
    pairs = (
        (f"Footprints, {label}", words.number(len(atlas.codes("footprint", vintage)))),
        (f"CCGs, {label}", words.number(len(atlas.codes("ccg", vintage)))),
        ("People, mid-2017", words.short_people(residents)),
        (f"Core CCG funding, {year}, cash", money.told(words.short_pounds)),
    )
    drawn = (atlas.layer(layer, vintage)["source"] for layer in ("footprint", "ccg"))
    counted = {source for each in drawn for source in each}
    return headed_figures(pairs) + rests_on(atlas, "all England", [whole], year, counted)


def headed_figures(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Large figures in a row, each under what it is."""
    return tag(
        "dl",
        joined(tag("div", tag("dt", term) + tag("dd", said)) for term, said in pairs),
        class_="atlas-figures",
    )


EXAMPLES = {"a place": "Hackney", "a CCG": "14L", "a footprint's number": "28", "a person": "David Sloman"}
"""What can be asked of the search box: of which kind, and one of that kind."""


def examples() -> Markup:
    """How to find an area, with one plain link for each kind of question."""
    links = (joined([kind, ", ", tag("a", asked, href=f"find?q={quote(asked)}")]) for kind, asked in EXAMPLES.items())
    told = ["Find your area with the search box at the top of each page. Try ", joined(links, "; "), "."]
    return tag("p", joined(told), class_="atlas-links")


def hits(found: list[Hit]) -> Markup:
    """What a search found, as plain links, each with its kind and what to know; nothing where nothing comes close."""
    links = [
        tag("li", tag("a", hit.label, href=hit.address) + tag("span", f" {hit.told}", class_="flag")) for hit in found
    ]
    return tag("ul", joined(links), class_="atlas-links atlas-hits") if links else Markup("")

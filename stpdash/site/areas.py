"""The pages of areas: every footprint, CCG, region, council and combined authority, undated and at every vintage."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import (
    asat,
    charts,
    find,
    leading,
    money_charts,
    money_tables,
    passage_tables,
    patch,
    patch_tables,
    places,
    provenance,
    ranking,
    tables,
    texts,
    views,
    who,
    words,
)
from stpdash.asat import AsAt
from stpdash.axes import DEFAULT_DATE
from stpdash.markup import joined, tag
from stpdash.measures import DEFAULT_YEAR, for_layer
from stpdash.model import MAIN, Area
from stpdash.site.page import DATED, NOTHING, Maker, Page, Pages, columns, paragraph, section, taken
from stpdash.views import KNOWN_ONCE, View


def pages(make: Maker) -> Pages:
    """A page for every area that has an address; and one for every vintage in which it was there.

    The undated page of an area of April 2017 is that of its vintage: it stands on those boundaries.
    """
    for area_id in find.choices(make.atlas):
        area = _undated(make, area_id)
        yield one(make, area, area_id, "", asat.MAIN_VIEW)
        for folder, at in DATED:
            there = find.on(make.atlas, area, at.vintage) if folder and area.layer not in KNOWN_ONCE else None
            if there and not (at.vintage == area.vintage == MAIN):
                yield one(make, there, area_id, folder, at)


def one(make: Maker, area: Area, area_id: str, folder: str, at: AsAt) -> Page:
    """The page of an area as at a date: who answers, its map, what lies in it, who led, its money.

    `area_id`: how addresses name it; the area itself may have another code at the date.
    """
    data = make.atlas
    view = views.of(data, area, at.vintage if at.dated else "")
    chosen = None if area.layer == "ccg" else area
    when = f" as at {words.date(at.day)}" if folder else ""
    return Page(
        path=f"{folder}area/{area_id}.html",
        title=area.name + (f", {data.vintage_label(at.vintage)}" if folder else ""),
        heading=area.name,
        live=f"area?area={area_id}" + (f"&date={at.asked}" if at.pinned else ""),
        about=f"Who answered for health care in {area.name}{when}, under which arrangement, with how much money.",
        undated=f"undated (boundaries of {data.vintage_label(area.vintage)})" if view.since > MAIN else "",
        above=views.trail(data, area, at),
        parts=(
            views.told(data, area, view, at),
            columns(who.card(data, area, at), views.inside(data, view, at) + make.view_map(view, at, area=chosen)),
            *([elsewhere(make, area_id)] if folder else everything(make, area, area_id, view)),
        ),
    )


def everything(make: Maker, area: Area, area_id: str, view: View) -> list[Markup]:
    """What stands on an area's undated page alone: what is known of all dates together, and the area as data."""
    return [
        led(make, area),
        team(make, area, view) if patch.is_team(area) else NOTHING,
        money(make, area),
        taken(("All of this area as data (JSON)", f"data/v1/areas/{area_id}.json")),
    ]


def elsewhere(make: Maker, area_id: str) -> Markup:
    """What `everything` holds for an area, in words, for its dated pages, with the way there."""
    area = _undated(make, area_id)
    there = [
        *(["who led and how we know"] if area.footprint else []),
        *(["its footprints side by side"] if patch.is_team(area) else []),
        *(["money by year"] if has_money(make, area) else []),
        "all of it as data",
    ]
    way = tag("a", "this area's undated page", href=f"area?area={area_id}")
    return tag("p", joined(["On ", way, f": {words.listed(there)}."]), class_="atlas-links")


def _undated(make: Maker, area_id: str) -> Area:
    area = find.resolve(make.atlas, area_id)
    if area is None:
        raise ValueError(f"{area_id} has an address and is no area; look at find.choices")
    return area


def has_money(make: Maker, area: Area) -> bool:
    """Whether any of an area's money is known, in whatever year."""
    return area.layer in places.FUNDED and bool(places.funding(make.atlas, area)["source"].any())


def led(make: Maker, area: Area) -> Markup:
    """Everybody who was seen to lead a footprint; nothing for any other area."""
    if not area.footprint:
        return NOTHING
    data = make.atlas
    seen = leading.timeline(data, area) + leading.key(data) + tables.leads(data, area.id)
    return section("led", "Who led, and how we know", seen, tables.sightings(data, area.id))


def money(make: Maker, area: Area) -> Markup:
    """An area's money year by year; nothing where none is known."""
    data = make.atlas
    if not has_money(make, area):
        return NOTHING
    by_year = places.funding(data, area)
    told = charts.summary(by_year, area.name)
    parts = [
        paragraph(words.MONEY_CAVEAT),
        make.chart(charts.funding_by_year(by_year), told, words.MONEY_BANNER),
        paragraph(told),
        tables.funding_by_year(data, by_year),
    ]
    if area.footprint:
        parts.append(money_tables.official(data, data.footprint(int(area.footprint)).code))
    return section("money", "Money by year", *parts) + made_up(make, area)


def made_up(make: Maker, area: Area) -> Markup:
    """A footprint's core allocation as a waterfall from its CCGs, with its table; nothing for any other area."""
    if not area.footprint:
        return NOTHING
    parts = ranking.made_up_of(make.atlas, area, DEFAULT_YEAR)
    told = ranking.made_up_summary(parts, area.name, DEFAULT_YEAR)
    chart = make.chart(money_charts.made_up_of(parts), told, words.MONEY_BANNER)
    written = money_tables.made_up_of(make.atlas, parts, area.name, DEFAULT_YEAR)
    return section("made-up", "Made up of its CCGs", paragraph(told), columns(chart, written))


def team(make: Maker, area: Area, view: View) -> Markup:
    """All that a regional team's page has and no other."""
    data, now = make.atlas, make.now(view, asat.MAIN_VIEW)
    measure, year = for_layer(data, view.layer)[now["measure"]], now["year"]
    whole = ranking.ordered(data, measure, year)
    frame, beside = patch.among(whole, area), ranking.comparators(data, measure, year, area.code)
    told = ranking.summary(frame, measure, year, beside)
    used = provenance.sources(data, measure, year)
    asked = urlencode({"measure": measure.key, "year": year, "region": area.code})
    ranked = patch_tables.ranked(whole, area, measure, year, beside)
    ranked += tag("div", money_tables.sources(data, measure.heading(year), used))
    ranked += taken((words.TAKE_CSV, f"take/patch.csv?{asked}"))
    chart = make.chart(money_charts.ranked(frame, measure, beside), told, measure.banner)
    unknown = paragraph(texts.ABOUT_UNKNOWN) + patch_tables.unknown(data, area, DEFAULT_DATE)
    across = paragraph(texts.ABOUT_STRADDLERS) + passage_tables.straddlers(data, area)
    return joined(
        [
            section("footprints", "Its footprints side by side", paragraph(told), columns(chart, ranked)),
            section("unknown", "What is not recorded", unknown),
            section(
                "before", "Before and after", passage_tables.history(data, area), passage_tables.before(data, area)
            ),
            section("straddlers", "Across footprints and regions", across),
        ]
    )

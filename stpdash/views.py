"""The views: which shapes a map shows, on the boundaries of which vintage, what lies inside, the way up to England."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from markupsafe import Markup

from stpdash import find, places, successor_tables, tables, then, words
from stpdash.asat import BEGAN, LABELS, MAIN_VIEW, AsAt
from stpdash.comparing import MOST
from stpdash.markup import UNDATED, area_link, joined, tag
from stpdash.measures import DEFAULT_MEASURE
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.overlays import OVERLAYS, OWN
from stpdash.series import YEARS

AT = "@"
KNOWN_ONCE = {"council", "combined_authority"}
"""Areas that have the same boundaries at every date, or are known at one alone."""


@dataclass(frozen=True)
class View:
    """A map: the `codes` of `layer` at `vintage` are drawn and fitted (None: all England); `chosen` is marked.

    `overlays` always lie on it, `offered` may be laid over; `part` is the address's name for the area chosen on it.
    `lay`: the overlay that lies on it when none is chosen.
    `by`: whether a measure and a year are chosen on it, or a question of governance and a date. `most`: how many areas
    may be marked on it at once; 0: one is chosen. `dated`: whether a date is chosen on it; `home`: the vintage it
    stands on where none is.
    """

    name: str
    layer: str
    vintage: str
    codes: tuple[str, ...] | None = None
    chosen: str = ""
    overlays: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    measure: str = "core_per_resident"
    part: str = "part"
    since: str = MAIN
    by: Literal["measure", "axis"] = "measure"
    most: int = 0
    lay: str = "none"
    dated: bool = True
    home: str = MAIN

    @property
    def key(self) -> str:
        """Its name with the vintage on which it stands: "england@2017"."""
        return f"{self.name}{AT}{self.vintage}"

    @property
    def year(self) -> str:
        """The financial year that the map begins with: that of the area's vintage, else the last with figures."""
        return places.year_of(self.since) or YEARS[-1]


def _over(layer: str, vintage: str, *always: str) -> tuple[str, ...]:
    """The overlays that may be laid over a layer: all but its own lines and those that always lie on it."""
    return tuple(key for key in OVERLAYS if key not in {layer if vintage == MAIN else "", *always})


_OVER_ENGLAND = _over("footprint", MAIN)
ENGLAND = View("england", "footprint", MAIN, offered=_OVER_ENGLAND, measure=DEFAULT_MEASURE, part="area")
MONEY = View("money", "footprint", MAIN, offered=_OVER_ENGLAND, measure=DEFAULT_MEASURE, part="area")
GOVERNANCE = View("governance", "footprint", MAIN, offered=_OVER_ENGLAND, part="area", by="axis")
COMPARE = View("compare", "footprint", MAIN, offered=_OVER_ENGLAND, measure=DEFAULT_MEASURE, part="areas", most=MOST)
GROUPINGS = View(
    "groupings", "footprint", MAIN, offered=_OVER_ENGLAND, measure="density", part="area", lay="authorities"
)
POOLS = {
    f"{layer}-{vintage}": View(
        f"pool-{layer}-{vintage}",
        layer,
        vintage,
        offered=_over(layer, vintage),
        since=vintage,
        most=999,
        dated=False,
        home=vintage,
    )
    for layer in ("footprint", "ccg")
    for vintage in ("2016", "2017", "2018", "2019", "2020")
}
"""The maps of the pooling workbench, by what is grouped."""
OF_ENGLAND = {view.name: view for view in (ENGLAND, MONEY, GOVERNANCE, COMPARE, GROUPINGS, *POOLS.values())}


def on(view: View, vintage: str) -> View:
    """A map of England on the boundaries of another vintage."""
    if not view.dated or vintage == view.vintage:
        return view
    return replace(view, vintage=vintage, since=vintage, offered=_over(view.layer, vintage))


def of(atlas: Atlas, area: Area, vintage: str = "") -> View:
    """A footprint shows its CCGs, a CCG itself among the CCGs of its footprint, a region its footprints.

    A council or combined authority shows the footprints it lies in, with its own kind's lines on top. Those are of
    `vintage` where one is asked for.
    """
    lines: tuple[str, ...] = ("footprint",) if area.vintage == MAIN else (OWN[area.vintage].key,)
    match area.layer:
        case "footprint":
            drawn, layer = places.ccgs_of(atlas, area), "ccg"
        case "ccg":
            drawn, layer = places.neighbours_in(atlas, area), "ccg"
        case "region":
            drawn, layer = places.footprints_of(atlas, area, vintage), "footprint"
            lines = ("teams",) if area.vintage == REGIONS else ()
        case "council" | "combined_authority":
            drawn, layer = [each for each, _ in places.footprints_around(atlas, area, vintage or MAIN)], "footprint"
            lines = ("councils",) if area.layer == "council" else ("authorities",)
        case other:
            raise ValueError(f"{other} has no page of its own")
    codes = tuple(each.code for each in drawn)
    chosen = area.code if area.layer == "ccg" else ""
    drawn_on = drawn[0].vintage
    return View(
        area.id, layer, drawn_on, codes, chosen, lines, _over(layer, drawn_on, *lines), since=vintage or area.vintage,
        home=drawn_on if vintage in {"", MAIN} else of(atlas, find.resolve(atlas, area.id) or area).vintage,
    )  # fmt: skip


def named(atlas: Atlas, name: str, vintage: str = "") -> View | None:
    """A view by its name: "england", "money", "governance" or an area's id; None when there is no such area.

    On the boundaries of `vintage`, where one is asked for: an area that was not there then as it was last, or first.
    """
    if name in OF_ENGLAND:
        return on(OF_ENGLAND[name], vintage or OF_ENGLAND[name].vintage)
    area = find.resolve(atlas, name)
    if area is None:
        return None
    return of(atlas, find.nearest(atlas, area, vintage) if vintage else area, vintage)


def keyed(atlas: Atlas, key: str) -> View | None:
    """A view by its key: name and vintage; an area that was not there as `named` has it. None: there is none."""
    name, _, vintage = key.rpartition(AT)
    return named(atlas, name, vintage) if name and vintage in BEGAN else None


@lru_cache(maxsize=256)
def inside(atlas: Atlas, view: View, at: AsAt = MAIN_VIEW) -> Markup:
    """The table of what the map shows, each name a link."""
    areas = [atlas.area(view.layer, view.vintage, code) for code in view.codes or atlas.codes(view.layer, view.vintage)]
    if view.layer == "footprint":
        return tables.footprints(atlas, view.year, tuple(areas), at)
    return tables.members(atlas, areas, view.year, view.chosen, at)


def told(atlas: Atlas, area: Area, view: View, at: AsAt) -> Markup:
    """Which boundaries an area's page stands on; that it was not there on the day; what became of it."""
    said = joined([at.told(view.vintage, view.since), _own(area, view)])
    dated = area.layer in {"footprint", "ccg", "region"} and at.dated
    if dated and find.on(atlas, area, at.vintage) is None:
        label = atlas.vintage_label(area.vintage)
        said += joined([" ", words.not_in_force(area.name, words.date(at.day), label)])
    notice = tag("p", said, class_="atlas-notice" if at.dated else "flag")
    return notice + successor_tables.notice(atlas, area)


def _own(area: Area, view: View) -> str:
    """Of which vintage an area is that stands on the boundaries of another: a team of 2019 with footprints of 2017."""
    kind = area.layer.replace("_", " ")
    if area.layer in KNOWN_ONCE:
        return f" The {kind} is that of {area.vintage}."
    return f" The {kind} is that of {LABELS[area.vintage]}." if view.since > view.vintage else ""


def trail(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> Markup:
    """The way up: England, region, footprint; as at a date, where one is asked for."""
    steps = [tag("a", "England", href="./" if at.asked == UNDATED else f"./?date={at.asked}")]
    region = then.region_at(atlas, area, at) if area.layer != "region" else None
    if region:
        steps.append(area_link(region.id, region.name, at.asked))
    if area.layer == "ccg":
        inside = places.footprint_of(atlas, area)
        steps += [area_link(footprint.id, footprint.name, at.asked) for footprint, _ in inside]
    items = joined(tag("li", step) for step in steps)
    return tag(
        "nav",
        tag("ul", items, class_="atlas-trail"),
        aria_label="Where this area belongs",
        class_="atlas-links",
    )

"""How councils and combined authorities fit the footprints, as bars in a table and as a full table to be sorted."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from stpdash import fit, texts, words
from stpdash.fit import GROUPS, MANY, Fit, Fits, Group
from stpdash.markup import Column, Keyed, area_link, joined, table, tag
from stpdash.model import MAIN, Area, Atlas
from stpdash.places import counted_by
from stpdash.telling import cited

KINDS: dict[fit.Kind, str] = {
    "inside": "Inside",
    "mostly": "Mostly inside",
    "straddles": "Straddles",
    "sliver": "A sliver only",
}
"""What each class is called; `texts.FIT_RULE` says what it means."""
LABELLED = 0.12
"""From this share on a part of a bar is wide enough for its figure, in whole per cent."""


def rule() -> Markup:
    """How a group is classed, as a list."""
    terms = [tag("li", tag("strong", KINDS[kind]) + f": {told}") for kind, told in texts.FIT_RULE.items()]
    return tag("p", texts.ABOUT_FIT) + tag("ul", joined(terms))


@lru_cache(maxsize=32)
def bars(atlas: Atlas, layer: Group, whole: bool = False, vintage: str = MAIN) -> Markup:
    """The groups in several footprints (`whole`: then the others too), each with its people as one bar and in words."""
    found = fit.across_first(atlas, layer, vintage) if whole else fit.split(atlas, layer, vintage)
    rows = [(_named(area, fits), bar(fits) + told(fits)) for area, fits in found.items()]
    columns = (Column(GROUPS[layer].capitalize()), Column("Where its people live"))
    caption = f"{words.count(len(rows), GROUPS[layer], MANY[layer])}, those across most footprints first"
    return table(caption, columns, rows) + sources(atlas, layer, vintage)


def _named(area: Area, fits: Fits) -> Markup:
    """A group, and in how many footprints it has residents."""
    return area_link(area.id, area.name) + tag("span", f" {words.count(len(fits), 'footprint')}", class_="flag fitted")


def bar(fits: Fits) -> Markup:
    """A group's people as one bar, a part for each footprint in the order of the words beside it."""
    parts = (
        tag(
            "i",
            words.percent(each.of_group * 100, 0) if each.of_group >= LABELLED else "",
            class_=f"s{place}",
            style=f"flex-grow:{each.of_group:.4f}",
        )
        for place, each in enumerate(fits)
    )
    label = f"Divided among {words.count(len(fits), 'footprint')}: {', '.join(fit.share(f.of_group) for f in fits)}"
    return tag(
        "div", joined(parts), class_="fit", role="img", aria_label=label if len(fits) > 1 else "All in one footprint"
    )


def told(fits: Fits) -> Markup:
    """The same in words, each line with the pattern of its part."""
    lines = (
        tag(
            "li",
            joined(
                [
                    tag("i", "", class_=f"s{place}", aria_hidden="true"),
                    area_link(each.footprint.id, each.footprint.name),
                    f", {fit.share(each.of_group)}: {KINDS[each.kind].lower()}",
                ]
            ),
        )
        for place, each in enumerate(fits)
    )
    return tag("ul", joined(lines), class_="fits")


@lru_cache(maxsize=32)
def matrix(atlas: Atlas, layer: Group, vintage: str = MAIN) -> Markup:
    """Every group with every footprint it shares residents with: both shares, people in both, and the class."""
    pairs = [each for fits in fit.fits(atlas, layer, vintage).values() for each in fits]
    columns = (
        Column(GROUPS[layer].capitalize()),
        Column(f"Footprint, {atlas.vintage_label(vintage)}"),
        Column("Share of its people there", True),
        Column("Share of the footprint's people", True),
        Column("People in both, mid-2017", True),
        Column("Fit"),
    )
    groups = words.count(len(fit.fits(atlas, layer, vintage)), GROUPS[layer], MANY[layer])
    caption = f"{groups} and the footprints they lie in"
    areas = [each.footprint.code for each in pairs]
    return table(caption, columns, map(_row, pairs), scroll=True, areas=areas, sortable=True)


def _row(each: Fit) -> tuple[object, ...]:
    return (
        Keyed(area_link(each.group.id, each.group.name), each.group.name),
        Keyed(area_link(each.footprint.id, each.footprint.name), each.footprint.name),
        Keyed(fit.share(each.of_group), each.of_group),
        Keyed(fit.share(each.of_footprint), each.of_footprint),
        Keyed(words.number(each.people), each.people),
        Keyed(KINDS[each.kind], [*KINDS].index(each.kind)),
    )


def sources(atlas: Atlas, layer: Group, vintage: str = MAIN) -> Markup:
    """Where the shares come from: the rows of people in both, and the counts of either."""
    found = fit.fits(atlas, layer, vintage)
    used = {each.source for fits in found.values() for each in fits}
    used |= {source for area in found for source in counted_by(atlas, area)}
    return cited(atlas, f"the shares of {MANY[layer]}", sources=sorted(used))

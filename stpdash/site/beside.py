"""Side by side: two dates of footprints, CCGs and regions; the footprints of a regional team's patch."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import (
    compare_charts,
    compare_tables,
    comparing,
    comparison,
    plain,
    texts,
    two_dates,
    two_dates_map,
    two_dates_tables,
    two_dates_words,
    words,
)
from stpdash.asat import MAIN_VIEW, STEPS
from stpdash.markup import area_link, joined, tag
from stpdash.measures import for_layer
from stpdash.site import addresses
from stpdash.site.page import Maker, Page, Pages, columns, paragraph, section, taken
from stpdash.telling import cited
from stpdash.two_dates import LAYERS, NOUNS, Asked
from stpdash.two_dates_map import CHANGED, SIDES


def pages(make: Maker) -> Pages:
    """Pairs of dates, and patches."""
    yield from dates(make)
    yield from compare(make)


PAIRS = (*pairwise(STEPS), (STEPS[0], STEPS[-1]), (two_dates.USUAL["date"], two_dates.USUAL["then"]))
"""The two days that are set side by side: every step, the whole way, and those of the live page's beginning."""


def dates(make: Maker) -> Pages:
    """Every step, and the whole way, of footprints, CCGs and regions; the usual pair also as the page's own name."""
    seen = set()
    for (day, then), layer in ((pair, layer) for pair in PAIRS for layer in LAYERS):
        path = plain.dates(day, then, layer)
        if path not in seen:
            seen.add(path)
            yield two(make, Asked(day, then, layer), path)
    yield two(make, two_dates.read({})[0], "dates.html")


def two(make: Maker, asked: Asked, path: str) -> Page:
    """The boundaries of one day beside those of another, and what became of each area."""
    data = make.atlas
    picture = partial(two_dates_map.picture, data, asked, CHANGED, area=None, told="")
    sides = [
        section(name, words.date(day), make.described(picture(side), MAIN_VIEW))
        for side, name, day in ((SIDES[0], "left", asked.day), (SIDES[1], "right", asked.then))
    ]
    why = two_dates_words.no_difference(data, asked)
    counts = f"{two_dates_words.summary(data, asked)} {two_dates_words.regions_moved(data, asked)}".strip()
    nothing = paragraph(f"No {NOUNS[asked.layer]} differs in ground, name or code.")
    query = urlencode({"date": asked.day, "then": asked.then, "layer": asked.layer})
    whole = path == "dates.html"
    days = f"{LAYERS[asked.layer]}, {words.date(asked.day)} and {words.date(asked.then)}"
    return Page(
        path=path,
        title="Two dates" if whole else days,
        heading="Two dates side by side" if whole else days,
        live="dates" if whole else f"dates?{query}",
        about=f"{days}: what became of each.",
        parts=(
            paragraph(texts.ABOUT_TWO_DATES) if whole else Markup(""),
            _pairs(make),
            paragraph(why, class_="atlas-notice") + tag("p", tag("strong", counts)),
            columns(*sides),
            section("differences", "What differs", paragraph(texts.ABOUT_DIFFERENCES),
                    two_dates_tables.differing(data, asked) or nothing, two_dates_tables.unchanged(data, asked),
                    cited(data, "these two dates", sources=two_dates_tables.sources(data, asked))),
        ),
    )  # fmt: skip


def _pairs(make: Maker) -> Markup:
    """Links to every pair of days, kind by kind."""
    lines = []
    for layer, name in LAYERS.items():
        links = [
            tag("a", f"{words.date(day)} and {words.date(then)}",
                href=f"dates?{urlencode({'date': day, 'then': then, 'layer': layer})}")
            for day, then in PAIRS
        ]  # fmt: skip
        lines.append(tag("li", tag("strong", name) + ": " + joined(links, " · ")))
    return tag("nav", tag("ul", joined(lines), class_="plain-menu"), aria_label="Pairs of dates")


def compare(make: Maker) -> Pages:
    """The footprints of each patch side by side; and the page that leads to them."""
    found = addresses.compared(make.atlas)
    links = [tag("li", tag("a", region, href=f"compare?areas={areas}")) for areas, region in found.items()]
    menu = tag("nav", tag("ul", joined(links), class_="plain-menu"), aria_label="Patches")
    more = [
        tag("p", joined([area_link(region.id, region.name), f" has {count} footprints. {TOO_MANY}"]))
        for region, count in addresses.too_many(make.atlas).items()
    ]
    yield Page(
        path="compare.html",
        title="Compare",
        heading="Footprints side by side",
        live="compare",
        about="The footprints of a regional team's patch side by side, in numbers and by who answers.",
        parts=(paragraph(OTHERS_LIVE), section("patches", "Whole patches", menu, *more)),
    )
    for areas, region in found.items():
        asked, _ = comparing.read(make.atlas, {"areas": areas})
        yield patch(make, asked, region, areas)


OTHERS_LIVE = (
    "Here the footprints of regional teams' patches stand side by side, ready made. Any others, two to ten at a "
    "time, are set side by side in the live atlas, which also draws them on a map and through the years."
)


TOO_MANY = f"At most {comparing.MOST} are set side by side; its own page has all of them in order."


def patch(make: Maker, asked: comparing.Asked, region: str, areas: str) -> Page:
    """A patch's footprints side by side."""
    data = make.atlas
    numbers = compare_tables.measures(comparison.columns(data, asked), comparison.rows(data, asked))
    offered = tuple(for_layer(data, "footprint").values())
    answers = compare_tables.answers(data, comparison.ordered(data, asked), asked.at)
    notice = paragraph(texts.BESIDE_NUMBERS, class_="atlas-notice") + paragraph(comparison.summary(data, asked))
    return Page(
        path=f"compare/{areas}.html",
        title=f"Footprints of {region} side by side",
        live=f"compare?areas={areas}",
        about=f"The footprints of {region} side by side, in numbers and by who answers.",
        above=tag("p", tag("a", "Other patches", href="compare"), class_="atlas-links"),
        parts=(
            section(
                "numbers",
                "In numbers",
                notice,
                numbers,
                compare_tables.sources(data, offered, asked.year) + compare_tables.meanings(offered),
                taken((words.TAKE_CSV, f"take/compare.csv?{urlencode(asked.address())}")),
            ),
            through_the_years(make, asked),
            section("answers", "Who answers", paragraph(asked.at.told()), answers),
        ),
    )


def through_the_years(make: Maker, asked: comparing.Asked) -> Markup:
    """A patch's footprints by the live page's first measure, year by year; nothing where there is one year only."""
    measure = for_layer(make.atlas, "footprint")[asked.measure]
    found = comparison.by_year(make.atlas, asked)
    if not found:
        return Markup("")
    told = compare_charts.by_year_summary(found, measure)
    chart = make.chart(compare_charts.by_year(found, measure), told, measure.banner)
    return section(
        "years", "Through the years", paragraph(told), columns(chart, compare_tables.by_year(found, measure))
    )

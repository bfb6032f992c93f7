"""The story as pages: groupings, who led at three levels, what changed event by event, two dates, patches, sources."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import (
    authority_tables,
    change_pictures,
    change_tables,
    change_words,
    changing,
    charts,
    compare_tables,
    comparing,
    comparison,
    fit,
    fit_tables,
    leading,
    levels,
    merging_tables,
    source_tables,
    suggested,
    suggested_tables,
    texts,
    two_dates,
    two_dates_map,
    two_dates_tables,
    two_dates_words,
    views,
    words,
)
from stpdash.asat import MAIN_VIEW, STEPS
from stpdash.change_card import event_card
from stpdash.ledger import Change, changes
from stpdash.markup import joined, tag
from stpdash.model import MAIN
from stpdash.site import addresses
from stpdash.site.page import Maker, Page, Pages, columns, paragraph, prose, rows, section, taken
from stpdash.two_dates import LAYERS, NOUNS, Asked
from stpdash.two_dates_map import CHANGED, SIDES


def pages(make: Maker) -> Pages:
    """All of these."""
    yield groupings(make)
    yield leadership(make)
    yield ledger(make)
    for change in changes(make.atlas):
        yield event(make, change)
    yield from dates(make)
    yield from compare(make)
    yield sources(make)


def groupings(make: Maker) -> Page:
    """Combined authorities, councils that straddle, the NHS idea, mergers of CCGs."""
    data = make.atlas
    bars = paragraph(fit.summary(data, "combined_authority", MAIN))
    bars += fit_tables.bars(data, "combined_authority", True, MAIN)
    whole = fit_tables.rule()
    groups: tuple[tuple[fit.Group, str], ...] = (
        ("combined_authority", "fit-authorities"), ("council", "fit-councils"),
    )  # fmt: skip
    for group, name in groups:
        whole += fit_tables.matrix(data, group, MAIN) + rows(name) + fit_tables.sources(data, group, MAIN)
    return Page(
        path="groupings.html",
        title="Groupings",
        heading="Groupings across footprints",
        live="groupings",
        about="Combined authorities, councils across footprints, the NHS combined authority, mergers of CCGs.",
        parts=(
            paragraph(texts.ABOUT_GROUPINGS),
            columns(
                section("glance", "Combined authorities across footprints", bars),
                section("map", "On the map", make.view_map(views.GROUPINGS, MAIN_VIEW)),
            ),
            section("authorities", "The councils' combined authorities", paragraph(texts.ABOUT_AUTHORITIES),
                    authority_tables.side_by_side(data), authority_tables.disagreements(data), rows("authorities")),
            section("councils", "Councils across footprints", paragraph(fit.summary(data, "council", MAIN)),
                    fit_tables.bars(data, "council", vintage=MAIN)),
            section("fit", "How they fit, in full", whole),
            nhs(make),
            mergers(make),
        ),
    )  # fmt: skip


def nhs(make: Maker) -> Markup:
    """The idea of May 2016: where suggested, what followed there, which parts exist elsewhere."""
    data = make.atlas
    followed = joined(
        tag("h3", f"What followed in {place.name}")
        + paragraph(texts.ABOUT_FOLLOWED)
        + suggested_tables.sequence(data, place)
        for place in suggested.places(data)
    )
    parts = tag("h3", "Which parts exist, footprint by footprint") + paragraph(texts.ABOUT_PARTS)
    parts += suggested_tables.everywhere(data) + rows("nhs-combined-authority")
    notice = paragraph(texts.TWO_LAYERS, class_="atlas-notice")
    heading = "The NHS “combined authority”: another thing"
    return section("nhs", heading, notice, suggested_tables.suggestion(data), followed, parts)


def mergers(make: Maker) -> Markup:
    """How the number of CCGs fell, every merger, and what else moved."""
    data = make.atlas
    told = paragraph(merging_tables.summary(data)) + paragraph(texts.ABOUT_MERGERS)
    merged = merging_tables.counts(data) + merging_tables.mergers(data)
    moved = tag("h3", "What else moved") + paragraph(texts.ABOUT_MOVES) + merging_tables.moves(data)
    return section("mergers", "Mergers of CCGs", told, merged, moved, rows("ccg-mergers"))


def leadership(make: Maker) -> Page:
    """The three levels on one page: footprint, region, nation."""
    data = make.atlas
    counted = leading.kinds(data)
    told = charts.kinds_summary(counted)
    stated = [
        levels.stated(data, subject, attribute, caption, first)
        for subject, attribute, caption, first in (
            ("assembly", "assembly_idea", "From the idea, July 2017, to the proposal", "Step"),
            ("assembly", "assembly_terms", "What it became, 2019", "Term"),
            ("england", "decision_right", "Rights, duties and rules", "About"),
            ("england", "survey", "What finance directors said", "Question"),
        )
    ]
    return Page(
        path="leadership.html",
        title="Leadership",
        heading="Three levels of leadership: footprint, region, nation",
        live="leadership",
        about="Who led each footprint, the seven regional teams and the two national bodies, and with which rights.",
        parts=(
            prose(texts.ABOUT_LEADERSHIP),
            section("footprints", "Footprints: who led, when, from which kind of body",
                    make.chart(charts.kinds(counted), told), leading.key(data), paragraph(told),
                    leading.where_from(data), paragraph(texts.ABOUT_COUNT), leading.strips(data),
                    taken((words.TAKE_FACTS, "take/facts.csv"))),
            section("regions", "Regions: seven integrated teams, and what was before",
                    levels.regional(data), levels.earlier_directors(data)),
            section("national", "National: the two bodies, the joint posts of 2018, the assembly",
                    levels.roles(data), prose(texts.ABOUT_ASSEMBLY), *stated[:2], levels.members(data)),
            section("rights", "Rights of leads and systems: announced, offered, in force",
                    prose(texts.ABOUT_RIGHTS), *stated[2:]),
        ),
    )  # fmt: skip


def ledger(make: Maker) -> Page:
    """How the numbers of areas add up, and every event."""
    data, everything = make.atlas, changing.read(make.atlas, {})
    told = joined(paragraph(each) for each in changing.summary(data, everything))
    return Page(
        path="changes.html",
        title="Changes",
        heading="What changed, 2016 to 2021",
        live="changes",
        about="Every merger, split, moved boundary and new name of footprints, CCGs and regions, 2016 to 2021.",
        parts=(
            paragraph(texts.ABOUT_CHANGES),
            section("sum", "How the numbers add up", paragraph(texts.ABOUT_ADDING), change_tables.adding_up(data)),
            section("events", "The events", told, change_tables.ledger(data, everything), rows("changes")),
        ),
    )


def event(make: Maker, change: Change) -> Page:
    """One event: what took place, when, how sure; before and after on maps; its pieces."""
    data, everything = make.atlas, changing.read(make.atlas, {})
    later = change_pictures.after(data, change)
    before = make.described(change_pictures.before(data, change), MAIN_VIEW)
    after = make.described(later, MAIN_VIEW) if later else paragraph(texts.NOT_DRAWN, class_="atlas-notice")
    was, now = (
        data.vintage_label(change.vintage),
        data.vintage_label(change.successor_vintage) if later else "April 2021",
    )
    pieces = change_tables.pieces(data, change) + change_tables.more(data, change)
    title = change_words.title(data, change)
    return Page(
        path=f"changes/{change.id}.html",
        title=title,
        live=f"changes?change={change.id}",
        about=change_words.sentence(data, change),
        above=change_tables.beside(data, change, everything),
        parts=(
            event_card(data, change),
            columns(section("before", f"Before: {was}", before), section("after", f"After: {now}", after)),
            section("pieces", "Piece by piece", paragraph(texts.ABOUT_PIECES), pieces),
        ),
    )


PAIRS = (*pairwise(STEPS), (STEPS[0], STEPS[-1]), (two_dates.USUAL["date"], two_dates.USUAL["then"]))
"""The two days that are set side by side: every step, the whole way, and those of the live page's beginning."""


def dates(make: Maker) -> Pages:
    """Every step, and the whole way, of footprints, CCGs and regions; the usual pair also as the page's own name."""
    seen = set()
    for (day, then), layer in ((pair, layer) for pair in PAIRS for layer in LAYERS):
        path = addresses.dates(day, then, layer)
        if path not in seen:
            seen.add(path)
            yield two(make, Asked(day, then, layer), path)
    yield two(make, two_dates.read({})[0], "dates.html")


def two(make: Maker, asked: Asked, path: str) -> Page:
    """The boundaries of one day beside those of another, and what became of each area."""
    data = make.atlas
    picture = partial(two_dates_map.picture, data, asked, CHANGED, area=None)
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
                    two_dates_tables.differing(data, asked) or nothing, two_dates_tables.unchanged(data, asked)),
        ),
    )  # fmt: skip


def _pairs(make: Maker) -> Markup:
    """Links to every pair of days, kind by kind."""
    lines = []
    for layer, name in LAYERS.items():
        links = [
            tag("a", f"{words.date(day)} and {words.date(then)}",
                href=f"dates?{urlencode({'date': day, 'then': then, 'layer': layer})}")
            for day, then in PAIRS[:-1]
        ]  # fmt: skip
        lines.append(tag("li", tag("strong", name) + ": " + joined(links, " · ")))
    return tag("nav", tag("ul", joined(lines), class_="plain-menu"), aria_label="Pairs of dates")


def compare(make: Maker) -> Pages:
    """The footprints of each patch side by side; and the page that leads to them."""
    found = addresses.compared(make.atlas)
    links = [tag("li", tag("a", region, href=f"compare?areas={areas}")) for areas, region in found.items()]
    menu = tag("nav", tag("ul", joined(links), class_="plain-menu"), aria_label="Patches")
    yield Page(
        path="compare.html",
        title="Compare",
        heading="Footprints side by side",
        live="compare",
        about="The footprints of a regional team's patch side by side, in numbers and by who answers.",
        parts=(paragraph(OTHERS_LIVE), section("patches", "Whole patches", menu)),
    )
    for areas, region in found.items():
        asked, _ = comparing.read(make.atlas, {"areas": areas})
        yield patch(make, asked, region, areas)


OTHERS_LIVE = (
    "Here the footprints of each regional team's patch stand side by side, ready made. Any others, two to ten at a "
    "time, are set side by side in the live atlas, which also draws them on a map and through the years."
)


def patch(make: Maker, asked: comparing.Asked, region: str, areas: str) -> Page:
    """A patch's footprints side by side."""
    data = make.atlas
    numbers = compare_tables.measures(comparison.columns(data, asked), comparison.rows(data, asked))
    answers = compare_tables.answers(data, comparison.ordered(data, asked), asked.at)
    notice = paragraph(texts.BESIDE_NUMBERS, class_="atlas-notice") + paragraph(comparison.summary(data, asked))
    return Page(
        path=f"compare/{areas}.html",
        title=f"Footprints of {region} side by side",
        live=f"compare?areas={areas}",
        about=f"The footprints of {region} side by side, in numbers and by who answers.",
        above=tag("p", tag("a", "Other patches", href="compare"), class_="atlas-links"),
        parts=(
            section("numbers", "In numbers", notice, numbers, rows("compare", urlencode(asked.address()))),
            section("answers", "Who answers", paragraph(asked.at.told()), answers),
        ),
    )


def sources(make: Maker) -> Page:
    """Every source card, where sources disagree, what is not known, the licences, the version of the data."""
    data = make.atlas
    credits = (words.ONS_CREDIT, words.OS_CREDIT, words.NHS_CREDIT, words.LAND_CREDIT, *texts.CARRIED)
    version = f"Data version **{data.version}**, fingerprint `{data.fingerprint}`. "
    return Page(
        path="sources.html",
        title="Sources",
        heading="Sources, licences and what is not known",
        live="sources",
        about="Every source of the atlas, where sources disagree, what is not known, licences and version.",
        parts=(
            prose(version + texts.ACCURACY.format(data.accuracy_m)),
            section("unknown", "What is not known", _list(texts.gaps(data.has_official_table))),
            section("conflicts", "Where sources disagree", source_tables.conflicts(data)),
            section("licences", "Licences", _list(credits)),
            section("vintages", "Vintages of the boundaries", source_tables.vintages(data)),
            section("cards", "Source cards", source_tables.sources(data)),
            section("people", "People named here", prose(texts.PEOPLE)),
        ),
    )


def _list(lines: tuple[str, ...]) -> Markup:
    return prose("\n".join(f"- {line}" for line in lines))

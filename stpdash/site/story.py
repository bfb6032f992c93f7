"""The story as pages: who led at three levels, what changed event by event, the sources."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import (
    change_pictures,
    change_tables,
    change_words,
    changing,
    charts,
    leading,
    levels,
    source_tables,
    texts,
    words,
)
from stpdash.asat import MAIN_VIEW
from stpdash.change_card import event_card
from stpdash.ledger import Change, changes
from stpdash.markup import joined
from stpdash.site import notes
from stpdash.site.page import Maker, Page, Pages, columns, downloads, paragraph, prose, section, taken


def pages(make: Maker) -> Pages:
    """All of these."""
    yield leadership(make)
    yield ledger(make)
    for change in changes(make.atlas):
        yield event(make, change)
    yield sources(make)


def leadership(make: Maker) -> Page:
    """The three levels on one page: footprint, region, nation."""
    data = make.atlas
    counted = leading.kinds(data)
    told = charts.kinds_summary(counted)
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
                    taken((notes.ALL_FACTS, "data/v1/tables/facts.csv"))),
            section("regions", "Regions: seven integrated teams, and what was before",
                    levels.regional(data), levels.earlier_directors(data)),
            section("national", "National: the two bodies, the joint posts of 2018, the assembly",
                    levels.roles(data), prose(texts.ABOUT_ASSEMBLY), levels.assembly(data), levels.members(data)),
            section("rights", "Rights of leads and systems: announced, offered, in force",
                    prose(texts.ABOUT_RIGHTS), levels.rights(data)),
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
            section("events", "The events", told, change_tables.ledger(data, everything), downloads("changes")),
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

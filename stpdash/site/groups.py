"""Groupings across footprints as a page: combined authorities, councils, the NHS idea, mergers of CCGs."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import (
    authority_tables,
    fit,
    fit_tables,
    merging_tables,
    pictures,
    suggested,
    suggested_tables,
    texts,
    views,
    words,
)
from stpdash.asat import MAIN_VIEW
from stpdash.markup import joined, tag
from stpdash.model import MAIN
from stpdash.site.page import Maker, Page, Pages, columns, downloads, paragraph, section


def pages(make: Maker) -> Pages:
    """The page of groupings."""
    yield groupings(make)


def groupings(make: Maker) -> Page:
    """Combined authorities, councils that straddle, the NHS idea, mergers of CCGs."""
    data = make.atlas
    rests = pictures.rests_on(data, views.GROUPINGS, make.now(views.GROUPINGS, MAIN_VIEW))
    bars = paragraph(fit.summary(data, "combined_authority", MAIN))
    bars += fit_tables.bars(data, "combined_authority", True, MAIN)
    whole = fit_tables.rule()
    groups: tuple[tuple[fit.Group, str], ...] = (
        ("combined_authority", "fit-authorities"), ("council", "fit-councils"),
    )  # fmt: skip
    for group, name in groups:
        whole += fit_tables.matrix(data, group, MAIN) + downloads(name) + fit_tables.sources(data, group, MAIN)
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
                section("map", "On the map", make.view_map(views.GROUPINGS, MAIN_VIEW), rests),
            ),
            _part("authorities", paragraph(texts.ABOUT_AUTHORITIES),
                    authority_tables.side_by_side(data), authority_tables.disagreements(data),
                    downloads("authorities")),
            _part("councils", paragraph(fit.summary(data, "council", MAIN)),
                    fit_tables.bars(data, "council", vintage=MAIN)),
            _part("fit", whole),
            nhs(make),
            mergers(make),
        ),
    )  # fmt: skip


def _part(anchor: str, *parts: Markup) -> Markup:
    return section(anchor, words.GROUPINGS[anchor], *parts)


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
    parts += suggested_tables.everywhere(data) + downloads("nhs-combined-authority")
    notice = paragraph(texts.TWO_LAYERS, class_="atlas-notice")
    return _part("nhs", notice, suggested_tables.suggestion(data), followed, parts)


def mergers(make: Maker) -> Markup:
    """How the number of CCGs fell, every merger, and what else moved."""
    data = make.atlas
    told = paragraph(merging_tables.summary(data)) + paragraph(texts.ABOUT_MERGERS)
    merged = merging_tables.counts(data) + merging_tables.mergers(data)
    moved = tag("h3", "What else moved") + paragraph(texts.ABOUT_MOVES) + merging_tables.moves(data)
    return _part("mergers", told, merged, moved, downloads("ccg-mergers"))

"""A page of the plain edition, and what it takes to make one: the atlas, its shapes, and how maps and charts go in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from stpdash import asat, pictures
from stpdash.asat import AsAt
from stpdash.layers import Description
from stpdash.markup import joined, tag
from stpdash.model import Area, Atlas
from stpdash.site import map_svg, notes
from stpdash.site.drawn import svg
from stpdash.site.shapes import Ground
from stpdash.ui import atlas as served
from stpdash.views import View

NOTHING = Markup("")
"""A part that is not there."""


@dataclass(frozen=True)
class Page:
    """A page: its file, title, the live address it stands for, one sentence of what it is, and its parts in order."""

    path: str
    title: str
    live: str
    about: str
    parts: tuple[Markup, ...]
    heading: str = ""
    """The page's one heading, where it is not the title."""
    above: Markup = NOTHING
    """What stands above the heading."""
    undated: str = ""
    """What it is called among the dates of its subject, where it is undated and not of the main view."""

    @property
    def body(self) -> Markup:
        """All that is the page's own."""
        heading = tag("h1", self.heading or self.title, class_="atlas-title")
        return self.above + heading + joined(self.parts)


Pages = Iterator[Page]


@dataclass
class Maker:
    """What every page is made with. `palettes`: the colours of the maps that were drawn, by their class."""

    atlas: Atlas
    ground: Ground
    palettes: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def view_map(
        self, view: View, at: AsAt, asked: Mapping[str, str] | None = None, area: Area | None = None
    ) -> Markup:
        """The map of a view as at a date, with what is asked of it, else with what it begins with."""
        now = self.now(view, at, asked)
        told = pictures.summary(self.atlas, view, now)
        return self.described(pictures.picture(self.atlas, view, now, area), at, told)

    def now(self, view: View, at: AsAt, asked: Mapping[str, str] | None = None) -> dict[str, str]:
        """What is chosen on a view: measure and year, or question and date."""
        return served.offered(view, {**(asked or {}), **({"date": at.day} if at.pinned else {})})

    def described(self, description: Description, at: AsAt, told: str = "") -> Markup:
        """A layer description as a figure; each area leads to its page as at a date."""
        layer, _, vintage = description["object"].rpartition("_")
        areas = {code: self.atlas.area(layer, vintage, code) for code in description["shade"]["areas"]}
        palette = description["shade"]["palette"]
        self.palettes[map_svg.palette_class(palette)] = palette
        return map_svg.figure(
            self.ground,
            description,
            {code: area.name for code, area in areas.items()},
            told,
            lambda code: address_of(areas[code], at),
            {code: short(area.name) for code, area in areas.items()} if description["fit"] else {},
        )

    def chart(self, figure: Any, told: str, remark: str = "") -> Markup:
        """A plotly figure as it is on the live page, drawn; what it says in words; what must stand beside it."""
        beside = tag("p", remark, class_="flag") if remark else Markup("")
        return tag("figure", tag("div", svg(figure, told), class_="plain-chart", tabindex="0", role="group",
                                 aria_label="Chart, scrolls") + beside, class_="plain-figure")  # fmt: skip


def short(name: str) -> str:
    """A name as it is written on a map, where "NHS" and "CCG" go without saying."""
    return name.removeprefix("NHS ").removesuffix(" CCG")


def address_of(area: Area, at: AsAt) -> str:
    """The live address of an area as at a date."""
    return f"area?area={area.id}" + (f"&date={at.asked}" if at.pinned else "")


def section(anchor: str, heading: str, *parts: Markup) -> Markup:
    """A part of a page under its heading, to which a link can lead."""
    return tag("section", tag("h2", heading, id=anchor) + joined(parts))


def columns(*parts: Markup) -> Markup:
    """Parts side by side where there is room, else one under the other."""
    return tag("div", joined(tag("div", part) for part in parts), class_="plain-columns")


@lru_cache(maxsize=256)
def prose(text: str) -> Markup:
    """One of our own texts, written in Markdown."""
    return Markup(MarkdownIt().render(notes.plainly(text)))  # noqa: S704 - ours, and MarkdownIt escapes what is HTML in it


def paragraph(text: str, **attributes: str) -> Markup:
    """A sentence or several; nothing where there is none."""
    return tag("p", notes.plainly(text), **attributes) if text else Markup("")


def taken(*links: tuple[str, str]) -> Markup:
    """Links to what can be taken away: wording and live address of each."""
    return tag(
        "p", joined((tag("a", text, href=path, download="") for text, path in links), " · "), class_="atlas-links"
    )


def downloads(name: str, query: str = "") -> Markup:
    """A table to take away, as CSV and as a workbook."""
    asked = f"?{query}" if query else ""
    return taken(("Download as CSV", f"take/{name}.csv{asked}"), ("as a workbook (XLSX)", f"take/{name}.xlsx{asked}"))


DATED: tuple[tuple[str, AsAt], ...] = (
    ("", asat.MAIN_VIEW),
    *((f"{asat.vintage(day)}/", asat.pinned(day)) for day in asat.STEPS),
)
"""The folders of the edition, and the date of what is in each: undated, then as `asat.STEPS` has the vintages."""

"""What the plain edition says of itself: its accessibility, its cookies, its data; in Markdown."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import words
from stpdash.markup import Column, joined, table, tag
from stpdash.model import Atlas
from stpdash.schema import TABLES
from stpdash.site import data_layers

ALL_FACTS = "Every fact with its source, as data (CSV)"
POOL_IS_LIVE = (
    "The workbench works out what a reader makes up, so that it needs the live atlas. What really was grouped or "
    "merged stands here under Groupings and Changes."
)
IN_LIVE, LIVE_ONLY = "in the live atlas", "in the live atlas only"
"""Where a link leads that no file can stand for; what stands after its words where the live atlas is not known."""
PLAINLY = {
    "Choose a question and a date. ": "Each question has a page here, as at the day named above its answers. ",
    "The pot is yours to set; ": "The pot here is the one with which the live atlas begins, where another can be set: ",
    "Choose footprints or CCGs, as they were at a date, and see what they would be together: people,": (
        "In the live atlas a reader puts footprints or CCGs together, as they were at a date, and sees people,"
    ),
    " To check the workbench, try a merger that really took place.": "",
}
"""What a live text offers that a file cannot do, and what a plain page says instead."""
ABOUT_DATA = (
    "All that the atlas shows can be taken away and read by program, under the Open Government Licence v3.0. Files "
    "are named by layer and vintage (the date of the boundaries); every row names its source, and a blank cell means "
    "that no figure or no statement was found, never zero. Addresses below `data/v1/` keep their meaning: whatever "
    "would change it goes into `v2`."
)
ACCESSIBILITY = """
This statement is about the atlas, live and plain. Whoever runs a copy answers for that copy.

We want everybody to be able to use it: with a keyboard, a screen reader, a magnifier, on a phone, on paper, without a
script. It is built to the Web Content Accessibility Guidelines, version 2.2, level AA.

## How it was tested

Every page of the live atlas and a page of every kind of the plain edition is tested with axe, in light and dark, wide
and narrow, at every change of the program; the plain edition also without scripts and at 320 pixels, and its HTML by a
validator. No test by people with disabilities has been made yet, and none with a screen reader by hand. So we do not
claim that it complies: we claim what was tested.

## What to know

- Every figure that a map or a chart shows stands in a table or in words beside it. Maps of the plain edition are
  hidden from screen readers for that reason; its charts are pictures with a sentence that says what they show.
- Wide tables scroll sideways in a box of their own; the box can be reached and moved with the keyboard.
- The interactive maps to open or download are made by folium. They can be used with the keyboard in part only; the
  table below each says the same.
- CSV and workbook files have not been tested for accessibility.

## Say so

If something here cannot be used, or is wrong, write to whoever runs this copy; the foot of every page says where, if
they have given an address. Say which page, and what you tried. Where a public body runs it and does not answer well,
the Equality Advisory and Support Service can advise:
www.equalityadvisoryservice.com.

This statement was written on 25 November 2026 and looked through on 29 November 2026. No audit of compliance was made.
"""
COOKIES = """
The plain edition sets no cookie, stores nothing in your browser and asks nothing of any other site.

The live atlas sets one cookie at most, and it cannot work without it: `atlas_replica`, where several servers share the
work. It says which of them has your page, not who you are, no script can read it, and it goes when you close the
browser.

There is no login, no measuring of visits, no advertisement, and nothing is loaded from anywhere else. What the server
notes of a visit is the time, the page's name without what you asked of it, and how the answer went: no address of
yours, unless whoever runs the copy has turned that on, which they then have to tell you.
"""
PAGES = (
    ("accessibility.html", "Accessibility statement", ACCESSIBILITY),
    ("cookies.html", "Cookies and what is noted of a visit", COOKIES),
)
"""Files, titles and texts."""


def plainly(text: str) -> str:
    """A text as a plain page says it: what a file cannot do is not offered."""
    for live, said in PLAINLY.items():
        text = text.replace(live, said)
    return text


def tables(atlas: Atlas) -> Markup:
    """Every table of the data package: what it is, its name in addresses, its files."""
    rows = [
        (
            each.title,
            each.name,
            words.number(len(getattr(atlas, each.name))),
            _files(f"data/v1/tables/{each.name}", "csv", "json"),
            _meaning(f"tables/{each.name}"),
        )
        for each in TABLES
    ]
    columns = (Column("Table"), Column("Name"), Column("Rows", numeric=True), Column("Files"), Column("JSON Schema"))
    return table("Tables", columns, rows)


def layers(atlas: Atlas) -> Markup:
    """Every layer of areas: its vintages, its shapes as GeoJSON, its areas as CSV."""
    rows = []
    for name, years in data_layers.vintages(atlas).items():
        span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
        files = _files(f"data/v1/layers/{name}", "geojson", "csv")
        rows.append((atlas.word("layer", name), name, span, files, _meaning(f"layers/{name}")))
    columns = (Column("Layer"), Column("Name"), Column("Vintages"), Column("Files"), Column("JSON Schema"))
    return table("Layers: shapes (GeoJSON), and the areas without them (CSV)", columns, rows)


_KINDS = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON"}


def _files(path: str, *kinds: str) -> Markup:
    return joined((tag("a", _KINDS[kind], href=f"{path}.{kind}") for kind in kinds), " · ")


def _meaning(path: str) -> Markup:
    return tag("a", "what its columns mean", href=f"data/v1/schema/{path}.json")

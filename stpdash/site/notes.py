"""What the plain edition says of itself: its accessibility, its cookies, its data; in Markdown."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import words
from stpdash.markup import Column, joined, table, tag
from stpdash.model import Atlas
from stpdash.schema import TABLES

ALL_FACTS = "Every fact with its source, as data (CSV)"
POOL_IS_LIVE = (
    "The workbench works out what a reader makes up, so that it needs the live atlas. What really was grouped or "
    "merged stands here under Groupings and Changes."
)
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
[www.equalityadvisoryservice.com](https://www.equalityadvisoryservice.com/).

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


def tables(atlas: Atlas) -> Markup:
    """Every table of the data package with its files."""
    rows = [
        (
            name,
            words.number(len(getattr(atlas, name))),
            joined((tag("a", kind.upper(), href=f"data/v1/tables/{name}.{kind}") for kind in ("csv", "json")), " · "),
            tag("a", "what its columns mean", href=f"data/v1/schema/tables/{name}.json"),
        )
        for name in (each.file.removesuffix(".csv") for each in TABLES)
    ]
    return table(
        "Tables", [Column("Table"), Column("Rows", numeric=True), Column("Files"), Column("JSON Schema")], rows
    )

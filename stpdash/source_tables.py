"""What the page of sources lists: where sources disagree, the vintages, every source card."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import words
from stpdash.markup import Column, area_link, outside_link, table
from stpdash.model import Atlas
from stpdash.telling import published


def conflicts(atlas: Atlas) -> Markup:
    """Every disagreement of sources: both sides, and what the atlas shows."""
    rows = [
        (_subject(atlas, row["subject"]) + row["about"], row["one"], row["other"], row["shown"])
        for row in atlas.conflicts.to_dict("records")
    ]
    columns = [Column(each) for each in ("What about", "One side", "The other", "Shown")]
    return table(words.count(len(rows), "disagreement"), columns, rows)


def _subject(atlas: Atlas, subject: str) -> Markup:
    number = subject.removeprefix("footprint:")
    return area_link(number, atlas.footprint(int(number)).name) + ": " if number else Markup("")


def vintages(atlas: Atlas) -> Markup:
    """The years for which England can be drawn whole, with their counts."""
    rows = [
        (
            row["label"],
            words.period(row["in_force_from"], row["in_force_to"]),
            words.number(row["ccgs"]),
            words.number(row["footprints"]),
            words.number(row["regions"]),
            row["note"],
        )
        for row in atlas.vintages.to_dict("records")
    ]
    columns = (
        Column("Vintage"),
        Column("In force"),
        Column("CCGs", numeric=True),
        Column("Footprints", numeric=True),
        Column("Regions", numeric=True),
        Column("What to know"),
    )
    return table("Vintages of the boundaries", columns, rows)


def sources(atlas: Atlas) -> Markup:
    """Every source card of the data package."""
    rows = [
        (
            outside_link(card["address"], card["title"]),
            card["publisher"],
            published(card),
            words.date(card["accessed"]) if card["accessed"] else words.NOT_RECORDED.lower(),
            card["licence"],
            card["covers"],
        )
        for card in map(atlas.source, atlas.sources["source"])
    ]
    columns = [Column(each) for each in ("Title", "Publisher", "Published", "Accessed", "Licence", "What we took")]
    return table(words.count(len(rows), "source"), columns, rows)

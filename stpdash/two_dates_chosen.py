"""The chosen area on either of two dates: where its people are, in words and piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from stpdash import two_dates, two_dates_words, words
from stpdash.markup import Column, Keyed, area_link, joined, table, tag
from stpdash.model import Area, Atlas
from stpdash.two_dates import Asked, Piece, name_then


def told(atlas: Atlas, asked: Asked, before: Area | None, later: Area | None) -> Markup:
    """Where the people of the chosen area are on the other day: in words, and piece by piece.

    Of one that is the same on both days it is said once.
    """
    found = two_dates.pieces(atlas, asked.layer, *asked.vintages)
    mine = [each for each in found if before == each.before or later == each.after]
    said = []
    if before:
        parts = sorted((each for each in mine if each.before == before), key=lambda each: -each.people)
        link = area_link(before.id, name_then(atlas, before), asked.day)
        said.append(link + f" of {words.date(asked.day)}, on {words.date(asked.then)}: {_people(atlas, parts, 0)}.")
    if later and len(mine) > 1:
        parts = sorted((each for each in mine if each.after == later), key=lambda each: -each.people)
        link = area_link(later.id, name_then(atlas, later), asked.then)
        said.append(link + f" of {words.date(asked.then)}, on {words.date(asked.day)}: {_people(atlas, parts, 1)}.")
    return joined(tag("p", each, class_="atlas-links") for each in said) + _pieces(atlas, asked, mine)


def _people(atlas: Atlas, parts: Sequence[Piece], side: int) -> str:
    return (two_dates_words.whence if side else two_dates_words.where)(atlas, parts)


def _pieces(atlas: Atlas, asked: Asked, found: Sequence[Piece]) -> Markup:
    rows = [
        (
            area_link(each.before.id, name_then(atlas, each.before), asked.day),
            area_link(each.after.id, name_then(atlas, each.after), asked.then),
            Keyed(words.number(each.people), each.people),
            Keyed(two_dates_words.share(each.share), each.share),
            Keyed(two_dates_words.share(each.share_after), each.share_after),
        )
        for each in sorted(found, key=lambda each: -each.people)
    ]
    day, later = words.date(asked.day), words.date(asked.then)
    columns = (
        Column(day), Column(later), Column("People in both, mid-2017", numeric=True),
        Column(f"Of those of {day}", numeric=True), Column(f"Of those of {later}", numeric=True),
    )  # fmt: skip
    return table("Where its people are on either day", columns, rows)

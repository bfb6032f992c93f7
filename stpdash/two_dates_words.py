"""Two dates side by side, in words: what became of an area, where its people are, what changed in all."""

from __future__ import annotations

from collections.abc import Sequence

from stpdash import two_dates, words
from stpdash.model import Atlas
from stpdash.two_dates import NOUNS, Asked, Fate, Piece, name_then
from stpdash.two_dates_ground import Ground

TOGETHER = 2 / 3
"""From this share of its people in one area on an area is not said to be split, as the ledger has it."""
WHOLE = 0.5
"""From this share of its people on an area is said to have gone into another, where several became one."""


def share(part: float) -> str:
    """A share of people: 61.2%; all where it is all; never rounded to all or none.

    >>> share(0.6123), share(1), share(0.9999), share(0.0001)
    ('61.2%', 'all', 'over 99.9%', 'under 0.1%')
    """
    return "all" if part >= 1 else words.share_of_people(part)


def became(atlas: Atlas, fate: Fate) -> str:
    """What became of an area of the earlier day: "merged into Cumbria and North East"."""
    first = fate.pieces[0]
    match fate.kind:
        case "same":
            return "the same"
        case "renamed":
            return _renamed(atlas, first)
        case "merged":
            rest = [f"{share(each.share)} of its people in {name_then(atlas, each.after)}" for each in fate.pieces[1:]]
            return "; ".join([f"merged into {name_then(atlas, first.after)}", *rest])
        case "split":
            return f"{_split(fate)}: {where(atlas, fate.pieces)}"
        case _:
            return f"boundary moved: {where(atlas, fate.pieces)}"


def _split(fate: Fate) -> str:
    """An area of which most people stayed together was itself not divided: it was joined by a part of another."""
    return "split" if fate.pieces[0].share < TOGETHER else "joined by a part of a split area"


def verdict(atlas: Atlas, fate: Fate) -> str:
    """What became of an area in one or two words, for a table that names the areas beside it."""
    if fate.kind != "renamed":
        told = {"same": "the same", "moved": "boundary moved", "merged": "merged", "split": _split(fate)}[fate.kind]
        return told.capitalize()
    (piece,) = fate.pieces
    named = ["another name"] if name_then(atlas, piece.before) != name_then(atlas, piece.after) else []
    coded = [f"new code {piece.after.code}"] if piece.before.code != piece.after.code else []
    told = ", ".join([*named, *coded])
    return told[0].upper() + told[1:]


def came(atlas: Atlas, fate: Fate) -> str:
    """Where an area of the later day came from: "merged from A, B and C"."""
    first = fate.pieces[0]
    match fate.kind:
        case "same":
            return "the same"
        case "renamed":
            return _renamed(atlas, first, backward=True)
        case "merged":
            mine = [each for each in fate.pieces if each.share >= WHOLE]
            rest = [
                f"{share(each.share)} of {name_then(atlas, each.before)}" for each in fate.pieces if each not in mine
            ]
            return f"merged from {words.listed([*sorted(name_then(atlas, each.before) for each in mine), *rest])}"
        case "split":
            return f"came of a split: {whence(atlas, fate.pieces)}"
        case _:
            return f"boundary moved: {whence(atlas, fate.pieces)}"


def _renamed(atlas: Atlas, piece: Piece, *, backward: bool = False) -> str:
    was, now = name_then(atlas, piece.before), name_then(atlas, piece.after)
    named = (f"formerly {was}" if backward else f"renamed {now}") if was != now else ""
    coded = f"new code, formerly {piece.before.code}" if backward else f"new code {piece.after.code}"
    return ", ".join(part for part in (named, coded if piece.before.code != piece.after.code else "") if part)


def where(atlas: Atlas, found: Sequence[Piece]) -> str:
    """In which areas of the later day an area's people are: "61.2% of its people in A, 38.8% in B"."""
    return _people([(each.share, name_then(atlas, each.after)) for each in found], "in")


def whence(atlas: Atlas, found: Sequence[Piece]) -> str:
    """In which areas of the earlier day its people were: "61.2% of its people from A, 38.8% from B"."""
    return _people([(each.share_after, name_then(atlas, each.before)) for each in found], "from")


def _people(found: list[tuple[float, str]], preposition: str) -> str:
    (first, name), *rest = found
    told = "all its people" if first >= 1 else f"{share(first)} of its people"
    return ", ".join([f"{told} {preposition} {name}", *(f"{share(part)} {preposition} {each}" for part, each in rest)])


def ground(found: Ground) -> str:
    """People and land that passed: "160,044 people, 1,309 km²"; the people alone where the land is not known."""
    told = words.people(found.people)
    return told if found.area_km2 is None else f"{told}, {words.number(found.area_km2)} km²"


def of_the_whole(name: str) -> str:
    """What is said of an event that befell a merged area, where its share of one that merged cannot be known."""
    return f"of the whole of {name}; what of it was on this ground is not known"


def summary(atlas: Atlas, asked: Asked) -> str:
    """How many areas there were on either day, and what became of the first."""
    counted = two_dates.counted(atlas, asked)
    before, after = (sum(pair[side] for pair in counted.values()) for side in (0, 1))
    noun = NOUNS[asked.layer]
    head = f"{words.count(before, noun)} on {words.date(asked.day)}, {after} on {words.date(asked.then)}"
    parts = [f"{_none(counted['same'][0])} the same", f"{_none(counted['renamed'][0])} with another name or code"]
    parts += [_into(counted["merged"], "merged into"), _into(counted["split"], "split into")]
    return f"{head}: {', '.join(parts)}, {_none(counted['moved'][0])} whose boundary alone moved."


def _into(pair: tuple[int, int], verb: str) -> str:
    """Three became one: "3 merged into 1"; a split in which as many came as went is said to be that."""
    before, after = pair
    if not before:
        return f"none {verb.split()[0]}"
    if verb.startswith("split") and before >= after:
        return f"{before} in a split that made {after}"
    return f"{before} {verb} {after}"


def _none(count: int) -> str:
    return f"{count:,}" if count else "none"


def no_difference(atlas: Atlas, asked: Asked) -> str:
    """Why nothing drawn can differ, where both days have the same boundaries; blank where they have not."""
    if not asked.one:
        return ""
    vintage = asked.vintages[0]
    return (
        f"Both days have the boundaries of {atlas.vintage_label(vintage)}: no area, name or code can differ. "
        "Only what is recorded of a day can, such as who led."
    )


def regions_moved(atlas: Atlas, asked: Asked) -> str:
    """How many areas have another region on the later day, by where most of their people live."""
    if asked.layer == "region" or asked.one:
        return ""
    found = two_dates.fates(atlas, asked.layer, *asked.vintages)
    before, after = (len(atlas.codes("region", vintage)) for vintage in asked.vintages)
    regions = f"There were {before} regions on both days" if before == after else f"The {before} regions became {after}"
    moved = sum(two_dates.region(atlas, each.area) != two_dates.region(atlas, each.pieces[0].after) for each in found)
    return f"{regions}: {_none(moved)} of the {len(found)} lie in another one after."

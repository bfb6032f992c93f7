"""Two dates as two maps: one shade for both, the other date's lines where they differ, and which area is which."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Literal

from stpdash import layers, places, two_dates, two_dates_words, words
from stpdash.layers import Description
from stpdash.measure import Measure
from stpdash.measures import for_layer
from stpdash.model import Area, Atlas
from stpdash.palette import CHANGES
from stpdash.series import comparable
from stpdash.two_dates import NOUNS, Asked, Fate, Kind

Side = Literal[0, 1]
"""The map on the left, of the earlier day, or that on the right."""
SIDES: tuple[Side, Side] = (0, 1)
CHANGED = "changed"
"""The shade that says what became of each area, by its name in an address."""
CLASS: dict[Kind, int] = {"same": 0, "renamed": 1, "moved": 2, "merged": 3, "split": 3}
LEGEND = ("the same", "another name or code, the same ground", "only its boundary moved", "merged or split")
MARKS = ("", "a", "p", "")
"""The pattern of each class: plain, dots, stripes, full colour."""
SWATCHES = ("c0", "announced c1", "part c2", "c3")
TWIN = "A broken edge marks where the people are of the area that is pointed at or chosen on the other map."


def shades(atlas: Atlas, asked: Asked) -> dict[str, str]:
    """What can shade both maps: what changed, and the measures that have figures on both sides."""
    offered = {key: each.title for key, each in for_layer(atlas, asked.layer).items() if _known(atlas, asked, each)}
    return {CHANGED: "What changed"} | offered


def years(asked: Asked, measure: Measure) -> tuple[str, str]:
    """The year a measure is shown for on either side: the one that begins with the vintage; blank where it has none."""
    before, after = asked.vintages
    return (places.year_of(before), places.year_of(after)) if measure.years else ("", "")


@lru_cache(maxsize=512)
def _known(atlas: Atlas, asked: Asked, measure: Measure) -> bool:
    sides = zip(asked.vintages, years(asked, measure), strict=True)
    if measure.years and not all(years(asked, measure)):
        return False
    return all(bool(measure.of(atlas, asked.layer, vintage, year)["value"].notna().any()) for vintage, year in sides)


def shade(atlas: Atlas, asked: Asked, chosen: str, side: Side) -> Description:
    """What is put on the areas of one side: what changed, or a measure by one legend for both maps."""
    if chosen == CHANGED:
        return _changed(atlas, asked, side)
    measure = for_layer(atlas, asked.layer)[chosen]
    sides = list(zip(asked.vintages, years(asked, measure), strict=True))
    other_vintage, other_year = sides[1 - side]
    beside = comparable(measure.of(atlas, asked.layer, other_vintage, other_year))
    vintage, year = sides[side]
    drawn = layers.shade(atlas, asked.layer, vintage, measure, year, beside=beside)
    there = words.date(_other(asked, side))
    told = {code: f". {there}: {said}" for code, (_, said, *_) in links(atlas, asked, side).items()}
    return drawn | {
        "label": f"{drawn['label']}, on the boundaries of {words.date(_day(asked, side))}",
        "areas": {code: [k, said + told.get(code, ""), *more] for code, (k, said, *more) in drawn["areas"].items()},
    }


def _day(asked: Asked, side: Side) -> str:
    return asked.then if side else asked.day


def _other(asked: Asked, side: Side) -> str:
    return asked.day if side else asked.then


def fates(atlas: Atlas, asked: Asked, side: Side) -> tuple[Fate, ...]:
    """What became of every area of the earlier day, or where every one of the later day came from."""
    return (two_dates.origins if side else two_dates.fates)(atlas, asked.layer, *asked.vintages)


def _changed(atlas: Atlas, asked: Asked, side: Side) -> Description:
    found = fates(atlas, asked, side)
    here, other = words.date(_day(asked, side)), words.date(_other(asked, side))
    counts = Counter(CLASS[each.kind] for each in found)
    said = two_dates_words.came if side else two_dates_words.became
    when = f"{'since' if side else 'by'} {other}"
    return {
        "label": f"Map of {words.count(len(found), NOUNS[asked.layer])}, {here}: what changed {when}",
        "areas": {each.area.code: _entry(each, said(atlas, each)) for each in found},
        "circles": None,
        "palette": {"light": list(CHANGES.light), "dark": list(CHANGES.dark)},
        "legend": {
            "title": f"{here}: what changed {when}",
            "entries": [
                {"swatch": SWATCHES[k], "label": f"{label} ({counts[k]})"} for k, label in enumerate(LEGEND)
            ],
            "note": "",
        },
    }  # fmt: skip


def _entry(fate: Fate, said: str) -> list[object]:
    k = CLASS[fate.kind]
    return [k, said, *([MARKS[k]] if MARKS[k] else [])]


def links(atlas: Atlas, asked: Asked, side: Side) -> dict[str, list[object]]:
    """Code to the codes of the other day in which its people are, and that in words; left out where it is the same.

    The third is the code under which it is on the other day itself, where that is another.
    """
    made: dict[str, list[object]] = {}
    for fate in fates(atlas, asked, side):
        own = two_dates.linked(atlas, asked, fate.area)[1 - side]
        codes = [(each.before if side else each.after).code for each in fate.pieces]
        if fate.kind != "same":
            said = (two_dates_words.whence if side else two_dates_words.where)(atlas, fate.pieces)
            made[fate.area.code] = [codes, said, *([own.code] if own and own.code != fate.area.code else [])]
    return made


def differing(atlas: Atlas, asked: Asked, side: Side) -> list[Description]:
    """The lines of the other day that are none of this map's own; nothing where there are none."""
    if asked.one:
        return []
    mine, other = asked.vintages[side], asked.vintages[1 - side]
    if all(len(each.pieces) == 1 for each in fates(atlas, asked, side)):  # no area is cut by a line of the other day
        return []
    label = f"Lines of {words.date(_other(asked, side))} that are not here"
    part = {"object": f"{asked.layer}_{other}", "edge": "apart", "style": "other", "label": label}
    return [part | {"than": f"{asked.layer}_{mine}"}]


def picture(atlas: Atlas, asked: Asked, chosen: str, side: Side, area: Area | None, told: str = TWIN) -> Description:
    """The layer description of one side, with what links it to the other. `told`: what its legend says of that."""
    shaded = shade(atlas, asked, chosen, side)
    note = " ".join(part for part in (shaded["legend"]["note"], told) if part)
    drawn = layers.describe(
        asked.layer,
        asked.vintages[side],
        shaded | {"legend": shaded["legend"] | {"note": note}},
        lines=differing(atlas, asked, side),
        chosen=area.code if area else "",
    )
    other = words.date(_other(asked, side))
    twin = {"side": side, "other": other, "to": links(atlas, asked, side)}
    return drawn | {"choosers": [], "keys": [], "fixed": 0, "twin": twin}


def remark(atlas: Atlas, asked: Asked, chosen: str) -> str:
    """What must stand beside what the maps show."""
    return "" if chosen == CHANGED else for_layer(atlas, asked.layer)[chosen].banner

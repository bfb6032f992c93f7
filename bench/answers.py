"""What the server makes for one reader: the card of every footprint, searches, and the shades of governance."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from time import perf_counter

from stpdash import package, paint, search, who
from stpdash.axes import AXES, DATES

ROUNDS = 3
ASKED = (
    *("camden", "Norh Central Londn", "28", "QMJ", "E38000027", "david slowman", "alder hey", "west mids"),
    *("coast, humber and vale", "NHS Central Manchester CCG", "milton keynes", "zzzzqqqq", "x" * 80, "a"),
)


def times() -> dict[str, list[float]]:
    """Milliseconds for each card (made anew, its tables warm), each search and each shade of governance."""
    atlas = package.read(package.home())
    areas = [atlas.footprint(number) for number in range(1, 45)]
    make: Callable[..., object] = who.card.__wrapped__  # past its own cache
    for area in areas:
        make(atlas, area)
    search.search(atlas, "warm")
    return {
        "card of a footprint": [_timed(make, atlas, area) for area in areas * ROUNDS],
        "search": [_timed(search.search, atlas, asked) for asked in ASKED * ROUNDS],
        "shade of governance": [_timed(paint.shade, atlas, axis, date) for axis, date in product(AXES, DATES)],
    }


def _timed(make: Callable[..., object], *given: object) -> float:
    began = perf_counter()
    make(*given)
    return (perf_counter() - began) * 1000

"""What the server makes for one reader: the card of every footprint, searches, shades of governance, money."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from time import perf_counter

from stpdash import fairness, money_charts, money_tables, package, paint, ranking, search, who
from stpdash.axes import AXES, DATES
from stpdash.measures import MEASURES
from stpdash.model import Atlas

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
        "footprints in order, their bars and table": [
            _timed(_ranked, atlas, key, year) for key, year in product(MEASURES, ("2016/17", "2019/20"))
        ],
        "a pot shared out, its bars and table": [
            _timed(_fair, atlas, pot) for pot in (1.0, 500.0, 3405.0, 150_000.0) * 5
        ],
        "shade of governance": [_timed(paint.shade, atlas, axis, date) for axis, date in product(AXES, DATES)],
    }


def _ranked(atlas: Atlas, key: str, year: str) -> None:
    measure = MEASURES[key]
    frame, beside = ranking.ordered(atlas, measure, year), ranking.comparators(atlas, measure, year)
    money_charts.ranked(frame, measure, beside)
    money_tables.ranked(atlas, frame, measure, year, beside)


def _fair(atlas: Atlas, pot_gbp_m: float) -> None:
    shares = fairness.illustrated(atlas, pot_gbp_m)
    lifted = fairness.lifted(atlas, "region", "2017/18")
    money_charts.fair(shares.assign(name=list(shares.index)))
    money_tables.fair(atlas, shares, lifted)


def _timed(make: Callable[..., object], *given: object) -> float:
    began = perf_counter()
    make(*given)
    return (perf_counter() - began) * 1000

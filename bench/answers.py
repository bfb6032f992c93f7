"""What the server makes for one reader: the card of every footprint, searches, shades of governance, money."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from time import perf_counter

from streamlit.testing.v1 import AppTest

from stpdash import fairness, money_charts, money_tables, package, paint, ranking, search, who
from stpdash.axes import AXES, DATES
from stpdash.grouping import Asked, Grouping, written
from stpdash.measures import MEASURES
from stpdash.model import REGIONS, Atlas
from stpdash.ui.atlas import settle

ROUNDS = 3
WARM = 4
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
        "ten footprints side by side, the whole page": _pages(
            "compare", [{"areas": ".".join(ten), "measure": key, "year": year} for ten, key, year in _tens()]
        ),
        "a grouping of 40 CCGs, the whole page": _pages("pool", list(_forties(atlas))),
        "a region's page": _pages("area", [{"area": area.code} for area in atlas.areas_of("region", REGIONS)] * 3),
        "shade of governance": [_timed(paint.shade, atlas, axis, date) for axis, date in product(AXES, DATES)],
    }


def _tens() -> Iterator[tuple[list[str], str, str]]:
    """Ten footprints at a time, another ten each time, with every measure in two years."""
    numbers = [str(n) for n in range(1, 45)]
    for turn, (key, year) in enumerate(product(MEASURES, ("2016/17", "2019/20"))):
        yield [numbers[(turn * 7 + step * 3) % 44] for step in range(10)], key, year


def _forties(atlas: Atlas) -> Iterator[dict[str, str]]:
    """40 CCGs at a time, others each time, in a run or scattered, at each vintage that has money."""
    for turn, vintage in product(range(6), ("2016", "2017", "2018", "2019")):
        codes = list(atlas.codes("ccg", vintage))
        members = sorted({codes[(turn * 23 + step * (1 + turn % 4)) % len(codes)] for step in range(40)})
        asked = Asked("ccg", vintage, (Grouping(tuple(members), f"Forty {turn}"),))
        yield {"pool": written(atlas, asked)}


def _pages(name: str, addresses: Sequence[Mapping[str, str]]) -> list[float]:
    """Milliseconds for each whole run of a page, as Streamlit runs it and its test reads it; the first few warm up."""
    test = AppTest.from_file(str(package.home().parent / "pages" / f"{name}.py"), default_timeout=60)
    times: list[float] = []
    for address in [*addresses[:WARM], *addresses]:
        if len(times) == WARM:
            settle()  # as the server does once it has started
        test.query_params.clear()
        test.query_params.update(address)
        times.append(_timed(test.run))
        if test.exception:
            raise RuntimeError(f"{name} failed at {address}")
    return times[WARM:]


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

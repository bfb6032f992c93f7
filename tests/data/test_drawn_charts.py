"""The package's own charts as plain SVG: each bar, mark and line stands where its figure's value lies between ticks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from stpdash import (
    charts,
    compare_charts,
    comparing,
    comparison,
    fairness,
    leading,
    money_charts,
    money_tables,
    national,
    package,
    places,
    ranking,
)
from stpdash.measures import for_layer
from stpdash.site.drawn import svg

ATLAS = package.read(package.home())
RATES = for_layer(ATLAS, "footprint")
NUMBER = re.compile(r"−?[\d,]+(\.\d+)?$")


def asked(**address: str) -> comparing.Asked:
    return comparing.read(ATLAS, address)[0]


def ranked(measure: str) -> Any:
    chosen = RATES[measure]
    year = chosen.years[-1] if chosen.years else ""
    beside = ranking.comparators(ATLAS, chosen, year, "")
    return money_charts.ranked(ranking.ordered(ATLAS, chosen, year, "2017"), chosen, beside)


def by_year(measure: str) -> Any:
    state = asked(areas="1.12.28.37.5.9.30.44.20.2", measure=measure)
    return compare_charts.by_year(comparison.by_year(ATLAS, state), RATES[measure])


def two(measure: str, against: str) -> Any:
    state = asked(areas="1.12.28", measure=measure, against=against)
    pairs = comparison.pairs(ATLAS, state)
    codes = [area.code for area in state.footprints(ATLAS)]
    return compare_charts.two(pairs, RATES[measure], RATES[against], state.year, codes)


def fair() -> Any:
    shares = fairness.illustrated(ATLAS, 3405.0)
    return money_charts.fair(
        shares.assign(name=[ATLAS.area("footprint", "2017", str(code)).name for code in shares.index])
    )


YEARLY = [key for key, measure in RATES.items() if len(measure.years) > 1]
CHARTS = {
    "national": money_charts.national(national.picture(ATLAS), money_tables.series_titles(ATLAS)),
    "kinds": charts.kinds(leading.kinds(ATLAS)),
    "fair": fair(),
    **{f"funding-{n}": charts.funding_by_year(places.funding(ATLAS, ATLAS.footprint(n))) for n in (1, 12, 37)},
    **{f"made-up-{n}": money_charts.made_up_of(ranking.made_up_of(ATLAS, ATLAS.footprint(n), "2016/17"))
       for n in (1, 12)},
    **{f"ranked-{key}": ranked(key) for key in RATES},
    **{f"years-{key}": by_year(key) for key in YEARLY},
    **{f"two-{key}": two(key, "core_per_resident") for key in ("core_per_registered", "do_nothing_gap")},
}  # fmt: skip
RANKED = [name for name in CHARTS if name.startswith("ranked-")]
LYING = [*RANKED, "kinds", "fair", "made-up-1", "made-up-12"]
UPRIGHT = ["national", "funding-1", "funding-12", "funding-37"]
POINTS = [name for name in CHARTS if name.startswith(("years-", "two-"))]
ABOUT = 0.006
"""Per cent of the width: places are written to two decimals."""


class Read:
    """A drawn chart read back: numbers out of places, by the ticks that the reader has."""

    def __init__(self, name: str) -> None:
        self.markup = str(svg(CHARTS[name], "What it says."))
        self.whole = ElementTree.fromstring(self.markup)  # noqa: S314 - our own
        self.svg = self.whole.find("svg")
        assert self.svg is not None

    def ticks(self, letter: str) -> list[tuple[float, float]]:
        """Place and number of each tick that is a number."""
        found = self.svg.findall(f"g[@class='ticks-{letter}']/text")
        return [(place(each, letter), number(each.text or "")) for each in found if NUMBER.match(each.text or "")]

    def scale(self, letter: str) -> tuple[float, float]:
        """Where zero lies, and how much place one unit takes: by the first and the last tick."""
        (first, low), *_, (last, high) = self.ticks(letter)
        unit = (last - first) / (high - low)
        return first - low * unit, unit

    def bars(self) -> list[dict[str, float]]:
        return [
            {key: float(each.attrib[key].removesuffix("%")) for key in ("x", "y", "width", "height")}
            for each in self.svg.findall("rect")
        ]

    def marks(self) -> list[tuple[float, float]]:
        """The places of symbols in the order drawn."""
        groups = [each for each in self.svg.findall("g") if each.find("line") is None and "class" not in each.attrib]
        drawn = [mark for group in groups for mark in group]
        keys = [("cx", "cy") if mark.tag == "circle" else ("x", "y") for mark in drawn]
        return [
            (float(mark.attrib[x].removesuffix("%")), float(mark.attrib[y]))
            for mark, (x, y) in zip(drawn, keys, strict=True)
        ]

    def words(self) -> list[str]:
        return [each.text or "" for each in self.svg.iter("text")]


def place(word: ElementTree.Element, letter: str) -> float:
    return float(word.attrib[letter].removesuffix("%"))


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def traced(name: str, kind: str) -> Iterator[Any]:
    return (trace for trace in CHARTS[name].data if trace.type == kind)


@pytest.mark.parametrize("name", LYING)
def test_a_lying_bar_is_as_long_as_its_figure_between_the_ticks(name: str) -> None:
    drawn = Read(name)
    zero, unit = drawn.scale("x")
    reached: dict[Any, float] = {}
    expected = []
    for trace in traced(name, "bar"):
        for n, (value, row) in enumerate(zip(trace.x, trace.y, strict=True)):
            begins = trace.base[n] if trace.base is not None else reached.get(row, 0.0)
            reached[row] = reached.get(row, 0.0) + (value if name == "kinds" else 0.0)
            expected.append((zero + unit * min(begins, begins + value), abs(value) * unit))
    found = [(bar["x"], bar["width"]) for bar in drawn.bars()]
    assert len(found) == len(expected) > 2
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=4 * ABOUT)


@pytest.mark.parametrize("name", [name for name in LYING if name != "kinds"])
def test_lying_bars_stand_in_the_figures_order_each_with_its_name(name: str) -> None:
    drawn, figure = Read(name), CHARTS[name]
    tops = [bar["y"] for bar in drawn.bars()]
    assert tops == sorted(tops)
    names = next(trace for trace in traced(name, "scatter") if trace.mode == "text")
    written = [(each.text, float(each.attrib["y"])) for each in drawn.svg.findall("text") if each.get("dx") == "4"]
    assert [text for text, _ in written] == [text.replace("&amp;", "&") for text in names.text]
    for (_, y), bar in zip(written, drawn.bars(), strict=True):
        assert bar["y"] < y < bar["y"] + bar["height"]
    assert len(figure.layout.annotations) == len(
        [each for each in drawn.svg.findall("text") if "note" in each.get("class", "")]
    )


@pytest.mark.parametrize("name", UPRIGHT)
def test_an_upright_bar_is_as_high_as_its_figure_between_the_ticks(name: str) -> None:
    drawn = Read(name)
    zero, unit = drawn.scale("y")
    years = [each.text for each in drawn.svg.findall("g[@class='ticks-x']/text")]
    assert years == list(next(traced(name, "bar")).x)
    reached = dict.fromkeys(years, 0.0)
    expected = []
    for trace in traced(name, "bar"):
        for year, value in zip(trace.x, trace.y, strict=True):
            if not math.isnan(value):
                reached[year] += value
                expected.append((zero + unit * reached[year], -unit * value))
    found = [(bar["y"], bar["height"]) for bar in drawn.bars()]
    assert len(found) == len(expected) > 2
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(other, abs=0.3)


@pytest.mark.parametrize("name", POINTS)
def test_a_mark_stands_where_its_figures_lie_between_the_ticks(name: str) -> None:
    drawn = Read(name)
    zero, unit = drawn.scale("y")
    across = {each.text: place(each, "x") for each in drawn.svg.findall("g[@class='ticks-x']/text")}
    expected = []
    for trace in traced(name, "scatter"):
        for x, y in zip(trace.x, trace.y, strict=True):
            if not isinstance(x, str):
                begins, step = drawn.scale("x")
            if not math.isnan(y):
                expected.append((across[x] if isinstance(x, str) else begins + step * x, zero + unit * y))
    found = drawn.marks()
    assert len(found) == len(expected) > 2
    for one, other in zip(found, expected, strict=True):
        assert one[0] == pytest.approx(other[0], abs=4 * ABOUT)
        assert one[1] == pytest.approx(other[1], abs=0.3)


@pytest.mark.parametrize("name", [name for name in CHARTS if name not in POINTS])
def test_exactly_the_bars_that_are_estimates_are_striped(name: str) -> None:
    drawn = Read(name)
    shapes = [
        shape
        for trace in traced(name, "bar")
        for value, shape in zip(
            trace.x if trace.orientation == "h" else trace.y,
            [trace.marker.pattern.shape] * len(trace.x)
            if trace.marker.pattern.shape is None or isinstance(trace.marker.pattern.shape, str)
            else trace.marker.pattern.shape,
            strict=True,
        )
        if not math.isnan(value)
    ]
    expected = [bar for bar, shape in zip(drawn.bars(), shapes, strict=True) if shape]
    striped = [
        {key: float(each.attrib[key].removesuffix("%")) for key in ("x", "y", "width", "height")}
        for each in drawn.svg.findall("svg[@class='stripes']")
    ]
    assert striped == expected


@pytest.mark.parametrize("name", POINTS)
def test_exactly_the_marks_that_are_estimates_are_open(name: str) -> None:
    shown = Read(name).markup.split("<ul")[0].count(" open")
    symbols = [
        symbol
        for trace in traced(name, "scatter")
        for symbol, value in zip(trace.marker.symbol, trace.y, strict=True)
        if not math.isnan(value)
    ]
    assert shown == sum(symbol.endswith("-open") for symbol in symbols)


def test_a_line_to_compare_with_stands_at_its_figure_with_its_words_above() -> None:
    name = "ranked-core_per_registered"
    drawn, (line,) = Read(name), CHARTS[name].layout.shapes
    zero, unit = drawn.scale("x")
    (shown,) = drawn.svg.findall("line[@class='ring dash']")
    assert place_of(shown, "x1") == place_of(shown, "x2") == pytest.approx(zero + unit * line.x0, abs=2 * ABOUT)
    (note,) = [each for each in drawn.svg.findall("text") if "note" in each.get("class", "")]
    assert note.text == CHARTS[name].layout.annotations[0].text
    assert float(note.attrib["y"]) < float(shown.attrib["y1"])


def place_of(line: ElementTree.Element, key: str) -> float:
    return float(line.attrib[key].removesuffix("%"))


def test_the_key_names_every_part_in_the_figures_order_and_each_large_part_bears_its_letter() -> None:
    drawn = Read("national")
    entries = ["".join(each.itertext()) for each in drawn.whole.findall("ul/li")]
    assert entries == [
        f"{letter} {trace.name}" for letter, trace in zip("ABCDEFG", CHARTS["national"].data, strict=True)
    ]
    letters = [each.text for each in drawn.svg.findall("text[@class='mid letter']")]
    tall = [bar["height"] >= 14 for bar in drawn.bars()]
    assert letters == [letter for n, letter in enumerate(each for each in "ABCDEFG" for _ in range(6)) if tall[n]]
    assert letters.count("A") == 6


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawn_chart_is_small_the_same_each_time_and_needs_nothing_from_its_page(name: str) -> None:
    drawn = Read(name)
    assert len(drawn.markup.encode()) < (25_000 if name in RANKED else 15_000)
    assert Read(name).markup == drawn.markup
    assert not re.search(r'\bid="|\bstyle=|url\(|<script|://|nan|inf\b', drawn.markup)
    assert drawn.svg.attrib["role"] == "img"
    assert drawn.svg.attrib["aria-label"] == "What it says."

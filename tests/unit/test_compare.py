"""Footprints side by side on a made-up country: places, medians, those alike, names beside their dots."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from stpdash import compare_charts, compare_tables, comparison, ranking, similar, words
from stpdash.comparing import Asked, read
from stpdash.comparison import Column
from stpdash.measures import MEASURES
from stpdash.series import NOT_COMPARED, Figure
from tests.unit.made_up import NORTH, REGION, SOUTH, atlas
from tests.unit.test_money import FUNDED, people

PER_HEAD, GAP = MEASURES["core_per_registered"], MEASURES["do_nothing_gap"]


def figures(*values: float, status: str = "derived") -> pd.DataFrame:
    index = [f"E5400000{n}" for n in range(1, len(values) + 1)]
    return pd.DataFrame({"value": list(values), "status": status}, index=index)


def test_those_with_one_figure_share_a_place_and_the_next_place_is_left_out() -> None:
    found = ranking.placed(figures(5.0, 9.0, 5.0, 1.0), PER_HEAD)
    assert found == {"E54000001": "=2", "E54000002": "1", "E54000003": "=2", "E54000004": "4"}


def test_without_a_figure_there_is_no_place_and_where_plans_differ_there_is_none_at_all() -> None:
    assert ranking.placed(figures(5.0, math.nan, 7.0), PER_HEAD) == {"E54000001": "2", "E54000003": "1"}
    assert ranking.placed(figures(5.0, 7.0, 9.0), GAP) == {}


def test_the_middle_of_peers_is_known_only_if_each_of_them_is() -> None:
    frame = figures(1.0, 4.0, 10.0, math.nan)
    codes = list(frame.index)
    assert similar.median(frame, codes[:3]) == Figure(4.0, "derived")
    assert similar.median(frame, codes[:2]) == Figure(2.5, "derived")
    assert math.isnan(similar.median(frame, codes).value)
    assert math.isnan(similar.median(frame, []).value)
    guessed = frame.assign(status=["derived", "estimated", "derived", ""])
    assert similar.median(guessed, codes[:3]).status == "estimated"
    aside = frame.assign(status=["derived", NOT_COMPARED, "derived", ""])
    assert math.isnan(similar.median(aside, codes[:3]).value)


def test_side_by_side_stand_the_footprints_their_region_and_england() -> None:
    asked = Asked(areas=("2", "1"), year="2017/18", recipe=("core_per_registered",), peers="3")
    across = comparison.columns(FUNDED, asked)
    assert [column.code for column in across] == [SOUTH, NORTH, REGION, "E92000001", ""]
    row = next(row for row in comparison.rows(FUNDED, asked) if row.measure is PER_HEAD)
    values = [found.value for found in row.figures if found]
    assert values == pytest.approx([11_000, 30_000, 15_750, 15_750, 30_000])
    assert row.places == ("2", "1", "", "", "")
    assert [found.status for found in row.figures if found] == [
        "derived",
        "estimated",
        "derived",
        "derived",
        "estimated",
    ]


def test_footprints_are_ordered_as_chosen_by_name_or_by_a_measure_with_gaps_last() -> None:
    for order, numbers in (("chosen", ["2", "1"]), ("name", ["1", "2"]), ("core_per_registered", ["1", "2"])):
        asked = Asked(areas=("2", "1"), order=order)
        assert [area.id for area in comparison.ordered(FUNDED, asked)] == numbers
    asked, notices = read(FUNDED, {"areas": "2.1", "order": "do_nothing_gap"})
    assert (asked.order, len(notices)) == ("chosen", 1)  # plans differ in scope: nothing is put in order by them


def test_in_an_order_by_a_measure_those_without_a_figure_stand_last() -> None:
    mine = FUNDED.funding[FUNDED.funding["code"] != NORTH]
    asked = Asked(areas=("1", "2"), order="core_allocation", year="2017/18")
    assert [area.id for area in comparison.ordered(atlas(people=people(), funding=mine), asked)] == ["2", "1"]


def test_a_measure_that_differs_in_scope_has_no_place_no_region_and_no_middle() -> None:
    asked = Asked(areas=("1", "2"), year="2017/18", recipe=("core_per_registered",))
    row = next(row for row in comparison.rows(FUNDED, asked) if row.measure is GAP)
    assert row.places == ("", "", "", "", "")
    assert row.figures[2:] == (None, None, None)
    made = compare_tables.measures(comparison.columns(FUNDED, asked), [row])
    assert f'£900.0 million<span class="flag"> ({NOT_COMPARED})' in made
    assert made.count("Not made for England") == made.count("Not made for The Region") == 1
    assert made.count(words.NOT_AVERAGED) == 1
    assert " of 44)" not in made


def test_a_gap_in_the_table_says_why() -> None:
    asked = Asked(areas=("1", "2"), year="2018/19")
    rows = [row for row in comparison.rows(FUNDED, asked) if row.measure is MEASURES["capital"]]
    made = compare_tables.measures(comparison.columns(FUNDED, asked), rows)
    assert made.count('No figure found<span class="flag">: no sum was printed') == 2


def test_the_summary_names_the_highest_first_and_who_has_no_figure() -> None:
    told = comparison.summary(FUNDED, Asked(areas=("2", "1"), peers="3", recipe=("core_per_registered",)))
    assert "the highest first: North £30,000 (estimated); South & <b>Sea</b> £11,000." in told
    assert "Beside them: The Region £15,750; England £15,750;" in told
    gaps = comparison.summary(FUNDED, Asked(areas=("2", "1"), measure="capital"))
    assert "not put in order: none." in gaps
    assert "No figure found for South & <b>Sea</b>; North: no sum was printed." in gaps


def test_an_address_holds_what_differs_from_the_default_and_no_more() -> None:
    assert Asked().address() == {}
    asked = Asked(areas=("2", "1"), recipe=("people", "density"), year="2018/19")
    assert asked.address() == {"areas": "2.1", "recipe": "people.density", "year": "2018/19"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"order": "gap_per_resident"}, "gap_per_resident"),
        ({"order": "capital"}, "capital"),
        ({"areas": "1.99"}, "99"),
        ({"areas": "1.1"}, "twice"),
        ({"areas": f"1.{REGION}"}, REGION),
        ({"year": "1999"}, "1999"),
        ({"measure": "wealth"}, "wealth"),
        ({"recipe": "people.luck"}, "luck"),
        ({"order": "<script>"}, "<script>"),
        ({"peers": "400"}, "400"),
    ],
)
def test_what_an_address_asks_for_and_cannot_have_is_named_and_left_out(given: dict[str, str], named: str) -> None:
    asked, notices = read(FUNDED, given)
    assert len(notices) == 1
    assert named in notices[0]
    assert asked == read(FUNDED, asked.address())[0]


def test_a_long_list_in_an_address_is_cut_and_said() -> None:
    asked, notices = read(FUNDED, {"areas": ".".join(["1"] * 9000)})
    assert asked.areas == ("1",)
    assert len(notices) < 50


def test_names_beside_dots_do_not_lie_on_each_other_as_long_as_there_is_room() -> None:
    pairs = pd.DataFrame(
        {"x": [1.0, 1.01, 9.0], "y": [1.0, 1.01, 9.0], "x_status": "", "y_status": "", "name": ["One", "Two", "Far"]},
        index=["a", "b", "c"],
    )
    chart = compare_charts.two(pairs, PER_HEAD, PER_HEAD, "2017/18", ["a", "b"])
    first, second = chart.layout.annotations
    assert (first.text, second.text) == ("One", "Two")
    assert (first.xshift, first.yshift) != (second.xshift, second.yshift)


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    near, far = [1.0, 10.0], [100.0, 110.0]
    made = pd.DataFrame({"x": near, "y": far, "x_status": "", "y_status": "", "name": "A"}, index=["a", "b"])
    told = compare_charts.two_summary(made, PER_HEAD, PER_HEAD, "2017/18", [])
    assert "the upright one begins above zero" in told
    chart = compare_charts.two(made, PER_HEAD, PER_HEAD, "2017/18", [])
    assert (chart.layout.xaxis.rangemode, chart.layout.yaxis.rangemode) == ("tozero", "normal")


def test_an_estimate_among_the_years_has_an_open_mark() -> None:
    column = Column("North", "footprint", "2017", (NORTH,), "1")
    told = [Figure(1.0, "estimated"), Figure(2.0, "derived"), Figure(math.nan, ""), Figure(3.0, "derived")]
    chart = compare_charts.by_year({column: told}, PER_HEAD)
    assert list(chart.data[0].marker.symbol) == ["circle-open", "circle", "circle", "circle"]
    assert not chart.data[0].connectgaps


def test_what_is_only_told_has_no_dot_and_is_counted_apart_from_what_is_missing() -> None:
    asked = Asked(areas=("1", "2"), measure="core_per_registered", against="do_nothing_gap", year="2017/18")
    pairs = comparison.pairs(FUNDED, asked)
    assert pairs.at[SOUTH, "y"] == 900.0
    chart = compare_charts.two(pairs, PER_HEAD, GAP, "2017/18", [])
    assert list(chart.data[0].customdata) == [NORTH]
    told = compare_charts.two_summary(pairs, PER_HEAD, GAP, "2017/18", [])
    assert "Of the 2, 1 given but not to be compared, 1 estimated" in told
    assert f'£900.0 million<span class="flag"> ({NOT_COMPARED})' in compare_tables.two(pairs, PER_HEAD, GAP, "2017/18")


def test_sums_of_all_england_are_not_drawn_on_the_scale_of_a_footprint() -> None:
    whole = MEASURES["core_allocation"]
    north, england = Column("North", "footprint", "2017", (NORTH,), "1"), Column("England", "england", "2017", ("E9",))
    told = {north: [Figure(1.0, "derived")] * 4, england: [Figure(99.0, "derived")] * 4}
    assert [trace.name for trace in compare_charts.by_year(told, whole).data] == ["North"]
    assert "in the table alone" in compare_charts.by_year_summary(told, whole)
    assert [trace.name for trace in compare_charts.by_year(told, PER_HEAD).data] == ["North", "England"]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["#ffffff", "#12191a"])
def test_every_line_stands_out_against_a_light_and_a_dark_ground(ground: str) -> None:
    """WCAG 1.4.11: 3 to 1; the grounds are those of .streamlit/config.toml."""
    for colour in (*compare_charts.COLOURS, compare_charts.RING):
        lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 3, colour

"""Money on a made-up country: order, comparison, fair shares and sheets, by arithmetic done in the test."""

from __future__ import annotations

import csv
import io
import math

import openpyxl
import pandas as pd
import pytest

from stpdash import layers, money_charts, ranking, words
from stpdash.fairness import illustrated, lifted, shares
from stpdash.measures import MEASURES
from stpdash.series import NOT_COMPARED, comparable, difference, gap, growth
from stpdash.sheets import Sheet, as_csv, as_xlsx
from tests.unit.made_up import ENGLAND, NORTH, REGION, SOUTH, atlas


def money(*rows: tuple[str, str, str, str, str, float, str]) -> pd.DataFrame:
    """layer, vintage, code, year, series, amount, status."""
    columns = ["layer", "vintage", "code", "year", "series", "amount_gbp_m", "status"]
    return pd.DataFrame(rows, columns=columns).assign(note="", source="made-up")


def footprints(series: str, year: str, north: float, south: float, status: str = "derived") -> list[tuple]:
    return [
        ("footprint", "2017", NORTH, year, series, north, status),
        ("footprint", "2017", SOUTH, year, series, south, "derived"),
        ("region", "2019", REGION, year, series, north + south, "derived"),
        ("england", "2017", ENGLAND, year, series, north + south, "derived"),
    ]


def people() -> pd.DataFrame:
    made = atlas().people
    heads = {("footprint", "2017", NORTH): 100, ("footprint", "2017", SOUTH): 300}
    heads |= {("region", "2019", REGION): 400, ("england", "2017", ENGLAND): 400}
    rows = [
        (*key, day, "registered", "all", count, "published", "", "made-up")
        for key, count in heads.items()
        for day in ("2017-04-01", "2019-04-01")
    ]
    return pd.concat([made, pd.DataFrame(rows, columns=made.columns)], ignore_index=True)


FUNDED = atlas(
    people=people(),
    funding=money(
        *footprints("core_allocation", "2016/17", 2.0, 3.0),
        *footprints("core_allocation", "2017/18", 3.0, 3.3, "estimated"),
        *footprints("core_allocation", "2019/20", 3.0, 5.0),
        *footprints("core_allocation_jan2016", "2019/20", 4.0, 5.0),
        *footprints("core_target", "2019/20", 2.0, 6.0, "estimated"),
        ("footprint", "2017", NORTH, "2020/21", "do_nothing_gap", 7.0, "published"),
        ("footprint", "2017", SOUTH, "2020/21", "do_nothing_gap_not_comparable", 900.0, "published"),
    ),
)


def test_growth_is_a_part_of_the_earlier_year_and_an_estimate_on_either_side_marks_it() -> None:
    grown = growth(FUNDED, "footprint", "2017", "2016/17", "2017/18")
    assert grown["value"].tolist() == pytest.approx([50.0, 10.0])
    assert grown["status"].tolist() == ["estimated", "derived"]
    assert growth(FUNDED, "footprint", "2017", "2017/18", "2017/18")["value"].isna().all()


def test_distance_from_target_keeps_its_sign() -> None:
    frame = MEASURES["target_distance"].values(FUNDED, "footprint", "2017", "")
    assert frame["value"].tolist() == pytest.approx([100.0, -100 / 6])
    below = MEASURES["target_distance_gbp_m"].values(FUNDED, "footprint", "2017", "")
    assert below["value"].tolist() == pytest.approx([2.0, -1.0])
    shade = layers.shade(FUNDED, "footprint", "2017", MEASURES["target_distance_gbp_m"], "")
    assert shade["circles"][SOUTH][2:] == [0.5, 1]
    assert len(shade["circles"][NORTH]) == 3
    assert {"swatch": "circle below", "label": "a ring: below zero (1)"} in shade["legend"]["entries"]
    assert shade["areas"][SOUTH][1] == "−£1.0 million"


def test_a_gap_out_of_proportion_is_told_and_neither_shaded_nor_compared() -> None:
    frame = gap(FUNDED, "footprint", "2017")
    assert frame.loc[SOUTH].tolist() == [900.0, NOT_COMPARED]
    assert math.isnan(comparable(frame)[SOUTH])
    shade = layers.shade(FUNDED, "footprint", "2017", MEASURES["do_nothing_gap"], "")
    assert shade["areas"][SOUTH] == [None, "£900.0 million, not compared"]
    assert list(shade["circles"]) == [NORTH]
    labels = [entry["label"] for entry in shade["legend"]["entries"]]
    assert "given, but not to be compared (1)" in labels
    assert "area of the circle; the largest is £7.0 million" in labels


def test_two_frames_of_different_areas_have_no_difference() -> None:
    one = pd.DataFrame({"value": [1.0], "status": [""]}, index=["a"])
    with pytest.raises(ValueError, match="different areas"):
        difference(one, one.set_axis(["b"]))


def test_shares_are_targets_over_englands_and_stay_estimates() -> None:
    found = shares(FUNDED)
    assert found["target"].tolist() == pytest.approx([0.25, 0.75])
    assert found["equal"].tolist() == pytest.approx([0.25, 0.75])
    assert found["today"].tolist() == pytest.approx([3 / 8, 5 / 8])
    assert found["status"].tolist() == ["estimated", "derived"]
    pot = illustrated(FUNDED, 400.0)
    assert pot["target_gbp_m"].tolist() == pytest.approx([100.0, 300.0])
    assert pot["gbp_per_head"].tolist() == pytest.approx([1e6, 1e6])


def test_lifting_brings_up_and_never_down() -> None:
    found = lifted(FUNDED, "england", "2017/18")
    assert found["level"].tolist() == pytest.approx([6.3e6 / 400] * 2)
    assert found["gap_gbp_m"].tolist() == pytest.approx([0.0, 6.3 * 300 / 400 - 3.3])


def test_order_is_highest_first_with_gaps_last_and_england_beside() -> None:
    measure = MEASURES["core_per_registered"]
    frame = ranking.ordered(FUNDED, measure, "2017/18")
    assert list(frame.index) == [NORTH, SOUTH]
    beside = ranking.comparators(FUNDED, measure, "2017/18", REGION)
    assert [name for name, _ in beside.values()] == ["England", "The Region"]
    assert beside["england"][1].value == pytest.approx(6.3e6 / 400)
    told = ranking.summary(frame, measure, "2017/18", beside)
    assert "from £11,000 in South & <b>Sea</b> to £30,000 (estimated) in North" in told
    assert "1 estimated" in told


def test_a_single_figure_is_said_once_and_not_as_a_span() -> None:
    measure = MEASURES["core_per_registered"]
    frame = ranking.ordered(FUNDED, measure, "2017/18")
    told = ranking.summary(frame.loc[[SOUTH]], measure, "2017/18", {})
    assert told == "Core funding per registered person, 2017/18 of 1 footprint: £11,000 in South & <b>Sea</b>."


def test_a_measure_without_figures_says_so_and_draws_an_empty_chart() -> None:
    measure = MEASURES["growth_year"]
    frame = ranking.ordered(FUNDED, measure, "2016/17")
    beside = ranking.comparators(FUNDED, measure, "2016/17")
    assert (
        ranking.summary(frame, measure, "2016/17", beside) == "Growth in a year, 2016/17: no figure for any footprint."
    )
    assert money_charts.ranked(frame, measure, beside).layout.shapes == ()


def test_an_estimated_level_is_marked_on_its_line_and_in_words() -> None:
    funded = atlas(people=people(), funding=FUNDED.funding.assign(status="estimated"))
    measure = MEASURES["core_per_registered"]
    frame, beside = ranking.ordered(funded, measure, "2017/18"), ranking.comparators(funded, measure, "2017/18")
    assert money_charts.ranked(frame, measure, beside).layout.annotations[0].text == "England £15,750 (estimated)"
    assert "England £15,750 (estimated)" in ranking.summary(frame, measure, "2017/18", beside)


def test_a_whole_with_an_estimate_in_it_is_one_on_its_striped_bar_and_in_words() -> None:
    parts = pd.DataFrame(
        {"value": [4.0, 1.0], "status": ["published", "estimated"], "name": ["NHS A CCG", "NHS B CCG"]},
        index=["a", "b"],
    )
    chart = money_charts.made_up_of(parts)
    bars, labels, _ = chart.data
    assert list(bars.marker.pattern.shape) == ["", "/", "/"]
    assert (list(bars.base), list(bars.x)) == ([0, 4, 0], [4, 1, 5])
    assert list(labels.text) == ["A  £4.0 million", "B  £1.0 million (estimated)", "Together  £5.0 million (estimated)"]
    told = ranking.made_up_summary(parts, "A place", "2017/18")
    assert "£5.0 million (estimated) from 2 CCGs, the largest NHS A CCG with £4.0 million," in told


def test_only_a_rate_is_drawn_beside_england() -> None:
    for key, lines in (("core_per_registered", 1), ("core_allocation", 0)):
        measure = MEASURES[key]
        beside = ranking.comparators(FUNDED, measure, "2017/18")
        figure = money_charts.ranked(ranking.ordered(FUNDED, measure, "2017/18"), measure, beside)
        assert len(figure.layout.shapes) == lines


def test_an_estimate_is_striped_and_each_bar_knows_its_area() -> None:
    measure = MEASURES["core_per_registered"]
    figure = money_charts.ranked(ranking.ordered(FUNDED, measure, "2017/18"), measure, {})
    assert list(figure.data[0].marker.pattern.shape) == ["/", ""]
    assert list(figure.data[0].customdata) == [NORTH, SOUTH]
    assert figure.data[1].text[0] == "1. North  £30,000 (estimated)"


SHEET = Sheet("A table", [{"name": "=1+1", "value": -1.5, "gap": None}], ["made-up"], words.ILLUSTRATIVE)


def test_a_csv_row_carries_remark_and_version_and_no_formula_and_a_number_stays_one() -> None:
    row = next(csv.DictReader(io.StringIO(as_csv(FUNDED, SHEET))))
    assert (row["name"], row["value"], row["gap"]) == ("'=1+1", "-1.5", "")
    assert row["read_this"] == "Illustrative, not NHS England's figure."
    assert "data version 0" in row["data"]


def test_a_workbook_has_its_table_its_sources_and_what_to_know() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(FUNDED, SHEET)))
    assert book.sheetnames == ["Table", "Sources", "About"]
    table = list(book["Table"].iter_rows(values_only=True))
    assert table == [("name", "value", "gap"), ("=1+1", -1.5, None)]
    assert book["Table"]["A2"].data_type == "s"  # text, not a formula
    assert "A <made-up> source" in [cell.value for cell in book["Sources"][2]]
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["read_this"] == "Illustrative, not NHS England's figure."


def test_a_workbook_is_dated_by_its_data_and_not_by_the_clock() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(FUNDED, SHEET)))
    assert f"{book.properties.created:%Y-%m-%d %H:%M}" == "2018-04-01 00:00"  # the newest of the made-up vintages


@pytest.mark.parametrize(
    ("value", "written"),
    [(4.26, "+4.3%"), (-2.0, "−2.0%"), (0.0, "0.0%"), (-0.01, "0.0%"), (math.nan, words.NO_FIGURE)],
)
def test_a_signed_figure_has_its_sign_and_nil_has_none(value: float, written: str) -> None:
    assert words.signed_percent(value) == written

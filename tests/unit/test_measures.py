"""Measures: only figures of exactly this area and date, gaps stay gaps, estimates stay marked."""

import math

import pandas as pd
import pytest

from stpdash.measures import MEASURES
from stpdash.series import amounts, people, quotient
from tests.unit.made_up import CCGS, NORTH, SOUTH, atlas

ATLAS = atlas()


def test_an_area_without_a_row_has_no_figure_and_no_status():
    money = amounts(ATLAS, "footprint", "2017", "2017/18")
    assert money.at[NORTH, "value"] == 5.0
    assert math.isnan(money.at[SOUTH, "value"])
    assert money.at[SOUTH, "status"] == ""


def test_a_figure_of_another_vintage_counts_only_under_the_same_code():
    assert amounts(ATLAS, "footprint", "2017", "2018/19")["value"].isna().all()
    assert amounts(ATLAS, "footprint", "2016", "2017/18").at[NORTH, "value"] == 5.0
    assert amounts(ATLAS, "footprint", "2018", "2017/18")["value"].isna().all()


def test_pounds_per_resident_are_the_allocation_over_the_people():
    per_head = MEASURES["core_per_resident"].values(ATLAS, "ccg", "2017", "2017/18")
    assert per_head.at[CCGS[0], "value"] == pytest.approx(1.0 * 1_000_000 / 100)


def test_an_estimate_on_either_side_makes_an_estimate():
    per_head = MEASURES["core_per_resident"].values(ATLAS, "footprint", "2017", "2017/18")
    assert per_head.at[NORTH, "status"] == "estimated"
    assert per_head.at[SOUTH, "status"] == ""


def test_nobody_at_all_gives_no_figure_rather_than_an_infinite_one():
    upper = pd.DataFrame({"value": [1.0], "status": ["published"]}, index=["a"])
    lower = pd.DataFrame({"value": [0.0], "status": ["published"]}, index=["a"])
    assert math.isnan(quotient(upper, lower).at["a", "value"])


def test_two_frames_of_different_areas_are_refused():
    one = pd.DataFrame({"value": [1.0], "status": [""]}, index=["a"])
    other = pd.DataFrame({"value": [1.0], "status": [""]}, index=["b"])
    with pytest.raises(ValueError, match="different areas"):
        quotient(one, other)


def test_people_are_counts_on_the_areas_of_the_layer():
    counted = people(ATLAS, "ccg", "2017")
    assert counted["value"].tolist() == [100, 300, 200, 400]


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_is_and_answers_for_each_of_its_layers(measure):
    assert measure.title
    assert measure.unit
    assert measure.definition.endswith(".")
    for layer in set(measure.layers) & {"ccg", "footprint"}:
        figures = measure.values(ATLAS, layer, "2017", measure.years[0] if measure.years else "")
        assert list(figures.columns) == ["value", "status"]
        assert figures.index.equals(ATLAS.codes(layer, "2017"))
        assert ((figures["status"] == "") == figures["value"].isna()).all()

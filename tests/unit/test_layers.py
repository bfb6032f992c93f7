"""The layer description: classes at round limits, every gap counted, nothing but ids and finished words."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdash import layers
from stpdash.measures import MEASURES
from stpdash.overlays import OVERLAYS
from tests.unit.made_up import NORTH, SOUTH, atlas

ATLAS = atlas()
PER_HEAD = MEASURES["core_per_resident"]


def test_a_value_on_a_limit_belongs_to_the_class_above_it():
    cut = layers.classes(pd.Series([0.0, 10, 20, 30, 40, 50, 60, 70, 80, 100]))
    for value, k in zip([0.0, 10, 20, 30, 40, 50, 60, 70, 80, 100], cut.of, strict=True):
        assert k == sum(value >= limit for limit in cut.limits)


@given(st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=60))
def test_every_known_value_falls_between_the_limits_of_its_class(values):
    cut = layers.classes(pd.Series(values))
    edges = [-np.inf, *cut.limits, np.inf]
    assert list(cut.limits) == sorted(set(cut.limits))
    for value, k in zip(values, cut.of, strict=True):
        assert edges[int(k)] <= value < edges[int(k) + 1]


def test_areas_without_a_figure_have_no_class():
    cut = layers.classes(pd.Series([1.0, np.nan, 3.0]))
    assert np.isnan(cut.of.iloc[1])


def test_all_areas_alike_fall_in_one_class():
    cut = layers.classes(pd.Series([5.0, 5.0, 5.0]))
    assert set(cut.of) == {0.0}


def test_class_labels_leave_no_value_in_doubt():
    labels = layers.class_labels([1100, 1200], PER_HEAD)
    assert labels == ["under £1,100", "£1,100 to under £1,200", "£1,200 and over"]


def shown(layer, measure, year, codes=None, **more):
    shade = layers.shade(ATLAS, layer, "2017", measure, year, codes)
    return layers.describe(layer, "2017", shade, codes=codes, **more)


def picture(**more):
    return shown("footprint", PER_HEAD, "2017/18", **more)


def test_a_footprint_without_a_figure_is_hatched_and_says_so():
    drawn = picture()
    assert drawn["shade"]["areas"][SOUTH] == [None, "No figure found"]
    assert {"swatch": "none", "label": "no figure found (1)"} in drawn["shade"]["legend"]["entries"]


def test_an_estimate_is_striped_on_the_map_in_words_and_in_the_legend():
    drawn = picture()
    k, text, marks = drawn["shade"]["areas"][NORTH]
    assert (k, text, marks) == (0, "£12,500, estimated", "e")
    assert {"swatch": "estimated", "label": "striped: estimated (1)"} in drawn["shade"]["legend"]["entries"]


def test_no_figure_is_counted_in_the_legend_even_when_there_is_none():
    density = shown("footprint", MEASURES["density"], "")
    assert {"swatch": "none", "label": "no figure found (0)"} in density["shade"]["legend"]["entries"]


def test_every_overlay_brings_its_own_name_for_the_legend():
    drawn = picture(lines=layers.laid(ATLAS, OVERLAYS["teams"], OVERLAYS["authorities"]))
    assert [line["label"] for line in drawn["lines"]] == [
        "Seven integrated regional teams, April 2019",
        "Ten combined authorities of councils, November 2018",
    ]
    assert [line["object"] for line in drawn["lines"]] == ["region_2019", "combined_authority_2018"]


def test_what_is_sent_ahead_is_what_the_server_would_send():
    shades = layers.ahead(ATLAS, "footprint", "2017")
    assert shades["core_per_resident|2017/18"] == picture()["shade"]
    with_years = [m for m in MEASURES.values() if m.years and "footprint" in m.layers]
    without = [m for m in MEASURES.values() if not m.years and "footprint" in m.layers]
    assert len(shades) == 4 * len(with_years) + len(without)


def test_an_amount_is_drawn_as_circles_in_proportion_not_as_shades():
    drawn = shown("footprint", MEASURES["people"], "")
    assert drawn["shade"]["circles"][NORTH][2] == pytest.approx(400 / 600, abs=5e-4)
    assert drawn["shade"]["circles"][SOUTH][2] == 1.0
    assert {entry[0] for entry in drawn["shade"]["areas"].values()} == {0}


def test_a_part_of_england_counts_only_itself_and_says_that_the_rest_is_outside():
    drawn = picture(codes=[NORTH])
    assert list(drawn["shade"]["areas"]) == [NORTH]
    assert drawn["inset"] is False
    assert {"swatch": "outside", "label": "outside this area"} in drawn["shade"]["legend"]["entries"]


def test_the_description_is_plain_json_and_holds_no_shape():
    written = json.dumps(picture(chosen=NORTH))
    assert "coordinates" not in written
    assert json.loads(written)["chosen"] == NORTH

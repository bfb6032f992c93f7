"""What costs most on a page is worked out once and kept for the next reader who asks for the same, unaltered."""

from __future__ import annotations

import pandas as pd
import pytest

from stpdash import brief, fairness, places, ranking
from stpdash.measures import MEASURES
from stpdash.model import MAIN, Atlas
from stpdash.ui import money_panels

MEASURE = MEASURES["core_per_registered"]
YEAR = "2017/18"


def test_the_parts_of_the_money_page_are_drawn_once(atlas: Atlas) -> None:
    assert money_panels.national(atlas) is money_panels.national(atlas)
    first, second = (money_panels.ordered(atlas, MEASURE, YEAR, MAIN, "") for _ in range(2))
    assert first is second
    assert first is not money_panels.ordered(atlas, MEASURE, "2016/17", MAIN, "")


def test_a_card_in_brief_is_written_once_for_each_area_and_what_the_map_says(atlas: Atlas) -> None:
    derbyshire, dorset = atlas.footprint(12), atlas.footprint(41)
    assert brief.card(atlas, derbyshire) is brief.card(atlas, derbyshire)
    assert brief.card(atlas, derbyshire) != brief.card(atlas, dorset)
    assert "£1" in brief.card(atlas, derbyshire, ("Money", "£1"))
    assert "£2" in brief.card(atlas, derbyshire, ("Money", "£2"))


@pytest.mark.parametrize("pot", [1.0, 3405.0])
def test_drawing_leaves_what_is_kept_as_it_was(atlas: Atlas, pot: float) -> None:
    def kept() -> list[pd.DataFrame]:
        return [
            places.funding(atlas, atlas.footprint(12)),
            ranking.ordered(atlas, MEASURE, YEAR),
            fairness.shares(atlas),
            fairness.illustrated(atlas, pot),
        ]

    before = [frame.copy(deep=True) for frame in kept()]
    money_panels._shared_out(atlas, pot, "england", YEAR)
    money_panels.ordered(atlas, MEASURE, YEAR, MAIN, "")
    brief.card(atlas, atlas.footprint(12), ("Money", f"£{pot}"))
    for was, now in zip(before, kept(), strict=True):
        pd.testing.assert_frame_equal(was, now)

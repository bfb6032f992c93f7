"""The date of a view: what an address may ask, which boundaries are in force, what moves it and what does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdash import asat
from stpdash.asat import ANY, NO_DATE

FIRST, LAST = date(2016, 3, 15), date(2021, 3, 31)


def read(**given: str) -> tuple[asat.AsAt, list[str]]:
    notices: list[str] = []
    return asat.read(given, notices), notices


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        ("2016-03-15", "2016"), ("2016-09-30", "2016"), ("2016-10-01", "2017"), ("2017-04-01", "2017"),
        ("2018-03-31", "2017"), ("2018-04-01", "2018"), ("2019-03-31", "2018"), ("2019-04-01", "2019"),
        ("2020-03-31", "2019"), ("2020-04-01", "2020"), ("2021-03-31", "2020"),
    ],
)  # fmt: skip
def test_a_day_is_drawn_on_the_boundaries_that_were_in_force(day: str, vintage: str) -> None:
    found, notices = read(date=day)
    assert (found.vintage, found.day, found.pinned, notices) == (vintage, day, True, [])


@given(st.dates(FIRST, LAST))
def test_every_day_of_the_story_has_one_vintage_and_later_days_no_earlier_one(day: date) -> None:
    before = max(FIRST, day - timedelta(days=1)).isoformat()
    assert asat.vintage(before) <= asat.vintage(day.isoformat())


def test_without_a_date_it_is_the_main_view_and_nothing_is_said() -> None:
    for given_ in ({}, {"date": NO_DATE}, {"date": ""}):
        found, notices = read(**given_)
        assert (found.day, found.vintage, found.pinned, notices) == ("2017-12-31", "2017", False, [])
        assert not found.dated


@pytest.mark.parametrize("name", ["overlay", "also"])
def test_the_seven_teams_move_a_date_that_is_not_pinned_and_say_so(name: str) -> None:
    found, notices = read(**{name: "teams"})
    assert (found.day, found.vintage, found.pinned, found.asked) == ("2019-04-01", "2019", False, NO_DATE)
    assert notices == [asat.MOVED]
    kept, notices = read(**{name: "teams", "date": "2017-12-31"})
    assert (kept.day, kept.vintage, kept.pinned, notices) == ("2017-12-31", "2017", True, [])


@pytest.mark.parametrize(
    "asked",
    ["2016-03-14", "2021-04-01", "1999-01-01", "2017", "2017-02-30", "2017-7-21", "20170721", "yesterday", "<b>"],
)
def test_a_date_that_cannot_be_is_named_and_the_main_view_shown(asked: str) -> None:
    found, notices = read(date=asked)
    assert (found.day, found.pinned) == ("2017-12-31", False)
    assert len(notices) == 1
    assert f"“{asked}”" in notices[0]
    assert "31 December 2017" in notices[0]


def test_any_date_is_for_governance_alone() -> None:
    assert read(date=ANY)[0].day == "2017-12-31"
    assert "governance" in read(date=ANY)[1][0]
    found = asat.read({"date": ANY}, [], whenever=True)
    assert (found.day, found.vintage, found.pinned, found.dated) == (ANY, "2017", True, False)


@given(st.text(max_size=40))
def test_nonsense_never_breaks_a_date(asked: str) -> None:
    found, _ = read(date=asked)
    assert asat.FIRST_DAY <= found.day <= asat.LAST_DAY


def test_every_stop_of_the_story_can_be_asked_for_and_each_vintage_has_one() -> None:
    assert {asat.pinned(day).vintage for day in asat.STOPS} == set(asat.BEGAN)
    with pytest.raises(ValueError, match="no day"):
        asat.pinned("2017-13-01")

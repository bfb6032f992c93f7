"""Standing at a date: in place before announced, the latest before the earlier, a part a part, a gap a gap."""

import pytest

from stpdash import axes
from stpdash.axes import ANY, Axis, standing
from stpdash.facts import Fact

OPEN = Axis("agreement", "Agreement", "?", "")
YEARLY = Axis("agreement", "Agreement", "?", "", months=12)
NAMES = (
    *("subject", "attribute", "value", "detail", "part", "status", "basis", "as_at", "start", "end"),
    *("seen_on", "confidence", "conflict", "note", "source"),
)


def said(value: str, as_at: str, status: str = "IN_PLACE", **more: str) -> Fact:
    given = {"value": value, "as_at": as_at, "status": status, "confidence": "high"} | more
    return Fact(**dict.fromkeys(NAMES, "") | given)


def codes(facts: list[Fact], date: str, axis: Axis = OPEN) -> tuple[str, ...]:
    return standing(tuple(facts), axis, date).codes


def test_nothing_said_is_not_recorded():
    assert codes([], "2017-12-31") == ()


def test_what_is_said_later_does_not_stand_yet():
    assert codes([said("MOU", "2018-01")], "2017-12-31") == ()


@pytest.mark.parametrize(
    ("as_at", "date", "stands"),
    [
        ("2017", "2017-12-30", False),
        ("2017", "2017-12-31", True),
        ("2016-02", "2016-02-28", False),
        ("2016-02", "2016-02-29", True),
        ("2017-07-21", "2017-07-21", True),
    ],
)
def test_a_coarse_date_counts_from_its_last_day(as_at, date, stands):
    assert bool(codes([said("MOU", as_at)], date)) is stands


def test_what_a_source_ended_stands_no_more():
    facts = [said("MOU", "2016-01-01", end="2017-06-30")]
    assert codes(facts, "2017-06-30") == ("MOU",)
    assert codes(facts, "2017-07-01") == ()


def test_of_two_in_place_the_latest_is_shown_and_both_are_listed():
    state = standing((said("MOU", "2016-05"), said("FRAMEWORK", "2017-05")), OPEN, "2017-12-31")
    assert state.codes == ("FRAMEWORK",)
    assert [fact.value for fact in state.said] == ["FRAMEWORK", "MOU"]


def test_what_is_in_place_goes_before_what_is_only_announced_later():
    state = standing((said("MOU", "2016-05"), said("FRAMEWORK", "2017-05", "AGREED")), OPEN, "2017-12-31")
    assert state.codes == ("MOU",)
    assert not state.yet_to_come


def test_what_is_only_announced_is_shown_as_yet_to_come():
    state = standing((said("MOU", "2017-05", "PROPOSED"),), OPEN, "2017-12-31")
    assert (state.codes, state.yet_to_come) == (("MOU",), True)


def test_what_is_announced_stands_for_a_year_and_a_plan_until_its_own_date():
    assert codes([said("MOU", "2016-05", "AGREED")], "2017-05-31") == ("MOU",)
    assert codes([said("MOU", "2016-05", "AGREED")], "2017-06-01") == ()
    planned = said("MOU", "2016-11", "PLANNED", start="2017-04")
    assert codes([planned], "2017-04-30") == ("MOU",)
    assert codes([planned], "2017-05-01") == ()
    assert codes([planned], ANY) == ("MOU",)


def test_the_age_of_a_coarse_date_counts_from_its_first_day():
    assert codes([said("NAMED", "2016")], "2016-12-31", Axis("agreement", "A", "?", "", months=4)) == ()


@pytest.mark.parametrize("status", ["REJECTED", "LAST_KNOWN", "REPLACED", "NOT_NAMED", "COUNTED", "REPORTED"])
def test_what_states_nothing_about_a_date_is_never_shown(status):
    assert codes([said("MOU", "2016-05", status)], ANY) == ()


def test_a_part_is_marked_as_a_part_unless_the_whole_is_meant_too():
    part = said("MOU", "2016-05", part="A corner")
    assert standing((part,), OPEN, "2017-12-31").part
    assert not standing((part, said("MOU", "2016-05")), OPEN, "2017-12-31").part


def test_two_at_once_are_several_and_disputed_only_where_a_disagreement_is_known():
    one, other = said("MOU", "2016-05"), said("FRAMEWORK", "2016-05")
    assert standing((one, other), OPEN, "2017-12-31").codes == ("MOU", "FRAMEWORK")
    assert not standing((one, other), OPEN, "2017-12-31").disputed
    known = said("FRAMEWORK", "2016-05", conflict="which")
    assert standing((one, known), OPEN, "2017-12-31").disputed


def test_what_stands_beside_the_rest_is_not_replaced_by_it():
    axis = Axis("agreement", "Agreement", "?", "", beside=("FRAMEWORK",))
    facts = [said("FRAMEWORK", "2016-05"), said("MOU", "2017-05")]
    assert codes(facts, "2017-12-31", axis) == ("MOU", "FRAMEWORK")
    assert codes(facts, "2016-12-31", axis) == ("FRAMEWORK",)


def test_a_doubtful_word_is_listed_and_not_drawn():
    state = standing((said("MOU", "2016-05", confidence="low"),), OPEN, "2017-12-31")
    assert state.codes == ()
    assert len(state.said) == 1


def test_a_word_about_a_person_counts_for_twelve_months():
    facts = [said("NAMED", "2016-03-30")]
    assert codes(facts, "2017-03-30", YEARLY) == ("NAMED",)
    assert codes(facts, "2017-04-30", YEARLY) == ()


def test_what_nobody_dated_shows_only_when_no_date_is_asked_for():
    assert codes([said("MOU", "")], "2020-01-01") == ()
    assert codes([said("MOU", "")], ANY) == ("MOU",)


def test_every_date_of_the_story_is_a_day_and_the_default_is_one_of_them():
    days = [date for date in axes.DATES if date != ANY]
    assert days == sorted(days)
    assert all(len(day) == 10 for day in days)
    assert axes.DEFAULT_DATE in days
    assert axes.DEFAULT_AXIS in axes.AXES

"""The bench's verdicts: arithmetic that a wrong sign would turn into good news."""

from bench.report import compared, counted, p95, sized, timed


def test_the_95th_percentile_of_forty_values_is_the_38th_smallest():
    assert p95(list(range(1, 41))) == 38
    assert p95([7.0]) == 7.0


def test_a_slow_twentieth_does_not_break_a_limit_but_a_slow_tenth_does():
    assert timed("clicks", [20.0] * 38 + [900.0] * 2, 150).holds is True
    assert timed("clicks", [20.0] * 36 + [900.0] * 4, 150).holds is False


def test_the_limit_on_a_first_visit_is_a_multiple_of_the_first_yardstick():
    beside = {"hello": [100.0] * 3, "static": [50.0] * 3}
    assert compared("first visit", [150.0] * 3, beside, 1.5).holds is True
    assert compared("first visit", [151.0] * 3, beside, 1.5).holds is False


def test_bytes_may_reach_their_limit_and_shapes_may_not_fall_below_theirs():
    assert [sized("bytes", size, 10_000).holds for size in (10_000, 10_001)] == [True, False]
    assert [counted("shapes", number, 44).holds for number in (44, 43)] == [True, False]


def test_nothing_is_judged_without_a_limit():
    assert timed("stage", [1.0]).holds is None

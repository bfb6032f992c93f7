"""Regions drawn anew on a made-up country of nine squares in three rows: who moved, who was only divided."""

from __future__ import annotations

from stpdash import moves

ROWS = {"North": "abc", "Middle": "def", "South": "ghi"}
BEFORE = {square: row for row, squares in ROWS.items() for square in squares}


def drawn(**teams: str) -> dict[str, str]:
    return {square: team for team, squares in teams.items() for square in squares}


def test_a_row_that_keeps_its_squares_has_nobody_moved() -> None:
    now = drawn(Top="abc", Centre="def", Bottom="ghi")
    assert moves.moved(BEFORE, now) == {}
    assert moves.others(BEFORE, now, "Top") == {}


def test_a_row_cut_in_two_is_divided_and_nobody_moved() -> None:
    now = drawn(West="a", East="bc", Centre="def", Bottom="ghi")
    assert moves.origins(BEFORE, now)["West"] == moves.origins(BEFORE, now)["East"] == {"North"}
    assert moves.moved(BEFORE, now) == {}
    assert moves.others(BEFORE, now, "West") == {"b": "East", "c": "East"}


def test_a_square_from_another_row_than_the_rest_of_its_team_has_moved() -> None:
    now = drawn(Top="abcd", Centre="ef", Bottom="ghi")
    assert moves.moved(BEFORE, now) == {"d": "Middle"}
    assert moves.others(BEFORE, now, "Centre") == {"d": "Top"}
    assert moves.others(BEFORE, now, "Top") == {}


def test_a_team_of_two_rows_in_equal_parts_comes_from_both_and_nobody_moved() -> None:
    now = drawn(Top="abcdef", Bottom="ghi")
    assert moves.origins(BEFORE, now)["Top"] == {"North", "Middle"}
    assert moves.moved(BEFORE, now) == {}


def test_a_row_given_whole_to_a_larger_one_has_moved_whole() -> None:
    larger = BEFORE | {"j": "North"}
    now = drawn(Top="abcjdef", Bottom="ghi")
    assert moves.moved(larger, now) == dict.fromkeys("def", "Middle")


def test_a_square_known_at_one_time_only_counts_for_nothing() -> None:
    now = drawn(Top="abcx", Centre="de", Bottom="ghi")
    assert moves.moved(BEFORE, now) == {}
    assert moves.origins(BEFORE, now)["Top"] == {"North"}
    assert "f" not in moves.others(BEFORE, now, "Centre")

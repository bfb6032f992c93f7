"""An outline from shared lines: two squares that touch are one rectangle, and what lies between them is gone."""

import pytest
import shapely

from stpdash import outlines

SQUARES = {
    "transform": {"scale": [1, 1], "translate": [10, 50]},
    # two unit squares side by side, the line between them is the third; a third square inside a ring of its own
    "arcs": [
        [[1, 0], [-1, 0], [0, 1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
        [[1, 0], [0, 1]],
        [[5, 5], [3, 0], [0, 3], [-3, 0], [0, -3]],
        [[6, 6], [1, 0], [0, 1], [-1, 0], [0, -1]],
    ],
    "objects": {
        "squares": {
            "geometries": [
                {"id": "west", "arcs": [[[0, ~2]]]},
                {"id": "east", "arcs": [[[1, ~2]]]},
                {"id": "around", "arcs": [[[3], [4]]]},
                {"id": "within", "arcs": [[[4]]]},
            ]
        }
    },
}
LINES = outlines.lines(SQUARES)


def test_two_squares_that_touch_are_one_rectangle():
    together = outlines.outline(LINES, "squares", ["west", "east"])
    assert together.equals(shapely.box(10, 50, 12, 51))
    assert outlines.edge(LINES, "squares", ["west", "east"]) == {0, 1}


def test_one_square_is_itself_and_none_is_empty():
    assert outlines.outline(LINES, "squares", ["west"]).equals(shapely.box(10, 50, 11, 51))
    assert outlines.outline(LINES, "squares", []).is_empty


def test_a_hole_stays_a_hole_until_what_fills_it_is_taken_in():
    assert shapely.area(outlines.outline(LINES, "squares", ["around"])) == 9 - 1
    assert shapely.area(outlines.outline(LINES, "squares", ["around", "within"])) == 9


def test_two_outlines_differ_by_what_lies_in_one_of_them_only():
    assert outlines.apart(LINES, ("squares", ["west", "east"]), ("squares", ["east", "west"])) == 0
    assert outlines.apart(LINES, ("squares", ["west"]), ("squares", ["east"])) == 2
    assert outlines.apart(LINES, ("squares", ["west", "east"]), ("squares", ["east"])) == pytest.approx(0.5)


def test_an_area_that_is_not_there_is_told():
    with pytest.raises(KeyError, match="north"):
        outlines.outline(LINES, "squares", ["north"])

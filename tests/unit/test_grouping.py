"""A grouping in an address: what was written reads the same again; what cannot be followed is refused whole."""

import random
from urllib.parse import quote_plus

import pytest

from stpdash import grouping
from stpdash.grouping import LONGEST, MOST, Asked, Grouping, fitting, read, written
from tests.unit.made_up import CCGS, NORTH, SOUTH, atlas

ATLAS = atlas()


def test_nothing_asked_for_is_nothing_written():
    assert written(ATLAS, Asked()) == ""
    assert read(ATLAS, "") == (Asked(), [])


def test_footprints_are_named_by_number_and_ccgs_by_the_end_of_their_code():
    assert written(ATLAS, Asked("footprint", "2017", (Grouping((NORTH, SOUTH), "All"),))) == "1~footprint-2017~1.2~All"
    one = Asked("ccg", "2017", (Grouping((CCGS[0],)),))
    assert written(ATLAS, one) == f"1~ccg-2017~{int(CCGS[0][3:])}~"


def test_three_or_more_that_follow_one_another_are_a_run_and_two_are_not():
    three, two = (Asked("ccg", "2017", (Grouping(tuple(sorted(CCGS[:n]))),)) for n in (3, 2))
    first, second, third = (str(int(code[3:])) for code in sorted(CCGS[:3]))
    assert written(ATLAS, three) == f"1~ccg-2017~{first}-{third}~"
    assert written(ATLAS, two) == f"1~ccg-2017~{first}.{second}~"
    assert read(ATLAS, written(ATLAS, three)) == (three, [])


def test_a_whole_code_is_read_as_well():
    assert read(ATLAS, f"1~ccg-2017~{CCGS[0]}~")[0].groupings[0].codes == (CCGS[0],)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * 10_000, "10,000 characters, at most 2,000"),
        ("2~footprint-2017~1~", "version 1"),
        ("footprint-2017~1~", "version 1"),
        ("1~footprint-2031~1~", "nothing that can be grouped"),
        ("1~footprint-2017", "one of them is missing"),
        ("1~footprint-2017~1", "one of them is missing"),
        ("1~footprint-2017~1.1~", "named twice"),
        ("1~footprint-2017~99~", "none of the 2 footprints of April 2017"),
        ("1~ccg-2017~0001~", "none of the 4 CCGs of April 2017"),
        ("1~footprint-2017~1~   ", "cannot be a name"),
        ("1~footprint-2017~1~https://elsewhere", "cannot be a name"),
        ("1~footprint-2017~1~:smile:", "cannot be a name"),
        ("1~footprint-2017~1~_x_", "cannot be a name"),
        ("1~ccg-2017~99~", "is NHS Late CCG of Spring 2016, and the grouping is of April 2017"),
        ("1~footprint-2017~2-1~", "no run from a lower number to a higher one"),
        ("1~footprint-2017~1-~", "none of the"),
        ("1~footprint-2017~1~<script>", "cannot be a name"),
        ("1~footprint-2017~1~" + "n" * 61, "cannot be a name"),
        ("1~footprint-2017~1~a~2~b~1~c~2~d", "4 groupings, at most 3"),
        ("1~footprint-2017~١~", "none of the"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_words_and_nothing_is_kept(text, why):
    found, notices = read(ATLAS, text)
    assert found == Asked()
    assert len(notices) == 1
    assert why in notices[0]
    assert "Nothing of it was taken" in notices[0]
    assert len(notices[0]) < 400


def test_nonsense_never_crashes_and_is_never_kept():
    chance = random.Random(6)  # noqa: S311 - a settled sequence
    marks = "1~.-cgfootprint2017E38000000 \\'\"<>&%\x00é☃"
    for _ in range(500):
        text = "".join(chance.choice(marks) for _ in range(chance.randrange(1, 60)))
        found, notices = read(ATLAS, text)
        if notices:
            assert found == Asked()
        else:
            assert read(ATLAS, written(ATLAS, found))[0] == found


def test_a_name_is_cut_to_what_an_address_can_hold():
    assert fitting("Café ~ <b>") == "Café b"
    assert len(quote_plus(fitting("é" * 99))) <= grouping.LONGEST_NAME
    named = Asked().called(0, "é" * 99)
    assert read(ATLAS, written(ATLAS, named)) == (named, [])


def test_groupings_are_changed_without_touching_the_others():
    asked = Asked().having(0, [NORTH]).and_one_more().having(1, [SOUTH]).called(1, "South")
    assert [each.codes for each in asked.groupings] == [(NORTH,), (SOUTH,)]
    assert asked.title(0) == "Grouping 1"
    assert asked.without(0).groupings == (Grouping((SOUTH,), "South"),)
    assert asked.without(0).without(0) == Asked()
    assert len(asked.and_one_more().and_one_more().groupings) == MOST
    assert LONGEST == 2_000

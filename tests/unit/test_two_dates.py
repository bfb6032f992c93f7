"""Two dates: what became of areas, told by where their people are and by the ledger; days that cannot be."""

from __future__ import annotations

import pytest

from stpdash import two_dates, two_dates_chosen, two_dates_map, two_dates_words
from stpdash.asat import NAMED_DAY, TEAMS_DAY
from stpdash.ledger import changes
from stpdash.palette import CHANGES
from stpdash.two_dates import Asked
from stpdash.two_dates_ground import Crossed, Ground, crossed
from tests.unit.made_up import areas, atlas, frame

KIND = {"A": "same", "B": "renamed", "C": "renamed", "D": "merged", "E": "merged", "F": "moved", "G": "split"}
CAME = {"A": "same", "B": "renamed", "C2": "renamed", "M": "merged", "F2": "moved", "G1": "split", "G2": "split"}
PIECES = (
    ("A", "A", 100), ("B", "B", 100), ("C", "C2", 100), ("D", "M", 50), ("E", "M", 90), ("E", "F2", 10),
    ("F", "F2", 100), ("G", "G1", 60), ("G", "G2", 40),
)  # fmt: skip
LEDGER = (
    ("rename", "B", "B", 100, False), ("recode", "C", "C2", 100, False), ("merger", "D", "M", 50, True),
    ("merger", "E", "M", 90, True), ("boundary_move", "E", "F2", 10, True), ("boundary_move", "F", "F2", 100, False),
    ("split", "G", "G1", 60, True), ("split", "G", "G2", 40, True),
)  # fmt: skip
NOW = Asked("2017-05-01", "2018-05-01", "ccg")


def country(ledger: bool = True):
    """Seven CCGs of 2017 of which each fared in another way, and the seven of 2018 that came of them."""
    others = areas()
    others = others[~((others["layer"] == "ccg") & others["vintage"].isin(["2017", "2018"]))]
    rows = [("ccg", "2017", c, "", f"Old {c}" if c == "B" else c, 5.0, -1.0, 52.0, "made-up") for c in KIND]
    rows += [("ccg", "2018", c, "", {"C2": "C"}.get(c, c), 5.0, -1.0, 52.0, "made-up") for c in CAME]
    whole = {code: sum(people for before, _, people in PIECES if before == code) for code in KIND}
    parents = [("ccg", "2017", a, "ccg", "2018", b, n, n / whole[a], "derived", "", "made-up") for a, b, n in PIECES]
    changes = [
        (kind, kind, "ccg", "2017", a, a, "2018", b, b,
         "2018-04-01", "", moved, n, 2.5, "high", "", "made-up")
        for kind, a, b, n, moved in LEDGER
    ]  # fmt: skip
    given = atlas()
    return atlas(
        areas=frame(" ".join(others.columns), *others.itertuples(index=False, name=None), *rows),
        parents=frame(" ".join(given.parents.columns), *parents),
        changes=frame(" ".join(given.changes.columns), *(changes if ledger else [])),
    )


def kinds(fates):
    return {fate.area.code: fate.kind for fate in fates}


def test_every_area_is_told_by_what_became_of_it_and_by_where_it_came_from():
    made = country()
    assert kinds(two_dates.fates(made, "ccg", "2017", "2018")) == KIND
    assert kinds(two_dates.origins(made, "ccg", "2017", "2018")) == CAME


def test_nothing_is_called_a_merger_or_a_split_that_the_ledger_does_not_call_so():
    found = kinds(two_dates.fates(country(ledger=False), "ccg", "2017", "2018"))
    assert found == KIND | dict.fromkeys("DEG", "moved")


def test_what_became_of_an_area_is_said_with_names_codes_and_shares():
    made = country()
    said = {f.area.code: two_dates_words.became(made, f) for f in two_dates.fates(made, "ccg", "2017", "2018")}
    assert said == {
        "A": "the same",
        "B": "renamed B",
        "C": "new code C2",
        "D": "merged into M",
        "E": "merged into M; 10.0% of its people in F2",
        "F": "boundary moved: all its people in F2",
        "G": "split: 60.0% of its people in G1, 40.0% in G2",
    }
    back = {f.area.code: two_dates_words.came(made, f) for f in two_dates.origins(made, "ccg", "2017", "2018")}
    assert back["M"] == "merged from D and E"
    assert back["B"] == "formerly Old B"
    assert back["C2"] == "new code, formerly C"
    assert back["F2"] == "boundary moved: 90.9% of its people from F, 9.1% from E"  # 100 and 10 of 110


def test_all_is_counted_in_one_sentence():
    told = two_dates_words.summary(country(), NOW)
    assert told == (
        "7 CCGs on 1 May 2017, 7 on 1 May 2018: 1 the same, 2 with another name or code, 2 merged into 1, "
        "1 split into 2, 1 whose boundary alone moved."
    )


def test_either_map_has_each_class_in_a_pattern_of_its_own_and_the_legend_counts_them():
    made = country()
    for side, expected in ((0, [1, 2, 1, 3]), (1, [1, 2, 1, 3])):
        drawn = two_dates_map.shade(made, NOW, "changed", side)
        assert [entry["label"].rpartition(" ")[2] for entry in drawn["legend"]["entries"]] == [
            f"({n})" for n in expected
        ]
    looks = {(k, tuple(more)) for k, _, *more in two_dates_map.shade(made, NOW, "changed", 0)["areas"].values()}
    assert looks == {(0, ()), (1, ("a",)), (2, ("p",)), (3, ())}
    assert len(CHANGES.light) == len(CHANGES.dark) == len(two_dates_map.LEGEND)


def test_an_area_is_linked_to_those_in_which_its_people_are_and_one_that_is_the_same_is_not_named():
    made = country()
    links = two_dates_map.links(made, NOW, 0)
    assert set(links) == set("BCDEFG")
    assert links["E"] == [["M", "F2"], "90.0% of its people in M, 10.0% in F2"]
    assert two_dates_map.links(made, NOW, 1)["M"][0] == ["E", "D"]


def test_the_other_days_lines_are_drawn_only_where_an_area_is_cut_by_one():
    made = country()
    there, here = (two_dates_map.differing(made, NOW, side) for side in (0, 1))
    assert there[0]["object"] == "ccg_2018"
    assert there[0]["than"] == "ccg_2017"
    assert here[0]["object"] == "ccg_2017"
    assert two_dates_map.differing(made, Asked("2017-05-01", "2017-06-01", "ccg"), 0) == []


def test_the_chosen_area_is_told_in_words_and_piece_by_piece():
    made = country()
    before, after = two_dates.linked(made, NOW, made.area("ccg", "2017", "E"))
    assert after is None
    told = str(two_dates_chosen.told(made, NOW, before, after))
    assert "of 1 May 2017, on 1 May 2018: 90.0% of its people in M, 10.0% in F2." in told
    assert told.count("<tr") == 1 + 2


@pytest.mark.parametrize(
    ("given", "day", "then", "said"),
    [
        ({}, NAMED_DAY, TEAMS_DAY, ""),
        ({"date": "2018-04-01", "then": "2017-04-01"}, "2017-04-01", "2018-04-01", "They have changed places"),
        ({"date": "2016-02-30"}, NAMED_DAY, TEAMS_DAY, "no day written like"),
        ({"then": "2021-04-01"}, NAMED_DAY, TEAMS_DAY, "boundaries are known from"),
        ({"then": "any"}, NAMED_DAY, TEAMS_DAY, "two days are needed"),
        ({"date": "main"}, NAMED_DAY, TEAMS_DAY, "two days are needed"),
        ({"layer": "moon"}, NAMED_DAY, TEAMS_DAY, "layer “moon”"),
        ({"date": "2021-03-31"}, TEAMS_DAY, "2021-03-31", "They have changed places"),
    ],
)
def test_days_are_read_swapped_or_refused_in_words(given, day, then, said):
    found, notices = two_dates.read(given)
    assert found == Asked(day, then, "footprint")
    assert (said in " ".join(notices)) if said else notices == []


YEARS = (("2016", "2017"), ("2017", "2018"), ("2016", "2018"))
MERGED = (
    [("A", "M", 60), ("B", "M", 40), ("C", "C", 50)],
    [("M", "N", 90), ("M", "O", 10), ("C", "C", 45), ("C", "N", 5)],
    [("A", "N", 57), ("A", "O", 3), ("B", "N", 33), ("B", "O", 7), ("C", "C", 45), ("C", "N", 5)],
)
SPLIT = (
    [("A", "P", 30), ("A", "Q", 30), ("B", "R", 9), ("C", "S", 8)],
    [("P", "P", 25), ("P", "R", 5), ("Q", "Q", 26), ("Q", "R", 4), ("R", "R", 9), ("S", "S", 8)],
    [("A", "P", 25), ("A", "Q", 26), ("A", "R", 9), ("B", "R", 9), ("C", "S", 8)],
)
BOTH_WAYS = (
    [("A", "P", 30), ("A", "Q", 30), ("B", "P", 9), ("C", "S", 8)],
    [("P", "P", 29), ("P", "Q", 10), ("Q", "Q", 30), ("S", "S", 8)],
    [("A", "P", 21), ("A", "Q", 39), ("B", "P", 8), ("B", "Q", 1), ("C", "S", 8)],
)


def moved(pairs, stayed):
    """Of which ground a boundary that moved in 2018 was, where areas had merged or been split in 2017."""
    given = atlas()
    parents = [("ccg", a, b, "ccg", c, d, n, 1.0, "derived", "", "made-up")
               for (a, c), found in zip(YEARS, pairs, strict=True) for b, d, n in found]  # fmt: skip
    rows = [("v", "boundary_move", "ccg", "2017", a, f"Old {a}", "2018", b, f"New {b}", "2018-04-01", "",
             (a, b) not in stayed, n, 2.5, "high", "", "made-up") for a, b, n in pairs[1]]  # fmt: skip
    made = atlas(
        areas=frame(" ".join(given.areas.columns), *(
            ("ccg", year, code, "", code, 5.0, -1.0, 52.0, "made-up") for year in ("2016", "2017", "2018")
            for code in "ABCMNOPQRS"
        )),
        parents=frame(" ".join(given.parents.columns), *parents),
        changes=frame(" ".join(given.changes.columns), *rows),
    )  # fmt: skip
    return {code: crossed(made, made.area("ccg", "2016", code), changes(made)[0]) for code in "ABC"}


def test_of_a_piece_that_left_a_merged_area_each_has_its_own_people_and_of_what_came_to_it_no_figure_is_known():
    found = moved(MERGED, {("M", "N"), ("C", "C")})
    # of the ten who left 3 were of A, 7 of B, whose land apart is not known; five came to both together
    assert found["A"] == Crossed(Ground(3, None), None, "New N")
    assert found["B"] == Crossed(Ground(7, None), None, "New N")
    assert found["C"] == Crossed(Ground(5, 2.5), None)
    told = two_dates_words.of_the_whole("New N")
    assert told == "of the whole of New N; what of it was on this ground is not known"
    assert two_dates_words.ground(Ground(3, None)) == "3 people"
    assert two_dates_words.ground(Ground(1309, 2.5)) == "1,309 people, 2 km²"


def test_what_an_area_that_was_split_before_gave_by_two_ways_is_one_figure():
    found = moved(SPLIT, {("P", "P"), ("Q", "Q"), ("R", "R"), ("S", "S")})
    assert found["A"] == Crossed(Ground(9, 5.0), None)
    assert found["B"] == Crossed(None, Ground(9, 5.0))
    assert (found["C"], found["C"].touched) == (Crossed(None, None), False)


def test_where_people_of_an_area_were_in_the_one_after_already_no_figure_is_made_up():
    found = moved(BOTH_WAYS, {("P", "P"), ("Q", "Q"), ("S", "S")})
    assert found["A"] == Crossed(None, None, "Old P")
    assert found["B"] == Crossed(Ground(1, None), None)


def test_the_same_boundaries_on_both_days_are_said_to_be_that():
    told = two_dates_words.no_difference(country(), Asked("2017-05-01", "2018-03-31", "ccg"))
    assert told.startswith("Both days have the boundaries of April 2017")
    assert two_dates_words.no_difference(country(), NOW) == ""

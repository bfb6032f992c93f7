"""A regional team's patch on four made-up squares, two of each team: shares, straddlers, gaps and words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from stpdash import passage_tables, passages, patch, patch_card, patch_tables, ranking, straddling, who, words
from stpdash.measures import MEASURES
from stpdash.model import Area, Atlas
from tests.unit.made_up import FACT, FACTS, atlas, fact, frame

EAST, WEST, OLD, OTHER = "E40000009", "E40000010", "E40000001", "E40000002"
SQUARES = {"1": "E54000001", "2": "E54000002", "3": "E54000003", "4": "E54000004"}
"""1 and 2 are the east's, 3 and 4 the west's."""
COUNCILS = {
    "E10000001": {"1": 0.6, "2": 0.4},
    "E10000002": {"2": 0.7, "3": 0.3},
    "E10000003": {"2": 0.004, "3": 0.996},
    "E10000004": {"4": 1.0},
}


def country(before: str = "OOOO", *more: tuple[object, ...]) -> Atlas:
    """Four squares; `before` says in which region each lay in 2016: O for the old one, X for the other."""
    team = {"1": EAST, "2": EAST, "3": WEST, "4": WEST}
    then = {number: OLD if letter == "O" else OTHER for number, letter in zip(SQUARES, before, strict=True)}
    codes = [("footprint", v, c, n) for n, c in SQUARES.items() for v in ("2016", "2017", "2018", "2019")]
    areas = [(layer, v, c, f"Q{n}", f"Square {n}", 10.0, 0.0, 50.0, "made-up") for layer, v, c, n in codes]
    areas += [("region", "2019", c, "", n, 20.0, 0.0, 50.0, "made-up") for c, n in ((EAST, "East"), (WEST, "West"))]
    areas += [
        ("region", v, c, "", n, 20.0, 0.0, 50.0, "made-up")
        for v in ("2016", "2018")
        for c, n in ((OLD, "Old"), (OTHER, "Other"))
    ]
    areas += [("council", "2018", c, "", f"Council {c[-1]}", 5.0, 0.0, 50.0, "made-up") for c in COUNCILS]
    areas += [("combined_authority", "2018", "E47000001", "", "Pool", 5.0, 0.0, 50.0, "made-up")]
    areas += [("england", "2017", "E92000001", "", "England", 40.0, 0.0, 50.0, "made-up")]
    lies = [("footprint", "2017", SQUARES[n], "region", "2019", team[n], 100, 1.0) for n in SQUARES]
    lies += [("footprint", v, SQUARES[n], "region", v, then[n], 100, 1.0) for n in SQUARES for v in ("2016", "2018")]
    lies += [
        ("council", "2018", c, "footprint", "2017", SQUARES[n], int(100 * share), share)
        for c, shares in COUNCILS.items()
        for n, share in shares.items()
    ]
    lies += [
        ("footprint", "2017", SQUARES[n], "combined_authority", "2018", "E47000001", people, people / 100)
        for n, people in (("1", 30), ("3", 10))
    ]
    vintages = atlas().vintages
    return atlas(
        vintages=vintages.assign(vintage=["2016", "2017", "2019"], label=["2016", "April 2017", "April 2019"]),
        areas=frame("layer vintage code ods_code name area_km2 lon lat source", *areas),
        footprints=frame(
            "footprint name name_2016 region_2019 source",
            *((n, f"Square {n}", f"Square {n}", team[n], "made-up") for n in SQUARES),
        ),
        footprint_codes=frame(
            "footprint vintage code name ods_code source",
            *((n, v, c, f"Square {n}", f"Q{n}", "made-up") for _, v, c, n in codes),
        ),
        parents=frame(
            "layer vintage code parent_layer parent_vintage parent people share status note source",
            *((*row, "derived", "", "made-up") for row in lies),
        ),
        organisations=frame(
            "code kind name source", ("R0A", "trust", "Trust A", "made-up"), ("R0B", "trust", "Trust B", "made-up")
        ),
        facts=frame(
            FACT,
            *(row for row in FACTS if row[1] != "partner_in"),
            *(
                fact(f"trust:{trust}", "partner_in", SQUARES[n], "LISTED", "SEEN_BY", "2019-04-03")
                for trust, n in (("R0A", "1"), ("R0A", "3"), ("R0B", "2"))
            ),
            *more,
        ),
    )


def team(made: Atlas, code: str = EAST) -> Area:
    return made.area("region", "2019", code)


def shown(html: object) -> str:
    """What a reader reads of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html)))


def test_a_council_lies_in_a_team_with_the_sum_of_its_shares_and_a_sliver_is_left_out() -> None:
    made = country()
    east = {council.code: share for council, share in patch.councils(made, team(made))}
    west = {council.code: share for council, share in patch.councils(made, team(made, WEST))}
    assert east == pytest.approx({"E10000001": 1.0, "E10000002": 0.7})
    assert west == pytest.approx({"E10000002": 0.3, "E10000003": 0.996, "E10000004": 1.0})


def test_a_combined_authority_lies_in_a_team_with_the_share_of_its_own_people() -> None:
    made = country()
    ((pool, share),) = patch.authorities(made, team(made))
    assert (pool.name, share) == ("Pool", pytest.approx(30 / 40))


def test_a_council_and_an_authority_in_two_squares_straddle_and_one_with_a_sliver_does_not() -> None:
    made = country()
    assert [area.name for area, _ in straddling.straddlers(made, team(made))] == ["Council 1", "Council 2", "Pool"]
    assert [area.name for area, _ in straddling.straddlers(made, team(made, WEST))] == ["Council 2", "Pool"]


def test_a_trust_that_is_a_partner_in_two_squares_straddles_and_names_the_other_team() -> None:
    made = country()
    found = straddling.shared_trusts(made, team(made))
    assert {code: [area.name for area in areas] for code, areas in found.items()} == {"R0A": ["Square 1", "Square 3"]}
    rows = str(passage_tables.straddlers(made, team(made))).split("<tr>")
    (row,) = [row for row in rows if "trust=R0A" in row]
    assert 'href="area?area=E40000010">West</a>' in row
    (inside,) = [row for row in rows if ">Council 1<" in row]
    assert "60% of its people" in inside
    assert "None" in inside


def test_a_square_that_lay_elsewhere_than_the_rest_is_said_to_have_moved_in_words() -> None:
    made = atlas_of_three_and_one()
    east = team(made)
    assert [each.footprint.id for each in passages.passages(made, east) if each.moved] == ["2"]
    assert "Moved from Other" in shown(passage_tables.before(made, east))
    assert "Moved here from elsewhere: Square 2." in shown(passage_tables.history(made, east))


def test_the_team_that_a_square_left_says_that_it_moved_alone() -> None:
    made = atlas_of_three_and_one("OXOX")
    assert "To East went Square 2 (moved there alone)." in shown(passage_tables.history(made, team(made, WEST)))
    assert "alone" not in passage_tables.history(made, team(made))


def atlas_of_three_and_one(before: str = "OXOO") -> Atlas:
    """The east has three squares, of which the second lay in another region than the rest."""
    made = country(before)
    footprints = made.footprints.assign(region_2019=[EAST, EAST, EAST, WEST])
    parents = made.parents.copy()
    moved = (parents["parent_vintage"] == "2019") & (parents["code"] == SQUARES["3"])
    parents.loc[moved, "parent"] = EAST
    return replace(made, footprints=footprints, parents=parents)


def test_a_region_cut_in_two_is_said_to_be_divided_and_nobody_moved() -> None:
    made = country()
    told = shown(passage_tables.history(made, team(made)))
    assert "divided. To West went Square 3 ; Square 4 ." in told
    assert "No footprint moved to East" in told
    assert "Moved from" not in passage_tables.before(made, team(made))
    assert passage_tables.before(made, team(made)).count("With the others") == 2


def test_a_region_of_which_the_past_is_not_known_reads_not_recorded() -> None:
    made = country()
    of_before = (made.parents["parent_layer"] == "region") & (made.parents["parent_vintage"] != "2019")
    bare = replace(made, parents=made.parents[~of_before])
    table = passage_tables.before(bare, team(bare))
    assert table.count("Not recorded") == 6  # two squares: two schemes each, and how each came
    assert "With the others" not in table
    assert "not recorded." in passage_tables.history(bare, team(bare))


def test_what_has_no_answer_is_counted_and_named_and_a_doubtful_statement_says_so() -> None:
    doubtful = fact("footprint:2", "agreement", "MOU", "IN_PLACE", "SEEN_BY", "2017-05", confidence="low")
    made = country("OOOO", doubtful)
    sure = (made.facts["subject"] == "footprint:2") & (made.facts["confidence"] == "high")
    made = replace(made, facts=made.facts[~sure])
    assert [area.id for area in patch.unknown(made, team(made), "2017-12-31")["agreement"]] == ["2"]
    table = patch_tables.unknown(made, team(made), "2017-12-31")
    (row,) = [row for row in table.split("<tr>") if "axis=agreement" in row]
    assert shown(row).strip() == "Written agreement 1 of 2 Square 2 (a doubtful statement only)"
    (none,) = [row for row in table.split("<tr>") if "axis=decision_rights" in row]
    assert shown(none).strip() == "Who may decide what 2 of 2 All"


def test_a_team_without_money_reads_no_figure_found_and_has_no_status() -> None:
    made = country()
    card = who.card(made, team(made))
    assert card.count(words.NO_FIGURE) == 4  # money, and pounds per head, of two years
    assert "No figure found; per person on GP lists No figure found</dd>" in card
    assert "20 km² of land" in card


def test_a_team_without_a_director_reads_not_recorded() -> None:
    made = country()
    assert "<dt>Director</dt><dd>Not recorded</dd>" in who.card(made, team(made))
    assert "Not recorded" in patch_tables.teams(made, "2017/18")


def test_an_earlier_region_keeps_the_short_card() -> None:
    made = country()
    assert not patch.is_team(made.area("region", "2018", OLD))
    assert patch.is_team(team(made))


def test_the_squares_of_a_team_keep_the_order_and_have_two_places() -> None:
    made = country()
    measure = MEASURES["density"]
    counted = frame(
        "layer vintage code counted_on basis ages people status note source",
        *(
            ("footprint", "2017", code, "2017-06-30", "resident", "all", 100 * int(n), "derived", "", "made-up")
            for n, code in SQUARES.items()
        ),
    )
    made = replace(made, people=counted)
    whole = ranking.ordered(made, measure, "")
    assert list(whole["number"]) == ["4", "3", "2", "1"]
    assert list(patch.among(whole, team(made))["number"]) == ["2", "1"]
    rows = str(patch_tables.ranked(whole, team(made), measure, "", {})).split("<tbody>")[1]
    assert [shown(row).split() for row in rows.split("</tr>")[:2]] == [
        ["Square", "2", "1", "3", "20"],
        ["Square", "1", "2", "4", "10"],
    ]


def test_a_long_list_is_folded_under_its_count_and_an_empty_one_is_not_recorded() -> None:
    assert patch_card.folded([], "trust", "partners") == "Not recorded"


def test_directors_announced_on_several_days_each_say_when_and_on_one_day_the_heading_does() -> None:
    def named(code: str, who: str, day: str) -> tuple[object, ...]:
        return fact(f"region:{code}", "regional_director", who, "NAMED", "SEEN_BY", day, start="2019-04")

    one = country("OOOO", named(EAST, "A. East", "2018-12-11"), named(WEST, "A. West", "2018-12-11"))
    assert "Director, named 11 December 2018</th>" in patch_tables.teams(one, "2017/18")
    assert ">A. East</a></td>" in patch_tables.teams(one, "2017/18")
    two = country("OOOO", named(EAST, "A. East", "2018-12-11"), named(WEST, "A. West", "2019-01"))
    assert "Director</th>" in patch_tables.teams(two, "2017/18")
    assert ">A. West</a>, named January 2019</td>" in patch_tables.teams(two, "2017/18")

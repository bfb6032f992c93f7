"""The money of the package and what follows from it, against printed figures and a second, slow reckoning.

The reckoning here opens the tables as text and adds with fractions: it shares no code with the program.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction

import pytest

from stpdash import fairness, national, package, ranking
from stpdash.measures import MEASURES
from stpdash.model import MAIN

HOME = package.home()
CORE_YEARS = ("2016/17", "2017/18", "2018/19", "2019/20")
TABLE = {  # CIPFA, Resource allocation: £m by year, 2015/16 to 2020/21, read from the printed page by hand
    "national_ccg_allocations": (69484, 71853, 73358, 74849, 76469, 79374),
    "national_primary_care": (7342, 7652, 7958, 8317, 8716, 9188),
    "national_specialised": (14643, 15662, 16413, 17151, 17918, 18820),
    "national_sustainability_and_transformation_total": (200, 2139, 2864, 2947, 3434, 3405),
    "national_other_direct_commissioning": (6684, 6642, 6642, 6609, 6526, 6462),
    "national_central_budgets": (1708, 1637, 1559, 1402, 1312, 1227),
    "national_non_recurrent_drawdown": (300, 250, 400, 400, 400, 400),
}
TOTALS = (100361, 105835, 109194, 111675, 114775, 118876)


def rows(table: str) -> list[dict[str, str]]:
    with (HOME / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def slowly(layer: str, vintage: str, series: str, year: str) -> dict[str, Fraction]:
    """£ million by code, as text says it."""
    return {
        row["code"]: Fraction(row["amount_gbp_m"])
        for row in rows("funding")
        if (row["layer"], row["vintage"], row["series"], row["year"]) == (layer, vintage, series, year)
    }


def heads(day: str) -> dict[str, int]:
    """Registered people of the footprints by code."""
    return {
        row["code"]: int(row["people"])
        for row in rows("people")
        if (row["layer"], row["vintage"], row["basis"], row["counted_on"]) == ("footprint", "2017", "registered", day)
    }


def residents() -> dict[str, int]:
    return {
        row["code"]: int(row["people"])
        for row in rows("people")
        if (row["layer"], row["vintage"], row["basis"], row["ages"]) == ("footprint", "2017", "resident", "all")
    }


def values(atlas, key: str, year: str = "", layer: str = "footprint", vintage: str = MAIN) -> dict[str, float]:
    frame = MEASURES[key].values(atlas, layer, vintage, year)
    return dict(zip(map(str, frame.index), frame["value"], strict=True))


@pytest.mark.parametrize("year", CORE_YEARS)
def test_every_footprint_has_a_core_allocation_in_every_year(atlas, year):
    assert len(slowly("footprint", "2017", "core_allocation", year)) == 44
    assert all(amount > 100 for amount in slowly("footprint", "2017", "core_allocation", year).values())


def test_england_sums_are_those_printed():
    # DATA.md, money: £70,541m and £72,051m
    assert round(sum(slowly("footprint", "2017", "core_allocation", "2016/17").values())) == 70_541
    assert round(sum(slowly("footprint", "2017", "core_allocation", "2017/18").values())) == 72_051


def test_the_national_table_is_as_printed_and_adds_up_in_all_six_years(atlas):
    picture = national.picture(atlas)
    for line, printed in TABLE.items():
        assert tuple(picture.loc[line]) == printed
    for place, year in enumerate(national.YEARS_OF_TABLE):
        assert picture.at["national_total", year] == TOTALS[place] == sum(line[place] for line in TABLE.values())
        parts = ("national_ccg_allocations", "national_primary_care", "national_specialised")
        assert picture.at["national_place_based_subtotal", year] == sum(TABLE[part][place] for part in parts)


def test_between_the_ccg_line_and_our_sums_lies_what_is_printed(atlas):
    # DATA.md, money: the national CCG line is £1,312m and £1,307m more
    rest = national.reconciled(atlas)["rest"]
    assert {year: round(rest[year]) for year in ("2016/17", "2017/18")} == {"2016/17": 1312, "2017/18": 1307}


def test_targets_add_up_to_allocations_within_a_thousandth():
    target = sum(slowly("ccg", "2016", "core_target", "2019/20").values())
    amount = sum(slowly("ccg", "2016", "core_allocation_jan2016", "2019/20").values())
    assert abs(target / amount - 1) < Fraction(1, 1000)
    assert target == sum(slowly("footprint", "2017", "core_target", "2019/20").values())


@pytest.mark.parametrize(("year", "least", "most"), [("2018/19", 1.7, 4.3), ("2019/20", 4.9, 7.0)])
def test_growth_lies_where_it_is_printed_to_lie(atlas, year, least, most):
    grown = values(atlas, "growth_year", year)
    assert len(grown) == 44
    assert least - 0.05 <= min(grown.values()) <= least + 0.05
    assert most - 0.05 <= max(grown.values()) <= most + 0.05


@pytest.mark.parametrize("year", CORE_YEARS[1:])
def test_growth_is_what_the_slow_reckoning_gives(atlas, year):
    before = CORE_YEARS[CORE_YEARS.index(year) - 1]
    now, then, first = (slowly("footprint", "2017", "core_allocation", each) for each in (year, before, CORE_YEARS[0]))
    assert values(atlas, "growth_year", year) == pytest.approx({c: float(100 * now[c] / then[c] - 100) for c in now})
    since = values(atlas, "growth_since_2016", year)
    assert since == pytest.approx({c: float(100 * now[c] / first[c] - 100) for c in now})


def test_the_first_year_has_no_growth_and_says_so(atlas):
    frame = MEASURES["growth_year"].values(atlas, "footprint", MAIN, "2016/17")
    assert frame["value"].isna().all()
    assert set(frame["status"]) == {""}


@pytest.mark.parametrize("year", CORE_YEARS)
def test_pounds_per_head_are_what_the_slow_reckoning_gives(atlas, year):
    money, lists, living = slowly("footprint", "2017", "core_allocation", year), heads(f"{year[:4]}-04-01"), residents()
    assert values(atlas, "core_per_registered", year) == pytest.approx(
        {code: float(money[code] * 1_000_000 / lists[code]) for code in money}
    )
    assert values(atlas, "core_per_resident", year) == pytest.approx(
        {code: float(money[code] * 1_000_000 / living[code]) for code in money}
    )
    england = MEASURES["core_per_registered"].values(atlas, "england", MAIN, year)["value"].iloc[0]
    assert england == pytest.approx(float(sum(money.values()) * 1_000_000 / sum(lists.values())))


@pytest.mark.parametrize("year", CORE_YEARS)
def test_shares_of_england_are_what_the_slow_reckoning_gives_and_make_a_hundred(atlas, year):
    money = slowly("footprint", "2017", "core_allocation", year)
    whole = sum(money.values())
    found = values(atlas, "core_share", year)
    assert found == pytest.approx({code: float(100 * amount / whole) for code, amount in money.items()})
    assert sum(found.values()) == pytest.approx(100)


def test_distance_from_target_is_allocation_over_target_and_agrees_with_what_is_printed(atlas):
    # evidence/funding_core_ccg.csv, dft_close_2019_20: 00C on line 2, 00J on line 4, 99A on line 206
    printed = {"E38000042": 0.0123, "E38000116": 0.0509, "E38000101": 0.0548}
    found = values(atlas, "target_distance", layer="ccg", vintage="2017")
    assert {code: round(found[code] / 100, 4) for code in printed} == printed
    own, target = (slowly("footprint", "2017", s, "2019/20") for s in ("core_allocation_jan2016", "core_target"))
    assert values(atlas, "target_distance") == pytest.approx({c: float(100 * own[c] / target[c] - 100) for c in own})
    assert values(atlas, "target_distance_gbp_m") == pytest.approx({c: float(own[c] - target[c]) for c in own})


def test_fair_shares_are_the_sums_of_ccg_targets_over_englands(atlas):
    inside = {row["code"]: row["parent"] for row in rows("parents") if _ccg_in_footprint(row)}
    targets: dict[str, Fraction] = defaultdict(Fraction)
    for code, amount in slowly("ccg", "2017", "core_target", "2019/20").items():
        targets[inside[code]] += amount
    england = sum(targets.values())
    pot, people, core = 3405, heads("2019-04-01"), slowly("footprint", "2017", "core_allocation", "2019/20")
    found = fairness.illustrated(atlas, pot)
    assert len(found) == 44
    for code, target in targets.items():
        row = found.loc[code]
        assert row["target_gbp_m"] == pytest.approx(float(target / england * pot))
        assert row["gbp_per_head"] == pytest.approx(float(target / england * pot * 1_000_000 / people[code]))
        assert row["equal_gbp_m"] == pytest.approx(pot * people[code] / sum(people.values()))
        assert row["today_gbp_m"] == pytest.approx(float(core[code] / sum(core.values()) * pot))
    for rule in ("target", "equal", "today"):
        assert found[f"{rule}_gbp_m"].sum() == pytest.approx(pot)


def _ccg_in_footprint(row: dict[str, str]) -> bool:
    return (row["layer"], row["vintage"], row["parent_layer"], row["parent_vintage"]) == (
        "ccg",
        "2017",
        "footprint",
        "2017",
    )


def test_fair_shares_agree_with_those_worked_out_elsewhere(atlas, published):
    # evidence/funding_core_footprint_apr2017.csv, worked out with another estimate for Newcastle Gateshead
    number = {row["code"]: row["footprint"] for row in rows("footprint_codes") if row["vintage"] == "2017"}
    ours = {number[str(code)]: row["target_gbp_m"] for code, row in fairness.illustrated(atlas, 3405).iterrows()}
    with (published / "evidence/funding_core_footprint_apr2017.csv").open(encoding="utf-8") as lines:
        theirs = {row["footprint"]: float(row["illustrative_share_of_3405m_gbp_m"]) for row in csv.DictReader(lines)}
    assert len(theirs) == 44
    assert {n: (ours[n], theirs[n]) for n in theirs if abs(ours[n] - theirs[n]) > 0.16} == {}


@pytest.mark.parametrize("to", ["region", "england"])
def test_lifting_brings_everybody_below_to_the_level_and_nobody_down(atlas, to):
    money, people = slowly("footprint", "2017", "core_allocation", "2017/18"), heads("2017-04-01")
    regions = {row["footprint"]: row["region_2019"] for row in rows("footprints")}
    region = {row["code"]: regions[row["footprint"]] for row in rows("footprint_codes") if row["vintage"] == "2017"}
    found = fairness.lifted(atlas, to, "2017/18")
    for code, amount in money.items():
        mine = [each for each in money if to == "england" or region[each] == region[code]]
        level = sum(money[each] for each in mine) / sum(people[each] for each in mine)
        missing = max(Fraction(0), level * people[code] - amount)
        assert found.loc[code, "gap_gbp_m"] == pytest.approx(float(missing), abs=1e-6)


def test_lifting_to_a_level_that_rests_on_an_estimate_is_an_estimate(atlas):
    found = fairness.lifted(atlas, "region", "2016/17")["status"]
    assert {found[atlas.footprint(number).code] for number in (5, 6, 7)} == {"estimated"}
    assert found[atlas.footprint(37).code] == "derived"


@pytest.mark.parametrize("year", CORE_YEARS)
def test_a_footprint_is_made_up_of_its_ccgs_to_the_penny(atlas, year):
    whole = slowly("footprint", "2017", "core_allocation", year)
    for area in atlas.areas_of("footprint", MAIN):
        assert ranking.made_up_of(atlas, area, year)["value"].sum() == pytest.approx(
            float(whole[area.code]), abs=0.0005
        )


def test_gaps_are_told_for_twenty_and_somersets_is_not_compared(atlas):
    frame = MEASURES["do_nothing_gap"].values(atlas, "footprint", MAIN, "")
    known = frame[frame["value"].notna()]
    assert len(known) == 20  # DATA.md, money: 20 footprints with a sum
    somerset = atlas.footprint(38).code
    assert (frame.at[somerset, "value"], frame.at[somerset, "status"]) == (596.0, "not compared")
    assert set(known.drop(somerset)["status"]) == {"published"}
    norfolk, west_yorkshire = atlas.footprint(22).code, atlas.footprint(5).code
    assert frame.at[norfolk, "value"] == 415.0  # the plan of October, not the draft of £545m
    assert frame.at[west_yorkshire, "value"] == 1070.0
    per_head = MEASURES["gap_per_resident"].values(atlas, "footprint", MAIN, "")
    assert per_head.at[somerset, "status"] == "not compared"
    assert not MEASURES["do_nothing_gap"].ranked


def test_capital_is_never_part_of_an_allocation(atlas):
    frame = MEASURES["capital"].values(atlas, "footprint", MAIN, "")
    number = {row["code"]: row["footprint"] for row in rows("footprint_codes") if row["vintage"] == "2017"}
    known = {number[str(code)]: value for code, value in frame["value"].dropna().items()}
    # evidence/funding_capital.csv, lines with a sum of July 2017 and March 2018
    assert known == {"41": 100, "7": 80, "2": 105, "12": 30, "11": 312, "38": 79, "37": 13, "32": 8}
    for measure in MEASURES.values():
        assert ("capital" in measure.uses) == (measure.key == "capital")


def test_every_figure_of_money_names_its_source_and_an_estimate_says_how():
    cards = {row["source"] for row in rows("sources")}
    methods = (
        ("60.85% of it north Cumbria's", "if it and its neighbour grew alike"),
        ("grown as those of the other 208 CCGs together", "a target equal to it"),
    )
    guessed = [row for row in rows("funding") if row["status"] == "estimated"]
    assert {row["layer"] for row in guessed} == {"ccg", "footprint", "region", "england"}
    for row in guessed:
        assert any(all(part in row["note"] for part in method) for method in methods), row
    assert {row["source"] for row in rows("funding")} <= cards


def test_a_gap_and_a_capital_sum_carry_what_is_to_be_known_of_them():
    number = {row["code"]: row["footprint"] for row in rows("footprint_codes") if row["vintage"] == "2017"}
    notes = {(row["series"], number.get(row["code"])): row["note"] for row in rows("funding")}
    assert "campaigners" in notes["do_nothing_gap", "5"]
    assert "summer 2016" in notes["do_nothing_gap", "8"]
    assert "doctors" in notes["do_nothing_gap", "33"]
    capital = [row["note"] for row in rows("funding") if row["series"] == "capital"]
    assert len(capital) == 8
    assert all("the year in which it was announced" in note for note in capital)


def test_what_was_paid_or_left_over_is_reported_and_a_fund_announced(atlas):
    found = atlas.facts[atlas.facts["attribute"].isin(["national_pot", "system_finance"])]
    status = dict(zip(found["value"], found["status"], strict=True))
    assert status["£148 million deficit"] == status["Paid out: £690 million"] == "REPORTED"
    assert status["Settlement of 2019: £33,900 million more in cash"] == "ANNOUNCED"
    assert "COUNTED" not in set(found["status"])


def test_the_facts_of_money_are_all_there(atlas):
    found = atlas.facts["attribute"].value_counts()
    assert found["do_nothing_gap"] + found["gap_per_head"] + found["plan_savings"] == 36
    assert found["capital_award"] + found["capital_need"] == 40
    assert (found["funding_method"], found["system_finance"], found["national_pot"]) == (5, 17, 11)

"""What a regional director reads, against print and against a second, slow reckoning from the files as text."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from fractions import Fraction

import pytest

from stpdash import package, passages, patch, places, straddling, who
from stpdash.axes import AXES, DEFAULT_DATE
from tests.data.test_figures import REGIONS

HOME = package.home()
TEAMS = {  # evidence/regions.csv, lines 11 to 17: the footprints of each team
    "North East and Yorkshire": (1, 2, 3, 5, 6, 9),
    "North West": (4, 7, 8),
    "Midlands": tuple(range(10, 21)),
    "East of England": tuple(range(21, 27)),
    "London": tuple(range(27, 32)),
    "South East": (32, 33, 34, 35, 42, 44),
    "South West": (36, 37, 38, 39, 40, 41, 43),
}
FOUR = {  # evidence/regions.csv, lines 2 to 5
    "North of England": tuple(range(1, 10)),
    "Midlands and East of England": tuple(range(10, 27)),
    "London": tuple(range(27, 32)),
    "South of England": tuple(range(32, 45)),
}
FIVE = {  # evidence/regions.csv, lines 6 to 10
    **{name: FOUR[name] for name in ("North of England", "Midlands and East of England", "London")},
    "South East": (32, 33, 34, 35, 42, 44),
    "South West": (36, 37, 38, 39, 40, 41, 43),
}


def rows(table: str) -> list[dict[str, str]]:
    with (HOME / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def beside(published, name: str) -> list[dict[str, str]]:
    with (published / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def teams(atlas):
    return {area.name: area for area in atlas.areas_of("region", "2019")}


def test_each_team_has_the_footprints_that_are_printed(atlas, teams):
    assert {name: len(patch.footprints(atlas, area)) for name, area in teams.items()} == REGIONS
    for name, numbers in TEAMS.items():
        assert {int(each.id) for each in patch.footprints(atlas, teams[name])} == set(numbers)


@pytest.mark.parametrize(("vintage", "printed"), [("2016", FOUR), ("2018", FIVE)])
def test_each_footprint_lay_in_the_region_that_is_printed(atlas, teams, vintage, printed):
    region = {number: name for name, numbers in printed.items() for number in numbers}
    for team in teams.values():
        for each in passages.passages(atlas, team):
            ((above, share),) = each.before[vintage]
            assert (above.name, share) == (region[int(each.footprint.id)], 1.0)


def test_before_and_after_are_those_of_the_nhs_workbook(atlas, teams, published):
    """The regions of NHS Digital's workbook are another source than the ONS lookups of the package."""
    seen = 0
    for row in beside(published, "evidence/stp_region"):
        team = atlas.area("region", "2019", row["region7_ons"])
        (mine,) = [each for each in passages.passages(atlas, team) if each.footprint.id == row["footprint"]]
        codes = {vintage: above[0][0].code for vintage, above in mine.before.items()}
        assert codes == {"2016": row["region4_ons"], "2018": row["region5_ons"]}
        seen += 1
    assert seen == 44


@pytest.mark.parametrize(("vintage", "printed"), [("2016", FOUR), ("2018", FIVE)])
def test_nobody_moved_because_every_team_lies_in_one_earlier_region(atlas, teams, vintage, printed):
    """By the printed lists alone: each team's footprints are a part of one earlier region's, so that none crossed."""
    for numbers in TEAMS.values():
        assert sum(set(numbers) <= set(held) for held in printed.values()) == 1
    assert passages.strays(atlas, vintage) == frozenset()
    for name, numbers in TEAMS.items():
        (held,) = [set(each) for each in printed.values() if set(numbers) <= set(each)]
        left = passages.parted(atlas, teams[name], vintage)
        assert {int(each.id) for found in left.values() for each in found} == held - set(numbers)
        assert {team.name for team in left} == {t for t, n in TEAMS.items() if set(n) <= held and t != name}


def test_no_person_counted_in_2017_changed_sides_when_the_seven_were_drawn(published):
    """From LSOAs: every footprint of April 2017 lies in one region of 2019, and no LSOA of it anywhere else."""
    sides = defaultdict(set)
    with gzip.open(published / "sources" / "master_lsoa11_lookup_2015_2020.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            sides[row["STP17CD"]].add((row["NHSER17NM"], row["NHSER18NM"], row["NHSER19NM"]))
    assert len(sides) == 44
    assert {len(side) for side in sides.values()} == {1}


def overlaps(published, kind: str) -> dict[str, dict[str, float]]:
    """Shares of each council's or authority's people by footprint, from the counts as handed over: at least 1%."""
    name = {"council": "utla18", "authority": "cauth18"}[kind]
    people = defaultdict(dict)
    for row in beside(published, f"sources/{name}_stp17_population_overlap"):
        people[row[f"{name.upper()}NM"]][row["STP17NM"]] = Fraction(row["pop"].removesuffix(".0"))
    return {
        name: {stp: float(n / sum(by.values())) for stp, n in by.items() if n / sum(by.values()) >= Fraction(1, 100)}
        for name, by in people.items()
    }


@pytest.mark.parametrize(
    ("kind", "layer", "count"), [("council", "council", 13), ("authority", "combined_authority", 3)]
)
def test_councils_and_authorities_straddle_as_the_counts_of_people_say(atlas, teams, published, kind, layer, count):
    slow = {name: by for name, by in overlaps(published, kind).items() if len(by) > 1}
    assert len(slow) == count
    named = {
        row["code"]: row["name"] for row in rows("areas") if row["layer"] == "footprint" and row["vintage"] == "2017"
    }
    found = {}
    for team in teams.values():
        for area, around in straddling.straddlers(atlas, team):
            if area.layer == layer:
                found[area.name] = {named[each.code]: share for each, share in around}
    assert found.keys() == slow.keys()
    for name, by in slow.items():
        # an authority's shares are of its people in the footprints that hold more than a sliver
        assert found[name] == pytest.approx(by, abs=0.001)


def test_five_councils_lie_in_two_regions(atlas, teams):
    """Bassetlaw, Glossop, the south of Cumbria ...: the thirteen above against the printed lists of the teams."""
    both = Counter(area.name for team in teams.values() for area, _ in straddling.straddlers(atlas, team))
    assert {name for name, n in both.items() if n > 1} == {
        "Buckinghamshire",
        "Cumbria",
        "Derbyshire",
        "Northamptonshire",
        "Nottinghamshire",
    }
    assert max(both.values()) == 2


def test_thirty_seven_trusts_are_partners_in_several_footprints(atlas, teams, published):
    # DATA.md, line 39
    partner, region = defaultdict(set), {}
    for row in beside(published, "sources/ods_stp_2019/stp"):
        region[row["ods"]] = row["region"].rpartition(" (")[0]
    for row in beside(published, "sources/ods_stp_2019/stp_trust"):
        partner[row["trust_ods"]].add(row["ods"])
    several = {trust for trust, stps in partner.items() if len(stps) > 1}
    assert len(several) == 37
    assert {trust for team in teams.values() for trust in straddling.shared_trusts(atlas, team)} == several
    for name, team in teams.items():
        here = {trust for trust, stps in partner.items() if name in {region[stp] for stp in stps}}
        assert set(patch.trusts(atlas, team)) == here
        assert set(straddling.shared_trusts(atlas, team)) == here & several


def test_every_ccg_and_every_council_lies_in_a_team(atlas, teams):
    # DATA.md, line 24: 207 CCGs, each in one footprint; VOCABULARY.md, the last part: 152 authorities
    assert sum(len(patch.ccgs(atlas, team)) for team in teams.values()) == 207
    shares = defaultdict(float)
    for team in teams.values():
        for council, share in patch.councils(atlas, team):
            shares[council.code] += share
    assert len(shares) == 152
    assert all(share > 0.98 for share in shares.values())


def test_ten_combined_authorities_lie_wholly_in_one_team(atlas, teams):
    # VOCABULARY.md, rule 4: ten by November 2018
    found = [pair for team in teams.values() for pair in patch.authorities(atlas, team)]
    assert len(found) == len({area.code for area, _ in found}) == 10
    assert {share > places.WHOLE for _, share in found} == {True}


@pytest.mark.parametrize("year", ["2017/18", "2019/20"])
def test_a_teams_card_tells_the_money_that_its_footprints_add_up_to(atlas, teams, published, year):
    lists = {
        row["STP17CD"]: int(row[f"{year[:4]}-04-01"]) for row in beside(published, "sources/registered_list_stp17")
    }
    code = {row["footprint"]: row["code"] for row in rows("footprint_codes") if row["vintage"] == "2017"}
    money = {
        row["code"]: Fraction(row["amount_gbp_m"])
        for row in rows("funding")
        if (row["layer"], row["vintage"], row["series"], row["year"]) == ("footprint", "2017", "core_allocation", year)
    }
    for name, numbers in TEAMS.items():
        mine = [code[str(number)] for number in numbers]
        whole, heads = sum(money[each] for each in mine), sum(lists[each] for each in mine)
        # DATA.md, money: NHS Cumbria CCG is divided by estimate between footprints 2 and 4 in 2017/18
        status = "estimated" if year == "2017/18" and {2, 4} & set(numbers) else "derived"
        card = re.sub(r"<[^>]+>", "", str(who.card(atlas, teams[name])))
        per_head = float(whole * 1_000_000 / heads)
        assert (
            f"£{float(whole):,.1f} million, cash ({status}); per person on GP lists £{per_head:,.0f} ({status})" in card
        )


def test_a_teams_land_is_that_of_its_ccgs(atlas, teams):
    footprint = {
        row["code"]: row["parent"]
        for row in rows("parents")
        if (row["layer"], row["vintage"], row["parent_layer"]) == ("ccg", "2017", "footprint")
    }
    number = {row["code"]: int(row["footprint"]) for row in rows("footprint_codes") if row["vintage"] == "2017"}
    land = {
        row["code"]: float(row["area_km2"])
        for row in rows("areas")
        if (row["layer"], row["vintage"]) == ("ccg", "2017")
    }
    for name, numbers in TEAMS.items():
        mine = sum(km2 for ccg, km2 in land.items() if number[footprint[ccg]] in numbers)
        told = re.search(r"([\d,]+) km² of land", str(who.card(atlas, teams[name])))
        assert int(told[1].replace(",", "")) == pytest.approx(mine, abs=2)


def test_what_is_not_recorded_adds_up_to_what_is_printed_for_england(atlas, teams):
    counted = Counter()
    for team in teams.values():
        found = patch.unknown(atlas, team, DEFAULT_DATE)
        assert found.keys() == AXES.keys()
        counted.update({key: len(missing) for key, missing in found.items()})
    assert counted["accountability_model"] == 44  # VOCABULARY.md, "Not recorded" for all 44
    assert counted["progress_rating_2017"] == 44 - 13  # DATA.md, line 74: 13 of 44 found
    assert counted["system_status"] == 0  # VOCABULARY.md: a partnership is said of all from April 2017

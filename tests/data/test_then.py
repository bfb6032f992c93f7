"""What was so on a day, against the files themselves: nobody leads on a day on which no source of the time says so."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from functools import cache
from pathlib import Path

import pytest

from stpdash import asat, axes, find, places, then, who
from stpdash.model import Atlas
from stpdash.series import people

GEODATA = Path(__file__).parents[2] / "geodata"
DAYS = tuple(asat.STOPS)


@cache
def rows(table: str) -> list[dict[str, str]]:
    with (GEODATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def last_day(day: str) -> str:
    year, month, of = (*day.split("-"), "", "")[:3]
    month = month or "12"
    return f"{year}-{month}-{of or monthrange(int(year), int(month))[1]}"


def test_the_vintages_begin_when_the_package_says(atlas) -> None:
    said = {row["vintage"]: row["in_force_from"] for row in rows("vintages")}
    assert said | {"2017": asat.BEGAN["2017"]} == asat.BEGAN
    # footprints had the shape of April 2017 from the month in which North Durham moved, and nothing else did after it
    moved = {row["effective_from"] for row in rows("changes") if (row["layer"], row["kind"], row["successor_vintage"])
             == ("footprint", "boundary_move", "2017")}  # fmt: skip
    assert moved == {asat.BEGAN["2017"][:7]}


@pytest.mark.parametrize("day", DAYS)
def test_who_is_named_as_lead_on_a_day_was_seen_by_then_and_not_long_before(atlas, day: str) -> None:
    told = {(r["subject"], r["value"]): [] for r in rows("facts") if r["attribute"] in {"lead", "lead_sighting"}}
    for r in rows("facts"):
        if r["attribute"] in {"lead", "lead_sighting"}:
            told[r["subject"], r["value"]].append(r)
    named = 0
    for area in atlas.areas_of("footprint", asat.vintage(day)):
        for fact in then.leads(atlas, area, day):
            named += 1
            seen = told[fact.subject, fact.value]
            near = [r for r in seen if r["as_at"] and last_day(r["as_at"]) <= day and r["status"] != "LAST_KNOWN"]
            concluded = {"BRACKETED", "SEEN_AFTER"}  # not seen on their date: for that day alone
            near = [r for r in near if r["basis"] not in concluded or r["as_at"] == day]
            ended = [r for r in near if r["to"] and last_day(r["to"]) < day]
            assert [r for r in near if _months(r["as_at"], day) <= 4 and r not in ended], (day, fact)
    assert named or day in {"2018-05-24", "2020-04-01"}


def _months(first: str, day: str) -> int:
    year, month = (*first.split("-"), "1")[:2]
    return (int(day[:4]) - int(year)) * 12 + int(day[5:7]) - int(month)


def test_the_list_of_late_2017_is_what_the_last_day_of_2017_shows(atlas) -> None:
    """Where nobody was seen later in December, all 44 names of that list stand."""
    listed = {r["subject"] for r in rows("facts") if (r["attribute"], r["as_at"]) == ("lead", "2017-12") and r["value"]}
    shown = {f"footprint:{a.id}" for a in atlas.areas_of("footprint", "2017") if then.leads(atlas, a, "2017-12-31")}
    assert shown == listed
    assert len(shown) == 44


def test_a_merged_footprint_has_the_standing_of_its_parts(atlas) -> None:
    merged = atlas.area("footprint", "2019", "E54000049")
    said = {(r["subject"], r["value"]) for r in rows("facts") if r["attribute"] == "system_status"}
    standing = then.standing(atlas, merged, "system_status", "2019-07-31")
    assert {(fact.subject, fact.value) for fact in standing.drawn} <= said
    assert {fact.subject for fact in standing.drawn} <= {"footprint:1", "footprint:2", "footprint:3"}


@pytest.mark.parametrize(("vintage", "count"), [("2016", 4), ("2017", 4), ("2018", 5), ("2019", 7), ("2020", 7)])
def test_regions_are_those_of_the_date(atlas, vintage: str, count: int) -> None:
    found = {then.region(atlas, area) for area in atlas.areas_of("footprint", vintage)}
    assert len(found) == count
    assert {area.vintage for area in found if area} == {vintage}


def test_the_same_footprint_is_found_at_every_vintage_by_its_number(atlas) -> None:
    codes = {(r["vintage"], r["footprint"]): r["code"] for r in rows("footprint_codes")}
    for number in range(4, 45):
        for vintage in asat.BEGAN:
            area = find.on(atlas, atlas.footprint(number), vintage)
            assert area is not None
            assert area.code == codes[vintage, str(number)]
    one = atlas.footprint(1)
    assert find.on(atlas, one, "2018") is None
    assert find.nearest(atlas, one, "2019") == atlas.footprint(1)
    assert find.on(atlas, atlas.area("footprint", "2018", "E54000049"), "2020").code == "E54000050"


@pytest.mark.parametrize("vintage", asat.BEGAN)
def test_each_teams_footprints_are_all_of_a_vintage_and_hold_all_people(atlas, vintage: str) -> None:
    teams = atlas.areas_of("region", "2019")
    found = [area for team in teams for area in places.footprints_of(atlas, team, vintage)]
    assert sorted(area.code for area in found) == sorted(atlas.codes("footprint", vintage))
    counts = people(atlas, "footprint", vintage)["value"]
    assert sum(counts[area.code] for area in found) == 55_619_430


RUSSELL = {"2018-05-24": False, "2018-12-31": True, "2019-03-31": True}
SIMPSON = {"2016-03-15": True, "2017-09-01": True, "2018-12-31": True}


@pytest.mark.parametrize(
    ("code", "name", "day", "named"),
    [
        *(("E40000003", "Steve Russell", day, named) for day, named in RUSSELL.items()),
        *(("E40000001", "Lyn Simpson", day, named) for day, named in SIMPSON.items()),
    ],
)
def test_a_director_is_named_while_a_source_says_so_and_no_longer(atlas, code: str, name: str, day: str, named: bool):
    """Russell (London): seen in December 2018, to March 2019. Simpson (North): from 2016 to March 2019."""
    region = atlas.area("region", asat.vintage(day), code)
    assert (name in {fact.value for fact in then.directors(atlas, region, day)}) is named


@pytest.mark.parametrize(("day", "count"), [("2019-04-01", 7), ("2019-12-10", 7), ("2020-04-01", 0)])
def test_the_seven_announced_directors_stand_for_a_year_and_not_for_good(atlas, day: str, count: int) -> None:
    teams = atlas.areas_of("region", asat.vintage(day))
    assert sum(bool(then.directors(atlas, team, day)) for team in teams) == count


def test_no_lead_is_named_from_the_list_of_late_2017_after_the_month_it_fits(atlas) -> None:
    """DATA.md: printed April 2019, its contents fit late 2017; the package's note says October 2017 to January 2018."""
    for area in atlas.areas_of("footprint", "2018"):
        assert {fact.basis for fact in then.leads(atlas, area, "2018-04-01")} <= {"SEEN_AT_DATE", "APPOINTMENT_SEEN"}


def test_one_person_under_two_spellings_is_named_once(atlas) -> None:
    """Footprint 9, spring 2016: Sir Andrew Cash, and Sir Andrew Cash OBE."""
    assert len(then.leads(atlas, atlas.footprint(9), "2016-03-30")) == 1


def test_what_is_concluded_from_before_and_after_holds_on_its_own_day_alone(atlas) -> None:
    """19 leads of November 2016 were seen before and after, one after: nobody saw them on that day, or in January."""
    areas = atlas.areas_of("footprint", "2017")
    concluded = {"BRACKETED", "SEEN_AFTER"}
    named = {day: [f for a in areas for f in then.leads(atlas, a, day)] for day in ("2016-11-30", "2017-01-15")}
    assert sum(fact.basis in concluded for fact in named["2016-11-30"]) > 10
    assert not [fact for fact in named["2017-01-15"] if fact.basis in concluded]


def test_a_merged_footprint_of_which_only_a_part_is_meant_is_marked_as_a_part(atlas) -> None:
    """In May 2018 only West, North and East Cumbria was to be in the second wave."""
    merged = atlas.area("footprint", "2018", "E54000049")
    assert axes.by_area(atlas, "system_status", "2018-05-24")[merged].part


def test_a_footprint_is_called_what_it_was_called_then(atlas) -> None:
    names = {(r["vintage"], r["footprint"]): r["name"] for r in rows("footprint_codes")}
    for vintage in ("2016", "2019", "2020"):
        assert atlas.footprint(28, vintage).name == names[vintage, "28"]
    assert names["2019", "28"] != names["2016", "28"]


def test_below_what_was_so_on_a_day_a_card_says_that_the_rest_is_of_any_date(atlas: Atlas) -> None:
    ten = atlas.footprint(10)  # whose lead stepped down in November 2016, says a source
    heads = re.findall(
        r"<h3>([^<]*)</h3>", who.card(atlas, find.on(atlas, ten, "2019") or ten, asat.pinned("2019-04-01"))
    )
    assert heads[0] == "On 1 April 2019"
    assert len(heads) > 2
    assert all(head.endswith(": all that is known") for head in heads[1:])
    undated = re.findall(r"<h3>([^<]*)</h3>", who.card(atlas, find.on(atlas, ten, "2019") or ten))
    assert not [head for head in undated if "known" in head]  # no day is told, so nothing is of another

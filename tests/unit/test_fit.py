"""How groups fit footprints on made-up squares: shares by a slow second way, classes exactly at their limits."""

from __future__ import annotations

import re

import pytest

from stpdash import fit, fit_tables
from stpdash.fit import Fit, Group
from stpdash.model import Area, Atlas
from tests.unit.made_up import atlas, frame

SQUARES = {"1": "E54000001", "2": "E54000002", "3": "E54000003"}
LIVE = {  # council, authority (or none) and footprint of every 100 residents
    "E10000001": ("E47000001", {"1": 300, "2": 100}),
    "E10000002": ("", {"2": 1000}),
    "E10000003": ("E47000001", {"2": 3, "3": 497}),
    "E10000004": ("E47000002", {"3": 200}),
}
GROUPS: tuple[Group, ...] = ("council", "combined_authority")


def homes() -> list[tuple[str, str, str]]:
    """Every resident on a line of their own: council, authority, footprint."""
    return [
        (council, authority, SQUARES[number])
        for council, (authority, where) in LIVE.items()
        for number, people in where.items()
        for _ in range(people)
    ]


def country() -> Atlas:
    everybody = homes()
    areas = [("footprint", "2017", c, "", f"Square {n}", 1.0, 0.0, 50.0, "made-up") for n, c in SQUARES.items()]
    areas += [("council", "2018", c, "", f"Council {c[-1]}", 1.0, 0.0, 50.0, "made-up") for c in LIVE]
    names = {"E47000001": "Wide", "E47000002": "Narrow"}
    areas += [("combined_authority", "2018", c, "", n, 1.0, 0.0, 50.0, "made-up") for c, n in names.items()]
    people, lies = [], []
    for layer, vintage, at in (("council", "2018", 0), ("combined_authority", "2018", 1), ("footprint", "2017", 2)):
        for code in sorted({home[at] for home in everybody if home[at]}):
            count = sum(home[at] == code for home in everybody)
            people.append((layer, vintage, code, "2017-06-30", "resident", "all", count, "derived", "", "made-up"))
    for council, authority, footprint in sorted(set(everybody)):
        both = everybody.count((council, authority, footprint))
        lies.append(("council", "2018", council, "footprint", "2017", footprint, both, 0.5, "derived", "", "made-up"))
    for authority, footprint in sorted({(a, f) for _, a, f in everybody if a}):
        both = sum(home[1:] == (authority, footprint) for home in everybody)
        lies.append(
            ("footprint", "2017", footprint, "combined_authority", "2018", authority, both, 0.5, "derived", "", "")
        )
    return atlas(
        areas=frame("layer vintage code ods_code name area_km2 lon lat source", *areas),
        people=frame("layer vintage code counted_on basis ages people status note source", *people),
        parents=frame(
            "layer vintage code parent_layer parent_vintage parent people share status note source", *lies
        ),
        footprint_codes=frame(
            "footprint vintage code name ods_code source", *((n, "2017", c, "", "", "") for n, c in SQUARES.items())
        ),
        footprints=frame(
            "footprint name name_2016 region_2019 source", *((n, f"Square {n}", "", "", "") for n in SQUARES)
        ),
    )  # fmt: skip


@pytest.mark.parametrize("layer", GROUPS)
def test_shares_are_those_of_people_counted_one_by_one(layer: Group) -> None:
    at = GROUPS.index(layer)
    pairs = {
        (each.group.code, each.footprint.code): each for found in fit.fits(country(), layer).values() for each in found
    }
    everybody = [(home[at], home[2]) for home in homes() if home[at]]
    assert pairs.keys() == set(everybody)
    for (group, footprint), each in pairs.items():
        both = [home for home in everybody if home == (group, footprint)]
        mine = [home for home in everybody if home[0] == group]
        theirs = [home for home in homes() if home[2] == footprint]
        assert each.people == len(both)
        assert each.of_group == pytest.approx(len(both) / len(mine))
        assert each.of_footprint == pytest.approx(len(both) / len(theirs))


@pytest.mark.parametrize(
    ("people", "of", "kind"),
    [
        (100, 100, "inside"),
        (99, 100, "inside"),
        (9899, 10000, "mostly"),
        (75, 100, "mostly"),
        (7499, 10000, "straddles"),
        (1, 100, "straddles"),
        (99, 10000, "sliver"),
        (1, 10**6, "sliver"),
    ],
)
def test_a_limit_belongs_to_the_class_above_it(people: int, of: int, kind: str) -> None:
    assert fit.kind(people / of) == kind


def test_who_straddles_comes_first_and_a_sliver_alone_is_no_straddling() -> None:
    split = fit.split(country(), "council")
    assert [area.code for area in split] == ["E10000001", "E10000003"]  # 25% outside; 3 of 500
    assert [fit.straddles(found) for found in split.values()] == [True, False]
    told = fit.summary(country(), "council")
    assert told == (
        "2 of 4 councils have residents in several footprints: Council 1 with at least 1% in each of several; "
        "Council 3 with less than 1% outside one. The other 2 lie in one."
    )
    assert [area.name for area in fit.across_first(country(), "combined_authority")] == ["Wide", "Narrow"]


def pair(share: float) -> Fit:
    area = Area("council", "2018", "E10000009", "N", "", "")
    return Fit(area, area, 1, share, share, "derived", "made-up")


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (1.0, "100%"), (0.99999, "just under 100%"), (0.9899999, "just under 99%"), (0.4, "40.0%"),
        (0.7499999, "just under 75%"), (0.00997, "just under 1%"), (0.01, "1.0%"), (0.0088, "0.9%"),
    ],
)  # fmt: skip
def test_no_rounding_lifts_a_share_over_a_limit(share: float, told: str) -> None:
    assert fit.share(share) == told


def test_a_bar_has_a_part_for_each_footprint_and_says_so_in_words() -> None:
    made = fit_tables.bar([pair(0.6), pair(0.395), pair(0.005)])
    assert re.findall(r"flex-grow:([0-9.]+)", made) == ["0.6000", "0.3950", "0.0050"]
    assert 'aria-label="Divided among 3 footprints: 60.0%, 39.5%, 0.5%"' in made
    assert re.findall(r">([0-9.]*%?)</i>", made) == ["60%", "40%", ""]
    assert 'role="img"' in made


def test_the_full_table_is_sorted_by_values_not_by_their_words() -> None:
    made = fit_tables.matrix(country(), "council")
    assert made.count("<button") == 6
    first = re.search(r"<tbody><tr[^>]*>(.*?)</tr>", made)
    assert first
    assert re.findall(r'data-sort="([^"]*)"', first[1]) == ["Council 1", "Square 1", "0.75", "1.0", "300", "1"]

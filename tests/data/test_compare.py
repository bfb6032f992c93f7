"""Comparisons of the real footprints: every state survives its address; those alike against a slow reckoning."""

from __future__ import annotations

import csv
import math
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stpdash import comparing, package, similar
from stpdash.asat import MOVED
from stpdash.comparing import INGREDIENTS, MOST, Asked

ATLAS = package.read(package.home())
OFFERS = comparing.offers(ATLAS)
NUMBERS = [str(n) for n in range(1, 45)]
STATES = st.builds(
    Asked,
    areas=st.lists(st.sampled_from(NUMBERS), unique=True, max_size=MOST).map(tuple),
    recipe=st.lists(st.sampled_from(INGREDIENTS), unique=True, min_size=1).map(tuple),
    **{name: st.sampled_from(list(options)) for name, options in OFFERS.items()},
)


@settings(max_examples=300, deadline=None)
@given(STATES)
def test_any_state_of_a_comparison_comes_back_from_its_address_exactly(state: Asked) -> None:
    again, notices = comparing.read(ATLAS, state.address())
    told = [each for each in notices if each != MOVED and " was not there in " not in each]
    assert (again, told) == (state, [])
    assert all("%" not in value and "," not in value for value in state.address().values())


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from([each.name for each in fields(Asked)]), st.text(max_size=60)))
def test_nonsense_in_an_address_never_breaks_a_comparison(junk: dict[str, str]) -> None:
    state, _ = comparing.read(ATLAS, junk)
    assert comparing.read(ATLAS, state.address())[0] == state
    assert len(state.areas) <= MOST


def test_an_address_may_say_a_footprint_by_code_or_name() -> None:
    state, notices = comparing.read(ATLAS, {"areas": "E54000028.QKK.Devon"})
    # geodata/footprint_codes.csv: QKK was the NHS code of South East London, number 30
    assert (state.areas, notices) == (("28", "30", "37"), [])


def rows(table: str) -> list[dict[str, str]]:
    with (package.home() / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_those_most_alike_are_those_that_the_slow_reckoning_finds() -> None:
    people = {
        (r["code"], r["ages"]): int(r["people"])
        for r in rows("people")
        if (r["layer"], r["vintage"], r["basis"]) == ("footprint", "2017", "resident")
    }
    ground = {
        r["code"]: float(r["area_km2"]) for r in rows("areas") if (r["layer"], r["vintage"]) == ("footprint", "2017")
    }
    lists = {
        r["code"]: int(r["people"])
        for r in rows("people")
        if (r["layer"], r["basis"], r["counted_on"]) == ("footprint", "registered", "2016-04-01")
    }
    money = {
        r["code"]: float(r["amount_gbp_m"])
        for r in rows("funding")
        if (r["layer"], r["vintage"], r["series"], r["year"]) == ("footprint", "2017", "core_allocation", "2016/17")
    }
    raw = {
        "people": {code: people[code, "all"] for code in ground},
        "share_65_plus": {code: people[code, "65_plus"] / people[code, "all"] for code in ground},
        "density": {code: people[code, "all"] / ground[code] for code in ground},
        "core_per_registered": {code: money[code] / lists[code] for code in ground},
    }
    scaled = {}
    for key, values in raw.items():
        mean = sum(values.values()) / 44
        spread = math.sqrt(sum((value - mean) ** 2 for value in values.values()) / 44)
        scaled[key] = {code: (value - mean) / spread for code, value in values.items()}
    for number in (1, 28, 37):
        me = ATLAS.footprint(number).code
        apart = {
            code: math.sqrt(sum((scaled[key][code] - scaled[key][me]) ** 2 for key in raw))
            for code in ground
            if code != me
        }
        nearest = sorted(apart, key=lambda code: apart[code])[:5]
        found = similar.nearest(ATLAS, ATLAS.footprint(number), tuple(raw), "2016/17", 5)
        assert list(found.index) == nearest
        assert list(found["distance"]) == pytest.approx([apart[code] for code in nearest])

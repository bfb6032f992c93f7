"""The pages as Streamlit runs them, without a browser: every address draws, every gap is said."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from stpdash import find, package
from stpdash.measures import MEASURES
from stpdash.ui import atlas

ROOT = Path(__file__).parents[2]
ATLAS = atlas.read()


def page(name: str, **address: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=30)
    for key, value in address.items():
        test.query_params[key] = value
    return test.run()


def written(test: AppTest) -> str:
    """Everything the page has sent, as text."""
    return "\n".join(str(block.proto) for block in walk(test.main))


def walk(block: Block) -> Iterator[Node]:
    """Every element and block below a block."""
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from walk(child)


def sound(test: AppTest) -> AppTest:
    assert not test.exception, [e.message for e in test.exception]
    return test


@pytest.mark.parametrize("number", range(1, 45))
def test_every_footprint_has_a_page_under_its_own_name(number: int) -> None:
    test = sound(page("area", area=str(number)))
    assert test.title[0].value == ATLAS.footprint(number).name


@pytest.mark.parametrize("code", [*ATLAS.codes("region", "2019"), *ATLAS.codes("region", "2018")])
def test_every_region_has_a_page(code: str) -> None:
    test = sound(page("area", area=code))
    assert test.title[0].value == find.resolve(ATLAS, code).name


@pytest.mark.parametrize("vintage", ["2016", "2017", "2018", "2019", "2020"])
def test_ccgs_of_every_vintage_have_a_page(vintage: str) -> None:
    for code in list(ATLAS.codes("ccg", vintage))[::40]:
        test = sound(page("area", area=code))
        assert test.title[0].value == find.resolve(ATLAS, code).name


@pytest.mark.parametrize(
    ("measure", "overlay"), list(itertools.product(MEASURES, ("none", "ccg", "teams", "authorities")))
)
def test_every_measure_draws_under_every_overlay(measure: str, overlay: str) -> None:
    sound(page("england", measure=measure, overlay=overlay, year="2019/20", area="28"))


@pytest.mark.parametrize("asked", ["nowhere", "0", "45", "E99999999", "<script>", "x" * 3000, "28; drop table", "%00"])
def test_an_unknown_id_gets_a_notice_and_no_other_areas_numbers(asked: str) -> None:
    test = sound(page("area", area=asked))
    assert test.title[0].value == "Find an area"
    assert "There is no area called" in test.warning[0].value
    assert not [child for child in walk(test.main) if "Who answers here" in str(child.proto)]


def test_an_unknown_id_is_met_with_the_nearest_names() -> None:
    test = page("area", area="Norh Central London")
    assert "no area called “Norh Central London”" in test.warning[0].value
    assert "North Central London (footprint 28)" in written(test)


def test_an_area_is_found_by_its_name_alone() -> None:
    assert page("area", area="north central london").title[0].value == "North Central London"


@pytest.mark.parametrize(("name", "value"), [("measure", "core_per_moon"), ("year", "1999/00"), ("overlay", "tiles")])
def test_an_old_or_wrong_choice_is_named_and_ignored(name: str, value: str) -> None:
    test = sound(page("england", **{name: value}))
    assert any(f"“{value}”" in warning.value for warning in test.warning)


def description(test: AppTest) -> dict[str, Any]:
    """What the page sent to the live map."""
    protos = [child.proto for child in walk(test.main) if "stpdash_map" in str(getattr(child, "proto", ""))]
    return json.loads(protos[0].json or protos[0].mixed.json)


def now(test: AppTest) -> dict[str, str]:
    return {each["name"]: each["now"] for each in description(test)["choosers"]}


def test_the_address_says_what_the_map_shows() -> None:
    test = page("england", measure="density", overlay="teams", area="12")
    assert now(test) == {"measure": "density", "year": "2017/18", "overlay": "teams"}
    assert description(test)["chosen"] == "E54000012"
    test.query_params["measure"] = "people"
    test.run()
    assert now(test)["measure"] == "people"


def test_sources_names_every_source_card_and_every_gap() -> None:
    text = written(sound(page("sources")))
    for title in ATLAS.sources["publisher"]:
        assert title.split("'")[0][:30] in text


def test_the_package_on_show_is_the_one_in_the_repository() -> None:
    assert package.home() == ROOT / "geodata"

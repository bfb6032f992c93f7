"""The pages as Streamlit runs them, without a browser: every address draws, every gap is said."""

from __future__ import annotations

import csv
import html
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

from stpdash import find, package, pictures, texts, views, who
from stpdash.axes import AXES, DATES
from stpdash.measures import MEASURES
from stpdash.overlays import OVERLAYS
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


def text(test: AppTest) -> str:
    """The HTML that the page has sent, as a browser gets it."""
    return "\n".join(child.proto.body for child in walk(test.main) if child.type == "html")


def walk(block: Block) -> Iterator[Node]:
    """Every element and block below a block."""
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from walk(child)


def sound(test: AppTest) -> AppTest:
    assert not test.exception, [e.message for e in test.exception]
    return test


def printed(table: str) -> list[dict[str, str]]:
    """A table of the package as it stands in its file, past the program that reads it."""
    with (ROOT / "geodata" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def heading(test: AppTest) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", text(test))
    assert len(found) == 1
    return html.unescape(found[0])


def notice(test: AppTest) -> str:
    return html.unescape(" ".join(re.findall(r"atlas-notice[^>]*>(.*?)</p>", text(test))))


NAMES = {row["footprint"]: row["name"] for row in printed("footprints")}
AREAS = {(row["layer"], row["vintage"], row["code"]): row["name"] for row in printed("areas")}


@pytest.mark.parametrize("number", NAMES)
def test_every_footprint_has_a_page_under_its_own_name(number: str) -> None:
    assert heading(sound(page("area", area=number))) == NAMES[number]


@pytest.mark.parametrize("code", [code for layer, vintage, code in AREAS if (layer, vintage) == ("region", "2019")])
def test_every_one_of_the_seven_regions_has_a_page(code: str) -> None:
    assert heading(sound(page("area", area=code))) == AREAS["region", "2019", code]


def test_a_region_that_was_dissolved_keeps_its_page() -> None:
    assert heading(sound(page("area", area="E40000004"))) == "South of England"


@pytest.mark.parametrize("vintage", ["2016", "2017", "2018", "2019", "2020"])
def test_ccgs_of_every_vintage_have_a_page(vintage: str) -> None:
    mine = [key for key in AREAS if key[:2] == ("ccg", vintage)]
    for key in mine[::40]:
        assert heading(sound(page("area", area=key[2]))) == AREAS[key]


@pytest.mark.parametrize("code", ["E54000001", "E54000002", "E54000003", "E54000004"])
def test_the_old_code_of_a_footprint_opens_the_page_of_its_number(code: str) -> None:
    assert heading(page("area", area=code)) == NAMES[str(int(code[-2:]))]


def test_a_merged_footprint_names_what_it_was_merged_from_and_its_region() -> None:
    shown = text(sound(page("area", area="E54000049")))
    for number in ("1", "2", "3"):
        assert html.escape(NAMES[number]) in shown
    assert "North East and Yorkshire" in shown


def test_a_footprints_map_and_its_ccgs_pages_agree_on_the_money() -> None:
    """NHS Darlington CCG (00C) in 2019/20: £158.262m in the published table of January 2019."""
    shown = description(page("area", area="3", year="2019/20", measure="core_allocation"))
    assert shown["shade"]["areas"]["E38000042"][1] == "£158.3 million"
    assert "£158.3 million" in text(page("area", area="E38000042"))


def test_every_view_is_found_again_by_its_own_name() -> None:
    for area_id in find.choices(ATLAS):
        view = views.named(ATLAS, area_id)
        assert view is not None
        assert views.named(ATLAS, view.name) == view


@pytest.mark.parametrize(
    ("measure", "overlay"), list(itertools.product(MEASURES, ("none", "ccg", "teams", "authorities")))
)
def test_every_measure_draws_under_every_overlay(measure: str, overlay: str) -> None:
    sound(page("england", measure=measure, overlay=overlay, year="2019/20", area="28"))


@pytest.mark.parametrize("asked", ["nowhere", "0", "45", "E99999999", "<script>", "x" * 3000, "28; drop table", "%00"])
def test_an_unknown_id_gets_a_notice_and_no_other_areas_numbers(asked: str) -> None:
    test = sound(page("area", area=asked))
    assert heading(test) == "Find an area"
    assert "There is no area called" in notice(test)
    assert not [child for child in walk(test.main) if "Who answers here" in str(child.proto)]


def test_an_unknown_id_is_met_with_the_nearest_names() -> None:
    test = page("area", area="Norh Central London")
    assert "no area called “Norh Central London”" in notice(test)
    assert 'href="area?area=28">North Central London</a>' in text(test)


def test_an_area_is_found_by_its_name_alone() -> None:
    assert heading(page("area", area="north central london")) == "North Central London"


@pytest.mark.parametrize(("name", "value"), [("measure", "core_per_moon"), ("year", "1999/00"), ("overlay", "tiles")])
def test_an_old_or_wrong_choice_is_named_and_ignored(name: str, value: str) -> None:
    test = sound(page("england", **{name: value}))
    assert f"“{value}”" in notice(test)


def description(test: AppTest) -> dict[str, Any]:
    """What the page sent to the live map."""
    protos = [child.proto for child in walk(test.main) if "stpdash_map" in str(getattr(child, "proto", ""))]
    return json.loads(protos[0].json or protos[0].mixed.json)


def now(test: AppTest) -> dict[str, str]:
    return {each["name"]: each["now"] for each in description(test)["choosers"]}


def test_the_address_says_what_the_map_shows() -> None:
    test = page("england", measure="density", overlay="teams", area="12")
    moved = {"year": "2019/20", "date": "main"}  # the seven teams began in April 2019
    assert now(test) == {"measure": "density", "overlay": "teams", "also": "none"} | moved
    assert description(test)["chosen"] == "E54000012"
    test.query_params["measure"] = "people"
    test.run()
    assert now(test)["measure"] == "people"


def test_sources_names_every_source_card_and_every_gap() -> None:
    test = sound(page("sources"))
    shown, said = text(test), "\n".join(element.value for element in test.markdown)
    for card in printed("sources"):
        assert str(escape(card["title"])) in shown
    for gap in texts.gaps(official=False):
        assert gap in said


@pytest.mark.parametrize("asked", ["![x](https://example.org/x.png)", "[NHS login](https://example.org)"])
def test_markdown_in_the_address_stays_text(asked: str) -> None:
    test = page("area", area=asked)
    assert asked in notice(test)
    assert not [each for each in test.markdown if "example.org" in each.value]


def test_of_what_the_head_says_a_map_of_england_sends_nothing_again() -> None:
    shown = description(sound(page("england", overlay="waves", also="trusts")))
    assert [each for each in shown["choosers"] if "options" in each] == []
    assert shown["lines"] == ["waves.0", "waves.1", "waves.2", "trusts.0"]
    own = {each["name"]: each.get("options") for each in description(sound(page("area", area="7")))["choosers"]}
    assert own["overlay"] == own["also"] == ["none", *(key for key in OVERLAYS if key not in {"ccg", "footprint"})]


@pytest.mark.parametrize("key", OVERLAYS)
def test_what_the_head_says_of_an_overlay_is_what_it_draws(key: str) -> None:
    assert pictures.menus(ATLAS)["overlays"][key] == [part.described() for part in OVERLAYS[key].parts(ATLAS)]


def test_the_points_of_an_overlay_lie_beside_what_is_sent_ahead() -> None:
    edition = atlas.ahead_address(views.ENGLAND).split("/")[1]
    assert len(json.loads(atlas.ahead(edition, "points-trusts").plain)) == 225
    assert atlas.ahead(edition, "points-nobody") is None
    assert atlas.ahead("another", "points-trusts") is None


def test_the_package_on_show_is_the_one_in_the_repository() -> None:
    assert package.home() == ROOT / "geodata"


@pytest.mark.parametrize("axis", AXES)
def test_every_question_of_governance_draws_and_agrees_with_its_table(axis: str) -> None:
    test = sound(page("governance", axis=axis, date="2018-05-24"))
    shown = description(test)["shade"]
    assert len(shown["areas"]) == 42
    unknown = sum(entry[0] is None for entry in shown["areas"].values())
    assert {"swatch": "none", "label": f"not recorded ({unknown})"} in shown["legend"]["entries"]
    table = text(test).split("<caption>42 footprints")[1].split("</table>")[0]
    cells = re.findall(r"</th><td class=\"txt\">(.*?)</td></tr>", table)
    assert len(cells) == 42
    assert sum(cell == "Not recorded" for cell in cells) <= unknown


@pytest.mark.parametrize("date", DATES)
def test_governance_can_be_asked_at_every_date(date: str) -> None:
    shown = description(sound(page("governance", date=date)))
    assert {each["name"]: each["now"] for each in shown["choosers"]}["date"] == date


@pytest.mark.parametrize(("name", "value"), [("axis", "who_knows"), ("date", "1999-01-01"), ("overlay", "tiles")])
def test_a_question_or_date_that_is_not_known_is_named_and_ignored(name: str, value: str) -> None:
    assert f"“{value}”" in notice(sound(page("governance", **{name: value})))


def test_a_footprint_chosen_on_the_map_of_governance_gets_its_card() -> None:
    test = sound(page("governance", axis="agreement", date="2017-12-31", area="41"))
    assert "Who answers in Dorset" in text(test)
    assert description(test)["chosen"] == "E54000041"


def test_leadership_names_the_three_levels_and_never_calls_an_announcement_granted() -> None:
    shown = text(sound(page("leadership")))
    for part in ('id="footprints"', 'id="regions"', 'id="national"', 'id="rights"', "18", "Sir Andrew Cash"):
        assert part in shown
    rights = shown.split("<caption>Rights, duties and rules")[1].split("</table>")[0]
    assert re.search(r"formally appointed.*?</td><td[^>]*>Announced", rights)


@pytest.mark.parametrize("name", ["Simon Stevens", "David Sloman", "elizabeth-omahony", "Sir Andrew Cash OBE"])
def test_a_person_has_a_page_under_id_or_name(name: str) -> None:
    test = sound(page("person", person=name))
    assert heading(test).split(" ")[-1] in {"Stevens", "Sloman", "O'Mahony", "OBE"}
    assert " of " in text(test).split("<caption>")[1].split("</caption>")[0]
    assert "matched by name" in text(test)


@pytest.mark.parametrize(("path", "asked"), [("person", "nobody"), ("trust", "R0X"), ("find", "zzzzqqqq")])
def test_what_is_not_there_is_said_and_nobody_elses_record_is_shown(path: str, asked: str) -> None:
    test = sound(page(path, **{"q" if path == "find" else path: asked}))
    assert f"“{asked}”" in notice(test)
    assert "atlas-card" not in text(test)


def test_a_trust_shows_where_it_is_a_partner_and_who_leads_there() -> None:
    shown = text(sound(page("trust", trust="ral")))
    assert "North Central London" in shown
    assert "Helen Pettersen" in shown


@pytest.mark.parametrize("code", ["E10000023", "E08000003", "E47000007"])
def test_a_council_and_a_combined_authority_have_a_page_with_the_footprints_they_lie_in(code: str) -> None:
    test = sound(page("area", area=code))
    assert "In footprint" in text(test)
    assert description(test)["lines"]


def test_a_search_for_what_several_things_are_called_offers_them_all() -> None:
    shown = text(sound(page("find", q="devon")))
    for address in ("area?area=37", "area?area=E38000230", "area?area=E10000008"):
        assert address in shown


def test_sources_lists_every_disagreement_with_both_sides() -> None:
    shown = text(sound(page("sources")))
    for row in printed("conflicts"):
        assert str(escape(row["one"])) in shown
        assert str(escape(row["other"])) in shown


def test_what_a_crowd_asks_for_first_is_ready_when_the_port_opens() -> None:
    """The card of a footprint and the table of its CCGs are not made anew for its first reader."""
    atlas.warm()
    made = (who.card.cache_info().misses, views.inside.cache_info().misses)
    assert "Who answers here" in written(page("area", area="29"))
    assert (who.card.cache_info().misses, views.inside.cache_info().misses) == made

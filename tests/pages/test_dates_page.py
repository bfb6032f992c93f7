"""The page of two dates as Streamlit runs it: every pair draws, what cannot be followed is said, the chosen is told."""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import re

import pytest

from stpdash.asat import BEGAN
from stpdash.two_dates import LAYERS
from stpdash.ui import sheet_of
from tests.pages.test_pages import heading, notice, page, printed, sound, text, walk

DAYS = {vintage: day if vintage != "2017" else "2017-04-01" for vintage, day in BEGAN.items()}
COUNTS = {row["vintage"]: row for row in printed("vintages")}


def plain(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


def maps(**address: str) -> list[dict]:
    found = [each.proto for each in walk(sound(page("dates", **address)).main) if hasattr(each.proto, "json")]
    return [json.loads(each.json) for each in found if "topology" in each.json]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("pair", [*itertools.combinations(DAYS, 2)], ids="-".join)
def test_every_pair_of_vintages_of_every_layer_draws_with_its_counts(pair: tuple[str, str], layer: str) -> None:
    shown = sound(page("dates", date=DAYS[pair[0]], then=DAYS[pair[1]], layer=layer))
    assert heading(shown) == "Two dates side by side"
    assert notice(shown) == ""
    before, after = (COUNTS[vintage][f"{layer}s"] for vintage in pair)
    told = plain(text(shown))
    assert re.search(rf"{before} \w+ on \d+ \w+ {DAYS[pair[0]][:4]}, {after} on ", told)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"date": "2019-04-01", "then": "2016-03-15"}, "The address names the later day first."),
        ({"date": "2017-05-01", "then": "2018-03-31"}, "no area, name or code can differ"),
        ({"date": "yesterday"}, "no day written like 2017-07-21"),
        ({"then": "2031-01-01"}, "boundaries are known from 15 March 2016"),
        ({"layer": "moon"}, "layer “moon”"),
        ({"measure": "luck"}, "measure “luck”"),
        ({"measure": "core_per_resident", "then": "2020-04-01"}, "measure “core_per_resident”"),
        ({"area": "nowhere"}, "There is no area called “nowhere”"),
        ({"area": "E38000217"}, "NHS Manchester CCG is not among the Footprints of either day"),
        ({"area": "E38000217", "layer": "ccg", "then": "2016-05-01"}, "is not among the CCGs of either day"),
    ],
)
def test_what_cannot_be_followed_is_said(address: dict[str, str], said: str) -> None:
    assert said in notice(sound(page("dates", **address)))


def test_the_chosen_area_is_told_on_either_day_with_its_share() -> None:
    # changes.csv: 249,101 people of footprint 3 of March 2016 came to footprint 1; 1,100,222 stayed
    shown = plain(text(sound(page("dates", area="3", then="2017-04-01"))))
    share = 249_101 / (249_101 + 1_100_222)
    assert f"{share:.1%} in Northumberland, Tyne and Wear and North Durham" in shown
    assert "249,101" in shown


def test_each_map_says_what_links_it_to_the_other_and_marks_the_chosen_area() -> None:
    left, right = maps(area="1")
    assert (left["object"], right["object"]) == ("footprint_2016", "footprint_2019")
    assert (left["chosen"], right["chosen"]) == ("E54000001", "")
    assert left["twin"]["to"]["E54000001"][0] == ["E54000049"]
    assert sorted(right["twin"]["to"]["E54000049"][0]) == ["E54000001", "E54000002", "E54000003"]
    assert left["lines"] == []
    assert [line["than"] for line in right["lines"]] == ["footprint_2019"]


def test_the_table_leads_to_events_and_to_areas_as_at_their_day() -> None:
    shown = html.unescape(text(sound(page("dates"))))
    events = {row["change"] for row in printed("changes")}
    linked = set(re.findall(r"changes\?change=([^\"]+)", shown))
    assert linked
    assert linked <= events
    assert 'href="area?area=1&date=2016-03-30"' in shown
    assert 'href="area?area=E54000049&date=2019-04-01"' in shown
    assert "Not recorded at this date" in shown


def test_the_rows_are_taken_away_for_the_days_that_are_asked_for() -> None:
    asked = {"date": "2018-04-01", "then": "2017-04-01", "layer": "ccg"}
    taken = list(csv.DictReader(io.StringIO(sheet_of.as_csv("dates", asked) or "")))
    assert {row["code_before"] for row in taken} == {
        row["code"] for row in printed("areas") if (row["layer"], row["vintage"]) == ("ccg", "2017")
    }
    assert {row["date_before"] for row in taken} == {"2017-04-01"}
    assert (sheet_of.as_xlsx("dates", {}) or b"")[:2] == b"PK"

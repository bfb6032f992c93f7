"""Every event of the real ledger draws, before and after, on shapes that exist; no old name or code leads nowhere."""

from __future__ import annotations

import json
import re

import pytest

from stpdash import asat, change_export, change_pictures, change_tables, change_words, changing, find, package, search
from stpdash import successor_tables as notices
from stpdash.changing import Asked
from stpdash.ledger import LAYERS, changes, of_area


@pytest.fixture(scope="module")
def drawn(folder):
    """The ids of every object of the boundary file."""
    topology = json.loads((folder / package.BOUNDARIES).read_text("utf-8"))
    return {name: {each["id"] for each in layer["geometries"]} for name, layer in topology["objects"].items()}


def test_every_event_draws_before_and_after_areas_and_pieces_that_the_boundary_file_has(atlas, drawn):
    for change in changes(atlas):
        sides = [change_pictures.before(atlas, change), change_pictures.after(atlas, change)]
        assert (sides[1] is None) == (change.effective_from == "2021-04-01"), change.id
        for side in filter(None, sides):
            assert side["fit"], change.id
            assert set(side["fit"]) == set(side["shade"]["areas"]) <= drawn[side["object"]], change.id
            for line in side["lines"]:
                assert set(line.get("codes", ())) <= drawn[line["object"]], change.id
            kinds = {entry[0] for entry in side["shade"]["areas"].values()}
            assert {entry["swatch"] for entry in side["shade"]["legend"]["entries"]} == {f"c{k}" for k in kinds} | {
                "outside"
            }
            assert max(kinds) < len(side["shade"]["palette"]["light"]) == len(side["shade"]["palette"]["dark"])


def test_every_area_of_an_event_has_a_colour_of_its_own_and_regions_have_one_each(atlas):
    for change in changes(atlas):
        if change.layer == "region" or change.kind == "region_move":
            continue
        for side in filter(None, (change_pictures.before(atlas, change), change_pictures.after(atlas, change))):
            kinds = [entry[0] for entry in side["shade"]["areas"].values()]
            assert len(kinds) == len(set(kinds)), change.id


def test_of_what_an_area_was_made_is_told_whole_areas_apart_from_pieces(atlas):
    merger = changing.named(atlas, "ccg-2020-e38000246")
    told = [entry["label"] for entry in change_pictures.after(atlas, merger)["shade"]["legend"]["entries"]]
    # evidence/ccg_mergers.csv: four CCGs became it; of the fifth only a piece came, the same day
    assert "NHS Surrey Heartlands CCG, from 4 CCGs and a piece of NHS Coastal West Sussex CCG" in told
    assert [each.id for each in change_pictures.beside(atlas, merger)] == ["ccg-2020-move-e38000246"]


def test_a_region_that_was_divided_is_one_colour_before_and_two_after(atlas):
    south = changing.named(atlas, "region-2018-split-e40000005")
    before, after = change_pictures.before(atlas, south), change_pictures.after(atlas, south)
    # the 13 footprints of South of England: 7 in the South West and 6 in the South East, sources/stp17_ccg17_region.csv
    assert [len(side["shade"]["areas"]) for side in (before, after)] == [13, 13]
    assert [len({entry[0] for entry in side["shade"]["areas"].values()}) for side in (before, after)] == [1, 2]


def test_the_pieces_of_moved_boundaries_are_all_drawn_and_no_other(atlas, drawn):
    outlined = {
        code
        for change in changes(atlas)
        for line in change_pictures.before(atlas, change)["lines"]
        if line["object"] == "moved"
        for code in line["codes"]
    }
    assert outlined == drawn["moved"]


def test_choosing_the_first_footprint_gives_its_events_and_nobody_elses(atlas):
    found = {each.id for each in changing.found(atlas, Asked(atlas.footprint(1)))}
    # By hand: its boundary of October 2016; the merger of three, with the region that then held it and that region's
    # division; the merger of its two Durham CCGs; what the merged footprint gave away in 2020.
    assert found == {
        "footprint-2017-move-e54000045", "footprint-2018-e54000049", "footprint-2019-region-e40000009",
        "region-2019-split-e40000009", "ccg-2020-e38000234", "footprint-2020-move-e54000050",
    }  # fmt: skip
    taken = change_export.ledger(atlas, {"area": "1"})
    assert {row["change"] for row in taken.rows} == found


def test_no_new_name_or_code_is_denied_of_an_area_that_came_to_one_with_another_event(atlas):
    ground = {"merger", "split", "boundary_move"}
    for area_id in changing.areas(atlas):
        asked = changing.read(atlas, {"area": area_id})
        parts = [part for each in changing.found(atlas, asked) if each.kind in ground for part in each.parts]
        denied = " ".join(each for each in changing.summary(atlas, asked) if each.startswith("None "))
        assert not ("new name" in denied and any(part.name != part.successor_name for part in parts)), area_id
        assert not ("new code" in denied and any(part.code != part.successor for part in parts)), area_id
    # evidence/footprint_codes.csv: in 2020 E54000035 became E54000052, Surrey Heartlands Health and Care Partnership
    surrey = changing.summary(atlas, Asked(atlas.footprint(35)))
    assert (
        surrey[1] == "New names and codes that came with a merger, a split or a moved boundary stand with that event."
    )


def test_the_numbers_add_up_to_those_of_the_boundaries(atlas):
    assert change_tables.line(atlas) == (
        "CCGs 209, 207, 195, 191, 135, 106; Footprints 44, 44, 42, 42, 42; Regions 4, 4, 5, 7, 7"
    )
    assert "do not agree" not in change_tables.adding_up(atlas)


def test_every_event_has_a_title_of_its_own_with_its_date(atlas):
    told = [(change_words.title(atlas, each), each.effective_from) for each in changes(atlas)]
    assert len(told) == len(set(told))


def test_no_code_or_name_of_any_vintage_leads_nowhere(atlas):
    rows = atlas.areas[atlas.areas["layer"].isin((*LAYERS, "council", "combined_authority"))]
    told = {str(text) for column in ("code", "ods_code", "name") for text in rows[column] if text}
    told |= {text for each in changes(atlas) for part in each.parts for text in (part.code, part.name)}
    told |= {text for each in changes(atlas) for part in each.parts for text in (part.successor, part.successor_name)}
    lost = [
        text
        for text in sorted(told)
        if find.resolve(atlas, text) is None and not any(hit.exact for hit in search.search(atlas, text))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("asked", "told", "address"),
    [
        # ../shared/evidence/ccg_mergers.csv and DATA.md
        ("Leeds North", "closed 31 March 2018, now in NHS Leeds CCG", "area?area=E38000094"),
        ("NHS Cumbria CCG", "now in NHS North Cumbria CCG and NHS Morecambe Bay CCG", "area?area=E38000041"),
        ("E38000250", "began 1 April 2021, from 4 CCGs", "changes?change=ccg-2021-e38000250"),
        ("NHS Black Country and West Birmingham CCG", "not drawn", "changes?change=ccg-2021-e38000250"),
        ("NHS Newark and Sherwood CCG", "also called NHS Newark and Sherwood CCG", "area?area=E38000109"),
        ("NHS Dudley CCG", "then part of NHS Black Country and West Birmingham CCG", "area?area=E38000046"),
        ("South of England", "now in South East and South West", "area?area=E40000004"),
    ],
)
def test_a_search_for_what_is_no_more_says_when_it_closed_and_where_it_is_now(atlas, asked, told, address):
    first = search.search(atlas, asked)[0]
    assert told in first.told
    assert first.address == address


def test_what_is_still_there_is_not_said_to_have_closed(atlas):
    for asked in ("Devon", "NHS Sunderland CCG", "North Central London", "Y56"):
        assert "closed" not in search.search(atlas, asked)[0].told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        # residents of mid-2017 by LSOA: 318,291 and 186,184 of Cumbria's 504,475
        ("E38000041", "Closed 31 March 2017: 63.1% of its people are then in NHS North Cumbria CCG, 36.9% in"),
        ("E38000093", "In April 2020 88.0% of its people are in NHS Morecambe Bay CCG, 12.0% in NHS Fylde"),
        ("1", "Closed 31 March 2018 (NHS Digital: 7 June 2018): all its people are then in Cumbria and North East."),
        ("E38000225", "Began 1 April 2018, from NHS Leeds North CCG, NHS Leeds South and East CCG and NHS Leeds W"),
        ("16", "Called The Black Country until 31 March 2019, The Black Country and West Birmingham from"),
        ("E38000046", "Closed 31 March 2021: from 1 April 2021 part of NHS Black Country and West Birmingham CCG"),
    ],
)  # fmt: skip
def test_an_areas_page_says_what_became_of_it(atlas, asked, told):
    shown = notices.notice(atlas, find.resolve(atlas, asked)).striptags()
    assert told in shown


def test_where_it_rests_on_the_inferred_line_it_is_said_to_be_estimated(atlas):
    code = atlas.area("footprint", "2016", "E54000004")
    assert "Inferred" in notices.notice(atlas, code).striptags()


def test_every_area_of_every_vintage_has_its_notice_or_none_and_it_leads_to_the_ledger(atlas):
    for layer in LAYERS:
        for vintage in atlas.vintages["vintage"]:
            for area in atlas.areas_of(layer, str(vintage)):
                told = notices.notice(atlas, area)
                assert not told or f'href="changes?area={area.id}"' in told
                assert told or not [
                    each for each in of_area(atlas, area) if each.kind == "merger" and each.layer == layer
                ]


def test_the_areas_of_an_event_lead_to_a_day_on_which_they_are_drawn(atlas):
    for change in changes(atlas):
        links = re.findall(r'href="area\?area=([^&"]+)(?:&amp;date=([^"]+))?"', change_tables.pieces(atlas, change))
        both = 2 if change.successor_vintage else 1
        assert len(links) == both * len(change.parts), change.id
        for code, day in links:
            assert asat.fault(day) == "", (change.id, day)
            assert code in atlas.codes(change.layer, asat.vintage(day)), (change.id, code, day)


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ("ccg-2018-e38000225", ["2018-03-31", "2018-04-01"]),
        ("ccg-2021-e38000250", ["2021-03-31"]),
        # The boundaries of April 2017 are drawn from October 2016, when those of footprints moved.
        ("footprint-2017-move-e54000045", ["2016-09-30", "2016-10-01"]),
        ("ccg-2017-e38000217", ["2016-09-30", "2017-04-01"]),
    ],
)
def test_areas_before_are_linked_as_at_their_last_day_and_those_after_as_at_their_first(atlas, change, days):
    told = change_tables.pieces(atlas, changing.named(atlas, change))
    assert sorted(set(re.findall(r"&amp;date=([0-9-]+)", told))) == days

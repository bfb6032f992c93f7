"""Where the people of areas that are no more are later: shares counted anew from the LSOAs, days as published."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from itertools import combinations

import pytest

from stpdash import successor_tables, successors

YEARS = ("2016", "2017", "2018", "2019", "2020")
SCHEME = {"2016": "17", "2017": "17", "2018": "18", "2019": "19", "2020": "19"}
LAYERS = {"ccg": "CCG", "footprint": "STP", "region": "NHSER"}
INFERRED = "The line through NHS Cumbria CCG"


def column(layer, year):
    return f"{LAYERS[layer]}{SCHEME[year] if layer == 'region' else year[2:]}CD"


@pytest.fixture(scope="module")
def lsoas(published):
    file = published / "sources" / "master_lsoa11_lookup_2015_2020.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def told(found):
    return [(area.code, share) for area, share in found]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(("earlier", "later"), [*combinations(YEARS, 2)])
def test_between_any_two_vintages_the_shares_are_those_of_the_lsoas(atlas, lsoas, layer, earlier, later):
    both, whole = Counter(), Counter()
    for row in lsoas:
        people = int(float(row["pop"]))
        both[row[column(layer, earlier)], row[column(layer, later)]] += people
        whole[row[column(layer, earlier)]] += people
    for code in atlas.codes(layer, earlier):
        found = successors.became(atlas, atlas.area(layer, earlier, code), later)
        counted = {after: people / whole[code] for (before, after), people in both.items() if before == code}
        assert dict(told(found)) == pytest.approx(counted, abs=1e-6)
        assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_code_that_is_given_up_has_its_end_and_no_other(atlas, layer):
    in_use = {year: set(atlas.codes(layer, year)) for year in YEARS}
    for year in YEARS:
        for code in in_use[year]:
            found = successors.closing(atlas, atlas.area(layer, year, code))
            assert (found is None) == (code in in_use["2020"]), code
            if found:
                last = max(year for year in YEARS if code in in_use[year])
                assert (found.area.code, found.area.vintage) == (code, last)
                assert found.change is not None
                assert code in found.change.codes
                assert {area.vintage for area, _ in found.later} == {str(int(last) + 1)}
                assert sum(share for _, share in found.later) == pytest.approx(1, abs=2e-6)


def test_the_end_of_nhs_cumbria_ccg(atlas):
    found = successors.closing(atlas, atlas.area("ccg", "2016", "E38000041"))
    assert found
    assert found.closed == "2017-03-31"
    assert found.change
    assert found.change.kind == "split"
    whole = 318_291 + 186_184  # sources/ccg_changes_16_17.csv
    north, south = ("E38000215", pytest.approx(318_291 / whole)), ("E38000216", pytest.approx(186_184 / whole))
    assert told(found.later) == [north, south]


@pytest.mark.parametrize(
    ("layer", "code", "closed", "kind"),
    # evidence/ccg_mergers.csv and regions.csv; DATA.md for footprints
    [
        ("ccg", "E38000032", "2017-03-31", "merger"),  # Central Manchester
        ("ccg", "E38000213", "2020-03-31", "merger"),  # Coastal West Sussex: more of it merged than moved
        ("ccg", "E38000216", "2018-03-31", "boundary_move"),  # Morecambe Bay
        ("footprint", "E54000003", "2016-09-30", "boundary_move"),
        ("footprint", "E54000002", "2017-03-31", "recode"),
        ("footprint", "E54000046", "2018-03-31", "merger"),
        ("region", "E40000004", "2018-03-31", "split"),
        ("region", "E40000001", "2019-03-31", "split"),
    ],
)
def test_single_ends_are_as_told_elsewhere(atlas, layer, code, closed, kind):
    year = next(year for year in YEARS if code in atlas.codes(layer, year))
    found = successors.closing(atlas, atlas.area(layer, year, code))
    assert found
    assert found.change
    assert (found.closed, found.change.kind) == (closed, kind)


def test_in_april_2020_the_first_footprint_is_cumbria_and_north_east(atlas):
    assert told(successors.finally_(atlas, atlas.footprint(1))) == [("E54000050", 1.0)]
    third = dict(told(successors.finally_(atlas, atlas.footprint(3))))
    assert set(third) == {"E54000050", "E54000051"}  # Hambleton, Richmondshire and Whitby went to Humber


def test_an_area_is_itself_at_its_own_vintage_and_nothing_before_it(atlas):
    area = atlas.area("ccg", "2018", "E38000087")
    assert successors.became(atlas, area, "2018") == ((area, 1.0),)
    assert told(successors.became(atlas, area, "2020")) == [("E38000087", 1.0)]
    with pytest.raises(ValueError, match="which is before"):
        successors.became(atlas, area, "2017")


def test_a_layer_whose_changes_are_not_known_has_no_end(atlas):
    assert successors.closing(atlas, atlas.area("council", "2018", "E10000006")) is None


def test_only_where_footprints_of_2016_are_bounded_by_it_does_what_became_rest_on_the_inferred_line(atlas):
    rows = atlas.parents[(atlas.parents["layer"] == atlas.parents["parent_layer"])]
    unsure = rows[rows["status"] == "estimated"]
    assert set(zip(unsure["layer"], unsure["vintage"], unsure["code"], strict=True)) == {
        ("footprint", "2016", "E54000002"), ("footprint", "2016", "E54000004"),
    }  # fmt: skip
    assert unsure["note"].str.contains(INFERRED).all()


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("year", YEARS)
def test_no_area_is_told_an_empty_clause_and_every_one_that_is_no_more_leads_to_where_its_people_are(
    atlas, lsoas, layer, year
):
    became = {(row[column(layer, year)], row[column(layer, str(int(year) + 1))]) for row in lsoas if year < YEARS[-1]}
    later = {after for _, after in became}
    for code in atlas.codes(layer, year):
        notice = successor_tables.notice(atlas, atlas.area(layer, year, code))
        told = notice.striptags()
        assert not re.search(r", ?\.|: ?\.|\bOn [^,.]*, [^0-9]", told), (code, told)
        gone = {after for before, after in became if before == code} if year < YEARS[-1] and code not in later else ()
        for after in gone:
            assert f"area?area={after}" in notice, (code, after)


@pytest.mark.parametrize(
    ("code", "told", "link"),
    # sources/ccg_changes_16_17.csv and ccg_changes_17_18.csv: columns pop17 and the codes and names of either year
    [
        ("E38000060", ("19,408", "1,422", "its code is E38000226, NHS Fylde and Wyre CCG."), "E38000226"),
        ("E38000226", ("19,408", "1,422", "Until 31 March 2018 its code was E38000060, NHS Fylde & Wyre"), "E38000060"),
        ("E38000065", ("1,422", "From 1 April 2018 its code is E38000227, NHS Greater Preston CCG."), "E38000227"),
        ("E38000227", ("1,422", "Until 31 March 2018 its code was E38000065, NHS Greater Preston CCG."), "E38000065"),
        ("E38000228", ("19,408", "Until 31 March 2018 its code was E38000216, NHS Morecambe Bay CCG."), "E38000216"),
        ("E38000131", ("17,202", "From 1 April 2017 its code is E38000218, NHS Norwich CCG."), "E38000218"),
        ("E38000219", ("17,202", "Until 31 March 2017 its code was E38000159, NHS South Norfolk CCG."), "E38000159"),
    ],
)  # fmt: skip
def test_whoever_came_or_left_as_a_boundary_moved_and_the_other_code_stand_with_the_area_before_and_after(
    atlas, code, told, link
):
    notice = successor_tables.notice(atlas, _latest(atlas, code))
    assert f"area?area={link}" in notice
    for each in told:
        assert each in notice.striptags()


def test_of_a_boundary_that_moved_only_what_touched_an_area_stands_with_it(atlas):
    # 19,408 passed from Morecambe Bay, 1,422 from Greater Preston; sources/ccg_changes_17_18.csv
    assert "19,408" not in successor_tables.notice(atlas, _latest(atlas, "E38000227"))
    assert "1,422" not in successor_tables.notice(atlas, _latest(atlas, "E38000228"))


def test_the_other_code_of_an_area_leads_to_a_day_on_which_it_is_drawn(atlas):
    moved = successor_tables.notice(atlas, _latest(atlas, "E38000060"))
    assert "area?area=E38000226&amp;date=2018-04-01" in moved
    # the boundaries of April 2017 are drawn from October 2016, so that the last day of a CCG of 2016 is before it
    began = successor_tables.notice(atlas, _latest(atlas, "E38000219"))
    assert "area?area=E38000159&amp;date=2016-09-30" in began


def _latest(atlas, code):
    return atlas.area("ccg", max(year for year in YEARS if code in atlas.codes("ccg", year)), code)

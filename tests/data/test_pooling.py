"""Groupings of the real areas: sums of the parts, England, real mergers, what touches what."""

import csv
import random
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlencode

import geopandas as gpd
import pytest

from stpdash import contiguity, grouping, mergers, outlines, package, places, pooling, regrouping
from stpdash.grouping import LONGEST, Asked, Grouping
from stpdash.model import MAIN
from stpdash.pooling import Pool
from stpdash.series import YEARS

ENGLAND = 55_619_430
"""DATA.md and ONS: residents of England, mid-2017."""
WITH_MONEY = {("footprint", "2016"): 1, ("footprint", "2017"): 4, ("ccg", "2016"): 2, ("ccg", "2017"): 2,
              ("ccg", "2018"): 1, ("ccg", "2019"): 1}  # fmt: skip
"""DATA.md: for how many years each kind of area has core allocations of its own."""
SCALES = [(layer, vintage) for layer in ("footprint", "ccg") for vintage in ("2016", "2017", "2018", "2019", "2020")]


@pytest.fixture(scope="module")
def lines(folder):
    return package.lines(folder)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The file as text: a second way to the same figures."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def some(atlas, layer: str, vintage: str, seed: int, most: int = 40) -> Pool:
    codes = sorted(atlas.codes(layer, vintage))
    chance = random.Random(seed)  # noqa: S311 - a settled sequence
    return Pool(layer, vintage, tuple(sorted(chance.sample(codes, chance.randrange(1, min(most, len(codes)))))))


def test_44_footprints_together_are_england(atlas):
    pool = Pool("footprint", MAIN, tuple(atlas.codes("footprint", MAIN)))
    assert pooling.people(atlas, pool).value == ENGLAND
    assert [len(piece) for piece in contiguity.pieces(atlas, pool)] == [44]
    bodies = pooling.bodies(atlas, pool)
    # 207 CCGs of April 2017, 152 councils (DATA.md), the 225 trusts of the ODS sheet (PEERS.md)
    assert (len(bodies.ccgs), len(bodies.councils), len(bodies.trusts)) == (207, 152, 225)


@pytest.mark.parametrize(("layer", "vintage"), SCALES)
def test_pooled_people_and_money_are_the_sums_of_the_parts_exactly(atlas, folder, layer, vintage):
    counted, paid = {}, {}
    for row in rows(folder, "people.csv"):
        if (row["layer"], row["vintage"], row["basis"], row["ages"]) == (layer, vintage, "resident", "all"):
            counted[row["code"]] = int(row["people"])
    for row in rows(folder, "funding.csv"):
        if (row["layer"], row["vintage"], row["series"]) == (layer, vintage, "core_allocation"):
            paid[row["year"], row["code"]] = Fraction(row["amount_gbp_m"])
    compared = 0
    for seed in range(12):
        pool = some(atlas, layer, vintage, seed)
        assert pooling.people(atlas, pool).value == sum(counted[code] for code in pool.codes)
        for year in YEARS:
            if all((year, code) in paid for code in pool.codes):
                exact = sum(paid[year, code] for code in pool.codes)
                assert pooling.money(atlas, pool, year).value == float(exact)
                compared += 1
    assert compared >= 12 * WITH_MONEY.get((layer, vintage), 0)


@pytest.mark.parametrize(("layer", "vintage"), SCALES)
def test_pooled_ground_is_the_sum_of_the_parts_and_the_outline_holds_all_of_it(atlas, folder, lines, layer, vintage):
    shapes = package.boundaries(folder, f"{layer}_{vintage}").to_crs("EPSG:27700")
    listed = {row["code"]: Fraction(row["area_km2"]) for row in rows(folder, "areas.csv")
              if (row["layer"], row["vintage"]) == (layer, vintage)}  # fmt: skip
    for seed in range(4):
        pool = some(atlas, layer, vintage, seed)
        assert pooling.ground_km2(atlas, pool).value == pytest.approx(
            float(sum(listed[c] for c in pool.codes)), rel=1e-9
        )
        drawn = gpd.GeoSeries([outlines.outline(lines, pool.object, pool.codes)], crs="EPSG:4326").to_crs("EPSG:27700")
        assert drawn.is_valid.all()
        parts = shapes.loc[list(pool.codes)].area.sum()
        assert drawn.area.iloc[0] == pytest.approx(parts, rel=1e-4)  # within 0.01 %


def test_a_pool_without_a_figure_for_one_member_has_none(atlas):
    # NHS Leeds CCG (E38000225) began in April 2018: no figure of 2017/18
    pool = Pool("ccg", "2018", tuple(sorted(("E38000225", "E38000064"))))
    assert pooling.money(atlas, pool, "2018/19").status
    assert not pooling.money(atlas, pool, "2017/18").status
    assert "E38000225" in [area.code for area in pooling.without_figure(atlas, pool, "2017/18")]


def test_footprints_of_2018_are_the_sum_of_their_ccgs(atlas, folder):
    paid = {row["code"]: Fraction(row["amount_gbp_m"]) for row in rows(folder, "funding.csv")
            if (row["layer"], row["vintage"], row["year"]) == ("ccg", "2018", "2018/19")}  # fmt: skip
    inside = [row["code"] for row in rows(folder, "parents.csv")
              if (row["layer"], row["vintage"], row["parent_layer"], row["parent_vintage"], row["parent"])
              == ("ccg", "2018", "footprint", "2018", "E54000049")]  # fmt: skip
    pool = Pool("footprint", "2018", ("E54000049",))
    assert pooling.money(atlas, pool, "2018/19").value == float(sum(paid[code] for code in inside))


def test_money_of_a_footprint_of_2016_that_is_part_of_a_ccg_is_not_made_up(atlas):
    # NHS Cumbria CCG lay in footprints 2 and 4: the package has an estimate for 2016/17 and none for 2017/18
    pool = Pool("footprint", "2016", ("E54000002",))
    assert pooling.money(atlas, pool, "2016/17").status == "estimated"
    assert not pooling.money(atlas, pool, "2017/18").status


def test_a_council_of_which_less_than_one_in_a_hundred_live_there_shares_no_decision(atlas):
    # sources/utla18_stp17_population_overlap.csv: Oxfordshire 0.0088 in 40, Buckinghamshire 0.0118 in 24
    def councils(number):
        found = pooling.bodies(atlas, Pool("footprint", MAIN, (atlas.footprint(number).code,)))
        return {share.area.name for share in found.councils}

    assert "Oxfordshire" not in councils(40)
    assert "Buckinghamshire" in councils(24)
    assert len(councils(28)) == 5  # Barnet, Camden, Enfield, Haringey, Islington


TWO_OF_2020 = {"E38000246": (6_916, 0), "E38000248": (0, 6_916)}
"""sources/ccg_changes_19_20.csv: four LSOAs of Coastal West Sussex went to Surrey Heartlands as both were made."""


def test_every_real_merger_has_the_people_and_the_outline_of_what_came_of_it(atlas, lines):
    seen = 0
    for merger in mergers.mergers(atlas).values():
        after = merger.successor(atlas)
        if after is None:
            continue
        seen += 1
        before, now = (
            Pool(merger.layer, merger.vintage, merger.codes),
            Pool(after.layer, after.vintage, (after.code,)),
        )
        came, left = TWO_OF_2020.get(after.code, (0, 0))
        assert mergers.moved_beside(atlas, merger) == (came, left)
        assert pooling.people(atlas, before).value + came - left == pooling.people(atlas, now).value, merger.name
        apart = outlines.apart(lines, (before.object, before.codes), (now.object, now.codes))
        if after.code in TWO_OF_2020:
            assert 0.001 < apart < 0.05
        else:
            assert apart < 0.001, merger.name
    assert seen == 27 + 1  # 36 of CCGs less the nine of 2021, and one of footprints


def test_a_merger_is_told_from_its_parts_alone(atlas):
    merger = mergers.mergers(atlas)["ccg-2018-e38000225"]
    found, notices = grouping.read(atlas, mergers.link(atlas, merger.id).partition("pool=")[2].replace("+", " "))
    assert not notices
    assert mergers.matching(atlas, found.layer, found.groupings[0].codes) is merger
    assert mergers.matching(atlas, found.layer, found.groupings[0].codes[:2]) is None


@pytest.mark.parametrize(("layer", "vintage"), SCALES)
def test_any_three_groupings_fit_into_an_address_and_read_the_same_again(atlas, layer, vintage):
    codes = list(atlas.codes(layer, vintage))
    seldom = [code for place, code in enumerate(codes) if place % 3]
    everyone = [seldom] * 3  # the longest there is: two of three, three times over
    worst = [
        codes[::2],
        [code for place, code in enumerate(codes) if place % 3],
        [c for n, c in enumerate(codes) if n % 4],
    ]
    chance = random.Random(2017)  # noqa: S311 - a settled sequence
    for members in [
        worst,
        everyone,
        *([chance.sample(codes, chance.randrange(len(codes))) for _ in range(3)] for _ in range(20)),
    ]:
        asked = Asked(layer, vintage, tuple(Grouping(tuple(sorted(m)), grouping.fitting("é" * 99)) for m in members))
        text = grouping.written(atlas, asked)
        assert len(urlencode({"pool": text})) <= LONGEST
        assert grouping.read(atlas, text) == (asked, [])


def test_codes_of_two_vintages_are_refused(atlas):
    # E38000032 NHS Central Manchester until March 2017; E38000217 NHS Manchester after
    found, notices = grouping.read(atlas, "1~ccg-2017~32.217~Manchester")
    assert found == Asked()
    assert "NHS Central Manchester CCG of Spring 2016" in notices[0]


def test_where_a_grouping_breaks(atlas):
    def pieces(*numbers):
        codes = tuple(sorted(atlas.footprint(number).code for number in numbers))
        found = contiguity.pieces(atlas, Pool("footprint", MAIN, codes))
        return [sorted(int(area.footprint) for area in piece) for piece in found]

    assert pieces(27, 28, 29, 30, 31) == [[27, 28, 29, 30, 31]]  # London
    assert pieces(36, 37, 1) == [[36, 37], [1]]  # Cornwall and Devon touch; the north east is far
    wight = next(a.code for a in atlas.areas_of("ccg", MAIN) if "Isle of Wight" in a.name)
    beside = next(a.code for a in atlas.areas_of("ccg", MAIN) if "Portsmouth" in a.name)
    assert len(contiguity.pieces(atlas, Pool("ccg", MAIN, tuple(sorted((wight, beside)))))) == 2


def test_the_west_midlands_authority_is_touched_with_its_printed_share(atlas):
    # sources/cauth18_stp17_population_overlap.csv and evidence/ca_stp_overlay.csv: all of 16 and 17 together
    pool = Pool("footprint", MAIN, tuple(sorted(atlas.footprint(number).code for number in (16, 17, 18))))
    (found,) = pooling.authorities(atlas, pool)
    assert (found.area.code, round(found.of_area, 6)) == ("E47000007", 1.0)


def test_what_is_taken_over_to_another_kind_of_area_has_the_same_people(atlas):
    asked = Asked("footprint", MAIN, (Grouping((atlas.footprint(28).code,), "NCL"),))
    ccgs = regrouping.moved(atlas, asked, "ccg-2017")
    assert len(ccgs.groupings[0].codes) == 5  # evidence/ccg_mergers.csv: five CCGs until 2020
    assert regrouping.moved(atlas, ccgs, "footprint-2017") == asked
    some_of_it = ccgs.having(0, ccgs.groupings[0].codes[1:])
    assert regrouping.moved(atlas, some_of_it, "footprint-2017").groupings[0].codes == ()
    assert regrouping.moved(atlas, ccgs, "ccg-2019").groupings == ccgs.groupings
    one = regrouping.moved(atlas, ccgs, "ccg-2020")
    assert one.groupings[0].codes == ("E38000240",)  # evidence/ccg_mergers.csv
    assert regrouping.left_out(atlas, ccgs, one) == []
    assert regrouping.moved(atlas, one, "ccg-2017") == ccgs


@pytest.mark.parametrize("scale", [f"{layer}-{vintage}" for layer, vintage in SCALES])
def test_all_england_taken_over_to_any_other_areas_loses_only_what_it_says(atlas, scale):
    asked = Asked("footprint", MAIN, (Grouping(tuple(atlas.codes("footprint", MAIN)), "All"),))
    after = regrouping.moved(atlas, asked, scale)
    has = Pool(after.layer, after.vintage, after.groupings[0].codes)
    lost = ENGLAND - int(pooling.people(atlas, has).value)
    told = regrouping.left_out(atlas, asked, after)
    assert bool(told) == bool(lost)
    assert all(f"{lost:,} of its 55,619,430 people" in each for each in told)
    if scale in {"footprint-2018", "footprint-2019", "ccg-2017"}:
        assert lost == 0


@pytest.mark.parametrize("vintage", ["2016", "2017", "2018", "2019"])
def test_a_merger_is_known_at_every_vintage_that_has_all_its_parts(atlas, vintage):
    known = 0
    for merger in mergers.mergers(atlas).values():
        if merger.layer == "ccg" and set(merger.codes) <= set(atlas.codes("ccg", vintage)):
            assert mergers.matching(atlas, "ccg", merger.codes) is merger
            known += 1
    assert known >= 18  # evidence/ccg_mergers.csv: those of 2020 and 2021 at the least, less what was new in between


def test_a_footprint_of_2020_touches_the_footprints_that_its_people_came_from(atlas):
    # sources: NHS North Yorkshire CCG of 2020 joins parts of 3, 5 and 6; all of it is in Humber, Coast and Vale by then
    humber = next(a for a in atlas.areas_of("footprint", "2020") if a.footprint == "6")
    touched = pooling.footprints(atlas, Pool("footprint", "2020", (humber.code,)))
    assert [(area.footprint, whole) for area, whole in touched] == [("3", False), ("5", False), ("6", True)]
    ccgs = tuple(sorted(ccg.code for ccg in places.ccgs_of(atlas, humber)))
    of_ccgs = pooling.bodies(atlas, Pool("ccg", "2020", ccgs))
    assert pooling.bodies(atlas, Pool("footprint", "2020", (humber.code,))).trusts == of_ccgs.trusts


def test_both_sides_of_the_inferred_line_together_are_no_estimate_and_one_alone_is(atlas):
    one, both = (Pool("footprint", "2016", codes) for codes in (("E54000002",), ("E54000002", "E54000004")))
    for found in (pooling.people, pooling.ground_km2):
        assert [found(atlas, pool).status for pool in (one, both)] == ["estimated", "derived"]
    # NHS Cumbria CCG is whole in the two: 2017/18 is known, though neither has a figure of its own
    assert not pooling.money(atlas, one, "2017/18").status
    assert pooling.money(atlas, both, "2017/18").status
    whole = Pool("footprint", "2016", tuple(atlas.codes("footprint", "2016")))
    assert round(pooling.money(atlas, whole, "2017/18").value) == 72_051  # DATA.md: £72,051m
    beside = Pool("footprint", "2016", ("E54000001", "E54000002"))
    assert [area.code for area in pooling.without_figure(atlas, beside, "2017/18")] == [
        "E54000002"
    ]  # 1 is the sum of whole CCGs


@pytest.mark.parametrize(("layer", "vintage"), SCALES)
def test_regions_taken_in_one_after_the_other_are_england(atlas, layer, vintage):
    found = regrouping.wholes(atlas, layer, vintage)
    regions = [codes for key, (_, codes) in found.items() if key.startswith("E40")]
    assert len(regions) == 7
    assert sorted(code for codes in regions for code in codes) == sorted(found["england"][1])

"""How councils and combined authorities fit the footprints, against the overlaps as they were handed over."""

from __future__ import annotations

import csv
import re

import pytest

from stpdash import authority_tables, find, fit, suggested, who
from stpdash.mergers import mergers

# sources/cauth18_stp17_population_overlap.csv: people, share of the authority, share of the footprint
AUTHORITIES = {
    ("West Midlands", "Birmingham and Solihull"): (1_175_256, 0.4056, 1.0),
    ("West Midlands", "Coventry and Warwickshire"): (360_149, 0.1243, 0.3895),
    ("West Midlands", "The Black Country"): (1_361_898, 0.4701, 1.0),
    ("North East", "Northumberland, Tyne and Wear and North Durham"): (878_324, 0.7618, 0.5174),
    ("West of England", "Bath, Swindon and Wiltshire"): (188_678, 0.2035, 0.2071),
    ("Greater Manchester", "Greater Manchester"): (2_798_799, 1.0, 0.9882),
}
# sources/utla18_stp17_population_overlap.csv: people, share of the council
COUNCILS = {
    ("Birmingham", "The Black Country"): (175_800, 0.1546),
    ("Cumbria", "Lancashire and South Cumbria"): (180_084, 0.3613),
    ("Essex", "Suffolk and North East Essex"): (334_803, 0.2280),
    ("North Yorkshire", "Lancashire and South Cumbria"): (6_100, 0.0100),
    ("Oxfordshire", "Bath, Swindon and Wiltshire"): (6_003, 0.0088),
    ("Barnet", "North Central London"): (387_803, 1.0),
}
# the same file: every council with more than one line
SPLIT = {
    "Birmingham", "Buckinghamshire", "County Durham", "Cumbria", "Derbyshire", "Essex", "Hampshire", "Hertfordshire",
    "North Yorkshire", "Northamptonshire", "Nottinghamshire", "Oxfordshire", "Suffolk", "Surrey",
}  # fmt: skip


def pairs(atlas, layer):
    return {(e.group.name, e.footprint.name): e for found in fit.fits(atlas, layer).values() for e in found}


def test_authorities_share_people_with_footprints_as_the_overlap_says(atlas):
    found = pairs(atlas, "combined_authority")
    for key, (people, of_group, of_footprint) in AUTHORITIES.items():
        assert found[key].people == people
        assert found[key].of_group == pytest.approx(of_group, abs=5e-5)
        assert found[key].of_footprint == pytest.approx(of_footprint, abs=5e-5)


def test_councils_share_people_with_footprints_as_the_overlap_says(atlas):
    found = pairs(atlas, "council")
    for key, (people, share) in COUNCILS.items():
        assert found[key].people == people
        assert found[key].of_group == pytest.approx(share, abs=5e-5)


@pytest.mark.parametrize(
    ("layer", "file", "names", "share"),
    [
        ("combined_authority", "cauth18_stp17_population_overlap.csv", ("CAUTH18NM", "STP17NM"), "share_of_ca"),
        ("council", "utla18_stp17_population_overlap.csv", ("UTLA18NM", "STP17NM"), "share"),
    ],
)
def test_every_line_of_the_overlaps_is_there_and_no_other(atlas, published, layer, file, names, share):
    with (published / "sources" / file).open(encoding="utf-8", newline="") as lines:
        printed = {tuple(row[name] for name in names): row for row in csv.DictReader(lines)}
    found = pairs(atlas, layer)
    assert len(found) == len(printed)
    told = sorted((each.group.name, each.people, round(each.of_group, 6)) for each in found.values())
    assert told == sorted((key[0], int(float(r["pop"])), round(float(r[share]), 6)) for key, r in printed.items())


@pytest.mark.parametrize("layer", ["combined_authority", "council"])
def test_everybody_of_a_group_lives_in_some_footprint(atlas, layer):
    for area, found in fit.fits(atlas, layer).items():
        assert sum(each.of_group for each in found) == pytest.approx(1, abs=1e-9), area.name


def test_the_west_midlands_lies_across_exactly_three_footprints_and_comes_first(atlas):
    first = next(iter(fit.split(atlas, "combined_authority").items()))
    assert first[0].name == "West Midlands"
    assert [each.kind for each in first[1]] == ["straddles"] * 3


def test_14_councils_are_split_oxfordshire_by_a_sliver_north_yorkshire_in_four(atlas):
    split = fit.split(atlas, "council")
    assert {area.name for area in split} == SPLIT
    assert [area.name for area, found in split.items() if not fit.straddles(found)] == ["Oxfordshire"]
    (north,) = [found for area, found in split.items() if area.name == "North Yorkshire"]
    assert [each.kind for each in north].count("sliver") == 1
    assert len(north) == 4
    # DATA.md: 152 authorities
    assert re.search(r"^14 of 152 councils .* The other 138 lie in one\.$", fit.summary(atlas, "council"))


def test_a_registers_date_is_said_to_be_one_and_stands_after_the_order(atlas):
    told = str(authority_tables.side_by_side(atlas))
    (sheffield,) = re.findall(r'<tr><th scope="row"><a [^>]*>Sheffield City Region</a>.*?</tr>', told)
    # evidence/combined_authority_facts.csv: approved by the Commons 18 March 2014; the register has 1 April 2014
    assert sheffield.index("Order approved by the Commons: 18 March 2014 (agreed)") < sheffield.index(
        "Start as a register has it: 1 April 2014. No order was read. "
        "Sources disagree: The dates of the orders; against that 1 April 2014 for several, in copies"
    )
    assert "15 April 2014 to 2 November 2018: Newcastle upon Tyne; North Tyneside; Northumberland" in told
    assert "First election of a mayor (planned, from 4 May 2017" in told
    # conflicts.csv, mayoral-election
    assert "Sources disagree: 4 May 2017 (Dods); against that 5 May 2017 (Local Government Association). " in told


def test_the_two_disagreements_about_authorities_stand_with_both_sides(atlas):
    told = authority_tables.disagreements(atlas)
    for said in ("1 April 2014 for several", "4 May 2017 (Dods)", "5 May 2017 (Local Government Association)"):
        assert said in told
    assert told.count("<li>") == 2


def test_the_nhs_idea_was_suggested_for_one_place_and_reads_not_recorded_elsewhere(atlas):
    assert [area.id for area in suggested.places(atlas)] == ["28"]  # VOCABULARY.md, rule 4
    answers = {area.id: suggested.answer(atlas, area.id) for area in atlas.areas_of("footprint", "2017")}
    assert {number for number, told in answers.items() if told == "Suggested"} == {"28"}
    assert set(answers.values()) == {"Suggested", "Not recorded"}


def test_what_followed_stands_in_order_of_date_and_nothing_is_said_to_be_granted(atlas):
    events = suggested.followed(atlas, "28")
    dates = [event.date for event in events]
    assert all(dates)
    assert [date[:4] for date in dates] == sorted(date[:4] for date in dates)
    idea = [event.fact for event in events if event.fact and event.fact.attribute == "nhs_combined_authority"]
    assert [fact.status for fact in idea] == ["PROPOSED"]
    # evidence/ccg_mergers.csv: the five CCGs of north central London became one on 1 April 2020
    (merged,) = [event for event in events if event.merger]
    assert (merged.date, len(merged.merger.codes)) == ("2020-04-01", 5)


def test_every_merger_of_ccgs_is_a_part_in_the_footprints_where_its_people_live(atlas):
    everywhere = [suggested.parts(atlas, area.id) for area in atlas.areas_of("footprint", "2017")]
    shares: dict[str, float] = {}
    for parts in everywhere:
        for change, share in parts.mergers:
            shares[change.id] = shares.get(change.id, 0) + share
    assert shares.keys() == {key for key, change in mergers(atlas).items() if change.layer == "ccg"}
    assert list(shares.values()) == pytest.approx([1.0] * len(shares), abs=1e-5)


def test_parts_are_the_statements_of_the_package_with_their_status(atlas):
    rows = atlas.facts[atlas.facts["confidence"] != "low"]
    for area in atlas.areas_of("footprint", "2017"):
        mine = rows[rows["subject"] == f"footprint:{area.id}"]
        parts = suggested.parts(atlas, area.id)
        joint = mine[(mine["attribute"] == "commissioning_arrangement") & mine["value"].str.contains("JOINT|PARTNER")]
        shared = mine[(mine["attribute"] == "shared_leadership") & mine["value"].isin(["SINGLE_AO", "SHARED_AO_PART"])]
        groups = mine[mine["attribute"] == "provider_alliance"]
        for found, wanted in zip(
            (parts.committees, parts.officers, parts.hospitals), (joint, shared, groups), strict=True
        ):
            assert sorted((f.value, f.status) for f in found) == sorted(
                zip(wanted["value"], wanted["status"], strict=True)
            )
    ours = suggested.parts(atlas, "28")
    # evidence/governance.csv, north central London: planned and agreed in November 2016, not seen in place
    assert [fact.status for fact in (*ours.committees, *ours.officers)] == ["PLANNED", "AGREED"]


@pytest.mark.parametrize(("code", "kind"), [("E47000001", "Combined authority"), ("E09000012", "Council")])
def test_what_a_council_is_has_its_source_like_every_line_of_its_card(atlas, code, kind):
    (told,) = re.findall(rf"<dt>{kind}</dt><dd>{code}, 2018; (.*?)</dd>", who.card(atlas, find.resolve(atlas, code)))
    assert "Lookups from 2011 LSOAs" in told  # areas.csv: ons-areas

"""Who answers here, held against what documents printed and against the evidence, row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from stpdash import axes, export, facts, governing, leading, levels, places, sheets, who, words
from stpdash.build.cards import slug
from stpdash.names import plain

NUMBERS = [str(number) for number in range(1, 45)]
NAMED_AS_NORTH_CENTRAL = "28"
COUNTED = {"ccg_count", "upper_tier_authorities"}


def evidence(published, name: str) -> list[dict[str, str]]:
    with (published / "evidence" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("number", NUMBERS)
def test_every_footprint_has_its_region_and_that_regions_director_on_its_card(atlas, number):
    area = atlas.footprint(int(number))
    region = places.region_of(atlas, area)
    assert region is not None
    (director,) = facts.directors(atlas, region)
    card = who.card(atlas, area)
    assert str(words.date("2018-12-11")) in card
    assert director.value.split(" ")[-1].replace("'", "&#39;") in card


def test_thirteen_ratings_are_recorded_and_thirty_one_are_not(atlas):
    """DATA.md: 13 of 44 found. Five best and five worst are named by several papers of 21 July 2017."""
    states = axes.standings(atlas, "progress_rating_2017", "2017-07-21")
    found = Counter(state.codes for state in states.values())
    assert found == {
        (): 31,
        ("OUTSTANDING",): 5,
        ("ADVANCED",): 2,
        ("MAKING_PROGRESS",): 1,
        ("NEEDS_MOST_IMPROVEMENT",): 5,
    }
    assert {n for n, s in states.items() if s.codes == ("OUTSTANDING",)} == {"3", "9", "24", "34", "41"}
    assert {n for n, s in states.items() if s.codes == ("NEEDS_MOST_IMPROVEMENT",)} == {"6", "10", "20", "33", "39"}


@pytest.mark.parametrize("date", axes.DATES)
def test_no_footprint_is_ever_given_an_accountability_model(atlas, date):
    states = axes.standings(atlas, "accountability_model", date)
    assert len(states) == 44
    assert all(state.codes == () for state in states.values())


def test_one_place_alone_was_named_for_an_nhs_combined_authority_and_only_as_a_suggestion(atlas):
    assert not any(state.codes for state in axes.standings(atlas, "nhs_combined_authority", "2018-05-24").values())
    states = axes.standings(atlas, "nhs_combined_authority", "2016-11-30")
    named = {number: state for number, state in states.items() if state.codes}
    assert set(named) == {NAMED_AS_NORTH_CENTRAL}
    assert named[NAMED_AS_NORTH_CENTRAL].yet_to_come


def test_whole_system_control_totals_stay_with_the_places_that_are_named(atlas):
    """DATA.md and control_totals.csv: Devon, Dorset, Frimley, north central London; Surrey and Bedfordshire in 2020."""
    named = {fact.footprint for fact in facts.every(atlas, "control_total_type") if fact.footprint}
    assert named == {"37", "41", "34", "28", "35", "24"}
    told = [fact for fact in facts.every(atlas, "control_total_type") if fact.subject == "england"]
    assert len(told) == 7
    assert axes.standings(atlas, "control_total_type", "2016-11-30")["37"].yet_to_come


def test_four_first_wave_systems_cover_a_part_only_and_name_it(atlas):
    """VOCABULARY.md: Buckinghamshire and Berkshire West, Blackpool and Fylde Coast, Greater Nottingham."""
    states = axes.standings(atlas, "system_status", "2018-05-24")
    parts = {number: {fact.part for fact in state.said if fact.part} for number, state in states.items() if state.part}
    assert set(parts) == {"4", "14", "44"}
    assert {"Buckinghamshire", "Berkshire West"} <= parts["44"]
    assert any("Blackpool" in part for part in parts["4"])
    devolved = {n for n, s in states.items() if "HEALTH_DEVOLUTION" in s.codes}
    assert devolved == {"7", "35"}  # VOCABULARY.md: Greater Manchester, Surrey Heartlands
    programme = {n for n, s in states.items() if "ICS_PROGRAMME" in s.codes}
    assert programme == {"34", "9", "14", "4", "41", "24", "44", "7", "35", "43", "23", "2", "5"}


def test_the_footprints_of_one_ccg_are_those_that_ons_counts(atlas, published):
    printed = {
        row["footprint"]: int(row["value"])
        for row in evidence(published, "governance")
        if row["attribute"] == "ccg_count"
    }
    assert len(printed) == 44
    counted = {number: len(places.ccgs_of(atlas, atlas.footprint(int(number)))) for number in NUMBERS}
    assert counted == printed
    single = {n for n, s in axes.standings(atlas, "commissioning_arrangement", "2017-04-30").items()
              if s.codes == ("SINGLE_CCG",)}  # fmt: skip
    assert single == {number for number, count in printed.items() if count == 1}


def test_the_councils_of_every_footprint_are_those_counted_in_the_evidence(atlas, published):
    """The evidence counts LSOAs and leaves slivers under 2% out; the atlas counts people and leaves out under 1%."""
    printed: dict[str, dict[str, str]] = {number: {} for number in NUMBERS}
    for row in evidence(published, "stp_hwb"):
        printed[row["footprint"]][row["utla"]] = row["overlap"]
    for number in NUMBERS:
        found = {area.name: share for area, share in places.councils_of(atlas, atlas.footprint(int(number)))}
        wanted = {name for name, overlap in printed[number].items() if overlap in {"WHOLE", "MAIN", "PART"}}
        assert wanted <= set(found), number
        for name, overlap in printed[number].items():
            if overlap == "WHOLE":
                assert found[name] > 0.98, (number, name)


def test_all_152_councils_lie_somewhere_and_have_a_card_with_a_lead(atlas):
    councils = atlas.areas_of("council", "2018")
    assert len(councils) == 152
    for council in councils:
        assert places.footprints_around(atlas, council), council.name
        assert "Lead of" in who.card(atlas, council)


def test_every_sighting_of_a_lead_or_chair_is_there(atlas, published):
    printed = evidence(published, "leads")
    assert len(printed) == 132  # DATA.md
    ours = [
        fact
        for attribute in ("lead_sighting", "chair")
        for number in NUMBERS
        for fact in facts.of(atlas, number, attribute)
    ]
    seen = Counter((fact.footprint, plain(fact.value)) for fact in ours)
    wanted = Counter((row["footprint"], plain(row["person"])) for row in printed)
    missing = {key: n for key, n in wanted.items() if seen[key] < n}
    assert missing == {}


def test_every_row_of_governance_is_told_or_counted(atlas, published):
    rows = evidence(published, "governance")
    assert len(rows) == 281
    kinds = [row for row in rows if row["attribute"] == "lead_org_type"]
    told = [row for row in rows if row["attribute"] not in {*COUNTED, "lead_org_type"}]
    assert (len(told), len(kinds), len(rows) - len(told) - len(kinds)) == (158, 35, 88)
    said = {(fact.subject, fact.source) for attribute in atlas.codes_of("attribute")
            for fact in facts.every(atlas, attribute)}  # fmt: skip
    for row in told:
        assert (f"footprint:{row['footprint']}", slug(row["source_title"])) in said, row["source_title"]


def test_the_other_tables_of_evidence_are_there_row_for_row(atlas, published):
    def count(attribute: str) -> int:
        return len(facts.every(atlas, attribute))

    assert count("decision_right") == len(evidence(published, "decision_rights")) == 28
    assert count("survey") == len(evidence(published, "surveys")) == 10
    assert count("national_role") + count("national_body") == len(evidence(published, "national_roles")) == 20
    assert count("regional_director") == len(evidence(published, "regional_directors")) == 18
    assert sum(count(a) for a in ("assembly_idea", "assembly_terms", "assembly_member")) == len(
        evidence(published, "assembly")
    )
    vanguards = {fact.detail for fact in facts.every(atlas, "vanguard")}
    assert len(vanguards) == len(evidence(published, "vanguards")) == 50
    assert len([f for f in facts.every(atlas, "vanguard") if f.subject == "england"]) == 5
    assert len(atlas.conflicts) >= len(evidence(published, "leadership_conflicts"))


def test_two_leads_at_late_2017_are_named_jointly(atlas):
    joint = {f.footprint for f in facts.every(atlas, "lead") if f.status == "NAMED_JOINTLY"}
    assert joint == {"7", "16", "37"}


def test_where_leads_came_from_adds_up_and_keeps_the_published_count_apart(atlas):
    for counted in leading.kinds(atlas).values():
        assert sum(counted.values()) == 44
    assert sum(leading.PUBLISHED_2016.values()) == 39  # HSJ: 18, 18 and 3 of 41
    shown = leading.where_from(atlas)
    assert "18" in shown
    assert "not given" in shown


def test_the_leads_of_late_2017_counted_slowly_from_the_evidence(atlas, published):
    """A second, slow count: one kind a footprint from the list of NHS Digital; two kinds count as several."""
    by_footprint: dict[str, set[str]] = {number: set() for number in NUMBERS}
    listed = {
        (row["footprint"], plain(name))
        for row in evidence(published, "lead_at_milestones")
        if row["milestone"].startswith("2017-12")
        for name in re.split(r" and | / ", re.sub(r"\s*\(.*?\)", "", row["person"]))
    }
    for row in evidence(published, "leads"):
        named = (row["footprint"], plain(row["person"])) in listed
        if row["published"] == "2019-04-03" and named and row["employer_type"]:
            by_footprint[row["footprint"]].add(row["employer_type"])
    slow = Counter("SEVERAL" if len(kinds) > 1 else kinds.pop() if kinds else "" for kinds in by_footprint.values())
    assert Counter({k: n for k, n in leading.kinds(atlas)[facts.LISTED].items() if n}) == slow


def test_members_of_the_assembly_and_the_footprints_they_led_are_linked_both_ways(atlas):
    table = levels.members(atlas)
    card = who.card(atlas, atlas.footprint(9))
    assert 'href="area?area=9"' in table
    assert 'href="person?person=andrew-cash"' in table
    assert "NHS Assembly" in card
    assert 'href="person?person=andrew-cash"' in card
    assert "NHS Assembly" not in who.card(atlas, atlas.footprint(28))


def test_the_ladder_gives_all_44_no_model_and_says_what_is_below(atlas):
    ladder = governing.ladder(atlas)
    assert ladder.count("<tr>") == 45
    assert ladder.count('<td class="txt">Not recorded</td>') >= 44
    assert "Joint health and wellbeing board" in ladder
    assert "Vanguard: Salford Together" in ladder
    assert "Does not apply" not in ladder


def test_what_is_said_of_all_or_of_unnamed_places_stands_below_the_table_and_on_no_footprint(atlas):
    """control_totals.csv: seven statements without a place; vanguards.csv is no question of the map."""
    told = governing.elsewhere(atlas, "control_total_type")
    assert told.count("<li><strong>") == 7
    assert "Agreed for several places besides Devon that are not named" in told
    assert told.count('class="cited"') == 7
    assert governing.elsewhere(atlas, "agreement") == ""


def test_a_table_taken_away_carries_source_date_status_and_version_in_every_row(atlas):
    rows = list(csv.DictReader(sheets.as_csv(atlas, export.governance(atlas, "agreement", axes.ANY)).splitlines()))
    assert len({row["footprint"] for row in rows}) == 44
    told = [row for row in rows if row["source"]]
    assert len(told) == 7  # governance.csv: seven agreements
    for row in told:
        assert row["status"]
        assert row["how_known"]
        assert row["publisher"]
        assert atlas.fingerprint[:12] in row["data"]
    assert all(row["shown"] == "Not recorded" for row in rows if not row["source"])


def test_a_cell_that_a_spreadsheet_would_run_is_defused():
    for cell in ("=HYPERLINK(1)", "+1", "-1", "@x"):
        assert sheets.safe(cell) == f"'{cell}"

import html
import re

from stpdash import levels, tables
from stpdash.facts import PEOPLE

SEVEN = {  # evidence/regional_directors.csv, lines 2 to 8
    "E40000009": "Richard Barker",
    "E40000010": "Bill McCarthy",
    "E40000008": "Dale Bywater",
    "E40000007": "Ann Radmore",
    "E40000003": "Sir David Sloman",
    "E40000005": "Anne Eden",
    "E40000006": "Elizabeth O'Mahony",
}
NOT_FOUND_2016 = {"21", "25", "26", "31", "35"}  # DATA.md, who leads
TO_BE_CONFIRMED_2016 = {"6", "22", "36"}  # DATA.md, who leads
FORMALLY_APPOINTED = {
    "8": "Mel Pickup",
    "6": "Simon Pleydell",
    "32": "Glenn Douglas",
}  # DATA.md; evidence/leads.csv
ALL = {str(number) for number in range(1, 45)}


def leads(atlas, as_at):
    facts = atlas.facts
    rows = facts[(facts["attribute"] == "lead") & (facts["as_at"] == as_at)]
    return rows.assign(footprint=rows["subject"].str.removeprefix("footprint:")).set_index("footprint")


def test_in_march_2016_eight_footprints_have_no_name_and_the_package_makes_none_up(atlas):
    rows = leads(atlas, "2016-03-30")
    assert ALL - set(rows.index) == NOT_FOUND_2016
    assert set(rows.index[rows["value"] == ""]) == TO_BE_CONFIRMED_2016
    assert set(rows.loc[sorted(TO_BE_CONFIRMED_2016), "status"]) == {"NOT_CONFIRMED"}


def test_known_leads_of_march_2016_stand_with_their_source(atlas):
    # evidence/lead_at_milestones.csv, lines 2, 8 and 29
    rows = leads(atlas, "2016-03-30")
    assert rows.loc[["1", "7", "28"], "value"].tolist() == [
        "Mark Adams",
        "Sir Howard Bernstein",
        "David Sloman",
    ]
    assert rows["source"]["1"] == "hsj-revealed-the-leaders-chosen-for-41-of-englands-stps"
    assert set(rows.loc[["1", "7", "28"], "basis"]) == {"OFFICIAL_LIST_SEEN"}


def test_the_list_of_late_2017_names_all_44_and_says_when_it_was_printed(atlas):
    rows = leads(atlas, "2017-12")
    assert set(rows.index) == ALL
    assert (rows["value"] != "").all()
    assert rows["note"].str.contains("printed April 2019").all()


def test_what_is_only_last_known_never_reads_as_current(atlas):
    facts = atlas.facts[atlas.facts["attribute"].isin(["lead"])]
    weak = facts[facts["basis"].isin(["SEEN_LATER", "CARRIED_FORWARD", "LAST_KNOWN", "UNDATED_SOURCE"])]
    assert len(weak) > 0
    assert set(weak["status"]) == {"LAST_KNOWN"}
    assert set(facts[facts["status"] == "NAMED"]["basis"]) & set(weak["basis"]) == set()


def test_joint_leads_have_a_row_each_that_names_the_other(atlas):
    rows = leads(atlas, "2017-12")
    for footprint, names in {
        "7": ["Eamonn Boylan", "Jon Rouse"],
        "37": ["Mairead McAlinden", "Suzanne Tracey"],
    }.items():
        pair = rows.loc[footprint].sort_values("value")
        assert pair["value"].tolist() == names
        assert names[1] in pair["note"].iloc[0]
        assert names[0] in pair["note"].iloc[1]


def test_only_three_leads_are_formally_appointed(atlas):
    facts = atlas.facts
    rows = facts[(facts["status"] == "FORMALLY_APPOINTED") & (facts["attribute"] == "lead_sighting")]
    assert len(rows) == 3
    found = dict(zip(rows["subject"].str.removeprefix("footprint:"), rows["value"], strict=True))
    assert found == FORMALLY_APPOINTED
    said = facts[(facts["attribute"] == "lead_status") & (facts["value"] == "FORMALLY_APPOINTED")]["subject"]
    assert set(said.str.removeprefix("footprint:")) == set(FORMALLY_APPOINTED)
    others = facts[facts["status"] == "FORMALLY_APPOINTED"]["subject"]
    assert set(others) == set(said)


def test_the_seven_regional_directors_were_announced_which_is_not_granted(atlas):
    facts = atlas.facts
    rows = facts[
        (facts["attribute"] == "regional_director") & (facts["as_at"] == "2018-12-11") & (facts["from"] == "2019-04")
    ]
    assert dict(zip(rows["subject"].str.removeprefix("region:"), rows["value"], strict=True)) == SEVEN
    assert set(rows["status"]) == {"ANNOUNCED"}


def test_names_are_names_and_nothing_private_is_kept(atlas):
    facts = atlas.facts
    people = facts[facts["attribute"].isin(PEOPLE) & (facts["value"] != "")]["value"]
    assert not people.str.contains(r"[()/0-9@]", regex=True).any()
    every = " ".join(cell for column in ("note", "value", "detail", "part") for cell in facts[column])
    assert "@" not in every
    assert not re.search(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b|\b0[0-9]{3,4} ?[0-9]{5,6}\b", every)


def test_a_source_that_is_blank_or_unsafe_is_never_linked(atlas):
    addresses = atlas.sources["address"]
    assert addresses[addresses != ""].str.startswith("https://").all()
    assert not addresses.str.contains(r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+", regex=True).any()


def test_where_only_the_post_is_known_no_name_and_no_term_is_made_up(atlas):
    # evidence/lead_at_milestones.csv, footprint 22 at 2019-04/07: chief officer of Great Yarmouth and Waveney
    row = leads(atlas, "2019-04").loc["22"]
    assert (row["value"], row["status"], row["from"], row["to"]) == ("", "NOT_NAMED", "", "")
    assert "Great Yarmouth and Waveney CCG" in row["detail"]
    open_posts = leads(atlas, "2016-03-30").loc[sorted(TO_BE_CONFIRMED_2016)]
    assert set(open_posts["from"]) | set(open_posts["to"]) | set(open_posts["note"]) == {""}


def test_a_lead_who_was_replaced_by_a_date_is_given_no_end_date(atlas):
    # evidence/leads.csv: David Sloman, "by 2019-07", while the list of late 2017 names somebody else
    assert leads(atlas, "2016-03-30").loc["28", "to"] == ""


def test_where_sources_disagree_a_table_says_both_sides(atlas):
    # geodata/evidence.toml, which people write: wright-role and assembly-size
    lead = words_of(tables.leads(atlas, "11") + tables.sightings(atlas, "11"))
    both = "Sources disagree: Chair of the partnership (Future Fit, January 2017); against that Lead (NHS Digital)."
    assert lead.count(both) == lead.count("Sources disagree") > 1
    assert ".." not in lead.replace("...", "")
    size = words_of(levels.stated(atlas, "assembly", "assembly_terms", "Terms", "Term"))
    assert "56 members. Sources disagree: 56 (National Health Executive, 28 March 2019); against that About 50" in size


def words_of(markup):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


def test_every_card_is_used(atlas):
    tables = (
        atlas.vintages,
        atlas.areas,
        atlas.footprints,
        atlas.footprint_codes,
        atlas.parents,
        atlas.changes,
        atlas.people,
        atlas.organisations,
    )
    used = {source for frame in (*tables, atlas.funding, atlas.facts) for source in frame["source"]}
    assert set(atlas.sources["source"]) == used | {"neighbouring-land"}

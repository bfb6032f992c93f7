"""What happened to areas between vintages: the counts add up, nobody is lost, single changes are as told elsewhere."""

from collections import Counter

import pytest

COUNTS = {"2016": 209, "2017": 207, "2018": 195, "2019": 191, "2020": 135, "2021": 106}
"""evidence/ccg_mergers.csv and DATA.md: CCGs of each April."""


def mergers(atlas, layer="ccg"):
    rows = atlas.changes
    return rows[(rows["layer"] == layer) & (rows["kind"] == "merger")]


def test_36_mergers_lead_from_209_ccgs_to_106(atlas):
    found = mergers(atlas)
    assert found["change"].nunique() == 36
    gone = found.groupby("effective_from")["code"].size() - found.groupby("effective_from")["successor"].nunique()
    now = COUNTS["2016"]
    for year in ("2017", "2018", "2019", "2020", "2021"):
        now -= int(gone[f"{year}-04-01"])
        assert now == COUNTS[year], year


def test_three_boundaries_moved_alone_and_one_beside_a_merger(atlas):
    moves = atlas.changes.query("layer == 'ccg' and kind in ('boundary_move', 'split')")
    assert Counter(moves.drop_duplicates("change")["effective_from"].str[:4]) == {"2017": 2, "2018": 1, "2020": 1}
    alone = moves[moves["note"] == ""]
    assert alone["change"].nunique() == 3  # as evidence/ccg_mergers.csv counts them
    # sources/ccg_changes_19_20.csv: 4 LSOAs of Coastal West Sussex go to Surrey Heartlands
    (beside,) = moves[moves["note"] != ""].itertuples()
    assert (beside.code, beside.successor, beside.people) == ("E38000213", "E38000246", 6_916)


def test_only_the_three_in_the_north_east_are_merged_footprints(atlas):
    found = mergers(atlas, "footprint")
    assert set(found["effective_from"]) == {"2018-04-01"}
    assert set(found["code"]) == {"E54000045", "E54000046", "E54000047"}
    assert set(found["successor"]) == {"E54000049"}


@pytest.mark.parametrize(
    ("change", "code", "people"),
    # sources/ccg_changes_*.csv, column pop17
    [
        ("ccg-2017-e38000217", "E38000032", 195_286),
        ("ccg-2017-split-e38000215", "E38000041", 318_291),
        ("ccg-2018-e38000220", "E38000012", 755_182),
        ("ccg-2019-e38000229", "E38000058", 97_103),
        ("ccg-2020-e38000237", "E38000002", 127_527),
    ],
)
def test_people_of_a_part_are_as_in_the_comparison_of_lookups(atlas, change, code, people):
    rows = atlas.changes
    assert rows[(rows["change"] == change) & (rows["code"] == code)]["people"].iloc[0] == people


def test_nobody_is_lost_in_a_merger(atlas):
    people = atlas.people.query("basis == 'resident' and ages == 'all'").set_index(["layer", "vintage", "code"])[
        "people"
    ]
    rows = atlas.changes[atlas.changes["successor_vintage"] != ""]
    for _, parts in rows.groupby(["layer", "vintage"]):
        merged = parts[parts["kind"] == "merger"].groupby("code")["people"].sum()
        for code, count in merged.items():
            gone = parts[(parts["code"] == code) & (parts["kind"] == "boundary_move")]["people"].sum()
            layer, vintage = parts["layer"].iloc[0], parts["vintage"].iloc[0]
            assert count + gone == people[layer, vintage, code]
    manchester = rows[rows["successor"] == "E38000217"]
    assert manchester["people"].sum() == people["ccg", "2017", "E38000217"]


def test_ten_authorities_began_on_the_days_of_their_orders(atlas):
    starts = atlas.facts[atlas.facts["attribute"] == "authority_start"]
    days = starts.groupby("subject")["from"].agg(set)
    assert len(days) == 10
    assert days["authority:E47000006"] == {"2016-04-01"}  # SI 2016/449
    assert days["authority:E47000008"] == {"2017-03-03"}  # SI 2017/251
    assert days["authority:E47000009"] == {"2017-02-08"}  # SI 2017/126, made that day
    registers = starts[starts["value"] == "Start as a register has it"]
    assert set(registers["status"]) == {"LISTED"}


def test_ten_members_of_the_west_midlands_are_not_constituent_and_seven_are(atlas):
    members = atlas.facts[atlas.facts["attribute"] == "authority_member"]
    here = members[members["subject"] == "authority:E47000007"]["detail"]
    assert Counter(here) == {"Constituent council": 7, "Member, but not constituent": 10}

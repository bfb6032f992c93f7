"""The mergers of CCGs as told: as many as were counted elsewhere, and the number of CCGs falls as it was published."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import pytest

from stpdash import merging, merging_tables

COUNTS = [209, 207, 195, 191, 135, 106]
"""DATA.md, evidence: ccg_mergers reconciles exactly."""


def test_36_mergers_are_told_and_each_has_a_row(atlas):
    assert len(merging.of_ccgs(atlas)) == 36
    rows = re.findall(r"<tbody>(.*?)</tbody>", str(merging_tables.mergers(atlas)))
    assert rows[0].count("<tr") == 36


def test_the_number_of_ccgs_falls_as_published_and_as_the_boundaries_have_it(atlas):
    steps = merging.reconciled(atlas)
    assert [steps[0].before, *(step.after for step in steps)] == COUNTS
    assert [step.before for step in steps[1:]] == [step.after for step in steps[:-1]]
    for step in steps[:-1]:
        assert step.drawn == step.after == len(atlas.codes("ccg", step.date[:4]))
    assert steps[-1].drawn is None
    assert merging_tables.line(atlas) == "CCGs: 209, 207, 195, 191, 135, 106"
    assert "106 from 1 April 2021 is known from a list of that year only." in merging_tables.summary(atlas)


def test_a_count_that_does_not_agree_is_said_not_to(atlas):
    rows = atlas.vintages
    spoilt = rows.assign(ccgs=rows["ccgs"].astype(int) + (rows["vintage"] == "2019"))
    told = merging_tables.summary(replace(atlas, vintages=spoilt))
    assert "does not agree with the boundaries of 1 April 2019." in told


def test_each_merger_has_day_parts_and_footprints_as_the_list_of_evidence_has_them(atlas, published):
    with (published / "evidence" / "ccg_mergers.csv").open(encoding="utf-8", newline="") as lines:
        printed = [
            row for row in csv.DictReader(lines) if row["event"] == "MERGER" and row["successor"].endswith("CCG")
        ]
    told = {
        each.parts[0].successor: (
            each.effective_from,
            len(each.codes),
            {area.footprint for area, _ in merging.footprints(atlas, each)},
        )
        for each in merging.of_ccgs(atlas)
    }
    assert told == {
        row["successor_code"]: (row["effective_from"], int(row["n_predecessors"]), set(row["footprint"].split(";")))
        for row in printed
    }


def test_boundaries_that_moved_and_the_merged_footprint_stand_beside_the_mergers(atlas):
    beside = merging.beside(atlas)
    assert not {each.id for each in beside} & {each.id for each in merging.of_ccgs(atlas)}
    assert {(each.layer, each.kind) for each in beside} == {
        ("ccg", "split"), ("ccg", "boundary_move"), ("footprint", "boundary_move"), ("footprint", "merger"),
    }  # fmt: skip
    told = str(merging_tables.moves(atlas))
    assert told.count('data-sort="Footprints merged"') == 1
    # evidence/ccg_mergers.csv: three alone, of which one divides NHS Cumbria CCG; and one beside a merger
    assert told.count('data-sort="Boundary of CCGs moved"') == 3
    assert told.count('data-sort="CCG divided"') == 1
    # sources/ccg_changes_19_20.csv
    assert re.search(r"NHS Coastal West Sussex CCG</a> to NHS Surrey Heartlands CCG: 6,916", told)
    assert "seen in the lookups of LSOAs alone" in told


def test_a_merger_across_footprints_says_how_many_of_its_people_live_in_which(atlas):
    (durham,) = [each for each in merging.of_ccgs(atlas) if each.name == "NHS County Durham CCG"]
    # sources/utla18_stp17_population_overlap.csv: County Durham, whose ground it is
    assert [(area.footprint, share) for area, share in merging.footprints(atlas, durham)] == [
        ("3", pytest.approx(0.5243, abs=5e-5)),
        ("1", pytest.approx(0.4757, abs=5e-5)),
    ]


def test_whoever_came_as_a_boundary_moved_beside_a_merger_is_told(atlas):
    told = {each.name: merging_tables.note(atlas, each) for each in merging.of_ccgs(atlas)}
    assert "6,916 people of elsewhere came the same day, as a boundary moved." in told["NHS Surrey Heartlands CCG"]
    assert "moved" not in told["NHS Kent and Medway CCG"]

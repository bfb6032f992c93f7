"""What kind of change it is, by made-up areas: who merged, who was divided, what moved, what was only named anew."""

from __future__ import annotations

import pandas as pd
import pytest

from stpdash.build.between import Step, happened
from stpdash.build.change_log import Entry, _speaks_of
from stpdash.build.layers import CCG, FOOTPRINT

PART = ("code", "successor", "people")


def step(*pairs: tuple[str, str, int], layers=CCG, **names: str) -> Step:
    parts = pd.DataFrame(list(pairs), columns=list(PART))
    parts["name"] = "NHS " + parts["code"]
    parts["successor_name"] = [names.get(code, f"NHS {code}") for code in parts["successor"]]
    parts["ods_code"] = parts["successor_ods"] = ""
    parts["area_km2"] = 1.0
    parts["main"] = parts["people"] * 2 > parts.groupby("code")["people"].transform("sum")
    return Step(layers["2016"], layers["2017"], parts)


def kinds(of: Step) -> set[tuple[str, str, str, bool]]:
    return {(str(r["kind"]), str(r["code"]), str(r["successor"]), bool(r["moved"])) for r in happened(of)}


def test_an_area_that_kept_everything_has_no_change() -> None:
    assert kinds(step(("A", "A", 9))) == set()


def test_another_code_and_another_name_are_two_changes() -> None:
    assert kinds(step(("A", "B", 9))) == {("recode", "A", "B", False), ("rename", "A", "B", False)}
    assert kinds(step(("A", "A", 9), A="NHS Alpha")) == {("rename", "A", "A", False)}


def test_two_areas_that_became_one_merged() -> None:
    assert kinds(step(("A", "C", 9), ("B", "C", 1))) == {("merger", "A", "C", True), ("merger", "B", "C", True)}


@pytest.mark.parametrize(("stays", "kind"), [(65, "split"), (67, "boundary_move")])
def test_an_area_is_divided_when_less_than_two_thirds_of_its_people_stay_together(stays: int, kind: str) -> None:
    found = kinds(step(("A", "A1", stays), ("A", "B1", 100 - stays), ("B", "B1", 80)))
    assert {each[0] for each in found} == {kind}
    assert {each[1:3] for each in found if each[3]} == (
        {("A", "A1"), ("A", "B1"), ("B", "B1")} if kind == "split" else {("A", "B1")}
    )


@pytest.mark.parametrize("code", ["01H", ""])
def test_in_a_split_a_part_has_moved_unless_the_nhs_code_went_on_with_it(code: str) -> None:
    made = step(("A", "A1", 60), ("A", "B1", 40), ("B", "B1", 80))
    made.parts["ods_code"] = [code, code, code and "01K"]
    made.parts["successor_ods"] = [code, code and "01K", code and "01K"]
    moved = {each[1:3] for each in kinds(made) if each[3]}
    # without codes of the NHS there is nothing that could have gone on
    assert moved == ({("A", "B1")} if code else {("A", "A1"), ("A", "B1"), ("B", "B1")})


def test_what_moved_beside_a_merger_is_a_change_of_its_own_and_less_sure() -> None:
    pairs = (("A", "M", 50), ("B", "M", 50), ("C", "M", 2), ("C", "N", 98), ("D", "N", 70))
    rows = list(happened(step(*pairs)))
    merged = {(r["code"], r["successor"]) for r in rows if r["kind"] == "merger"}
    assert merged == {("A", "M"), ("B", "M"), ("C", "N"), ("D", "N")}
    (beside,) = [r for r in rows if r["kind"] != "merger"]
    assert (beside["kind"], beside["code"], beside["successor"], beside["confidence"]) == (
        "boundary_move", "C", "M", "medium",
    )  # fmt: skip


def test_the_half_of_a_divided_area_that_is_left_beside_a_merger_is_not_lost() -> None:
    pairs = (("A", "M", 50), ("B", "M", 50), ("C", "M", 40), ("C", "N", 60), ("D", "N", 1), ("D", "O", 99))
    rows = list(happened(step(*pairs)))
    assert {(r["code"], r["successor"]) for r in rows if r["kind"] == "split"} >= {("C", "M"), ("C", "N")}


def test_a_new_code_of_a_footprint_beside_the_inferred_line_is_inferred() -> None:
    rows = [r for r in happened(step(("E54000002", "E54000047", 9), layers=FOOTPRINT)) if r["kind"] == "recode"]
    assert [r["confidence"] for r in rows] == ["inferred"]
    rows = [r for r in happened(step(("E54000009", "E54000047", 9), layers=FOOTPRINT)) if r["kind"] == "recode"]
    assert [r["confidence"] for r in rows] == ["high"]


def test_a_line_of_the_log_speaks_of_a_merger_only_if_it_has_all_its_codes() -> None:
    entry = Entry("2019-04-03", "Partner merger.", frozenset({"QJK"}), frozenset({"QJK", "99P", "99Q", "15N"}))
    parts = [{"kind": "merger", "layer": "ccg", "ods_code": code, "successor_ods": "15N"} for code in ("99P", "99Q")]
    assert _speaks_of(entry, list(parts))
    assert not _speaks_of(entry, [*parts, {**parts[0], "ods_code": "11X"}])

"""The checks under load: each must be able to fail, in every figure it has, and what they lean on must be so."""

from __future__ import annotations

import math
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from soak import __main__ as soak
from soak import crowd, disk, faults, flood, hostile, measure, plain, queries, rush
from soak.verdict import below, every, holds, least, line, none
from soak.visitor import Visitor
from tests.apart import called

ROOT = Path(__file__).parents[2]
GOOD: dict[str, Any] = {
    "rush": rush.Rush(29.0, 599.0, 599.0, [2999.0] * 50, 199.0, []),
    "open": crowd.OpenSessions(kept=500, memory_mb=599.0, health_ms=[49.0] * 100),
    "active": crowd.ActiveSessions(rerun_ms=[499.0] * 1200, failed=[]),
    "delays": hostile.Delays(quiet_ms=[30.0] * 20, flood_ms=[329.0] * 20, steady_ms=[329.0] * 20),
    "abuse": hostile.Abuse([299.0] * 100, 14.9, 29.0, len(hostile.FRAMES), 15, 1.9, len(hostile.JUNK), 200),
    "queries": queries.Queries(wrong=[], twice_as_once=True, endless_refused=True),
    "flood": flood.Flood(200, 1, [49.0] * 100, 4.9, 29.0),
    "killed": faults.Killed(back_seconds=4.9, same_view=True),
    "spoilt": faults.Spoilt(3, 3, 3, 3, ready_again=True),
    "disk": disk.FullDisk(2, 2, [], commands=2),
    "clock": faults.Clock(drawn=2, waited_seconds=[1.9] * 3),
    "plain": plain.Plain(179.0, 59.9, 299.0, {"England": 1000.0, "money": 1000.0}, []),
}
"""Measurements that just keep every limit of issue 8."""
BAD: dict[str, dict[str, Any]] = {
    "rush": {
        "start_seconds": 31.0, "idle_mb": 600.0, "memory_mb": 600.0, "first_ms": [2000.0] * 40 + [3001.0] * 10,
        "each_ms": 200.0, "failed": ["/area shows an error"],
    },
    "open": {"kept": 499, "memory_mb": 600.0, "health_ms": [49.0] * 90 + [51.0] * 10},
    "active": {"rerun_ms": [499.0] * 1100 + [501.0] * 100, "failed": ["/money shows an error"]},
    "delays": {"quiet_ms": [], "flood_ms": [30.0] * 18 + [331.0] * 2, "steady_ms": [331.0] * 20},
    "abuse": {
        "burst_health_ms": [1.0, 301.0], "slow_cut_seconds": math.inf, "slow_growth_mb": 31.0, "frames_closed": 5,
        "origins_refused": 14, "origins_seconds": 2.1, "junk_refused": 5, "after_health": 0,
    },
    "queries": {"wrong": ["/area?area=x: an error"], "twice_as_once": False, "endless_refused": False},
    "flood": {
        "sessions_refused": 199, "pages_refused": 0, "health_ms": [51.0] * 100, "back_seconds": math.inf,
        "growth_mb": 31.0,
    },
    "killed": {"back_seconds": 5.1, "same_view": False},
    "spoilt": {"noticed": 2, "unchanged": 2, "not_started": 2, "never_listened": 2, "ready_again": False},
    "disk": {"ended_with_error": 1, "said_plainly": 1, "altered": ["geodata/areas.csv"], "commands": 3},
    "clock": {"drawn": 1, "waited_seconds": [0.1, 2.1]},
    "plain": {
        "build_seconds": 180.0, "size_mb": 60.0, "largest_kb": 300.0, "per_second": {"England": 2000.0, "money": 999.0},
        "failed": ["money: HTTP/1.1 500"],
    },
}  # fmt: skip
TIMES = {
    part.name
    for found in GOOD.values()
    for part in fields(found)
    if part.name.endswith("_ms") and part.name != "each_ms"
} | {"waited_seconds"}
SPOILT = [(name, part) for name, parts in BAD.items() for part in parts]


def test_every_check_has_good_and_bad_news_made_up_for_every_figure() -> None:
    assert GOOD.keys() == BAD.keys() == soak.CHECKS.keys()
    assert {name: {part.name for part in fields(found)} for name, found in GOOD.items()} == {
        name: set(parts) for name, parts in BAD.items()
    }


@pytest.mark.parametrize("name", GOOD)
def test_a_check_that_keeps_its_limits_is_passed(name: str) -> None:
    assert holds(GOOD[name].figures())


@pytest.mark.parametrize(("name", "part"), SPOILT)
def test_a_check_fails_when_one_thing_is_bad(name: str, part: str) -> None:
    figures = replace(GOOD[name], **{part: BAD[name][part]}).figures()
    assert not holds(figures)
    assert line(name, figures).startswith("FAIL")
    assert "NOT KEPT" in line(name, figures)


@pytest.mark.parametrize(("name", "part"), [(name, part) for name, part in SPOILT if part in TIMES])
def test_a_check_that_measured_nothing_fails(name: str, part: str) -> None:
    assert not holds(replace(GOOD[name], **{part: []}).figures())


def test_a_plain_edition_of_which_nothing_was_asked_is_not_passed() -> None:
    assert not holds(replace(GOOD["plain"], per_second={}).figures())


def test_a_figure_at_its_limit_or_of_nothing_is_not_below_it() -> None:
    assert [below("x", found, 5, "s").holds for found in (4.9, 5, math.inf, math.nan)] == [True, False, False, False]
    assert [least("x", found, 5, "s").holds for found in (4.9, 5, math.nan)] == [False, True, False]
    assert [every("x", found, of).holds for found, of in ((2, 2), (1, 2), (0, 0))] == [True, False, False]
    assert [none("x", found).holds for found in ([], ["case"])] == [True, False]
    assert not holds([])


async def _breaks_off() -> soak.Measured:
    raise TimeoutError("nobody answered")


async def _passes() -> soak.Measured:
    return GOOD["killed"]  # type: ignore[no-any-return]


def test_a_check_that_breaks_off_is_not_passed_and_the_others_are_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soak, "CHECKS", {"first": _breaks_off, "second": _passes})
    monkeypatch.setattr(soak.servers, "visitors_aside", lambda: None)
    assert called(lambda: soak.main([])) == 1
    _, first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("FAIL  first")
    assert "nobody answered" in first
    assert second.startswith("ok    second")
    assert called(lambda: soak.main(["second"])) == 0


def test_a_name_that_means_nothing_is_an_error_that_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(lambda: soak.main(["opne"])) == 2
    assert "opne" in (told := capsys.readouterr().err)
    assert all(name in told for name in soak.CHECKS)


@pytest.mark.parametrize(
    ("told", "failed", "fault"),
    [
        ("There is no area called “x”.", True, "an error"),
        ("Derbyshire", False, "does not say"),
        ('There is no area called “x”.<section class="atlas-card">', False, "shows an area"),
        ("There is no area called “<script>alert(1)</script>”.", False, "tells too much"),
        ("There is no area called “x”. File shell.py, line 3", False, "tells too much"),
    ],
)
def test_an_answer_to_a_junk_query_is_found_wanting(told: str, failed: bool, fault: str) -> None:
    assert fault in queries.fault_of("/area?area=x", told, failed, queries.NO_AREA)


def test_the_sentence_for_a_full_disk_is_plain() -> None:
    assert disk.said_plainly("geodata: found no space left, expected room for 4 MB. Make room, then run it again.")
    assert not disk.said_plainly("Traceback (most recent call last):\n OSError: No space left on device")
    assert not disk.said_plainly("something went wrong")


def test_percentiles_of_nothing_are_no_number() -> None:
    assert math.isnan(measure.p95([]))
    assert math.isnan(measure.middle([]))


def test_a_visitor_says_what_a_browser_was_seen_to_say() -> None:
    said = Visitor("http://127.0.0.1:8501", "/area", "area=8").request().rerun_script
    assert (said.page_name, said.page_script_hash, said.query_string) == ("area", "", "area=8")
    assert said.context_info.url == "http://127.0.0.1:8501/area"
    assert list(said.cached_message_hashes) == []


def test_a_rerun_does_not_make_the_collector_walk_through_every_open_session() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["runner"]["postScriptGC"] is False

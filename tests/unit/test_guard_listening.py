"""What is said when the system allows fewer open files than the sessions need."""

from __future__ import annotations

import resource

import pytest

from stpdash.guard.settings import Settings
from stpdash.ui import listening


@pytest.mark.parametrize(("most", "enough"), [(2599, False), (2600, True), (resource.RLIM_INFINITY, True)])
def test_too_few_open_files_for_the_sessions_are_named(
    most: int, enough: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Four for each of 600 sessions and 200 beside."""
    raised: list[tuple[int, int]] = []
    monkeypatch.setattr(listening.resource, "getrlimit", lambda _: (256, most))
    monkeypatch.setattr(listening.resource, "setrlimit", lambda _, limits: raised.append(limits))
    listening.raise_open_files(Settings(sessions=600))
    assert raised == [(most, most)]
    assert ("expected at least 2600 for 600 sessions" in caplog.text) is not enough

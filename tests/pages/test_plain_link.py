"""Every live page leads to its plain one where there is a plain edition, and says nothing of it where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stpdash.guard import settings
from stpdash.ui import address, shell


@pytest.mark.parametrize(
    ("name", "asked", "file"),
    [("", {}, "index.html"), ("area", {"area": "28"}, "area/28.html"), ("money", {"year": "2018/19"}, "money.html")],
)
def test_the_foot_of_a_page_leads_to_its_plain_one(
    monkeypatch: pytest.MonkeyPatch, name: str, asked: dict[str, str], file: str
) -> None:
    there = replace(settings.current(), plain="/plain/")
    monkeypatch.setattr(settings, "current", lambda: there)
    monkeypatch.setattr(address, "everything", lambda: asked)
    assert f'<a href="/plain/{file}">Plain version of this page' in shell.footer(name)


def test_the_foot_of_a_page_says_where_to_ask_for_a_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    there = replace(settings.current(), contact="atlas@example.org")
    monkeypatch.setattr(address, "everything", dict)
    assert "mailto:" not in shell.footer()
    monkeypatch.setattr(settings, "current", lambda: there)
    assert '<a href="mailto:atlas@example.org">atlas@example.org</a>' in shell.footer()


def test_nothing_is_said_of_a_plain_edition_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address, "everything", dict)
    assert settings.current().plain == ""
    assert "plain version" not in shell.footer("money").lower()

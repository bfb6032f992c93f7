"""A combined authority's own page says what is recorded of it; nobody else's does."""

from __future__ import annotations

import html
import re

import pytest

from tests.pages.test_pages import page, printed, sound, text

AUTHORITIES = [
    row["code"] for row in printed("areas") if (row["layer"], row["vintage"]) == ("combined_authority", "2018")
]


@pytest.mark.parametrize("code", AUTHORITIES)
def test_an_authoritys_own_card_says_since_when_its_mayor_and_its_councils(code: str) -> None:
    card = text(sound(page("area", area=code)))
    for about in ("Since", "Mayor", "Constituent councils", "Other members", "Part in health"):
        assert f"<dt>{about}</dt>" in card


def test_a_council_has_no_lines_of_an_authority() -> None:
    assert "<dt>Constituent councils</dt>" not in text(sound(page("area", area="E08000025")))


def test_the_members_of_the_west_midlands_that_are_not_constituent_stand_apart() -> None:
    card = text(sound(page("area", area="E47000007")))
    told = html.unescape(re.sub(r"<[^>]+>", "", "".join(re.findall(r"<dt>Other members</dt><dd>(.*?)</dd>", card))))
    assert told.startswith("Seen 25 May 2018: Cannock Chase District Council; ")  # source card wmca-board-may-2018
    assert "Birmingham" not in told
    assert "<dt>Constituent councils</dt><dd>Since 17 June 2016: Birmingham; Coventry; Dudley; " in card

"""Where a reader of the live atlas finds the same page without a script; an address cannot lead anywhere else."""

from __future__ import annotations

import pytest

from stpdash import package, plain

ATLAS = package.read(package.home())


@pytest.mark.parametrize(
    ("page", "asked", "file"),
    [
        ("", {}, "index.html"),
        ("", {"area": "28", "overlay": "teams"}, "index.html"),
        ("area", {"area": "28"}, "area/28.html"),
        ("area", {"area": "QMJ", "date": "2019-04-01"}, "area/28.html"),  # North Central London by NHS Digital's code
        ("area", {"area": "North Central London"}, "area/28.html"),
        ("area", {}, "find.html"),
        ("area", {"area": "../../etc/passwd"}, "find.html"),
        ("area", {"area": '"><script>'}, "find.html"),
        ("person", {"person": "david-sloman"}, "person/david-sloman.html"),
        ("person", {"person": "nobody/.."}, "find.html"),
        ("trust", {"trust": " rrv "}, "trust/RRV.html"),
        ("trust", {"trust": "../RRV"}, "find.html"),
        ("changes", {"change": "ccg-2017-move-e38000218"}, "changes/ccg-2017-move-e38000218.html"),
        ("changes", {"change": "../index"}, "changes.html"),
        ("money", {"measure": "density"}, "money.html"),
    ],
)
def test_a_live_page_has_one_file_for_its_subject(page: str, asked: dict[str, str], file: str) -> None:
    assert plain.page_of(ATLAS, page, asked) == file

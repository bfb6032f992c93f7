"""Where a reader of the live atlas finds the same page without a script; an address cannot lead anywhere else."""

from __future__ import annotations

import pytest

from stpdash import package, plain
from stpdash.site import nation
from stpdash.site.page import Maker
from stpdash.site.shapes import Ground
from stpdash.ui import atlas as served

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


def test_money_has_a_page_for_every_year_with_a_figure_and_the_menu_leads_to_no_other() -> None:
    make = Maker(ATLAS, Ground(served.shapes, served.lines()))
    made = {(measure.key, year) for measure, year in nation.every_measure(make)}
    years = ["2016/17", "2017/18", "2018/19", "2019/20"]  # of funding.csv, which has no year before the first
    core = {f"core_{each}" for each in ("per_registered", "per_resident", "allocation", "share")}
    grown = {"growth_year", "growth_since_2016"}
    assert {pair for pair in made if pair[1]} == {
        *((key, year) for key in core for year in years),
        *((key, year) for key in grown for year in years[1:]),
    }
    menu = str(nation.money(make).body)
    assert "year=2017%2F18" in menu
    assert [key for key in grown if f"measure={key}&amp;year=2016%2F17" in menu] == []
    assert list(plain.files_of("money?measure=growth_year&year=2016/17"))[-1] == "money.html"

import doctest
from fractions import Fraction
from importlib import import_module

import pandas as pd
import pytest

from stpdash.build.cards import slug
from stpdash.build.dates import not_after, published, stated
from stpdash.build.money import divided, gbp_m
from stpdash.build.money_file import exact
from stpdash.build.sources import Sources
from stpdash.errors import SHOWN, DataError, Problem

EXAMPLES = [
    "stpdash.errors",
    "stpdash.columns",
    "stpdash.build.dates",
    "stpdash.build.money",
    "stpdash.build.cards",
    "stpdash.standalone",
]


@pytest.mark.parametrize("module", EXAMPLES)
def test_examples_in_docstrings_hold(module):
    tried = doctest.testmod(import_module(module))
    assert tried.attempted > 0
    assert tried.failed == 0


def test_the_parts_of_a_divided_sum_add_up_to_it_to_the_thousand():
    for whole in (0, 1, 719_217, 733_623):
        north, south = divided(whole, Fraction(6085, 10_000))
        assert north + south == whole
        assert abs(north - whole * 0.6085) <= 0.5


def test_cumbria_is_divided_as_the_money_of_2018_19_says():
    # Evidence: 457.926 (north) and 513.758 (Morecambe Bay) in 2018/19; 733.623 (Cumbria), 213.664 in 2017/18.
    growth = (457.926 + 513.758) / (733.623 + 213.664)
    assert round(457.926 / (733.623 * growth), 4) == 0.6085


def test_printed_millions_become_whole_thousands_and_back():
    cells = pd.Series({"a": "145.159", "b": "219.0", "c": "0.1"})
    amounts = exact(cells, cells, "some.csv")
    assert list(amounts) == [145_159, 219_000, 100]
    assert list(gbp_m(amounts)) == [145.159, 219.0, 0.1]


@pytest.mark.parametrize("cell", ["145.1594", "£145m", "-5", "1,204", "14-May", ""])
def test_what_is_no_plain_number_of_millions_is_refused_with_its_place(cell):
    with pytest.raises(DataError) as refused:
        exact(pd.Series({"00C": cell}), pd.Series({"00C": "line 2, amount"}), "some.csv")
    assert refused.value.place == "line 2, amount"
    assert (f"“{cell}”" if cell else "a blank") in refused.value.first.found


@pytest.mark.parametrize(
    ("words", "date", "unsure"),
    [
        ("2016-03-30", "2016-03-30", ""),
        ("2016-11 (inferred)", "2016-11", "Inferred from what it says."),
        ("2019 (summer)", "2019", "As near as the sources give it."),
        ("not stated", "", "Not stated."),
        ("not stated (2016-12 or later)", "", "Not stated."),
        ("not stated (2016-12 to 2017-03)", "", "Not stated; by what it says, from 2016-12 to 2017-03."),
        ("2018-2019 (inferred)", "2018", "Inferred: from 2018 to 2019."),
        ("2017-07/08 (inferred: the week after)", "2017-07", "Or the month after."),
    ],
)
def test_dates_of_documents_are_iso_and_say_how_sure_they_are(words, date, unsure):
    assert published(words) == (date, unsure)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2017-11 (15 months)", "2017-11"),
        ("by 2019-07", "2019-07"),
        ("in post by 2016-05", ""),
        ("", ""),
        ("2016", "2016"),
    ],
)
def test_dates_of_terms_are_what_is_stated_and_nothing_else(words, date):
    assert stated(words) == date


def test_dates_of_different_fineness_are_compared_as_far_as_they_go():
    assert not_after("2016", "2016-03-30")
    assert not_after("2016-03-30", "2016-03")
    assert not not_after("2016-04", "2016-03-30")


def test_the_id_of_a_source_is_plain_and_short():
    made = slug("HSJ: Financially challenged CCG must not get 'distracted', says outgoing chief – again and again")
    assert made == "hsj-financially-challenged-ccg-must-not-get-distracted-says"
    assert len(made) <= 60


def test_an_error_says_where_what_and_what_to_do():
    error = DataError.of("geodata/funding.csv", "line 8, amount_gbp_m", "1,204", "a number")
    assert str(error) == (
        "geodata/funding.csv, line 8, amount_gbp_m: found 1,204, expected a number.\n"
        "Mend its source, then run: python -m stpdash build"
    )
    assert (error.file, error.place, error.found, error.expected) == (
        "geodata/funding.csv",
        "line 8, amount_gbp_m",
        "1,204",
        "a number",
    )


def test_an_error_carries_every_problem_and_shows_the_first_twenty():
    error = DataError(Problem("a.csv", f"line {line}", "x", "y") for line in range(SHOWN + 5))
    assert len(error.problems) == 25
    assert "... and 5 more problems." in str(error)
    assert str(error).count("python -m stpdash build") == 1


def test_a_folder_without_the_published_files_is_refused_naming_each(tmp_path):
    with pytest.raises(DataError, match="--sources FOLDER") as refused:
        Sources(tmp_path, tmp_path / "package.toml")
    assert {problem.file for problem in refused.value.problems} >= {
        str(tmp_path / "evidence/leads.csv"),
        str(tmp_path / "sources/neighbours_250m.geojson"),
    }

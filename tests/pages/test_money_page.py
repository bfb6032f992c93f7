"""The money page as Streamlit runs it: every measure, every setting of the address, what is and is not said."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from markupsafe import escape

from stpdash import words
from stpdash.measures import MEASURES
from stpdash.ui import sheet_of
from tests.pages.test_pages import ATLAS, description, heading, notice, page, sound, text


def cells(shown: str, caption: str) -> list[list[str]]:
    """The rows of a table by the beginning of its caption, as plain text."""
    body = shown.split(f"<caption>{caption}")[1].split("<tbody>")[1].split("</tbody>")[0]
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in found if row]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("year", ["2016/17", "2019/20"])
def test_every_measure_draws_a_table_of_all_44_and_agrees_with_its_map(measure: str, year: str) -> None:
    test = sound(page("money", measure=measure, year=year, region="E40000006"))
    shown, drawn = text(test), description(test)["shade"]["areas"]
    told = MEASURES[measure]
    rows = cells(shown, str(escape(told.heading(year))))
    mine = [row for row in rows if row[0] not in {"England", "South West"}]
    assert len(mine) == 44
    beside = [row[0] for row in rows if row not in mine]
    assert beside == [
        name for name, layer in (("England", "england"), ("South West", "region")) if layer in told.layers
    ]
    names = {area.name: area.code for area in ATLAS.areas_of("footprint", "2017")}
    for name, _, value, _ in mine:
        assert value.split(": ")[0].replace(" (", ", ").removesuffix(")") == drawn[names[name]][1]
    places = [row[1] for row in mine]
    ranked = [place for place in places if place]
    assert ranked == [str(n) for n in range(1, len(ranked) + 1)]
    assert bool(ranked) == (told.ranked and any(not value.startswith(words.NO_FIGURE) for _, _, value, _ in mine))


def test_the_banner_and_the_headings_say_what_this_is_not() -> None:
    test = sound(page("money"))
    assert heading(test).startswith("Indicative funding")
    shown = text(test)
    assert "Indicative, not a budget; cash terms; derived from CCG figures." in shown
    assert (
        shown.count("Illustrative, not NHS England's figure") + shown.count("Illustrative, not NHS England&#39;s") >= 3
    )


def test_the_national_table_is_reconciled_with_our_sums() -> None:
    rows = cells(text(sound(page("money"))), "The CCG line against our sums")
    # DATA.md, money: £70,541m and £72,051m; the national line is £1,312m and £1,307m more
    assert rows[0] == ["2016/17", "71,853", "70,541", "1,312"]
    assert rows[1] == ["2017/18", "73,358", "72,051", "1,307"]
    assert [cell.endswith(" (estimated)") for cell in rows[2]] == [False, False, True, True]
    taken = list(csv.DictReader(io.StringIO(sheet_of.as_csv("national", {}))))
    ours = {(row["line"][:7], row["year"]): row for row in taken if "ur sum" in row["line"]}
    assert {key: round(float(row["gbp_m"])) for key, row in ours.items() if key[1] == "2016/17"} == {
        ("Our sum", "2016/17"): 70_541,
        ("CCG lin", "2016/17"): 1_312,
    }
    assert ours["CCG lin", "2019/20"]["status"] == "estimated"
    assert "208 CCGs" in ours["CCG lin", "2019/20"]["note"]
    assert {row["read_this"] for row in taken} == {words.NATIONAL_BANNER}


def test_a_footprint_chosen_on_the_map_is_made_up_of_its_ccgs() -> None:
    rows = cells(text(sound(page("money", area="37", year="2016/17"))), "Devon: 2 CCGs")
    # evidence/funding_core_ccg.csv, lines 217 and 218: 1133.47 and 395.173
    assert [row[1] for row in rows] == ["£1,133.5 million", "£395.2 million", "£1,528.6 million"]


def test_gaps_are_not_ranked_and_somersets_is_told_apart() -> None:
    rows = cells(text(sound(page("money", measure="do_nothing_gap"))), "Gap in the plan, 2020/21, by name")
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert "told of 19 footprints, not put in order" in text(sound(page("money", measure="do_nothing_gap")))
    assert {row[0]: row[2] for row in rows}["Somerset"] == "£596.0 million (not compared)"


def test_the_pot_stands_in_the_address_and_is_shared_out() -> None:
    rows = cells(text(sound(page("money", pot="1000"))), "Illustrative")
    assert len(rows) == 44
    amounts = [float(re.match(r"£([\d.]+) million", row[2])[1]) for row in rows]
    assert sum(amounts) == pytest.approx(1000, abs=2.5)  # each is rounded to a tenth
    assert {row[-1] for row in rows} == {"Not available"}
    for share, fair, head in ((row[1], row[2], row[5]) for row in rows):
        assert ("(estimated)" in share) == ("(estimated)" in fair) == ("(estimated)" in head)
    estimated = {row[0] for row in rows if "(estimated)" in row[2]}
    assert estimated == {
        "Lancashire and South Cumbria",
        "Northumberland, Tyne and Wear and North Durham",
        "West, North and East Cumbria",
    }


def test_lifting_to_england_shows_what_is_missing_and_zero_where_nothing_is() -> None:
    rows = cells(text(sound(page("money", lift="england"))), "Illustrative")
    missing = {row[0]: row[6] for row in rows}
    assert missing["Cheshire and Merseyside"] == "£0.0 million"
    assert missing["Buckinghamshire, Oxfordshire and Berkshire West"] != "£0.0 million"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pot", "-5"),
        ("pot", "lots"),
        ("pot", "nan"),
        ("pot", "1e12"),
        ("pot", "0.0001"),
        ("pot", "1_000"),
        ("lift", "moon"),
        ("region", "E99"),
        ("year", "1"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_the_default_shown(name: str, value: str) -> None:
    test = sound(page("money", **{name: value}))
    assert f"“{value}”" in notice(test)
    assert "£3,405.0 million shared out" in text(test)


def test_every_chart_of_money_has_its_rows_to_take_away() -> None:
    for address, names in (
        ({"area": "37"}, ("national", "money", "made-up", "fair-shares")),
        ({}, ("national", "money", "fair-shares")),
    ):
        shown = text(sound(page("money", **address)))
        for name in names:
            assert {f"take/{name}.{kind}" in shown for kind in ("csv", "xlsx")} == {True}
    assert "take/by-year.xlsx?area=37" in text(sound(page("area", area="37")))


@pytest.mark.parametrize("year", ["2016/17", "2018/19"])
def test_what_a_footprint_is_made_up_of_is_taken_away_ccg_by_ccg(year: str) -> None:
    # evidence/funding_core_ccg.csv, lines 217 and 218
    printed = {"2016/17": {1133.470, 395.173}, "2018/19": {1193.472, 410.890}}[year]
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("made-up", {"area": "37", "year": year}))))
    assert {float(row["gbp_m"]) for row in rows} == printed
    assert {row["status"] for row in rows} == {"published"}
    assert all(row["source"] and row["source_licence"] and row["data"] for row in rows)


def test_an_areas_money_by_year_is_taken_away_with_gaps_said() -> None:
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("by-year", {"area": "E38000217"}))))
    assert [row["year"] for row in rows] == ["2016/17", "2017/18", "2018/19", "2019/20"]
    assert float(rows[-1]["gbp_m"]) == 866.092  # evidence/funding_core_ccg.csv, 14L
    birmingham = list(csv.DictReader(io.StringIO(sheet_of.as_csv("by-year", {"area": "E38000220"}))))
    assert (birmingham[0]["gbp_m"], birmingham[0]["status"]) == ("", "no figure found")


@pytest.mark.parametrize(
    ("measure", "remark"),
    [
        ("core_per_resident", "derived from CCG figures"),
        ("do_nothing_gap", "they differ in scope"),
        ("capital", "never part of an allocation"),
        ("density", None),
    ],
)
def test_what_stands_beside_rows_taken_away_is_true_of_them(measure: str, remark: str | None) -> None:
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("money", {"measure": measure}))))
    assert len(rows) >= 44
    assert {remark in row["read_this"] if remark else row["read_this"] == "" for row in rows} == {True}


def test_a_footprint_without_a_figure_has_no_source_for_it() -> None:
    rows = list(csv.DictReader(io.StringIO(sheet_of.as_csv("money", {"measure": "do_nothing_gap"}))))
    assert len({row["source"] for row in rows}) > 10
    for row in rows:
        assert (row["value"] == "") == (row["status"] == "no figure found") == (row["source"] == "")


def test_each_column_of_fair_shares_has_a_status_and_a_note_of_its_own() -> None:
    asked = {"pot": "12345.678", "lift": "region", "year": "2016/17"}
    rows = {row["footprint"]: row for row in csv.DictReader(io.StringIO(sheet_of.as_csv("fair-shares", asked)))}
    assert {row["pot_gbp_m"] for row in rows.values()} == {"12345.678"}
    tyne, cumbria, humber = rows["1"], rows["2"], rows["6"]
    assert (tyne["target_status"], tyne["core_status"]) == ("estimated", "derived")
    assert "208 CCGs" in tyne["target_note"]
    assert "Cumbria" not in tyne["target_note"]
    assert (cumbria["core_status"], "60.85%" in cumbria["core_note"]) == ("estimated", True)
    assert (humber["core_status"], humber["level_status"], humber["lift_status"]) == (
        "derived", "estimated", "estimated",
    )  # fmt: skip


@pytest.mark.parametrize("asked", [{"area": "nowhere"}, {"area": "E38000217"}, {}])
def test_there_is_nothing_to_take_away_of_what_is_no_footprint(asked: dict[str, str]) -> None:
    assert sheet_of.as_csv("made-up", asked) is None
    assert sheet_of.as_xlsx("nothing", asked) is None


def test_the_official_table_is_not_available_and_is_named_with_its_date() -> None:
    shown = html.unescape(text(sound(page("area", area="28"))))
    assert "Indicative 2020/21 STP funding including transformation”, 19 May 2016" in shown
    assert shown.split("19 May 2016")[-1].count("Not available") == 3


def test_what_was_offered_and_not_found_stays_text_and_devon_is_named() -> None:
    rows = cells(text(sound(page("money"))), "Control totals, and how the money came out")
    mine = {(row[0], row[1]): row[2] for row in rows}
    assert any(of == "Devon" for of, _ in mine)
    assert any("none was found" in told for (of, _), told in mine.items() if of == "England")

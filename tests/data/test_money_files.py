"""Files of money as people hand them in: each way in which they go wrong is refused by file, line and remedy."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from stpdash import money_export, money_tables, package, words
from stpdash.build import build, cards, funding, national_money, official, plans_money, run
from stpdash.build.descriptor import descriptor
from stpdash.build.money_file import read
from stpdash.build.sources import ALLOCATIONS, CAPITAL, GAPS, OFFICIAL, POTS, Sources
from stpdash.errors import DataError
from stpdash.measures import for_layer
from stpdash.schema import BY_NAME
from stpdash.tabular import encoded

GOOD = "CCG_Code,ccg_name,alloc_2016_17\n00C,Darlington,145.159\n00D,Durham Dales,440.432\n"
CASES: dict[str, tuple[Callable[[str], str | bytes], str, str]] = {
    "text in a number": (lambda text: text.replace("145.159", "145.1 est."), "line 2, alloc_2016_17", "“145.1 est.”"),
    "pound signs": (lambda text: text.replace("440.432", '"£1,234m"'), "line 3, alloc_2016_17", "“£1,234m”"),
    "negative": (lambda text: text.replace("145.159", "-145.159"), "line 2, alloc_2016_17", "“-145.159”"),
    "duplicate year": (
        lambda text: "\n".join(f"{line},{line.split(',')[2]}" for line in text.splitlines()) + "\n",
        "line 1, column 4",
        "alloc_2016_17 a second time",
    ),
    "duplicate area": (lambda text: f"{text}00C,Darlington,1.5\n", "line 4, CCG_Code", "00C a second time"),
    "byte-order mark": (lambda text: f"\ufeff{text}", "line 1, byte 0", "a byte-order mark"),
    "a date for a code": (lambda text: text.replace("00D", "Dec-00"), "line 3, CCG_Code", "has made a date"),
    "a date for an amount": (lambda text: text.replace("145.159", "14-May"), "line 2, alloc_2016_17", "made a date"),
    "merged headings": (lambda text: text.replace("ccg_name", ""), "line 1, column 2", "a heading that is blank"),
    "no heading": (lambda text: text.replace("alloc_2016_17", "2016/17"), "line 1", "no heading alloc_2016_17"),
    "an empty file": (lambda _: "", "", "an empty file"),
    "blank lines alone": (lambda _: "\n\n  \n", "", "an empty file"),
    "a row too short": (lambda text: f"{text}00E,Nowhere\n", "line 4", "2 cells"),
    "four decimals": (lambda text: text.replace("145.159", "145.1591"), "line 2, alloc_2016_17", "“145.1591”"),
    "not UTF-8": (lambda text: text.encode().replace(b"Durham", b"D\xfcrham"), "line 3", "byte 0xfc"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_went_wrong_is_refused_by_place(tmp_path: Path, case: str) -> None:
    spoil, place, found = CASES[case]
    spoilt = spoil(GOOD)
    (tmp_path / "money.csv").write_bytes(spoilt if isinstance(spoilt, bytes) else spoilt.encode())
    with pytest.raises(DataError) as caught:
        read(tmp_path / "money.csv", "money.csv", "CCG_Code", ["alloc_2016_17"])
    first = caught.value.first
    assert (first.file, first.place) == ("money.csv", place)
    assert found in first.found
    assert first.expected
    assert first.remedy


def test_a_sound_file_is_read_to_the_thousand_and_a_blank_stays_a_blank(tmp_path: Path) -> None:
    (tmp_path / "money.csv").write_text(f"{GOOD}00E,Nowhere,\n", encoding="utf-8")
    table = read(tmp_path / "money.csv", "money.csv", "CCG_Code", ["alloc_2016_17"])
    assert table.known("alloc_2016_17").to_dict() == {"00C": 145_159, "00D": 440_432}
    assert table.place("00D", "alloc_2016_17") == "line 3, alloc_2016_17"


@pytest.fixture(scope="session")
def sound(published: Path) -> Sources:
    return Sources(published, package.home())


def spoilt(
    sound: Sources, tmp_path: Path, change: Callable[[list[list[str]]], None], file: str = ALLOCATIONS
) -> Sources:
    """The sources with one table changed, that of allocations unless told; all else as it is."""
    (tmp_path / "evidence").mkdir()
    for path in (sound.folder / "evidence").iterdir():
        (tmp_path / "evidence" / path.name).symlink_to(path)
    (tmp_path / "sources").symlink_to(sound.folder / "sources")
    with (sound.folder / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    change(rows)
    target = tmp_path / file
    target.unlink()
    with target.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)
    made = Sources(tmp_path, package.home())
    made.__dict__["lookup"] = sound.lookup  # read once: it takes seconds
    return made


def at(rows: list[list[str]], code: str, column: str) -> tuple[list[str], int]:
    return next(row for row in rows if row[0] == code), rows[0].index(column)


def set_cell(code: str, column: str, text: str) -> Callable[[list[list[str]]], None]:
    def change(rows: list[list[str]]) -> None:
        row, place = at(rows, code, column)
        row[place] = text

    return change


def thousands(rows: list[list[str]]) -> None:
    place = rows[0].index("alloc_2016_17")
    for row in rows[1:]:
        if row[place]:
            row[place] = f"{float(row[place]) * 1000:.0f}"


WRONG = {
    "a CCG missing": (set_cell("00D", "alloc_2016_17", ""), "line 3, alloc_2016_17", "no figure for 00D"),
    "a CCG of another vintage": (
        set_cell("15F", "alloc_2016_17", "1085.862"),
        "line 204, alloc_2016_17",
        "15F, a CCG of another vintage",
    ),
    "thousands instead of millions": (thousands, "line 2, alloc_2016_17", "for each resident"),
    "a slip of the point": (set_cell("99A", "alloc_2017_18", "78.1914"), "line 206, alloc_2017_18", "“78.1914”"),
    "a tenth of it": (set_cell("99A", "alloc_2017_18", "78.191"), "line 206, alloc_2017_18", "for each resident"),
    "a target that its distance denies": (
        set_cell("99A", "target_2019_20", "800.000"),
        "99A",
        "distance 0.0548",
    ),
    "a distance in words": (
        set_cell("99A", "dft_close_2019_20", "5.48%"),
        "line 206, dft_close_2019_20",
        "“5.48%”",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_allocations_that_cannot_be_are_refused_by_line(sound: Sources, tmp_path: Path, case: str) -> None:
    change, place, found = WRONG[case]
    with pytest.raises(DataError) as caught:
        funding.table(spoilt(sound, tmp_path, change))
    first = caught.value.first
    assert (first.file, first.place) == (ALLOCATIONS, place)
    assert found in first.found
    assert first.expected


def at_line(line: int, column: str, text: str | Callable[[str], str]) -> Callable[[list[list[str]]], None]:
    """Changes one cell of a table by the line on which it stands."""

    def change(rows: list[list[str]]) -> None:
        place = rows[0].index(column)
        row = rows[line - 1]
        row[place] = text if isinstance(text, str) else text(row[place])

    return change


def thousandfold(rows: list[list[str]]) -> None:
    """A whole table in thousands: it adds up as well as before."""
    place = rows[0].index("value_gbp_m")
    for row in rows[1:]:
        row[place] = f"{float(row[place]) * 1000:.0f}" if row[place] else ""


PLANS_WRONG = {
    "pound signs in a pot": (POTS, at_line(3, "value_gbp_m", "£1,234m"), "line 3, value_gbp_m", "“£1,234m”"),
    "a pot left blank": (POTS, at_line(3, "value_gbp_m", ""), "line 3, value_gbp_m", "a blank"),
    "a pot below nothing": (POTS, at_line(3, "value_gbp_m", "-5"), "line 3, value_gbp_m", "“-5”"),
    "a line of the table twice": (POTS, at_line(3, "year", "2015/16"), "line 3, value_gbp_m", "of 2015/16 a second"),
    "a table that does not add up": (POTS, at_line(3, "value_gbp_m", "71854"), "2016/17", "place_based_subtotal"),
    "a table in thousands": (POTS, thousandfold, "line 54, value_gbp_m", "for each resident"),
    "a gap in words": (GAPS, at_line(2, "value_gbp_m", "about 641"), "line 2, value_gbp_m", "“about 641”"),
    "a gap in thousands": (GAPS, at_line(2, "value_gbp_m", "641000"), "line 2, value_gbp_m", "for each resident"),
    "a gap twice": (GAPS, at_line(4, "footprint", "1"), "line 4, value_gbp_m", "of footprint 1 a second time"),
    "capital with a comma": (CAPITAL, at_line(18, "value_gbp_m", "1,00"), "line 18, value_gbp_m", "“1,00”"),
    "capital in thousands": (CAPITAL, at_line(18, "value_gbp_m", "100000000"), "line 18, value_gbp_m", "each resident"),
}


@pytest.mark.parametrize("case", PLANS_WRONG)
def test_pots_gaps_and_capital_are_read_as_strictly(sound: Sources, tmp_path: Path, case: str) -> None:
    file, change, place, found = PLANS_WRONG[case]
    bad = spoilt(sound, tmp_path, change, file)
    with pytest.raises(DataError) as caught:
        (national_money if file == POTS else plans_money).table(bad)
    first = caught.value.first
    assert (first.file, first.place) == (file, place)
    assert found in first.found
    assert first.expected
    assert first.remedy


def test_a_bad_file_leaves_the_package_as_it_was(sound: Sources, tmp_path: Path) -> None:
    bad = spoilt(sound, tmp_path, set_cell("00C", "alloc_2016_17", "£145m"))
    into = tmp_path / "geodata"
    shutil.copytree(package.home(), into)
    before = {path: path.read_bytes() for path in into.rglob("*") if path.is_file()}
    with pytest.raises(DataError, match="£145m"):
        build(bad.folder, into)
    assert {path: path.read_bytes() for path in into.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evidence", "geodata", "sources"]


def core(sound: Sources) -> dict[str, float]:
    """Core allocation of 2016/17 by footprint number, £ million."""
    atlas = package.read(package.home())
    money = atlas.funding.query("layer == 'footprint' and vintage == '2017' and year == '2016/17'")
    amounts = money[money["series"] == "core_allocation"].set_index("code")["amount_gbp_m"]
    return {number: amounts[atlas.footprint(int(number)).code] for number in atlas.footprints["footprint"]}


def official_table(sound: Sources, tmp_path: Path, change: Callable[[list[list[str]]], None] | None = None) -> Path:
    """A made-up table that passes every check, or one that is changed: shares of England by core allocation."""
    money = core(sound)
    whole = sum(money.values())
    with (sound.folder / "evidence/official_indicative_table_template.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    for row in rows[1:]:
        share = money[row[0]] / whole
        row[2:] = [f"{share * total:.3f}" for total in (95_167, 107_382, 107_382 + 3_400)]
    if change:
        change(rows)
    path = tmp_path / "official.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(rows)
    return path


def taken(sound: Sources, path: Path):
    made = Sources(sound.folder, package.home(), path)
    made.__dict__["lookup"] = sound.lookup
    return funding.table(made)


def test_the_official_table_is_taken_when_somebody_has_it(sound: Sources, tmp_path: Path) -> None:
    money = taken(sound, official_table(sound, tmp_path))
    rows = money[money["source"] == official.SOURCE]
    assert len(rows) == 3 * 44
    sums = rows.groupby(["series", "year"])["amount_gbp_m"].sum().round()
    assert sums["place_based", "2016/17"] == 95_167
    assert sums["place_based_with_transformation", "2020/21"] == 110_782
    assert not (funding.table(sound)["source"] == official.SOURCE).any()


def swapped(rows: list[list[str]]) -> None:
    rows[3][0], rows[4][0] = rows[4][0], rows[3][0]


OFFICIAL_WRONG = {
    "a row missing": (lambda rows: rows.pop(), "footprint 44", "no row"),
    "a cell blank": (lambda rows: rows[7].__setitem__(3, ""), "line 8, place_based_2020_21_gbp_m", "a blank"),
    "two rows swapped": (swapped, "line 5, stp_name", "“"),
    "less with than without": (
        lambda rows: rows[12].__setitem__(4, "10.000"),
        "line 13, indicative_2020_21_incl_st_funds_gbp_m",
        "10.0",
    ),
    "out of proportion to core": (
        lambda rows: rows[9].__setitem__(2, f"{float(rows[9][2]) * 1.3:.3f}"),
        "line 10, place_based_2016_17_gbp_m",
        "times the core allocation",
    ),
    "a sum too large": (
        lambda rows: [row.__setitem__(3, f"{float(row[3]) * 1.02:.3f}") for row in rows[1:]],
        "place_based_2020_21_gbp_m",
        "a sum of",
    ),
    "more than the pot": (
        lambda rows: [row.__setitem__(4, f"{float(row[4]) * 1.01:.3f}") for row in rows[1:]],
        "indicative_2020_21_incl_st_funds_gbp_m",
        "more than place_based_2020_21_gbp_m",
    ),
    "thousands": (
        lambda rows: [row.__setitem__(2, f"{float(row[2]) * 1000:.0f}") for row in rows[1:]],
        "line 2, place_based_2016_17_gbp_m",
        "times the core allocation",
    ),
    "a date for a number": (lambda rows: rows[1].__setitem__(0, "01/01/2016"), "line 2, footprint", "made a date"),
}


@pytest.mark.parametrize("case", OFFICIAL_WRONG)
def test_an_official_table_that_cannot_be_the_published_one_is_refused(
    sound: Sources, tmp_path: Path, case: str
) -> None:
    change, place, found = OFFICIAL_WRONG[case]
    with pytest.raises(DataError) as caught:
        taken(sound, official_table(sound, tmp_path, change))
    assert (place, True) in [(problem.place, found in problem.found) for problem in caught.value.problems]
    assert caught.value.file == "official.csv"


@pytest.fixture
def with_official(sound: Sources, tmp_path: Path) -> Path:
    """The package as a build with the official table makes it, without drawing the boundaries anew."""
    into = tmp_path / "geodata"
    shutil.copytree(package.home(), into)
    given = Sources(sound.folder, into, official_table(sound, tmp_path))
    given.__dict__["lookup"] = sound.lookup
    money = funding.table(given)
    used = {*package.read(into).sources["source"], *money["source"]}
    tables = {"funding": money, "sources": cards.table(given, used)}
    changed = {BY_NAME[name].file: encoded(BY_NAME[name], frame) for name, frame in tables.items()}
    paths = [resource["path"] for resource in json.loads((into / package.DESCRIPTOR).read_bytes())["resources"]]
    content = {path: (into / path).read_bytes() for path in paths} | changed
    about = descriptor(given.written["package"], content, tables["sources"], 1)
    for path, raw in (changed | run._by_hand(given, into) | {package.DESCRIPTOR: about}).items():
        (into / path).write_bytes(raw)
    return into


def test_the_official_table_becomes_the_first_measure_and_stays_in_the_package(
    sound: Sources, with_official: Path
) -> None:
    atlas = package.read(with_official)
    assert next(iter(for_layer(atlas, "footprint"))) == "official_2020_21"
    reach = for_layer(atlas, "footprint")["core_of_official"].values(atlas, "footprint", "2017", "")["value"]
    assert reach.tolist() == pytest.approx([100 * sum(core(sound).values()) / 95_167] * 44, rel=1e-4)
    assert next(iter(for_layer(package.read(package.home()), "footprint"))) == "core_per_registered"
    assert (with_official / OFFICIAL).is_file()
    kept = Sources(sound.folder, with_official)  # a later build, which is not given the file, has it from the package
    kept.__dict__["lookup"] = sound.lookup
    assert (funding.table(kept)["source"] == official.SOURCE).sum() == 3 * 44


def test_an_official_table_without_names_is_asked_for_them(sound: Sources, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        taken(sound, official_table(sound, tmp_path, lambda rows: [row.pop(1) for row in rows]))
    assert (caught.value.place, caught.value.first.found) == ("line 1", "no heading stp_name")


def test_with_the_official_table_no_page_says_that_it_was_not_found(
    with_official: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stpdash.ui import atlas

    given = package.read(with_official)
    monkeypatch.setattr(atlas, "read", lambda: given)
    for name, address in (("money", {}), ("area", {"area": "28"}), ("sources", {})):
        test = AppTest.from_file(str(package.home().parent / "pages" / f"{name}.py"), default_timeout=30)
        test.query_params.update(address)
        test.run()
        assert not test.exception
        shown = " ".join(str(block.proto) for block in test.main)
        assert words.NOT_AVAILABLE not in shown
        assert "That table was not found" not in shown
        assert "19 May 2016 (place-based 2016/17 and 2020/21) was not found" not in shown


def test_with_the_official_table_its_figures_stand_beside_the_fair_shares(sound: Sources, with_official: Path) -> None:
    atlas = package.read(with_official)
    shown = money_tables.official(atlas, atlas.footprint(28).code)
    assert words.NOT_AVAILABLE not in shown
    share = core(sound)["28"] / sum(core(sound).values())
    assert f"£{share * 110_782:,.1f} million" in shown
    sheet = money_export.fair_shares(atlas, 3405, "none", "2017/18")
    assert sum(row["official_2020_21_gbp_m"] for row in sheet.rows) == pytest.approx(110_782, abs=1)
    assert official.SOURCE in sheet.sources
    assert "Indicative 2020/21 STP funding" in sheet.rows[0]["source"]


def test_the_command_hands_the_table_to_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import stpdash.build
    from stpdash.__main__ import cli

    path = tmp_path / "official.csv"
    path.write_text(GOOD, encoding="utf-8")
    heard: list[tuple[object, ...]] = []
    report = run.Report((), "f" * 64)
    monkeypatch.setattr(stpdash.build, "build", lambda *given: (heard.append(given), report)[1])
    done = CliRunner().invoke(cli, ["build", "--official-table", str(path)])
    assert done.exit_code == 0
    assert heard[0][-1] == path
    assert CliRunner().invoke(cli, ["build", "--official-table", str(tmp_path / "none.csv")]).exit_code == 2

"""A spoilt copy of the package is refused: which file, where, what was found, what was expected."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stpdash import package
from stpdash.errors import DataError

Spoil = Callable[[bytes], bytes]


@pytest.fixture
def copy(folder, tmp_path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "geodata"))


def spoil(copy: Path, file: str, change: Spoil) -> None:
    before = (copy / file).read_bytes()
    after = change(before)
    assert after != before
    (copy / file).write_bytes(after)


def describe_again(copy: Path) -> None:
    """Give every file the size and hash it now has, as somebody does who edits a table and its descriptor."""
    descriptor = json.loads((copy / "datapackage.json").read_bytes())
    for resource in descriptor["resources"]:
        raw = (copy / resource["path"]).read_bytes()
        resource |= {"bytes": len(raw), "hash": package.hashed(raw)}
    descriptor["fingerprint"] = package.fingerprint(descriptor["resources"])
    (copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def refusal(copy: Path) -> DataError:
    with pytest.raises(DataError) as refused:
        package.read(copy)
    return refused.value


def replace(old: str, new: str) -> Spoil:
    return lambda raw: raw.replace(old.encode(), new.encode(), 1)


def cell(line: int, place: int, new: str) -> Spoil:
    """Another cell in a row without quotes, counted from 0."""

    def change(raw: bytes) -> bytes:
        lines = raw.decode().split("\n")
        cells = lines[line - 1].split(",")
        cells[place] = new
        lines[line - 1] = ",".join(cells)
        return "\n".join(lines).encode()

    return change


def twice(line: int) -> Spoil:
    return lambda raw: b"\n".join([*raw.split(b"\n")[:line], raw.split(b"\n")[line - 1], *raw.split(b"\n")[line:]])


def without(line: int) -> Spoil:
    return lambda raw: b"\n".join([*raw.split(b"\n")[: line - 1], *raw.split(b"\n")[line:]])


def test_the_package_itself_and_a_plain_copy_are_read(copy, atlas):
    assert package.read(copy).fingerprint == atlas.fingerprint


@pytest.mark.parametrize("file", ["funding.csv", package.BOUNDARIES, package.NEIGHBOURS])
def test_one_byte_changed_is_noticed(copy, file):
    spoil(copy, file, lambda raw: raw[:-2] + bytes([raw[-2] ^ 1]) + raw[-1:])
    error = refusal(copy)
    assert error.file == f"geodata/{file}"
    assert error.found.startswith("sha256:")
    assert error.found != error.expected
    assert "put the published file back" in str(error).lower()


def test_a_truncated_file_is_told_by_its_size(copy):
    size = (copy / "people.csv").stat().st_size
    spoil(copy, "people.csv", lambda raw: raw[:100])
    error = refusal(copy)
    assert (error.file, error.found, error.expected) == ("geodata/people.csv", "100 bytes", f"{size:,} bytes")


def test_an_empty_file_is_told_by_its_size(copy):
    spoil(copy, "facts.csv", lambda raw: b"")
    assert refusal(copy).found == "0 bytes"


def test_every_missing_file_is_named(copy):
    (copy / "areas.csv").unlink()
    (copy / package.BOUNDARIES).unlink()
    assert {problem.file for problem in refusal(copy).problems} == {
        "geodata/areas.csv",
        f"geodata/{package.BOUNDARIES}",
    }


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    error = refusal(tmp_path / "geodata")
    assert (error.file, error.found) == ("geodata/datapackage.json", "no file")


@pytest.mark.parametrize("content", ["", "<html>404</html>", "[]", "{}", '{"version": 1}'])
def test_a_descriptor_that_is_none_is_refused(copy, content):
    (copy / "datapackage.json").write_text(content, encoding="utf-8")
    assert refusal(copy).file == "geodata/datapackage.json"


def test_a_descriptor_that_leaves_a_table_out_is_refused(copy):
    descriptor = json.loads((copy / "datapackage.json").read_bytes())
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource["path"] != "facts.csv"]
    descriptor["fingerprint"] = package.fingerprint(descriptor["resources"])
    (copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert refusal(copy).found == "no facts.csv"


def test_a_fingerprint_that_is_not_the_files_is_refused(copy):
    spoil(copy, "datapackage.json", replace('"fingerprint": "', '"fingerprint": "0'))
    assert refusal(copy).place == "fingerprint"


FAULTS = {
    "wrong header": (
        "funding.csv",
        replace("amount_gbp_m", "amount"),
        "line 1",
        "layer, vintage",
        "amount_gbp_m",
    ),
    "header missing": ("areas.csv", without(1), "line 1", "ccg, 2016", "layer, vintage"),
    "thousands comma": ("funding.csv", cell(2, 5, '"1,204"'), "line 2, amount_gbp_m", "1,204", "a number"),
    "pound sign": ("funding.csv", cell(2, 5, "£204m"), "line 2, amount_gbp_m", "£204m", "a number"),
    "blank amount": ("funding.csv", cell(3, 5, ""), "line 3, amount_gbp_m", "nothing", "a number"),
    "minus": ("funding.csv", cell(3, 5, "-1.000"), "line 3, amount_gbp_m", "-1.0", "from 0"),
    "thousands for millions": (
        "funding.csv",
        cell(3, 5, "205637.000"),
        "line 3, amount_gbp_m",
        "205637",
        "to 200000",
    ),
    "fraction of a person": (
        "people.csv",
        cell(2, 6, "35409.5"),
        "line 2, people",
        "35409.5",
        "a whole number",
    ),
    "number with exponent": ("people.csv", cell(2, 6, "1E5"), "line 2, people", "1E5", "a whole number"),
    "short row": ("people.csv", cell(2, 6, "35409\n"), "line 2", "7 cells", "10"),
    "hidden NUL": (
        "vocabulary.csv",
        replace("Everybody.", "Every\x00body."),
        "line {changed}",
        "U+0000",
        "can be seen",
    ),
    "text turned round": (
        "facts.csv",
        replace("Mark Adams", "Mark \u202eAdams"),
        "line {changed}",
        "U+202E",
        "can be seen",
    ),
    "Latin-1": (
        "facts.csv",
        lambda raw: raw.replace(b"Mark Adams", b"M\xe9rk Adams", 1),
        "line {changed}, byte",
        "0xe9",
        "UTF-8",
    ),
    "UTF-16": (
        "footprints.csv",
        lambda raw: raw.decode().encode("utf-16"),
        "line 1, byte 0",
        "0xff",
        "UTF-8",
    ),
    "semicolons": (
        "footprints.csv",
        lambda raw: raw.replace(b",", b";"),
        "line 1",
        "footprint;name",
        "footprint, name",
    ),
    "cut in a row": ("vintages.csv", lambda raw: raw[:-20], "line 6", "an end in the middle", "a line feed"),
    "endless cell": (
        "facts.csv",
        replace("Mark Adams", "M" * 20_000),
        "line {changed}, value",
        "20,000 characters",
        "2,000",
    ),
    "duplicate key": ("areas.csv", twice(2), "line 2, layer, vintage, code", "ccg, 2016, E38000001", "once"),
    "lower-case code": ("parents.csv", cell(2, 2, "e38000001"), "line 2, code", "e38000001", "ONS code"),
    "unknown area": (
        "people.csv",
        cell(2, 2, "E38999999"),
        "line 2, layer, vintage, code",
        "E38999999",
        "areas.csv",
    ),
    "area of another year": (
        "people.csv",
        cell(2, 1, "2020"),
        "line 2, layer, vintage, code",
        "ccg, 2020",
        "areas.csv",
    ),
    "unknown parent": (
        "parents.csv",
        cell(2, 5, "E54999999"),
        "line 2, parent_layer",
        "E54999999",
        "areas.csv",
    ),
    "unknown source": (
        "people.csv",
        replace("ons-mid-2017-people", "hearsay"),
        "line 2, source",
        "hearsay",
        "sources.csv",
    ),
    "unknown status": (
        "people.csv",
        replace(",derived,", ",guessed,"),
        "line 2, status",
        "guessed",
        "vocabulary.csv",
    ),
    "unknown basis": (
        "facts.csv",
        replace("OFFICIAL_LIST_SEEN", "RUMOUR"),
        "line {changed}, basis",
        "RUMOUR",
        "vocabulary.csv",
    ),
    "unknown kind": (
        "facts.csv",
        replace("lead_organisation_type,CCG", "lead_organisation_type,CLUB"),
        "value",
        "CLUB",
        "a code of lead_organisation_type",
    ),
    "unknown footprint": (
        "facts.csv",
        replace("footprint:1,", "footprint:99,"),
        "line {changed}, subject",
        "footprint:99",
        "of the package",
    ),
    "date of Excel": (
        "facts.csv",
        replace("OFFICIAL_LIST_SEEN,2016-03-30", "OFFICIAL_LIST_SEEN,42459"),
        "line {changed}, as_at",
        "42459",
        "ISO date",
    ),
    "two leads at once": (
        "facts.csv",
        replace("footprint:7,lead,Jon Rouse", "footprint:8,lead,Jon Rouse"),
        ", status",
        "NAMED",
        "Jon Rouse leads then too",
    ),
    "a fact that ends before it begins": (
        "facts.csv",
        replace(",2017-04-01,2018-03-31,", ",2017-04-01,2016-03-31,"),
        "line {changed}, to",
        "2016-03-31",
        "2017-04-01",
    ),
    "a fact without a source": (
        "facts.csv",
        replace(",hsj-revealed-the-leaders-chosen-for-41-of-englands-stps", ","),
        "line {changed}, source",
        "nothing",
        "a source id",
    ),
    "unknown disagreement": (
        "facts.csv",
        replace(",pearson-employer,", ",quarrel,"),
        "line {changed}, conflict",
        "quarrel",
        "conflicts.csv",
    ),
    "unknown trust": (
        "facts.csv",
        replace("trust:RAL,", "trust:R00,"),
        "line {changed}, subject",
        "trust:R00",
        "of the package",
    ),
    "unknown code of an axis": (
        "facts.csv",
        replace(",agreement,MOU,", ",agreement,HANDSHAKE,"),
        "line {changed}, value",
        "HANDSHAKE",
        "a code of agreement",
    ),
    "day of no month": (
        "people.csv",
        replace("2017-06-30", "2017-06-31"),
        "line 2, counted_on",
        "2017-06-31",
        "ISO date",
    ),
    "end before start": (
        "vintages.csv",
        replace("2018-03-31", "2016-03-31"),
        "line 3, in_force_to",
        "2016-03-31",
        "2017-04-01",
    ),
    "script as a link": (
        "sources.csv",
        replace("https://", "javascript://"),
        "address",
        "javascript://",
        "https address",
    ),
    "shares above 1": ("parents.csv", replace("0.630935", "0.930935"), "share", "1.3", "add up to 1"),
    "shares below 1": ("parents.csv", replace("0.630935", "0.330935"), "share", "0.7", "add up to 1"),
    "code missing": (
        "footprint_codes.csv",
        without(212),
        "footprint 43",
        "no code for 2016",
        "one a vintage",
    ),
    "a resident too many": ("people.csv", cell(3, 6, "159823"), "ccg 2016, all", "55,619,431", "55,619,430"),
    "count of a vintage": ("vintages.csv", replace("207,44", "208,44"), "line 3, ccgs", "208", "207"),
    "two main vintages": ("vintages.csv", replace(",false,", ",true,"), "main", "2 main", "one"),
}


def first_changed_line(before: bytes, after: bytes) -> int:
    pairs = zip(before.split(b"\n"), after.split(b"\n"), strict=False)
    return next((line for line, (old, new) in enumerate(pairs, start=1) if old != new), 0)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_place(copy, fault):
    file, change, place, found, expected = FAULTS[fault]
    before = (copy / file).read_bytes()
    spoil(copy, file, change)
    place = place.format(changed=first_changed_line(before, (copy / file).read_bytes()))
    describe_again(copy)
    problems = refusal(copy).problems
    mine = [problem for problem in problems if problem.file == f"geodata/{file}"]
    assert mine, [str(problem) for problem in problems]
    assert any(place in p.place and found in p.found and expected in p.expected for p in mine), str(mine[0])
    assert "build" in problems[0].remedy


def test_all_faults_of_a_run_are_told_at_once(copy):
    spoil(copy, "funding.csv", cell(2, 5, "tbc"))
    spoil(copy, "people.csv", cell(9, 6, "n/a"))
    describe_again(copy)
    assert {problem.file for problem in refusal(copy).problems} == {
        "geodata/funding.csv",
        "geodata/people.csv",
    }


def test_a_byte_order_mark_changes_nothing(copy, atlas):
    spoil(copy, "funding.csv", lambda raw: b"\xef\xbb\xbf" + raw)
    describe_again(copy)
    assert package.read(copy).funding.equals(atlas.funding)

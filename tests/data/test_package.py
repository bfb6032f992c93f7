import csv
import hashlib
import json
import re

import frictionless
import pytest

from stpdash.build.sources import WRITTEN
from stpdash.facts import PEOPLE
from stpdash.schema import TABLES

RUN = 8
"""So many words in a row that stand in a source are a quotation."""


def test_the_referee_finds_the_package_sound():
    report = frictionless.validate("geodata/datapackage.json")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:5]


def test_the_descriptor_says_the_size_hash_and_rows_of_every_file(folder):
    descriptor = json.loads((folder / "datapackage.json").read_bytes())
    described = {resource["path"]: resource for resource in descriptor["resources"]}
    for path, resource in described.items():
        raw = (folder / path).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
        if path.endswith(".csv"):
            with (folder / path).open(encoding="utf-8", newline="") as lines:
                assert resource["rows"] == sum(1 for _ in csv.DictReader(lines))
    here = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert here - set(described) == {"datapackage.json", *WRITTEN}


def test_the_fingerprint_is_the_hash_of_the_hashes(folder, atlas):
    descriptor = json.loads((folder / "datapackage.json").read_bytes())
    lines = sorted(f"{resource['path']} {resource['hash']}\n" for resource in descriptor["resources"])
    assert atlas.fingerprint == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert atlas.version == descriptor["version"]


def test_no_clock_and_no_path_of_the_builder_is_in_the_package(folder):
    descriptor = (folder / "datapackage.json").read_text(encoding="utf-8")
    assert "created" not in json.loads(descriptor)
    assert "/work/" not in descriptor


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_sorted_by_its_key_with_line_feeds_and_no_marks(folder, atlas, table):
    raw = (folder / table.file).read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    keys = [
        tuple(cell.zfill(2) if name == "footprint" else cell for name, cell in zip(table.key, row, strict=True))
        for row in getattr(atlas, table.name)[list(table.key)].itertuples(index=False)
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_derived_or_estimated_figure_says_how(atlas):
    for frame in (atlas.parents, atlas.people, atlas.funding):
        assert (frame[frame["status"] != "published"]["note"] != "").all()


def test_text_is_never_null_and_numbers_are_always_there(atlas):
    for table in TABLES:
        assert not getattr(atlas, table.name).isna().any().any()


NAMES = ("vanguard", "board", "national_body", "provider_alliance")
"""Facts whose words are names of bodies."""


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9£%]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    plain = words(text)
    return {tuple(plain[place : place + RUN]) for place in range(len(plain) - RUN + 1)}


def test_what_readers_read_is_in_our_own_words(atlas, published):
    quoted: set[tuple[str, ...]] = set()
    for file in (published / "evidence").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                for column in ("quote", "note", "definition", "how_shown", "handling", "what"):
                    quoted |= runs(row.get(column) or "")
    assert len(quoted) > 1_000
    facts = atlas.facts
    people = facts["attribute"].isin([*PEOPLE, "lead_organisation_type", "lead_status"])
    told = facts[~people & ~facts["attribute"].isin(NAMES)]
    ours = [*facts["note"], *told["detail"], *told["value"], *told["part"], *atlas.vocabulary["definition"]]
    ours += [*atlas.sources["covers"], *atlas.vintages["note"]]
    ours += [cell for column in ("about", "one", "other", "shown") for cell in atlas.conflicts[column]]
    copied = {" ".join(run) for text in ours for run in runs(text) & quoted}
    assert copied == set()

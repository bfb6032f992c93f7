"""The rules of the house that a machine can hold."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from stpdash import leading, palette

ROOT = Path(__file__).parents[1]
FILES = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()
]  # fmt: skip
PROGRAM = [path for path in FILES if path.suffix == ".py" and path.is_relative_to(ROOT / "stpdash")]
VENDORED = [
    (list_of.parent, entry)
    for list_of in FILES
    if list_of.name == "vendor.toml"
    for entry in tomllib.loads(list_of.read_text("utf-8"))["vendored"]
]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_only_arranges(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"\bpandas\b|\bplotly\b|\bfolium\b|open\(", text)


@pytest.mark.parametrize("module", PROGRAM, ids=relative)
def test_a_module_is_one_idea_and_guards_without_assert(module: Path) -> None:
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= 250
    assert not re.search(r"^\s*assert |except:|TODO|FIXME|XXX", text, re.MULTILINE)
    assert text.startswith('"""')


def test_files_are_opened_only_where_the_house_says() -> None:
    opening = re.compile(r"\.read_text\(|\.read_bytes\(|\.open\(|\bopen\(|read_csv\(|read_file\(|read_parquet\(")
    allowed = {"package.py", "points.py", "server.py", "assets.py", "dressing.py"}
    found = {
        path.name
        for path in PROGRAM
        if opening.search(path.read_text("utf-8")) and "build" not in path.parts and path.name not in allowed
    }
    assert found == set()


@pytest.mark.parametrize(
    ("folder", "entry"), VENDORED, ids=lambda value: value["file"] if isinstance(value, dict) else ""
)
def test_what_is_carried_from_elsewhere_is_unchanged_and_licensed(folder: Path, entry: dict[str, str]) -> None:
    assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (folder / entry["licence_file"]).read_text("utf-8")
    assert entry["package_integrity"].startswith("sha512-")


def test_every_file_carried_from_elsewhere_is_in_its_list() -> None:
    listed = {folder / entry[key] for folder, entry in VENDORED for key in ("file", "licence_file")}
    carried = {path for path in FILES if path.parent.name == "vendor" and path.name != "vendor.toml"}
    assert carried == listed


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_holds_names_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    for entry in re.split(r"\n(?=[a-z0-9])", text.strip()):
        if not entry.startswith(("#", "-c")):
            assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", entry)
            assert "--hash=sha256:" in entry


def test_nothing_in_the_program_names_another_host_to_fetch_from() -> None:
    ours = [p for p in FILES if p.is_relative_to(ROOT / "stpdash") and "vendor" not in p.parts]
    fetched = re.compile(r"""(?:src|href|url\(|fetch\(|import\()\s*=?\s*["'(]?https?://""")
    assert [relative(path) for path in ours if fetched.search(path.read_text("utf-8"))] == []


def test_streamlit_is_set_up_to_tell_nobody_and_show_no_trace() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["toolbarMode"] == "viewer"


def test_no_word_of_the_evidence_quotes_is_in_the_package() -> None:
    assert all("quote" not in path.read_text("utf-8").splitlines()[0] for path in (ROOT / "geodata").glob("*.csv"))


def test_the_style_sheet_has_the_palettes_colours_for_the_kinds_of_body() -> None:
    sheet = (ROOT / "stpdash" / "ui" / "frontend" / "page.css").read_text("utf-8")
    colours = (*palette.KINDS.light, *palette.SEVERAL.light)  # as in the chart above them, on either ground
    for kind, colour in zip((*leading.KINDS, "SEVERAL"), colours, strict=True):
        name = kind.lower().replace("_", "-")
        assert f".k-{name} {{ background: {colour}; }}" in sheet

"""The plain edition is written whole or not at all, and never over something else."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from markupsafe import Markup
from typer.testing import CliRunner

from stpdash.__main__ import cli
from stpdash.errors import DataError
from stpdash.site import edition
from stpdash.site.frame import Where
from stpdash.site.page import Page

WHERE = Where.of("https://plain.example/")
MADE = {"index.html": b"new", "area/1.html": b"new area", "take/map.html": b"a larger map", "robots.txt": b"all"}
OLD = {"index.html": b"old", "gone.html": b"old", edition.MANIFEST: b"{}"}


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition of four files, of a data package that need not be read."""
    monkeypatch.setattr(edition, "files", lambda *_: iter(MADE.items()))
    monkeypatch.setattr(edition.served, "read", lambda: SimpleNamespace(version="1.2", fingerprint="abc"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder in which an edition was written before, alone in its own."""
    folder = tmp_path / "www" / "plain"
    folder.mkdir(parents=True)
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def held(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name from there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def nothing_beside(folder: Path) -> bool:
    return list(folder.parent.iterdir()) == [folder]


def test_an_edition_is_replaced_whole_with_a_list_of_what_is_in_it(out: Path) -> None:
    report = edition.write(out, WHERE)
    found = held(out)
    listed = json.loads(found.pop(edition.MANIFEST))
    assert found == MADE
    assert (listed["version"], listed["fingerprint"]) == ("1.2", "abc")
    assert listed["files"] == {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in MADE.items()
    }
    assert nothing_beside(out)
    # the list is a file too; a map to take away is no page
    whole = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    assert report == (5, 2, whole, "area/1.html", len(b"new area"), 0)


def test_packed_forms_hold_the_same_and_are_counted_apart(out: Path) -> None:
    plain = edition.write(out, WHERE)
    alone = held(out)
    report = edition.write(out, WHERE, packed=True)
    found = held(out)
    small = {name: content for name, content in found.items() if name.endswith(".gz")}
    assert {name: content for name, content in found.items() if name not in small} == alone
    assert {name.removesuffix(".gz"): gzip.decompress(content) for name, content in small.items()} == alone
    assert report == plain._replace(packed_size=sum(map(len, small.values())))
    assert edition.write(out, WHERE, packed=True) == report
    assert held(out) == found, "no clock is in them"


def test_what_is_packed_already_is_not_packed_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        edition, "files", lambda *_: iter([*MADE.items(), ("take/map.xlsx", b"PK"), ("icon.png", b"P")])
    )
    edition.write(out, WHERE, packed=True)
    assert not {"take/map.xlsx.gz", "icon.png.gz"} & held(out).keys()


@pytest.mark.parametrize("left", [".plain.new", ".plain.old"])
def test_what_a_run_cut_short_left_aside_is_in_nobodys_way(out: Path, left: str) -> None:
    aside = out.parent / left
    aside.mkdir()
    (aside / "half.html").write_bytes(b"half")
    edition.write(out, WHERE)
    assert held(out).keys() == {*MADE, edition.MANIFEST}
    assert nothing_beside(out)


@pytest.mark.parametrize("before", ["nothing", "an empty folder"])
def test_an_edition_is_written_where_there_is_nothing(tmp_path: Path, before: str) -> None:
    out = tmp_path / "plain"
    if before == "an empty folder":
        out.mkdir()
    edition.write(out, WHERE)
    assert held(out).keys() == {*MADE, edition.MANIFEST}


def test_a_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "letters"
    out.mkdir()
    (out / "letter.txt").write_bytes(b"Dear")
    with pytest.raises(
        DataError, match=r"letters: found a folder without files\.json, expected .*\nName another folder"
    ):
        edition.write(out, WHERE)
    assert held(out) == {"letter.txt": b"Dear"}
    assert nothing_beside(out)


@pytest.mark.parametrize(("code", "told"), [(errno.ENOSPC, "No space left on device"), (errno.EFBIG, "File too large")])
@pytest.mark.parametrize("name", ["index.html", "robots.txt"])
def test_a_full_disk_is_said_plainly_and_the_edition_of_before_stays_whole(
    out: Path, monkeypatch: pytest.MonkeyPatch, code: int, told: str, name: str
) -> None:
    write = Path.write_bytes

    def fail(path: Path, content: bytes) -> int:
        if path.name == name:
            write(path, content[:1])
            raise OSError(code, told, str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(DataError, match=rf"plain: found {told} while writing {name}, expected .*\nMake room"):
        edition.write(out, WHERE)
    assert held(out) == OLD
    assert nothing_beside(out)


def test_a_fault_of_the_data_halfway_leaves_the_edition_of_before_whole(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise DataError.of("geodata/areas.csv", "line 2", "nothing", "an area")

    monkeypatch.setattr(edition, "files", broken)
    with pytest.raises(DataError, match=r"areas\.csv, line 2"):
        edition.write(out, WHERE)
    assert held(out) == OLD
    assert nothing_beside(out)


def test_an_edition_that_cannot_take_its_place_gives_it_back_to_the_one_of_before(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(errno.EACCES, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(DataError, match="found Permission denied"):
        edition.write(out, WHERE)
    assert held(out) == OLD
    assert nothing_beside(out)


def test_a_reader_meets_the_old_edition_or_the_new_one_whole(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met = [held(out)]
    rename, write = Path.rename, Path.write_bytes

    def moved(path: Path, target: Path) -> Path:
        met.append(held(out))
        moved_to = rename(path, target)
        met.append(held(out))
        return moved_to

    def written(path: Path, content: bytes) -> int:
        met.append(held(out))
        return write(path, content)

    monkeypatch.setattr(Path, "rename", moved)
    monkeypatch.setattr(Path, "write_bytes", written)
    edition.write(out, WHERE)
    new = held(out)
    assert new != OLD
    assert [each for each in met if each and each not in (OLD, new)] == []
    assert len(met) > len(MADE)


def test_two_files_of_one_name_stop_the_build(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "files", lambda *_: iter([*MADE.items(), ("robots.txt", b"none")]))
    with pytest.raises(ValueError, match=r"two files of the edition are called robots\.txt"):
        edition.write(out, WHERE)
    assert held(out) == OLD


@pytest.mark.parametrize(
    ("asked", "warned", "small"),
    [([], True, False), (["--packed", "--address", "https://plain.example/"], False, True)],
)
def test_the_command_says_what_it_wrote_and_where_links_lead_when_nobody_told_it(
    out: Path, asked: list[str], warned: bool, small: bool
) -> None:
    told = CliRunner().invoke(cli, ["site", str(out), *asked])
    assert told.exit_code == 0
    assert ("No --address" in told.output) is warned
    assert ("more for the packed forms" in told.output) is small
    assert "5 files, 2 of them pages" in told.output
    assert (out / "index.html.gz").is_file() is small


@pytest.mark.parametrize(
    ("live", "listed"), [("", ["index.html", "data.html"]), ("https://live.example/", ["data.html"])]
)
def test_search_engines_are_sent_to_the_true_pages_alone(live: str, listed: list[str]) -> None:
    """A page that stands for a live view names that as the true one, where there is a live atlas."""
    paths = {"index.html": "./", "data.html": "", "404.html": ""}
    made = [Page(path, "A title", address, "What it is.", (Markup("<p>Said</p>"),)) for path, address in paths.items()]
    assert edition.canonical(Where.of("https://plain.example/", live), made) == listed

"""A build for which the disk has no room: a sentence, and everything as it was."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from stpdash.build import run
from stpdash.errors import DataError


class _NoSources:
    """Stands in for the sources, which take a minute to read."""

    official = None


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file of old, for which a build makes two new ones."""
    (into := tmp_path / "geodata").mkdir()
    (into / "areas.csv").write_bytes(b"old")
    monkeypatch.setattr(run, "Sources", lambda *_: _NoSources())
    monkeypatch.setattr(run, "WRITTEN", ())
    monkeypatch.setattr(run, "_content", lambda *_: {"areas.csv": b"new", "people.csv": b"new"})
    return into


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_said_plainly_and_leaves_what_was_there(
    package: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    _writing_fails(monkeypatch, code)
    with pytest.raises(DataError, match=r"geodata: found no space left on the disk[^\n]*\nMake room"):
        run.build(package, package)
    assert {path.name: path.read_bytes() for path in package.parent.rglob("*") if path.is_file()} == {
        "areas.csv": b"old"
    }
    assert list(package.parent.iterdir()) == [package]


def test_another_fault_of_the_disk_is_not_called_full(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _writing_fails(monkeypatch, errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        run.build(package, package)


def _writing_fails(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Let the second file of a build fail, half written."""
    write = Path.write_bytes

    def fail(path: Path, raw: bytes) -> int:
        if path.name == "people.csv":
            write(path, raw[:1])
            raise OSError(code, "Input/output error")
        return write(path, raw)

    monkeypatch.setattr(Path, "write_bytes", fail)

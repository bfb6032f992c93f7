"""The build: every table from its sources, written aside, read back, and only then put in place."""

import errno
import math
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stpdash import package
from stpdash.build import (
    areas,
    borders,
    boundaries,
    cards,
    changes,
    conflicts,
    facts,
    footprints,
    funding,
    parents,
    people,
    trusts,
    vintages,
    vocabulary,
)
from stpdash.build.coverage import Coverage, coverage
from stpdash.build.descriptor import SHAPES, descriptor
from stpdash.build.geometry import in_degrees, largest_displacement_m
from stpdash.build.sources import OFFICIAL, WRITTEN, Sources
from stpdash.errors import DataError, Problem
from stpdash.schema import BY_NAME
from stpdash.tabular import encoded

STEPS = ("sources", "boundaries", "tables", "files", "reading back")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL, _ROOM = "no space left on the disk", "room beside it for as much again"


@dataclass(frozen=True)
class Report:
    """What a build made: the files that differ from those in place, and the fingerprint of what it made."""

    changed: tuple[str, ...]
    fingerprint: str


def build(
    sources: Path,
    into: Path,
    check: bool = False,
    say: Callable[[str], None] = lambda step: None,
    official: Path | None = None,
) -> Report:
    """Build the data package into a folder from a folder that holds ``sources/`` and ``evidence/``.

    Nothing is put in place unless the whole package has been read back. With ``check`` nothing is put in
    place at all, and DataError names every file that is not what a rebuild makes, to the byte. ``say`` is
    told each of STEPS as it begins. ``official`` is NHS England's own table of indicative funding: it is kept in the
    package as it is, so that later builds have it. DataError says also that the disk is full.
    """
    given = Sources(sources, into, official)
    content = _content(given, say)
    into = into.resolve()
    try:
        return _put(content | _by_hand(given, into), into, check, say)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise DataError.of(into.name, "", _FULL, _ROOM, "Make room, then run it again; nothing was changed.") from None


def _put(content: Mapping[str, bytes], into: Path, check: bool, say: Callable[[str], None]) -> Report:
    """Write a package aside, read it back, and put it in place, unless it is only to be checked."""
    with tempfile.TemporaryDirectory(prefix=".geodata-", dir=into.parent) as aside:
        made = Path(aside) / into.name
        for path, raw in content.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(raw)
        say(STEPS[4])
        atlas = package.read(made)
        changed = _changed(made, into)
        if changed and check:
            raise DataError(_stale(into.name, name) for name in changed)
        if changed:
            _swap(made, into, Path(aside) / "before")
    return Report(changed, atlas.fingerprint)


def _by_hand(sources: Sources, into: Path) -> dict[str, bytes]:
    """What people wrote or handed in: kept as it is."""
    written = {name: (into / name).read_bytes() for name in WRITTEN}
    return written | ({OFFICIAL: sources.official.read_bytes()} if sources.official else {})


def _content(sources: Sources, say: Callable[[str], None]) -> dict[str, bytes]:
    """Every file of the package by path."""
    say(STEPS[0])
    _ = sources.lookup, sources.lsoas
    money = funding.table(sources)  # the files that people hand in: refused before the long part begins
    say(STEPS[1])
    shapes = coverage(sources)
    say(STEPS[2])
    happened = changes.table(sources, shapes)
    drawn = boundaries.england(sources, shapes, happened)
    tables = _tables(sources, shapes, {"funding": money, "changes": happened}, drawn)
    say(STEPS[3])
    content = {BY_NAME[name].file: encoded(BY_NAME[name], frame) for name, frame in tables.items()}
    content[package.BOUNDARIES] = drawn
    content[package.NEIGHBOURS] = boundaries.neighbours(sources, shapes)
    accuracy_m = math.ceil(largest_displacement_m(shapes.full, in_degrees(shapes.drawn)))
    about = descriptor(sources.written["package"], content, tables["sources"], accuracy_m)
    return content | {package.DESCRIPTOR: about}


def _tables(
    sources: Sources, shapes: Coverage, made: Mapping[str, pd.DataFrame], drawn: bytes
) -> Mapping[str, pd.DataFrame]:
    """Every table by name; some were made before."""
    tables = {
        "vintages": vintages.table(sources),
        "areas": areas.table(sources, shapes),
        "footprints": footprints.table(sources),
        "footprint_codes": footprints.codes(sources),
        "parents": parents.table(sources),
        "borders": borders.table(drawn),
        "people": people.table(sources),
        "organisations": trusts.table(sources),
        "facts": facts.table(sources),
        **made,
    }
    used = {source for frame in tables.values() for source in frame["source"]}
    used |= {shapes.source for shapes in SHAPES.values()}
    cited = cards.table(sources, used)
    return tables | {
        "conflicts": conflicts.table(sources),
        "vocabulary": vocabulary.table(sources),
        "sources": cited,
    }


def _changed(made: Path, into: Path) -> tuple[str, ...]:
    """The files which are not byte for byte the same in both folders."""
    files = {str(file.relative_to(folder)) for folder in (made, into) for file in folder.rglob("*") if file.is_file()}
    return tuple(sorted(name for name in files if _bytes(made / name) != _bytes(into / name)))


def _stale(folder: str, name: str) -> Problem:
    found, expected = "other bytes than a rebuild makes", "the same bytes"
    return Problem(f"{folder}/{name}", "", found, expected, "Run: python -m stpdash build")


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _swap(made: Path, into: Path, before: Path) -> None:
    """Put the new folder where the old one is, in two renames; the old one goes back if the second fails."""
    shutil.move(into, before)
    try:
        shutil.move(made, into)
    except OSError:
        shutil.move(before, into)
        raise

"""The lock files: every package by exact version and hash, no address; and that nothing is installed in another way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from audit.verdict import Verdict

LOCKS = ("requirements.txt", "requirements-dev.txt")
MUST = ("--require-hashes", "--only-binary :all:")
"""What every installation says: only files with these hashes, and no code of a package run to build it."""
_HASH = re.compile(r"--hash=(\S+)")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_ADDRESS = re.compile(r"://|(?:^|\s)(?:--index-url|--extra-index-url|--find-links|--trusted-host|-i|-f|-e)\b")
_INSTALLS = re.compile(r"(?:^|[\s/@])(?:pip3?|uv)\b.*\binstall\b|\buv\s+(?:sync|add|run)\b|\bpipx\b")


@dataclass(frozen=True)
class Pin:
    """One package of a lock file: its name as PyPI compares names, version, hashes, and on which platforms."""

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: Marker | None

    @property
    def here(self) -> bool:
        """Whether this platform needs it."""
        return self.marker is None or self.marker.evaluate()


def pins(lock: str) -> list[Pin]:
    """The packages of a lock file, in its order. Raises ValueError for a line that is no exact version."""
    return [_pin(line) for line in _lines(lock)]


def faults(name: str, lock: str) -> Iterator[str]:
    """What is wrong with a lock file: an address, a package without an exact version or without hashes."""
    if found := _ADDRESS.search(lock):
        place = f"{name}, line {lock.count(chr(10), 0, found.end()) + 1}"
        yield f"{place}: found an address, expected names, versions and hashes. Run: make lock"
    for line in _lines(lock):
        try:
            pin = _pin(line)
        except ValueError as error:
            yield f"{name}: {error}"
            continue
        if not pin.hashes or not all(_SHA256.fullmatch(each) for each in pin.hashes):
            yield f"{name}, {pin.name}: found {len(pin.hashes)} hashes, expected sha256 for each file. Run: make lock"


def unlocked_installs(name: str, script: str) -> Iterator[str]:
    """Lines of a Makefile, shell script or Containerfile that install packages without what `MUST` asks for."""
    joined = re.sub(r"\\\n\s*", " ", script)
    for line in joined.splitlines():
        missing = [option for option in MUST if option not in line]
        if _INSTALLS.search(line.partition("#")[0]) and missing:
            yield f"{name}: found “{line.strip()[:100]}”, expected {' and '.join(missing)} in it as well"


def check(locks: Mapping[str, str], scripts: Mapping[str, str]) -> Verdict:
    """Whether the lock files are whole and every script installs by them alone; both by name."""
    found = [fault for name, lock in locks.items() for fault in faults(name, lock)]
    found += [f"{name}: found no package, expected some" for name, lock in locks.items() if not list(_lines(lock))]
    found += [fault for name, script in scripts.items() for fault in unlocked_installs(name, script)]
    number = sum(len(list(_lines(lock))) for lock in locks.values())
    return Verdict("pins", f"{number} packages in {len(locks)} lock files, {len(scripts)} scripts", tuple(found))


def _lines(lock: str) -> Iterator[str]:
    """The entries of a lock file, each on one line, without comments and constraints."""
    for line in re.sub(r"\\\n\s*", " ", lock).splitlines():
        if line.strip() and not line.lstrip().startswith(("#", "-c ")):
            yield line.strip()


def _pin(line: str) -> Pin:
    bare = _HASH.sub("", line).strip()
    try:
        wanted = Requirement(bare)
    except InvalidRequirement:
        raise ValueError(f"found “{bare[:80]}”, expected name==version. Run: make lock") from None
    specs = list(wanted.specifier)
    if wanted.url or len(specs) != 1 or specs[0].operator not in {"==", "==="} or "*" in specs[0].version:
        raise ValueError(f"found “{bare[:80]}”, expected name==version. Run: make lock")
    return Pin(canonicalize_name(wanted.name), specs[0].version, tuple(_HASH.findall(line)), wanted.marker)

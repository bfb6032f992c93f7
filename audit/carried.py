"""What is carried from elsewhere in the repository itself: the files that vendor.toml lists, unchanged and licensed."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit.verdict import Verdict

LIST = "vendor.toml"


@dataclass(frozen=True)
class File:
    """One file carried from an npm package: where it lies, of what it is, and what was recorded of it."""

    path: Path
    package: str
    version: str
    licence: str
    licence_path: Path
    sha256: str
    integrity: str
    """The package's hash as the npm registry gives it: sha512- and base64."""


def files(root: Path) -> list[File]:
    """Every file of every list below a folder, by path."""
    ours = (top for top in root.iterdir() if not top.name.startswith("."))
    lists = (path for top in ours for path in ([top] if top.name == LIST else top.rglob(LIST)))
    return sorted((file for path in lists for file in _listed(path)), key=lambda file: file.path)


def faults(root: Path) -> Iterator[str]:
    """What is wrong: a file that is gone, altered, without its licence, or in none of the lists."""
    listed = files(root)
    for file in listed:
        name = file.path.relative_to(root)
        if not file.path.is_file():
            yield f"{name}: found no file, expected {file.package} {file.version}. Put the package's file back"
        elif (found := hashlib.sha256(file.path.read_bytes()).hexdigest()) != file.sha256:
            yield f"{name}: found sha256 {found[:12]}, expected {file.sha256[:12]}. Put the package's file back"
        if not file.licence_path.is_file() or not file.licence_path.read_bytes().strip():
            yield f"{name}: found no licence, expected {file.licence_path.name} beside it. Take it from the package"
        if not file.integrity.startswith("sha512-"):
            yield f"{name}: found no hash of its package, expected sha512-... as npm gives it. Look it up there"
    known = {path for file in listed for path in (file.path, file.licence_path)}
    for folder in {file.path.parent for file in listed}:
        for path in sorted(folder.iterdir()):
            if path.name != LIST and path not in known:
                yield f"{path.relative_to(root)}: found a file that {LIST} does not name. List it with its hash"


def check(root: Path) -> Verdict:
    """Whether everything carried from elsewhere is as recorded."""
    found = files(root)
    none = () if found else (f"found no {LIST}, expected those of the map and of the tests",)
    packages = {(file.package, file.version) for file in found}
    return Verdict("carried", f"{len(found)} files of {len(packages)} npm packages", (*none, *faults(root)))


def _listed(path: Path) -> Iterator[File]:
    for entry in tomllib.loads(path.read_text("utf-8"))["vendored"]:
        yield File(
            path=path.parent / entry["file"],
            package=entry["package"],
            version=entry["version"],
            licence=entry["licence"],
            licence_path=path.parent / entry["licence_file"],
            sha256=entry["sha256"],
            integrity=entry["package_integrity"],
        )

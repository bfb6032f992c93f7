"""`make audit`: every check, a line each; exits with 1 when one does not hold. `make sbom` writes the bill alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit import advisories, carried, explained, leaks, pins, sbom
from audit.verdict import Verdict

ROOT = Path(__file__).parents[1]
INSTALLERS = ("Makefile", ".ci/", "deploy/")
"""Where files that install packages stand."""

cli = typer.Typer(add_completion=False, help="What the atlas is made of, and what is known against it.")
Out = Annotated[Path, typer.Option(help="Where the bill of materials is written.")]
BILL = ROOT / "sbom.cdx.json"


@cli.command("all")
def every(
    out: Out = BILL,
    service: Annotated[str, typer.Option(help="The advisory service: OSV's, or a mirror of it.")] = advisories.SERVICE,
) -> None:
    """Check pins, what is carried, secrets, the bill of materials, and what is known against all of it."""
    _told(_verdicts(out, service))


@cli.command("secrets")
def secrets() -> None:
    """Look for secrets in every file that git has."""
    _told([leaks.check(ROOT, tracked(ROOT))])


@cli.command("sbom")
def bill(out: Out = BILL) -> None:
    """Write the bill of materials."""
    _told([sbom.check(ROOT, out)])


def _told(verdicts: Iterable[Verdict]) -> None:
    """Say each as it comes; ends with 1 where one does not hold."""
    held = []
    for verdict in verdicts:
        typer.echo(verdict)
        held.append(not verdict.faults)
    if not all(held):
        raise typer.Exit(1)


def _verdicts(out: Path, service: str) -> Iterator[Verdict]:
    names = tracked(ROOT)
    yield pins.check(texts(ROOT, pins.LOCKS), texts(ROOT, installers(names)))
    yield carried.check(ROOT)
    yield sbom.check(ROOT, out)
    yield leaks.check(ROOT, names)
    entries = explained.read((ROOT / "audit" / "explained.toml").read_text("utf-8"))
    yield advisories.check(ROOT, entries, date.today(), service)


def tracked(root: Path) -> list[str]:
    """The files that git has, by name from the root; those that are gone from the folder left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (root / name).is_file()]


def installers(names: list[str]) -> list[str]:
    """The files among these that may install packages."""
    return [name for name in names if name.startswith(INSTALLERS)]


def texts(root: Path, names: tuple[str, ...] | list[str]) -> dict[str, str]:
    """The text of files by name; what is not UTF-8 is replaced."""
    return {name: (root / name).read_bytes().decode("utf-8", "replace") for name in names}


if __name__ == "__main__":
    cli()

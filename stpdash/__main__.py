"""The command line: python -m stpdash run | serve | site | build | check | where."""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from stpdash.errors import DataError
from stpdash.guard.settings import SettingError

ROOT = Path(__file__).parents[1]

cli = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The atlas of England's NHS footprints, 2016 to 2020."
)


_PORT = typer.Option(help="The port to listen on; 0 takes a free one.")
_ADDRESS = typer.Option(help="The address to listen on; only this machine by default.")
_NOWHERE = "http://localhost:8000/"
"""Where an edition stands that is looked at with Python's own web server."""


@cli.command()
def run(
    port: Annotated[int, _PORT] = 8501,
    address: Annotated[str, _ADDRESS] = "127.0.0.1",
) -> None:
    """Start the atlas in this terminal. A broken data package stops it before the port opens."""
    typer.echo(f"The atlas is starting; it will be at http://{address}:{port}. Stop it with Ctrl+C.")
    _listen(address, port, public=False)


@cli.command()
def serve(
    port: Annotated[int, _PORT] = 8501,
    address: Annotated[str, _ADDRESS] = "127.0.0.1",
) -> None:
    """Serve the atlas to the public, with a log of JSON lines. docs/settings.md lists what can be set."""
    _listen(address, port, public=True)


def _listen(address: str, port: int, public: bool) -> None:
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.argv = [str(ROOT / "app.py")]
    from stpdash.guard import settings

    limits = settings.current()
    from stpdash.ui import atlas, listening

    atlas.read()
    import app

    try:
        listening.listen(app.app, limits, address, port, public)
    except OSError as error:
        found = f"port {port} of {address}: found {error.strerror}, expected it to be free. Name another: --port"
        typer.echo(found, err=True)
        raise SystemExit(1) from None


@cli.command()
def build(
    sources: Annotated[Path, typer.Option(help="The folder that holds sources/ and evidence/.")] = ROOT.parent
    / "shared",
    check: Annotated[bool, typer.Option("--check", help="Rebuild aside and compare with what is there.")] = False,
    official_table: Annotated[
        Path | None,
        typer.Option(
            help="NHS England's table of indicative funding, 19 May 2016: 44 rows as in the template.", exists=True
        ),
    ] = None,
) -> None:
    """Build geodata/ anew from the published sources."""
    from stpdash import package
    from stpdash.build import build as built
    from stpdash.build.run import STEPS

    with Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()) as bar:
        task = bar.add_task("", total=len(STEPS))

        def begin(step: str) -> None:
            bar.update(task, description=step, completed=STEPS.index(step))

        report = built(sources, package.home(), check, begin, official_table)
        bar.update(task, description="done", completed=len(STEPS))
    if report.changed:
        typer.echo(f"{'differ' if check else 'changed'}: {', '.join(report.changed)}")
    typer.echo(f"fingerprint {report.fingerprint[:12]}" + ("" if report.changed else ", the same as before"))
    if check and report.changed:
        raise typer.Exit(1)


@cli.command()
def site(
    out: Annotated[Path, typer.Argument(help="The folder to write; an edition that is there is replaced whole.")],
    address: Annotated[
        str, typer.Option(help="Where the edition will stand, for canonical links and the sitemap.")
    ] = _NOWHERE,
    live: Annotated[str, typer.Option(help="Where the live atlas stands; without it pages have no link to it.")] = "",
    contact: Annotated[
        str, typer.Option(envvar="STPDASH_CONTACT", help="Where readers ask for a correction: mail or a page.")
    ] = "",
    packed: Annotated[
        bool,
        typer.Option("--packed", help="Also write every file of text packed (.gz), for servers that can send that."),
    ] = False,
) -> None:
    """Write the plain edition: the whole atlas as files for any web server, which need no script."""
    from stpdash.site import edition
    from stpdash.site.frame import Where

    where = Where.of(address, live, contact)
    if address == _NOWHERE:
        typer.echo(f"No --address: canonical links and the sitemap say {_NOWHERE}, which is no place for the public.")
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()) as bar:
        task = bar.add_task("", total=len(edition.PARTS))

        def begin(part: str) -> None:
            bar.update(task, description=part, completed=edition.PARTS.index(part))

        report = edition.write(out, where, begin, packed)
        bar.update(task, description="done", completed=len(edition.PARTS))
    typer.echo(
        f"{out}: {report.files:,} files, {report.pages:,} of them pages, {report.size / 1e6:.1f} MB; "
        f"the largest page is {report.largest}, {report.largest_size / 1000:.0f} kB"
        + (f"; {report.packed_size / 1e6:.1f} MB more for the packed forms" if packed else "")
    )


@cli.command()
def check() -> None:
    """Check the data package: files, hashes, tables, links. Exits with 1 when anything is wrong."""
    from stpdash import package

    atlas = package.read(package.home())
    typer.echo(f"geodata is whole: version {atlas.version}, fingerprint {atlas.fingerprint[:12]}")


@cli.command(context_settings={"ignore_unknown_options": True})
def where(
    lon: Annotated[float | None, typer.Argument(help="Longitude in degrees, such as -0.1276")] = None,
    lat: Annotated[float | None, typer.Argument(help="Latitude in degrees, such as 51.5072")] = None,
    file: Annotated[Path | None, typer.Option(help="A CSV file with columns lon and lat; answers as CSV.")] = None,
    date: Annotated[str, typer.Option(help="The date of the boundaries.")] = "2017-04-01",
) -> None:
    """Which CCG, footprint and region a point lies in, as JSON; points of a file as CSV."""
    from stpdash import package, points

    atlas = package.read(package.home())
    if file is None:
        if lon is None or lat is None:
            raise typer.BadParameter("give LON and LAT, or --file points.csv")
        found = points.where(atlas, package.home(), [(lon, lat)], date)
        typer.echo(json.dumps(found[0], indent=2, ensure_ascii=False))
        return
    answers = points.where(atlas, package.home(), points.read(file), date)
    writer = csv.DictWriter(sys.stdout, fieldnames=list(answers[0]) if answers else ["lon", "lat"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(answers)


def main() -> None:
    """Run the command line; a fault in the data or a setting is said in plain words, without a trace."""
    try:
        cli()
    except (DataError, SettingError) as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()

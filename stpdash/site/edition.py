"""The plain edition as files: every page, asset, map, table and boundary; written aside, then swapped in whole."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from markupsafe import escape

from stpdash.errors import DataError
from stpdash.model import Atlas
from stpdash.site import areas, beside, data_api, groups, nation, records, story
from stpdash.site.addresses import TAKEN
from stpdash.site.dressing import Assets
from stpdash.site.frame import Frame, Where
from stpdash.site.page import Maker, Page
from stpdash.site.shapes import Ground
from stpdash.ui import atlas as served
from stpdash.ui import sheet_of

MANIFEST = "files.json"
"""What there is, with the size and sha256 of every file; also how a folder is known to be an edition."""
PACKED = frozenset({".css", ".csv", ".geojson", ".html", ".js", ".json", ".svg", ".topojson", ".txt", ".xml"})
"""The kinds of file that grow much smaller when packed."""
Files = Iterator[tuple[str, bytes]]
DRAWN = {
    "pages of areas": areas.pages,
    "pages of England": nation.pages,
    "groupings": groups.pages,
    "the story": story.pages,
    "side by side": beside.pages,
    "records": records.pages,
}
PARTS = ("data", *DRAWN, "framing", "to take away")
"""What is made, in order."""


class Report(NamedTuple):
    """What was written: how many files and pages, bytes in all, the largest page and its bytes; packed forms apart."""

    files: int
    pages: int
    size: int
    largest: str
    largest_size: int
    packed_size: int


def files(where: Where, begin: Callable[[str], None] = lambda _: None) -> Files:
    """Every file of the edition: name, relative to its root, and content; the same bytes from the same data.

    The atlas is the one that `STPDASH_GEODATA` names. Raises DataError when it is broken.
    """
    atlas = served.read()
    begin("data")
    data = dict(data_api.files(atlas))
    make = Maker(atlas, Ground(served.shapes, served.lines()))
    pages: list[Page] = []
    for part, draw in DRAWN.items():
        begin(part)
        pages += draw(make)
    begin("framing")
    known = {*data, *(page.path for page in pages), MANIFEST}
    plain = Frame(atlas, where, pages, Assets({}, b""), known)
    assets = Assets(make.palettes, _index(make, plain))
    frame = Frame(atlas, where, pages, assets, known)
    for page in pages:
        yield page.path, frame.framed(page).encode()
    yield from assets.files.items()
    yield from data.items()
    begin("to take away")
    for name, address in sorted(frame.links.taken.items()):
        yield name, _taken(address)
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {urljoin(where.address, 'sitemap.xml')}\n".encode()
    yield "sitemap.xml", _sitemap(where, canonical(where, pages)).encode()


def _index(make: Maker, frame: Frame) -> bytes:
    """The index of the search, each record with the file it leads to."""
    rows = [
        [label, told, frame.links.led(address, "find.html"), keys] for label, told, address, keys in records.index(make)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _taken(address: str) -> bytes:
    """What is behind a live address of something to take away. Raises ValueError where there is nothing."""
    name, _, kind = Path(urlsplit(address).path).name.rpartition(".")
    asked = dict(parse_qsl(urlsplit(address).query))
    content: bytes | str | None
    match kind:
        case "csv":
            text = sheet_of.as_csv(name, asked)
            content = None if text is None else f"\ufeff{text}"
        case "xlsx":
            content = sheet_of.as_xlsx(name, asked)
        case "html":
            packed = served.one_file(name, asked)
            content = packed.plain if packed else None
        case _:
            content = None
    if content is None:
        raise ValueError(f"a page leads to {address}, and nothing is behind it; look at stpdash/ui/sheet_of.py")
    return content.encode() if isinstance(content, str) else content


def canonical(where: Where, pages: Iterable[Page]) -> list[str]:
    """The pages that search engines are to have from here: not those that name a live view as the true one."""
    return [page.path for page in pages if page.path != "404.html" and not (where.live and page.live)]


def _sitemap(where: Where, paths: Iterable[str]) -> str:
    entries = "".join(f"<url><loc>{escape(urljoin(where.address, path))}</loc></url>\n" for path in sorted(paths))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n'
    )


def write(out: Path, where: Where, begin: Callable[[str], None] = lambda _: None, packed: bool = False) -> Report:
    """Write the edition into a folder. It is made beside it and swapped in whole, so that no reader meets a half.

    For a moment between two renames nothing is there; where a server reads, swap a link (docs/operating.md).
    `packed`: beside every file of text its packed form (name.gz), for servers that send it as it is. It holds the same
    bytes and is not in the list of files.

    Raises DataError when the folder holds something else, when the disk is full or cannot be written, or when the
    data is broken; what was there before is then still there.
    """
    if out.exists() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise DataError.of(
            str(out), "", f"a folder without {MANIFEST}", "an edition written before, an empty folder, or none",
            "Name another folder, or empty this one, then run again.",
        )  # fmt: skip
    aside = out.parent / f".{out.name}.new"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        report = _write(aside, where, begin, packed)
        _swap(aside, out)
    except OSError as error:
        problem = f"{error.strerror or error} while writing {Path(error.filename or aside).name}"
        raise DataError.of(
            str(out), "", problem, f"a disk with room for {80 if packed else 60} MB that can be written",
            "Make room, then run again; what was there before is untouched.",
        ) from None  # fmt: skip
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return report


def _write(folder: Path, where: Where, begin: Callable[[str], None], packed: bool) -> Report:
    sizes: dict[str, int] = {}
    sums: dict[str, str] = {}
    packed_size = 0

    def put(name: str, content: bytes) -> None:
        nonlocal packed_size
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sizes[name] = len(content)
        if packed and path.suffix in PACKED:
            small = gzip.compress(content, 9, mtime=0)
            path.with_name(f"{path.name}.gz").write_bytes(small)
            packed_size += len(small)

    for name, content in files(where, begin):
        if name in sizes:
            raise ValueError(f"two files of the edition are called {name}")
        put(name, content)
        sums[name] = hashlib.sha256(content).hexdigest()
    atlas: Atlas = served.read()
    entries = {name: {"bytes": sizes[name], "sha256": sums[name]} for name in sorted(sums)}
    manifest = {"version": atlas.version, "fingerprint": atlas.fingerprint, "files": entries}
    put(MANIFEST, (json.dumps(manifest, separators=(",", ":")) + "\n").encode())
    pages = [name for name in sizes if name.endswith(".html") and not name.startswith(f"{TAKEN}/")]
    largest = max(pages, key=lambda name: sizes[name])
    return Report(len(sizes), len(pages), sum(sizes.values()), largest, sizes[largest], packed_size)


def _swap(new: Path, out: Path) -> None:
    old = out.parent / f".{out.name}.old"
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)

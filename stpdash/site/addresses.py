"""Which file of the plain edition stands for which address of the live atlas, and every link rewritten to it.

The live parts write live addresses ("area?area=28&date=2019-04-01"). Here each becomes a file beside the page
("../2019/area/28.html"): as at the date, else undated, else the page without what was asked of it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from stpdash import asat, comparing, find
from stpdash.model import REGIONS, Atlas
from stpdash.patch import footprints
from stpdash.two_dates import LAYERS as DATED_LAYERS
from stpdash.two_dates import USUAL

TOP = ("compare", "money", "governance", "groupings", "changes", "dates", "pool", "leadership", "sources", "find")
"""The live pages that have a file of their name."""
_ONE = {"area": "area", "person": "person", "trust": "trust"}
"""Live pages of one subject each, by the name under which the address has its id: a folder of files."""
TAKEN = "take"
"""The folder of what can be taken away."""
_LINK = re.compile(r'(<(?:a|form)\b[^>]*?\s(?:href|action)=")([^"]*)(")')
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def files_of(address: str) -> Iterator[str]:
    """The files that may stand for a live address, the best first; whether they exist is another question."""
    asked = dict(parse_qsl(urlsplit(address).query))
    name = urlsplit(address).path.removeprefix("./").strip("/")
    dated = f"{folder(asked['date'])}/" if name != "dates" and folder(asked.get("date", "")) else ""
    for path in _undated(name, asked):
        if dated:
            yield dated + path
        yield path


def folder(day: str) -> str:
    """The folder of the vintage in force on a day that an address asks for; blank where it asks for none."""
    return "" if day in {"", asat.NO_DATE, asat.ANY} or asat.fault(day) else asat.vintage(day)


def _undated(name: str, asked: Mapping[str, str]) -> Iterator[str]:
    if name in {"", "index"}:
        yield "index.html"
    elif name in _ONE:
        yield f"{name}/{asked.get(_ONE[name], '')}.html"
    elif name == "changes" and "change" in asked:
        yield f"changes/{asked['change']}.html"
    elif name == "money" and "measure" in asked:
        yield money(asked["measure"], asked.get("year", ""))
        yield money(asked["measure"], "")
    elif name == "governance" and "axis" in asked:
        yield f"governance/{asked['axis']}.html"
    elif name == "compare" and "areas" in asked:
        yield f"compare/{asked['areas']}.html"
    elif name == "dates" and {"date", "then", "layer"} & set(asked):
        yield dates(asked.get("date", USUAL["date"]), asked.get("then", USUAL["then"]), asked.get("layer", ""))
    if name in TOP:
        yield f"{name}.html"


def money(measure: str, year: str) -> str:
    """The file of a measure in a financial year: money/core_per_registered-2017-18.html."""
    return f"money/{'-'.join(filter(None, (measure, year.replace('/', '-'))))}.html"


def dates(day: str, then: str, layer: str) -> str:
    """The file of two days side by side, by the vintages in force: dates/2016-2019-footprint.html; blank if unknown."""
    layer = layer if layer in DATED_LAYERS else next(iter(DATED_LAYERS))
    return f"dates/{folder(day)}-{folder(then)}-{layer}.html"


def compared(atlas: Atlas) -> dict[str, str]:
    """The regions whose footprints can be set side by side, all of them, by the address's "areas"."""
    found = {}
    for region in atlas.areas_of("region", REGIONS):
        areas = footprints(atlas, region)
        if len(areas) <= comparing.MOST:
            found[comparing.BETWEEN.join(area.id for area in areas)] = region.name
    return found


class Links:
    """Rewrites the live addresses on a page into files of the edition.

    `files`: every file there is. `live`: where the live atlas stands, for what no file can do; blank where nobody
    knows. What is to be taken away is noted in `taken`, file to live address, for it has to be made.
    """

    def __init__(self, atlas: Atlas, files: Collection[str], live: str = "") -> None:
        self.atlas = atlas
        self.files = files
        self.live = live
        self.taken: dict[str, str] = {}

    def rewritten(self, page: str, path: str) -> str:
        """A page's HTML with every link to a live address led to the file that stands for it, relative to the page."""

        def lead(found: re.Match[str]) -> str:
            before, address, after = found.groups()
            return before + html.escape(self.led(html.unescape(address), path)) + after

        return _LINK.sub(lead, page)

    def led(self, address: str, path: str) -> str:
        """One live address as the page at `path` has it."""
        if address.startswith("#") or _OUTSIDE.match(address):
            return address
        bare, _, anchor = address.partition("#")
        if bare.startswith(f"{TAKEN}/"):
            return relative(self._take(bare), path)
        if bare in self.files or not bare:  # a file of the edition already
            return relative(bare, path) + (f"#{anchor}" if anchor else "")
        known = self._by_id(bare)
        file = next((file for file in files_of(known) if file in self.files), "")
        if not file:
            raise ValueError(f"{path}: no file stands for the address {address}; expected one of {[*files_of(known)]}")
        return relative(file, path) + (f"#{anchor}" if anchor else "")

    def _by_id(self, address: str) -> str:
        """An area's address with its id, whatever code the address has: files are named by ids."""
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        area = find.resolve(self.atlas, asked["area"]) if parts.path == "area" and "area" in asked else None
        return f"area?{urlencode(asked | {'area': area.id})}" if area else address

    def _take(self, address: str) -> str:
        """The file of something to take away: its name and, in the order asked, what was asked of it."""
        name, kind = posixpath.splitext(urlsplit(address).path)
        asked = "-".join(_plain(value) for _, value in parse_qsl(urlsplit(address).query) if _plain(value))
        file = f"{name}{f'_{asked[:80]}' if asked else ''}{kind}"
        if self.taken.setdefault(file, address) != address:
            raise ValueError(f"{file} would stand for both {self.taken[file]} and {address}")
        return file


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")


def relative(file: str, page: str) -> str:
    """A file as a page names it: ../area/28.html."""
    return quote(posixpath.relpath(file, posixpath.dirname(page) or "."))

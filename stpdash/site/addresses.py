"""Every link of a page of the plain edition, led from a live address to the file that stands for it.

The live parts write live addresses ("area?area=28&date=2019-04-01"). Here each becomes a file beside the page
("../2019/area/28.html"): as at the date, else undated, else the page without what was asked of it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from stpdash import comparing, find, plain
from stpdash.model import REGIONS, Area, Atlas
from stpdash.patch import footprints
from stpdash.site import notes

TAKEN = "take"
"""The folder of what can be taken away."""
_LINK = re.compile(r'(<(?:a|form)\b[^>]*?\s(?:href|action)=")([^"]*)(")')
_POOLED = re.compile(r'<a\b([^>]*?\s)href="(pool\?[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def compared(atlas: Atlas) -> dict[str, str]:
    """The regions whose footprints can be set side by side, all of them, by the address's "areas"."""
    found = _patches(atlas).items()
    return {
        comparing.BETWEEN.join(a.id for a in areas): team.name for team, areas in found if len(areas) <= comparing.MOST
    }


def too_many(atlas: Atlas) -> dict[Area, int]:
    """The other regions, with how many footprints each has: more than are ever set side by side."""
    return {team: len(areas) for team, areas in _patches(atlas).items() if len(areas) > comparing.MOST}


def _patches(atlas: Atlas) -> dict[Area, list[Area]]:
    return {team: list(footprints(atlas, team)) for team in atlas.areas_of("region", REGIONS)}


class Links:
    """Rewrites the live addresses on a page into files of the edition.

    `files`: every file there is. `live`: where the live atlas is, blank where that is not known. What is to be taken
    away is noted in `taken`, file to live address, for it has to be made.
    """

    def __init__(self, atlas: Atlas, files: Collection[str], live: str = "") -> None:
        self.atlas = atlas
        self.files = files
        self.live = live
        self.taken: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def rewritten(self, page: str, path: str) -> str:
        """A page's HTML with every link to a live address led to the file that stands for it, relative to the page."""

        def lead(found: re.Match[str]) -> str:
            before, address, after = found.groups()
            return before + html.escape(self.led(html.unescape(address), path)) + after

        return _LINK.sub(lead, _POOLED.sub(self._pooled, page))

    def _pooled(self, found: re.Match[str]) -> str:
        """A grouping to be tried, which no file can hold: led to the live atlas and said to be there; else words."""
        before, address, after, text = found.groups()
        if not self.live:
            return f"{text} ({notes.LIVE_ONLY})"
        there = html.escape(urljoin(self.live, html.unescape(address)))
        return f'<a{before}href="{there}"{after}>{text} ({notes.IN_LIVE})</a>'

    def led(self, address: str, path: str) -> str:
        """One live address as the page at `path` has it."""
        if address.startswith("#") or _OUTSIDE.match(address):
            return address
        bare, _, anchor = address.partition("#")
        if bare.startswith(f"{TAKEN}/"):
            return relative(self._take(bare), path)
        if bare in self.files or not bare:  # a file of the edition already
            return relative(bare, path) + (f"#{anchor}" if anchor else "")
        if bare not in self._files:
            self._files[bare] = self._standing_for(bare, path)
        return relative(self._files[bare], path) + (f"#{anchor}" if anchor else "")

    def _standing_for(self, address: str, path: str) -> str:
        """The file of a live address, which `path` names."""
        known = self._by_id(address)
        file = next((file for file in plain.files_of(known) if file in self.files), "")
        if not file:
            raise ValueError(
                f"{path}: no file stands for the address {address}; expected one of {[*plain.files_of(known)]}"
            )
        return file

    def _by_id(self, address: str) -> str:
        """An area's address with its id, whatever code the address has: files are named by ids."""
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        area = find.resolve(self.atlas, asked["area"]) if parts.path == "area" and "area" in asked else None
        return f"area?{urlencode(asked | {'area': area.id})}" if area else address

    def _take(self, address: str) -> str:
        """The file of something to take away: its name and, in the order asked, what was asked of it."""
        name, kind = posixpath.splitext(urlsplit(address).path)
        asked = "-".join(_word(value) for _, value in parse_qsl(urlsplit(address).query) if _word(value))
        file = f"{name}{f'_{asked[:80]}' if asked else ''}{kind}"
        if self.taken.setdefault(file, address) != address:
            raise ValueError(f"{file} would stand for both {self.taken[file]} and {address}")
        return file


def _word(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")


def relative(file: str, page: str) -> str:
    """A file as a page names it: ../area/28.html."""
    return quote(posixpath.relpath(file, posixpath.dirname(page) or "."))

"""Our own files for the browser: each group has an address with its fingerprint in it and is compressed ahead of time.

A file whose address holds its fingerprint never changes, so a browser may keep it for good; a new version has a new
address. Two groups: `frontend` (the live map and the page's style sheet) and `boundaries` (shapes from geodata).
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli

PREFIX = "assets"
_BEST = 11
_OFFER = re.compile(r"([a-z0-9*-]+)\s*(?:;\s*q=([0-9.]+))?")
FRONTEND = Path(__file__).parent / "frontend"
_TYPES = {
    ".svg": "image/svg+xml",
    ".js": "text/javascript",
    ".topojson": "application/json",
    ".geojson": "application/json",
    ".css": "text/css",
}


@dataclass(frozen=True)
class Packed:
    """A body in the three forms a browser may ask for."""

    media_type: str
    plain: bytes
    gzip: bytes
    brotli: bytes

    def encoded(self, accepted: str) -> tuple[str, bytes]:
        """The smallest form that an Accept-Encoding header allows: its encoding's name (blank: as it is) and bytes."""
        offers = {match[1] for match in _OFFER.finditer(accepted.lower()) if float(match[2] or 1) > 0}
        if "br" in offers:
            return "br", self.brotli
        if "gzip" in offers:
            return "gzip", self.gzip
        return "", self.plain


def pack(body: bytes, name: str, quality: int = _BEST) -> Packed:
    """Compress a body once, for all its readers."""
    suffix = Path(name).suffix
    media_type = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return Packed(media_type, body, gzip.compress(body, 6, mtime=0), _brotli(body, quality))


def _brotli(body: bytes, quality: int) -> bytes:
    """The body compressed; taken from the cache folder where an earlier start has left it there.

    Only at the best quality, which takes seconds: what readers have made is of their choosing, and could fill the disk.
    A cache that is missing, read-only or spoilt changes nothing but the time.
    """
    if quality < _BEST:
        return bytes(brotli.compress(body, quality=quality))
    kept = _cache() / f"{hashlib.sha256(body).hexdigest()}-{quality}.br"
    with suppress(OSError, brotli.error):
        compressed = kept.read_bytes()
        if brotli.decompress(compressed) == body:
            return compressed
    compressed = bytes(brotli.compress(body, quality=quality))
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside = kept.with_suffix(f".{os.getpid()}")
        aside.write_bytes(compressed)
        aside.replace(kept)
    return compressed


def _cache() -> Path:
    """Where the system keeps what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME") or "/nonexistent", ".cache"), "stpdash")


@dataclass(frozen=True)
class Shelf:
    """All our files by their path below the prefix, fingerprint first: "1a2b3c4d5e6f/map.js"."""

    files: dict[str, Packed]
    fingerprints: dict[str, str]

    def address(self, group: str, name: str) -> str:
        """The address of a file, relative to the page, so that it also holds below a base path."""
        return f"{PREFIX}/{self.path(group, name)}"

    def path(self, group: str, name: str) -> str:
        """The key of a file in `files`. Raises KeyError when the group has no such file."""
        path = f"{self.fingerprints[group]}/{name}"
        if path not in self.files:
            raise KeyError(f"no file called {name} in {group}")
        return path


def _group(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _TYPES)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _fingerprint(files: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, body in files:
        digest.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
    return digest.hexdigest()[:12]


@cache
def shelf(geodata: Path) -> Shelf:
    """Read, fingerprint and compress both groups; done once a process, before the first visitor."""
    files: dict[str, Packed] = {}
    fingerprints: dict[str, str] = {}
    for group, folder in (("frontend", FRONTEND), ("boundaries", geodata / "boundaries")):
        bodies = _group(folder)
        fingerprints[group] = _fingerprint(bodies.items())
        for name, body in bodies.items():
            files[f"{fingerprints[group]}/{name}"] = pack(body, name)
    return Shelf(files, fingerprints)

"""What pages of the plain edition load: a style sheet put together from the live one, a script, the search's index."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stpdash.site import map_svg
from stpdash.ui.assets import FRONTEND

OWN = Path(__file__).parent / "assets"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINES = re.compile(r"path\.(a|c\d|line|under|casing|edge)\b")
"""Lines are drawn twice from one path, by <use>: what holds for the path holds for it."""
_DARK = re.compile(r'\.stp-map\[data-theme="dark"\] (\{[^}]*--sea[^}]*\})')


class Assets:
    """What pages load: style sheet, script, icon, the index of the search; their folder is named by what is in them."""

    def __init__(self, palettes: Mapping[str, Mapping[str, Any]], index: bytes) -> None:
        files = {
            "edition.css": _style(palettes).encode(),
            "edition.js": (OWN / "edition.js").read_bytes(),
            "finding.js": (OWN / "finding.js").read_bytes(),
            "sort.js": (FRONTEND / "sort.js").read_bytes(),
            "favicon.svg": (FRONTEND / "favicon.svg").read_bytes(),
            "search.json": index,
        }
        digest = hashlib.sha256()
        for name, content in sorted(files.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        self.folder = f"assets/{digest.hexdigest()[:12]}"
        self.files = {f"{self.folder}/{name}": content for name, content in files.items()}


def _style(palettes: Mapping[str, Mapping[str, Any]]) -> str:
    """One style sheet: the live one's rules for maps and pages, dark where the reader's system is, and our own."""
    live = [(FRONTEND / name).read_text("utf-8") for name in ("map.css", "page.css")]
    live[0] = _LINES.sub(r":is(path, use).\1", live[0])
    dark = _DARK.search(live[0])
    if dark is None:
        raise ValueError("map.css has no dark colours where dressing.py looks for them; look at its second rule")
    own = [path.read_text("utf-8") for path in sorted(OWN.glob("*.css"), key=lambda path: path.name == "edition.css")]
    parts = [
        *live,
        f"@media (prefers-color-scheme: dark) {{ .stp-map {dark[1]} }}",
        map_svg.palette_rules(palettes),
        *(f'[data-grow="{each}"]{{flex-grow:{each}}}' for each in _steps()),
        *own,
    ]
    return re.sub(r"\n\s*", "\n", _COMMENT.sub("", "\n".join(parts)))


def _steps() -> Iterator[str]:
    return (f"{step / 200:.3f}" for step in range(201))

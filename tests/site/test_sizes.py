"""The plain edition is small enough for a slow line and for any web server's disk."""

from __future__ import annotations

import re
from pathlib import Path

MAP = re.compile(rb'<figure class="stp-map.*?</figure>', re.DOTALL)
PAGE, WHOLE = 300_000, 60_000_000
"""The most bytes of a page without its maps, and of all files together."""


def test_every_page_is_small_before_its_maps(edition: Path, pages: tuple[str, ...]) -> None:
    sizes = {name: len(MAP.sub(b"", (edition / name).read_bytes())) for name in pages}
    assert {name: size for name, size in sizes.items() if size >= PAGE} == {}


def test_the_whole_edition_is_small(edition: Path, files: frozenset[str]) -> None:
    assert sum((edition / name).stat().st_size for name in files) < WHOLE


def test_the_map_in_one_file_spends_no_byte_on_blanks_between_its_corners(edition: Path) -> None:
    text = (edition / "take" / "england.html").read_text("utf-8")
    assert len(re.findall(r"\d\],\[", text)) > 10_000
    assert re.findall(r"\d\], \[", text) == []

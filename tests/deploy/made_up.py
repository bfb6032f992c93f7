"""A small edition in the form of the real one, whose pages say which file they are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import patch

from stpdash.site import areas
from stpdash.ui import atlas as served
from tests.deploy.conftest import ROOT, Answer

OWN, NEAREST = (
    f'<p class="atlas-notice" role="status">The live atlas is full or out of service just now. {told} To try the live '
    "atlas again, load this page again in a minute.</p>"
    for told in (
        "This is the page of its plain edition for this address.",
        "This is the nearest page of its plain edition, not the one that was asked for.",
    )
)
"""What stands above the page that was asked for; above one that stands in for it."""
SORRY = "The live atlas is full or out of service just now. Please try again in 15 seconds.\n"
"""What stands where no page does."""
_TEMPLATE = (ROOT / "stpdash" / "site" / "templates" / "page.html.j2").read_text("utf-8")
_SKIP = "".join(re.findall(r'<a class="plain-skip".*?</a>', _TEMPLATE))
_MAIN = "".join(re.findall(r'<main id="main".*?<!-- floor -->', _TEMPLATE))
_FURTHER = '<a href="#far">Further down</a> <a href="money.html#top">Money</a>'
_MAP = '<svg><defs><rect id="m1" width="9" height="9"/></defs><use href="#m1"/></svg>'
_BESIDE = (
    *("index", "money", "governance", "groupings", "changes", "leadership", "sources", "dates", "compare", "pool"),
    *("find", "404", "2016/index", "2017/index", "2018/index", "2019/index", "2020/index"),
    *("money/capital", "money/core_per_registered-2016-17", "money/core_per_registered-2017-18"),
    *("governance/chair_type", "changes/ccg-2018-e38000220", "compare/8.7.4", "person/amanda-doyle", "trust/R1A"),
    *("dates/2016-2019-footprint", "dates/2017-2018-ccg"),
)
"""Beside the pages of areas: all kinds of pages that there are, some of each; only England's and areas' are dated."""


@cache
def files() -> frozenset[str]:
    """The names of its files, without their ending: the pages of areas are all that the real edition has."""
    with patch.object(areas, "one", lambda _make, _area, area_id, folder, _at: f"{folder}area/{area_id}"):
        drawn = cast("list[str]", list(areas.pages(cast("Any", SimpleNamespace(atlas=served.read())))))
    return frozenset((*drawn, *_BESIDE))


def lay(folder: Path, *names: str) -> None:
    """Write files of these names; all there are where none is named."""
    for name in names or files():
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"<!DOCTYPE html>\n<html><head><title>{name}</title></head><body>{_SKIP}{_MAIN}<h1>{name}</h1>{_FURTHER}"
            f'{_MAP}{"<br>" * 90}<h2 id="far">Far down</h2></main></body></html>',
            "utf-8",
        )


def file_of(answer: Answer) -> str:
    """Which file an answer is, by its heading."""
    return answer.text.partition("<h1>")[2].partition("</h1>")[0]

"""What the edition promises, apart from what makes it: the pages that areas.csv asks for, what live pages answer to."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from stpdash import asat, changing, comparing, find, grouping, package, people, plain, two_dates
from stpdash.axes import AXES
from stpdash.measures import for_layer
from stpdash.ui import server

ATLAS = package.read(package.home())
DATED = ("footprint", "ccg", "region")
"""The layers of areas that have a page for every vintage; councils and combined authorities stand undated alone."""


def pages_of_areas() -> set[str]:
    """The pages that areas.csv asks for: every id undated, and every vintage in which its area is there as that.

    The undated page is that of April 2017 for what was there then, so that there is no other of that vintage; a
    region's is that of its newest boundaries. A footprint goes by its number, one that was merged by its code.
    """
    numbers = defaultdict(list)
    for row in _rows("footprint_codes.csv"):
        numbers[row["vintage"], row["code"]].append(row["footprint"])
    ids, vintages = defaultdict(set), defaultdict(set)
    for row in _rows("areas.csv"):
        layer, vintage, code = row["layer"], row["vintage"], row["code"]
        if layer in {*DATED, "council", "combined_authority"}:
            parts = numbers[vintage, code] if layer == "footprint" else [code]
            ids[layer, *parts].add(parts[0] if len(parts) == 1 else code)
            vintages[layer, *parts].add(vintage)
    found = set()
    for (layer, *parts), names in ids.items():
        there = vintages[layer, *parts]
        undated = {"2017"} if layer != "region" or max(there) == "2017" else set()
        for name in names:
            found.add(f"area/{name}.html")
            found |= {f"{vintage}/area/{name}.html" for vintage in there - undated if layer in DATED}
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (package.home() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _date(asked: str) -> bool:
    return asked != asat.ANY and not asat.fault(asked)


def _footprints(asked: str) -> bool:
    numbers = asked.split(comparing.BETWEEN)
    return 1 < len(numbers) <= comparing.MOST and set(numbers) <= set(ATLAS.footprints["footprint"])


ANSWERS: dict[str, dict[str, Callable[[str], bool]]] = {
    "": {"date": _date},
    "area": {"area": lambda asked: asked in find.choices(ATLAS), "date": _date},
    "person": {"person": lambda asked: asked in people.people(ATLAS)},
    "trust": {"trust": lambda asked: asked in set(ATLAS.organisations["code"])},
    "changes": {"change": lambda asked: changing.named(ATLAS, asked) is not None},
    "compare": {"areas": _footprints},
    "dates": {"date": _date, "then": _date, "layer": lambda asked: asked in two_dates.LAYERS},
    "governance": {"axis": lambda asked: asked in AXES},
    "pool": {"pool": lambda asked: not grouping.read(ATLAS, asked)[1]},
    "money": {
        "measure": lambda asked: asked in for_layer(ATLAS, "footprint"),
        "year": lambda asked: asked in {"2016/17", "2017/18", "2018/19", "2019/20"},
    },
}
"""What the edition's links ask of live pages: name to whether a value is known. Others are asked for nothing."""


def unknown(live: str) -> str:
    """What the live atlas does not know of an address, relative to its root; nothing where it knows it all."""
    parts = urlsplit(live)
    if f"/{parts.path}" not in server.PAGES:
        return "no live page"
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    known = ANSWERS.get(parts.path, {})
    if wrong := [name for name, value in asked.items() if name not in known or not known[name](value)]:
        return f"a live page that does not know this {wrong[0]}"
    if parts.path in plain.ONE and parts.path not in asked:
        return f"a live page of no {parts.path}"
    return ""

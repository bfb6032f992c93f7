"""Which file of the plain edition stands for which address of the live atlas: the one place where files are named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from stpdash import asat, changing, find, people
from stpdash.model import Atlas
from stpdash.two_dates import LAYERS as DATED_LAYERS
from stpdash.two_dates import USUAL

TOP = ("compare", "money", "governance", "groupings", "changes", "dates", "pool", "leadership", "sources", "find")
"""The live pages that have a file of their name."""
ONE = ("area", "person", "trust")
"""The live pages of one subject each, which the address names under the page's own name: a folder of files."""


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
    elif name in ONE:
        yield f"{name}/{asked.get(name, '')}.html"
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
    """The file of two days side by side, by the vintages in force: dates/2016-2019-footprint.html."""
    layer = layer if layer in DATED_LAYERS else next(iter(DATED_LAYERS))
    return f"dates/{folder(day)}-{folder(then)}-{layer}.html"


def page_of(atlas: Atlas, name: str, asked: Mapping[str, str]) -> str:
    """The file to which a live page leads its readers: the same subject, undated; an unknown one leads to Find.

    `name`: the page as addresses have it, blank for England.
    """
    known = _known(atlas, name, asked)
    if name in ONE and not known:
        return "find.html"
    return next(files_of(f"{name}?{urlencode(known)}"))


def _known(atlas: Atlas, name: str, asked: Mapping[str, str]) -> dict[str, str]:
    """Of what an address asks, the subject by its id; nothing where it names none that is known."""
    match name:
        case "area":
            found = find.resolve(atlas, asked.get("area", ""))
            return {"area": found.id} if found else {}
        case "person":
            person = people.person(atlas, asked.get("person", ""))
            return {"person": person.id} if person else {}
        case "trust":
            code = asked.get("trust", "").strip().upper()
            return {"trust": code} if code in set(atlas.organisations["code"]) else {}
        case "changes":
            change = changing.named(atlas, asked.get("change", ""))
            return {"change": change.id} if change else {}
        case _:
            return {}

"""Groupings of footprints or CCGs as an address holds them: compact, with a version, read strictly or refused in words.

`1~ccg-2017~5.27.57-60~Around+the+Royal+Free~...`: the version, what is grouped and when, then for each grouping its
members and its name. A member is a footprint's number or the last digits of a CCG's code; `57-60` is every area from
one to the other. Nothing of an address that cannot be followed is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from stpdash.model import MAIN, Area, Atlas

VERSION = "1"
LONGEST = 2_000
"""Characters of an address that are read, and the most that are ever written."""
MOST = 3
"""How many groupings stand side by side."""
LONGEST_NAME = 60
"""Characters of a name, as an address writes them."""
FIELD, MEMBER, RUN = "~", ".", "-"
LAYERS = {"footprint": "Footprints", "ccg": "CCGs"}
NOUNS = {"footprint": "footprints", "ccg": "CCGs"}
SHORTEST_RUN = 3
_NAME = re.compile(r"(?:[^\W_]|[ &,.'’()+-])*")
_CCG = "E38"
REFUSED = "Nothing of it was taken. Choose again below, or begin with a real merger."


class _RefusedError(ValueError):
    """Why an address cannot be followed, in words."""


@dataclass(frozen=True)
class Grouping:
    """Some areas of one kind and date, by code, each once; the name is the reader's own and may be blank."""

    codes: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Asked:
    """What is grouped: areas of `layer` at `vintage`, in up to `MOST` groupings; the first may be empty."""

    layer: str = "footprint"
    vintage: str = MAIN
    groupings: tuple[Grouping, ...] = (Grouping(),)

    @property
    def scale(self) -> str:
        """What is grouped, as an address says it: ccg-2017."""
        return f"{self.layer}-{self.vintage}"

    def title(self, place: int) -> str:
        """What a grouping is called: its own name, else its number."""
        return self.groupings[place].name or f"Grouping {place + 1}"

    def areas(self, atlas: Atlas, place: int) -> list[Area]:
        """The members of a grouping, by name."""
        found = (atlas.area(self.layer, self.vintage, code) for code in self.groupings[place].codes)
        return sorted(found, key=lambda area: area.name)

    def having(self, place: int, codes: Iterable[str]) -> Asked:
        """The same with other members in one grouping; codes of other areas are left out."""
        return self._with(place, codes=tuple(sorted(set(codes))))

    def called(self, place: int, name: str) -> Asked:
        """The same with another name for one grouping, as far as an address can hold it."""
        return self._with(place, name=fitting(name))

    def _with(self, place: int, **changed: object) -> Asked:
        now = replace(self.groupings[place], **changed)  # type: ignore[arg-type]
        return replace(self, groupings=(*self.groupings[:place], now, *self.groupings[place + 1 :]))

    def and_one_more(self) -> Asked:
        """The same with an empty grouping at the end, if there is room."""
        return replace(self, groupings=(*self.groupings, Grouping())[:MOST])

    def without(self, place: int) -> Asked:
        """The same without one grouping; the last one left is emptied instead."""
        left = self.groupings[:place] + self.groupings[place + 1 :]
        return replace(self, groupings=left or (Grouping(),))


def fitting(name: str) -> str:
    """A name as an address can hold it: without what it cannot write, and not too long.

    >>> fitting(" North ~ Central <London> "), len(fitting("x" * 99))
    ('North Central London', 60)
    """
    kept = " ".join("".join(mark for mark in name if _NAME.fullmatch(mark)).split())
    while len(quote(kept, safe="")) > LONGEST_NAME:
        kept = kept[:-1].rstrip()
    return kept


@lru_cache(maxsize=4)
def scales(atlas: Atlas) -> dict[str, str]:
    """What can be grouped, id to wording: footprints and CCGs of every vintage, April 2017 first."""
    vintages = sorted(atlas.vintages["vintage"], key=lambda vintage: (vintage != MAIN, vintage))
    return {
        f"{layer}-{vintage}": f"{title}, {atlas.vintage_label(vintage)} ({len(atlas.codes(layer, vintage))})"
        for vintage in vintages
        for layer, title in LAYERS.items()
    }


@lru_cache(maxsize=32)
def _short(atlas: Atlas, layer: str, vintage: str) -> dict[str, str]:
    """How an address names the areas of a layer, to their codes: numbers in their order, then whole codes."""
    named = {_token(atlas.area(layer, vintage, code)): str(code) for code in atlas.codes(layer, vintage)}
    return dict(sorted(named.items(), key=lambda pair: (not pair[0].isdecimal(), pair[0].zfill(9))))


def _token(area: Area) -> str:
    return area.footprint or (str(int(area.code[3:])) if area.layer == "ccg" else area.code)


def written(atlas: Atlas, asked: Asked) -> str:
    """The groupings as an address says them; blank where there is nothing to say. `read` gives the same again."""
    if asked == Asked():
        return ""
    short = _short(atlas, asked.layer, asked.vintage)
    told = (field for each in asked.groupings for field in (_members(short, set(each.codes)), each.name))
    return FIELD.join([VERSION, asked.scale, *told])


def _members(short: Mapping[str, str], codes: set[str]) -> str:
    """Members in the order of an address; three or more that follow one another are written as a run."""
    parts: list[str] = []
    run: list[str] = []
    for token, code in [*short.items(), ("", "")]:
        if code in codes and token.isdecimal():
            run.append(token)
            continue
        parts += [f"{run[0]}{RUN}{run[-1]}"] if len(run) >= SHORTEST_RUN else run
        run = []
        parts += [token] if code in codes else []
    return MEMBER.join(parts)


def read(atlas: Atlas, text: str) -> tuple[Asked, list[str]]:
    """The groupings that an address asks for; or none, and why not: it is taken whole or not at all."""
    if not text:
        return Asked(), []
    try:
        return _read(atlas, text), []
    except _RefusedError as why:
        return Asked(), [f"The grouping in the address cannot be read: {why} {REFUSED}"]


def _read(atlas: Atlas, text: str) -> Asked:
    if len(text) > LONGEST:
        raise _RefusedError(f"it has {len(text):,} characters, at most {LONGEST:,} are read.")
    version, _, rest = text.partition(FIELD)
    scale, *fields = rest.split(FIELD)
    if version != VERSION:
        raise _RefusedError(f"it begins with “{version[:40]}”; this atlas reads version {VERSION}.")
    if scale not in scales(atlas):
        raise _RefusedError(f"“{scale[:40]}” is nothing that can be grouped; footprint-2017 or ccg-2018 is.")
    layer, _, vintage = scale.partition("-")
    if len(fields) % 2 or not fields:
        raise _RefusedError("each grouping needs its members and its name, and one of them is missing.")
    pairs = list(zip(fields[::2], fields[1::2], strict=True))
    if len(pairs) > MOST:
        raise _RefusedError(f"it holds {len(pairs)} groupings, at most {MOST} stand side by side.")
    return Asked(
        layer, vintage, tuple(Grouping(_codes(atlas, layer, vintage, part), _name(name)) for part, name in pairs)
    )


def _name(name: str) -> str:
    if fitting(name) != name:
        raise _RefusedError(f"“{name[:40]}” cannot be a name; letters, digits and plain marks, not too many, can.")
    return name


def _codes(atlas: Atlas, layer: str, vintage: str, part: str) -> tuple[str, ...]:
    short = _short(atlas, layer, vintage)
    found: dict[str, None] = {}
    for member in part.split(MEMBER) if part else ():
        for code in _meant(atlas, layer, vintage, short, member):
            if code in found:
                raise _RefusedError(f"{atlas.area(layer, vintage, code).name} is named twice in one grouping.")
            found[code] = None
    return tuple(sorted(found))


def _meant(atlas: Atlas, layer: str, vintage: str, short: Mapping[str, str], member: str) -> list[str]:
    """The codes that a member of an address means: one, or those of a run."""
    first, run, last = member.partition(RUN)
    ends = [_one(atlas, layer, vintage, short, token) for token in ([first, last] if run else [first])]
    if not run:
        return ends
    codes = [code for token, code in short.items() if token.isdecimal()]
    if not (first.isdecimal() and last.isdecimal() and codes.index(ends[0]) < codes.index(ends[1])):
        raise _RefusedError(f"“{member[:40]}” is no run from a lower number to a higher one.")
    return codes[codes.index(ends[0]) : codes.index(ends[1]) + 1]


def _one(atlas: Atlas, layer: str, vintage: str, short: Mapping[str, str], token: str) -> str:
    if token in short:
        return short[token]
    if token in short.values():
        return token
    label = atlas.vintage_label(vintage)
    code = f"{_CCG}{token:0>6}" if layer == "ccg" and token.isdecimal() and token[0] != "0" else token
    for other in atlas.vintages["vintage"]:
        if other != vintage and code in atlas.codes(layer, other):
            raise _RefusedError(
                f"“{token[:40]}” is {atlas.area(layer, other, code).name} of {atlas.vintage_label(other)}, "
                f"and the grouping is of {label}."
            )
    raise _RefusedError(f"“{token[:40]}” is none of the {len(short)} {NOUNS[layer]} of {label}.")

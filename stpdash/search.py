"""Find anything: footprints, CCGs, councils, trusts, combined authorities, regions, people; old names and codes too.

Slips of the pen are forgiven (rapidfuzz). What an old name leads to is the present record, and the hit says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from rapidfuzz import fuzz, process, utils

from stpdash import find
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.names import plain
from stpdash.people import people

LONGEST = 80
"""Characters of a search that are looked at."""
CLOSE = 64
"""How alike, of 100, a name must be to be offered."""
EXACT = 200.0
KINDS = ("Footprint", "NHS region", "CCG", "Council", "Combined authority", "NHS trust", "Person")
"""What can be found; of equally good hits the earlier kind comes first."""


class Hit(NamedTuple):
    """Something found: what it is called, what kind it is, what to know of it, and the address of its page."""

    label: str
    kind: str
    note: str
    address: str
    exact: bool = False
    by_code: bool = False

    @property
    def told(self) -> str:
        """Kind and note in a few words."""
        return f"{self.kind}; {self.note}" if self.note else self.kind

    def offer(self) -> dict[str, str]:
        """How the search box gets it."""
        return {"label": self.label, "told": self.told, "address": self.address}


class Entry(NamedTuple):
    """A word to search by, ready to compare, and what it leads to. A code is found only as it is, never as alike."""

    key: str
    hit: Hit
    code: bool = False


def search(atlas: Atlas, asked: str, most: int = 8) -> list[Hit]:
    """What comes closest to what was asked for, the best first; an empty list when nothing does."""
    wanted = utils.default_process(asked[:LONGEST])
    if not wanted:
        return []
    entries, keys = _entries(atlas)
    best: dict[str, tuple[float, Hit]] = {}
    for hit in (
        entry.hit._replace(exact=True, by_code=True) for entry in entries if entry.code and entry.key == wanted
    ):
        best.setdefault(hit.address, (EXACT, hit))
    for key, likeness, place in process.extract(wanted, keys, scorer=fuzz.WRatio, score_cutoff=CLOSE, limit=200):
        score = _score(wanted, key, likeness)
        hit = entries[place].hit
        if score >= CLOSE and score > best.get(hit.address, (0.0, hit))[0]:
            best[hit.address] = (score, hit._replace(exact=key == wanted))
    order = sorted(best.values(), key=lambda pair: (-pair[0], KINDS.index(pair[1].kind), pair[1].label))
    return [hit for _, hit in order[:most]]


def the_one(atlas: Atlas, asked: str) -> Hit | None:
    """What alone is meant: a code, or a name that is nothing else's and part of none; None where there is doubt."""
    hits = search(atlas, asked)
    exact = [hit for hit in hits if hit.exact]
    if len(exact) != 1:
        return None
    wanted = utils.default_process(asked)
    others = [hit for hit in hits if hit.address != exact[0].address and wanted in utils.default_process(hit.label)]
    return exact[0] if exact[0].by_code or not others else None


def _score(wanted: str, key: str, likeness: float) -> float:
    """How well a name fits: alike in parts and as a whole; more if it begins with what was typed, or holds it."""
    if key == wanted:
        return EXACT
    held = 14 if key.startswith(wanted) else 10 if f" {wanted}" in key else 0
    return (likeness + fuzz.ratio(wanted, key)) / 2 + held


@lru_cache(maxsize=4)
def _entries(atlas: Atlas) -> tuple[tuple[Entry, ...], dict[int, str]]:
    """Everything to search by; and the names among them, by their place."""
    entries = tuple(entry for maker in (_areas, _trusts, _people) for entry in maker(atlas))
    return entries, {place: entry.key for place, entry in enumerate(entries) if not entry.code}


def _as_key(text: str) -> str:
    return utils.default_process(text)


def _areas(atlas: Atlas) -> Iterator[Entry]:
    for area_id in find.choices(atlas):
        area = find.resolve(atlas, area_id)
        if area is None:
            continue
        yield from _footprint(atlas, area) if area.layer == "footprint" else _named(atlas, area)


def _footprint(atlas: Atlas, area: Area) -> Iterator[Entry]:
    """A footprint by every name and code it ever had, and by its number."""
    rows = atlas.footprint_codes
    mine = rows[rows["footprint"] == area.footprint] if area.footprint else rows[rows["code"] == area.code]
    here = f"number {area.footprint}" if area.footprint else "merged from 1, 2 and 3"
    address = f"area?area={quote(area.id)}"
    hit = Hit(area.name, "Footprint", here, address)
    codes = {area.code, area.id, f"footprint {area.id}", *mine["ods_code"], *(mine["code"] if area.footprint else ())}
    yield Entry(_as_key(area.name), hit)
    yield from (Entry(_as_key(code), hit, code=True) for code in sorted(codes - {""}))
    for name, vintage in zip(mine["name"], mine["vintage"], strict=True):
        if name != area.name and area.footprint:
            note = f"{here}; called {name} in {atlas.vintage_label(str(vintage))}"
            yield Entry(_as_key(str(name)), hit._replace(note=note))


def _named(atlas: Atlas, area: Area) -> Iterator[Entry]:
    kinds = {"region": "NHS region", "ccg": "CCG", "council": "Council", "combined_authority": "Combined authority"}
    dated = area.vintage != {"ccg": MAIN, "region": REGIONS}.get(area.layer, area.vintage)
    note = f"boundaries of {atlas.vintage_label(area.vintage)}" if dated else area.ods_code
    hit = Hit(area.name, kinds[area.layer], note, f"area?area={quote(area.id)}")
    bare = area.name.removeprefix("NHS ").removesuffix(" CCG")
    yield from (Entry(_as_key(name), hit) for name in dict.fromkeys((area.name, bare)))
    yield from (Entry(_as_key(code), hit, code=True) for code in (area.code, area.ods_code) if code)


def _trusts(atlas: Atlas) -> Iterator[Entry]:
    for code, name in zip(atlas.organisations["code"], atlas.organisations["name"], strict=True):
        hit = Hit(str(name), "NHS trust", str(code), f"trust?trust={quote(str(code))}")
        yield from (Entry(_as_key(str(name)), hit), Entry(_as_key(str(code)), hit, code=True))


def _people(atlas: Atlas) -> Iterator[Entry]:
    for person in people(atlas).values():
        kinds = dict.fromkeys(fact.attribute.removesuffix("_sighting") for fact in person.facts)
        posts = [atlas.word("attribute", kind).lower() for kind in kinds]
        hit = Hit(person.name, "Person", ", ".join(posts), f"person?person={quote(person.id, safe='')}")
        yield from (Entry(_as_key(key), hit) for key in dict.fromkeys((plain(person.name), person.name)))

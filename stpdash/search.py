"""Find anything: footprints, CCGs, councils, trusts, combined authorities, regions, people; old names and codes too.

Slips of the pen are forgiven (rapidfuzz). What an old name leads to is the present record, and the hit says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from rapidfuzz import fuzz, process, utils

from stpdash import find, successors, words
from stpdash.change_words import until
from stpdash.ledger import MERGER, RENAME, SPLIT, changes
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.names import plain
from stpdash.people import people
from stpdash.places import AUTHORITIES

LONGEST = 80
"""Characters of a search that are looked at."""
CLOSE = 64
"""How alike, of 100, a name must be to be offered."""
EXACT = 200.0
POSTCODE = r"^\s*[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}\s*$"
"""What a whole postcode looks like, in either case; for Python and for a browser's script."""
NO_POSTCODES = "Postcodes are not covered here. Look for the council or the CCG of the place by its name."
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
    """What comes closest to what was asked for, the best first; an empty list when nothing does, or for a postcode."""
    wanted = utils.default_process(asked[:LONGEST])
    if not wanted or _is_postcode(asked):
        return []
    known, keys = _keyed(atlas)
    best: dict[str, tuple[float, Hit]] = {}
    for hit in (entry.hit._replace(exact=True, by_code=True) for entry in known if entry.code and entry.key == wanted):
        best.setdefault(hit.address, (EXACT, hit))
    for key, likeness, place in process.extract(wanted, keys, scorer=fuzz.WRatio, score_cutoff=CLOSE, limit=200):
        score = _score(wanted, key, likeness)
        hit = known[place].hit
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


def nothing(asked: str) -> str:
    """What is said where nothing was found: that postcodes are not covered, or that nothing is called so."""
    return NO_POSTCODES if _is_postcode(asked) else f"Nothing is called “{asked}” here."


def _is_postcode(asked: str) -> bool:
    return re.match(POSTCODE, asked, re.IGNORECASE) is not None


def _score(wanted: str, key: str, likeness: float) -> float:
    """How well a name fits: alike in parts and as a whole; more if it begins with what was typed, or holds it."""
    if key == wanted:
        return EXACT
    held = 14 if key.startswith(wanted) else 10 if f" {wanted}" in key else 0
    return (likeness + fuzz.ratio(wanted, key)) / 2 + held


@lru_cache(maxsize=4)
def entries(atlas: Atlas) -> tuple[Entry, ...]:
    """Everything to search by."""
    return tuple(entry for maker in (_areas, _after, _trusts, _people) for entry in maker(atlas))


@lru_cache(maxsize=4)
def _keyed(atlas: Atlas) -> tuple[tuple[Entry, ...], dict[int, str]]:
    """Everything to search by; and the names among them, by their place."""
    return entries(atlas), {place: each.key for place, each in enumerate(entries(atlas)) if not each.code}


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
    number = f"number {area.footprint}" if area.footprint else f"merged from 1, 2 and 3, {years(atlas, area)}"
    here = "; ".join(filter(None, (number, ended(atlas, area))))
    address = f"area?area={quote(area.id)}"
    hit = Hit(area.name, "Footprint", here, address)
    by_number = {area.id, f"footprint {area.id}", f"stp {area.id}"}
    codes = {area.code, *by_number, *mine["ods_code"], *(mine["code"] if area.footprint else ())}
    yield Entry(_as_key(area.name), hit)
    yield from (Entry(_as_key(code), hit, code=True) for code in sorted(codes - {""}))
    for name, vintage in zip(mine["name"], mine["vintage"], strict=True):
        if name != area.name and area.footprint:
            note = f"{here}; called {name} in {atlas.vintage_label(str(vintage))}"
            yield Entry(_as_key(str(name)), hit._replace(note=note))


def years(atlas: Atlas, area: Area) -> str:
    """From which boundaries to which an area has its code, "April 2019 to April 2020": what tells two names apart."""
    rows = atlas.areas
    there = sorted(rows[(rows["layer"] == area.layer) & (rows["code"] == area.code)]["vintage"])
    return " to ".join(atlas.vintage_label(each) for each in dict.fromkeys((there[0], there[-1])))


def _named(atlas: Atlas, area: Area) -> Iterator[Entry]:
    kinds = {"region": "NHS region", "ccg": "CCG", "council": "Council", "combined_authority": "Combined authority"}
    dated = area.vintage != {"ccg": MAIN, "region": REGIONS, "combined_authority": AUTHORITIES}.get(
        area.layer, area.vintage
    )
    note = f"boundaries of {atlas.vintage_label(area.vintage)}" if dated else area.ods_code
    told = "; ".join(filter(None, (note, ended(atlas, area))))
    hit = Hit(area.name, kinds[area.layer], told, f"area?area={quote(area.id)}")
    yield from (Entry(_as_key(name), hit) for name in (area.name, *_bare(area.name)))
    for name in _other_names(atlas, area):
        named = hit._replace(note=f"also called {name}; {told}")
        yield from (Entry(_as_key(each), named) for each in (name, *_bare(name)))
    yield from (Entry(_as_key(code), hit, code=True) for code in sorted({area.code, area.ods_code} - {""}))


def _bare(name: str) -> tuple[str, ...]:
    """A CCG's name without what every CCG's has."""
    bare = name.removeprefix("NHS ").removesuffix(" CCG")
    return (bare,) if bare != name else ()


def _other_names(atlas: Atlas, area: Area) -> list[str]:
    """The names that a CCG or a region had under the same code at other times."""
    renamed = (each for each in changes(atlas) if (each.kind, each.layer) == (RENAME, area.layer))
    names = [name for each in renamed if area.code in each.codes for name in (each.parts[0].name, each.name)]
    return [name for name in dict.fromkeys(names) if name != area.name]


def ended(atlas: Atlas, area: Area) -> str:
    """That an area is no more, and where most of its people are: "closed 31 March 2018, now in NHS Leeds CCG".

    Blank for one that is still there in April 2021. "code until" is said where its boundary moved, or its code alone
    was given up; of a footprint, which keeps its number then, nothing.
    """
    gone = successors.closing(atlas, area)
    if gone and gone.change:
        closed = gone.change.kind in {MERGER, SPLIT}
        now = words.listed([each.name for each, _ in successors.finally_(atlas, gone.area)])
        told = f"{'closed' if closed else 'code until'} {until(gone.change.effective_from)}, now in {now}"
        return told if closed or area.layer != "footprint" else ""
    last = next((each for each in changes(atlas) if not each.successor_vintage and area.code in each.codes), None)
    return f"closed {until(last.effective_from)}, then part of {last.name}" if last else ""


def _after(atlas: Atlas) -> Iterator[Entry]:
    """Areas that are in the ledger alone, those of April 2021: they lead to the event by which they began."""
    for change in changes(atlas):
        if change.successor_vintage:
            continue
        note = f"began {words.date(change.effective_from)}, from {words.count(len(change.codes), 'CCG')}; not drawn"
        hit = Hit(change.name, "CCG", note, f"changes?change={quote(change.id, safe='')}")
        yield from (Entry(_as_key(name), hit) for name in (change.name, *_bare(change.name)))
        yield from (Entry(_as_key(code), hit, code=True) for code in change.successors)


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

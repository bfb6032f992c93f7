"""What happened to areas, in words: what an event is called, what took place, when, how sure it is. Plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from stpdash import asat, words
from stpdash.asat import FIRST_DAY, NO_DATE
from stpdash.ledger import INFERRED, RECODE, REDIGITISED, RENAME, Change, Part, regions
from stpdash.model import Atlas

NOUNS = {"ccg": "CCG", "footprint": "footprint", "region": "region"}
"""What one area of a layer is called."""
UNMOVED = {RENAME, RECODE, REDIGITISED}
"""The kinds by which nobody came to another area."""


def on(iso: str) -> str:
    """A day or a month in a sentence.

    >>> on("2018-04-01"), on("2016-10")
    ('on 1 April 2018', 'in October 2016')
    """
    return f"{'on' if len(iso) == len('2018-04-01') else 'in'} {words.date(iso)}"


def until(iso: str) -> str:
    """The last day before a day, in words; of a month, of which no day is known, the month.

    >>> until("2018-04-01"), until("2016-10")
    ('31 March 2018', 'October 2016')
    """
    whole = len(iso) == len("2018-04-01")
    return words.date((date.fromisoformat(iso) - timedelta(days=1)).isoformat() if whole else iso)


def first_day(change: Change) -> str:
    """The first day of the areas after, as a link to one has it; no day where the boundaries are not known on it."""
    day = f"{change.effective_from}-01"[: len(FIRST_DAY)]
    return NO_DATE if asat.fault(day) else day


def last_day(change: Change) -> str:
    """The last day on which the areas before are drawn, as a link to one has it; no day where there is none.

    Mostly the day before. The boundaries of April 2017 are drawn from October 2016.
    """
    first = f"{change.effective_from}-01"[: len(FIRST_DAY)]
    drawn = min(first, asat.BEGAN.get(change.successor_vintage, first))
    day = (date.fromisoformat(drawn) - timedelta(days=1)).isoformat()
    return NO_DATE if asat.fault(day) else day


def together(names: list[str]) -> str:
    """Names in a sentence; of names that have commas themselves semicolons keep them apart.

    >>> together(["A", "B", "C"]), together(["A, B", "C", "D"]), together(["A, B", "C"])
    ('A, B and C', 'A, B; C; and D', 'A, B; and C')
    """
    if len(names) > 1 and any("," in name for name in names):
        return f"{'; '.join(names[:-1])}; and {names[-1]}"
    return words.listed(names)


def names_before(change: Change) -> list[str]:
    """What the areas before are called, by name."""
    return sorted({part.name for part in change.parts})


def title(atlas: Atlas, change: Change) -> str:
    """What an event is called: "NHS Leeds CCG, from 3 CCGs"."""
    match change.kind:
        case "merger":
            return f"{change.name}, from {words.count(len(change.codes), NOUNS[change.layer])}"
        case "split":
            return f"{words.listed([name for name, _ in _divided(change)])} divided"
        case "boundary_move":
            gone = [part for part in change.parts if part.moved]
            from_, to = (
                together(list(dict.fromkeys(names)))
                for names in ((part.name for part in gone), (part.successor_name for part in gone))
            )
            return f"A boundary moved: from {from_} to {to}"
        case "region_move":
            was, now = regions(atlas, change)
            return f"{now.name}: {words.count(len(change.codes), 'footprint')} from {was.name}"
        case "rename":
            return f"{change.parts[0].name}: a new name"
        case "recode":
            return f"{change.name}: a new code"
        case _:
            return f"{change.name}: drawn anew"


def sentence(atlas: Atlas, change: Change) -> str:
    """What took place, in one or two plain sentences, with the people of each piece where an area was cut."""
    start = change.effective_from
    match change.kind:
        case "merger":
            return f"{together(names_before(change))} became {change.name} {on(start)}."
        case "split":
            return _split(change)
        case "boundary_move":
            return passed(change, [part for part in change.parts if part.moved])
        case "region_move":
            was, now = regions(atlas, change)
            count, names = words.count(len(change.codes), "footprint"), names_before(change)
            told = f"{count} in {was.name} until {until(start)}, in {now.name} from {words.date(start)}"
            return f"{told}: {together(names)}."
        case "rename":
            part = change.parts[0]
            return f"Called {part.name} until {until(start)}, {part.successor_name} from {words.date(start)}."
        case "recode":
            part = change.parts[0]
            codes = f"{part.code} until {until(start)}, {part.successor} from {words.date(start)}"
            return f"The ONS code of {part.successor_name} was {codes}."
        case _:
            return f"{change.name} was drawn anew {on(start)}."


def passed(change: Change, parts: Sequence[Part]) -> str:
    """Pieces that passed to another area, as a sentence."""
    day = on(change.effective_from)
    told = [f"{words.people(part.people)} passed from {part.name} to {part.successor_name}" for part in parts]
    return f"{day[0].upper()}{day[1:]}, {together(told)}."


def _divided(change: Change) -> list[tuple[str, list[Part]]]:
    """The areas of a split that went to several, each with its pieces."""
    by_code = [[part for part in change.parts if part.code == code] for code in change.codes]
    return [(parts[0].name, parts) for parts in by_code if len(parts) > 1]


def _split(change: Change) -> str:
    told, cut = [], _divided(change)
    for name, parts in cut:
        pieces = [
            f"{words.number(part.people)}{'' if place else ' of its people are then'} in {part.successor_name}"
            for place, part in enumerate(parts)
        ]
        told.append(f"{name} was divided {on(change.effective_from)}: {together(pieces)}.")
    whole = [part for part in change.parts if part.name not in dict(cut)]
    told += [f"All {words.people(part.people)} of {part.name} are then in {part.successor_name}." for part in whole]
    return " ".join(told)


def dates(change: Change) -> list[str]:
    """The date of an event, and that of NHS Digital where its log has another, each labelled where there are two."""
    if change.nhs_date in {"", change.effective_from}:
        return [words.date(change.effective_from)]
    return [f"{words.date(change.effective_from)} (ONS)", f"{words.date(change.nhs_date)} (NHS Digital)"]


def how_sure(atlas: Atlas, change: Change) -> str:
    """How sure an event is, in a word; what is inferred says from what. With the note of its source, if any."""
    word = atlas.word("confidence", change.confidence)
    said = f"{word}: {atlas.codes_of('confidence')[change.confidence]}" if change.confidence == INFERRED else f"{word}."
    return f"{said} {change.note}".strip()


def moved(change: Change) -> str:
    """How many people and how much ground came to another area, in a sentence part."""
    if change.kind in UNMOVED:
        return "None moved: neither people nor ground"
    whither = " to another region" if change.kind == "region_move" else ""
    told = f"{words.people(change.people_moved)} (residents of mid-2017)"
    return f"{told} and {words.number(change.area_km2_moved, 1)} km²{whither}"


def people_moved(change: Change) -> str:
    """How many people came to another area, or another region."""
    return "None moved" if change.kind in UNMOVED else words.number(change.people_moved)


def area_moved(change: Change) -> str:
    """How much ground came to another area, in square kilometres."""
    return "None moved" if change.kind in UNMOVED else words.number(change.area_km2_moved, 1)


def coded(atlas: Atlas, layer: str, vintage: str, code: str) -> tuple[str, str]:
    """The ONS code and the NHS code of an area; "Not recorded" where the package has no area of that code, or none."""
    known = vintage and code in atlas.codes(layer, vintage)
    return code, (atlas.area(layer, vintage, code).ods_code if known else "") or words.NOT_RECORDED

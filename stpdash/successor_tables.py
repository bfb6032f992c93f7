"""A word on an area's page about what became of it, what it came from, what it was called; from the ledger alone."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import find, successors, words
from stpdash.change_tables import address
from stpdash.change_words import first_day, last_day, passed, sentence, together, until
from stpdash.ledger import INFERRED, LAYERS, MERGER, MOVE, RECODE, RENAME, SPLIT, Change, changes, of_area
from stpdash.markup import area_link, joined, tag
from stpdash.model import Area, Atlas
from stpdash.telling import cited

TOLD = {MERGER, SPLIT, MOVE, RENAME, RECODE}
"""The kinds of change that are told on an area's page; in which region it lay stands on its card."""


@lru_cache(maxsize=600)
def notice(atlas: Atlas, area: Area) -> Markup:
    """How an area began, changed and ended, each with its date and a link to the event; nothing where nothing did.

    Of one that ended the shares of its people in the areas right after and in those of April 2020.
    """
    if area.layer not in LAYERS:
        return Markup("")
    ours = own(atlas, area)
    told = [_line(atlas, area, change) for change in ours]
    told += _at_last(atlas, area, ours)
    if not told:
        return Markup("")
    every = f"The ledger of changes: {words.count(len(of_area(atlas, area)), 'event')} here"
    link = tag("a", every, href=f"changes?{urlencode({'area': area.id})}")
    used = sorted({source for change in ours for source in change.sources})
    rests = joined(
        ["People are the residents of mid-2017. ", link, ". ", cited(atlas, "what became of it", sources=used)]
    )
    lines = joined(tag("p", line) for line in told) + tag("div", rests)
    return tag("div", lines, class_="atlas-notice atlas-links")


def own(atlas: Atlas, area: Area) -> tuple[Change, ...]:
    """The changes of an area itself, under whichever code it has at a vintage, by date; not those of others near it."""
    codes = _codes(atlas, area)
    return tuple(
        each
        for each in changes(atlas)
        if each.layer == area.layer and each.kind in TOLD and codes & {*each.codes, *each.successors}
    )


@lru_cache(maxsize=1024)
def _codes(atlas: Atlas, area: Area) -> frozenset[str]:
    """The codes of an area: a footprint has one at each vintage at which it is there whole, any other has one."""
    if area.layer != "footprint":
        return frozenset({area.code})
    there = (find.on(atlas, area, str(vintage)) for vintage in atlas.vintages["vintage"])
    return frozenset(each.code for each in there if each) | {area.code}


def _line(atlas: Atlas, area: Area, change: Change) -> Markup:
    """What a change did to an area, and the way to its page."""
    codes = _codes(atlas, area)
    began, ended = codes & {*change.successors}, codes & {*change.codes}
    if change.kind in {MERGER, SPLIT}:
        said: list[str | Markup] = [_began(change, began)] if began else []
        said += [_ended(atlas, area, change, ended)] if ended else []
    elif change.kind == MOVE:
        said = _moved(atlas, area, change, codes)
    elif change.kind == RECODE:
        said = [*_codes_told(change, codes), _doubt(change).strip()]
    else:
        said = [f"{sentence(atlas, change)}{_doubt(change)}"]
    return joined([*filter(None, said), tag("a", "See the event", href=address(change.id, {}))], " ")


def _moved(atlas: Atlas, area: Area, change: Change, codes: frozenset[str]) -> list[str | Markup]:
    """Who came and who left as a boundary moved; under which code the area goes on, or was before.

    The area before and the area after are one, whichever of their codes is asked for: what stayed is in both. Where
    people left, their shares in the areas after.
    """
    stayed = [part for part in change.parts if not part.moved and codes & {part.code, part.successor}]
    before, after = codes | {part.code for part in stayed}, codes | {part.successor for part in stayed}
    crossed = [part for part in change.parts if part.moved and (part.code in before or part.successor in after)]
    said: list[str | Markup] = [passed(change, crossed)] if crossed else []
    said += _codes_told(change, codes)
    gone = successors.closing(atlas, _last(atlas, area, codes & {*change.codes})) if codes & {*change.codes} else None
    if gone and gone.change == change and len(gone.later) > 1:
        said.append(joined([_shares(atlas, gone.area, gone.later), "."]))
    return said


def _codes_told(change: Change, codes: frozenset[str]) -> list[str | Markup]:
    """Of an area that went on under another code: the code before or the one after, whichever is not asked for."""
    said: list[str | Markup] = []
    for part in (each for each in change.parts if not each.moved and each.code != each.successor):
        was, now = last_day(change), first_day(change)
        if part.code in codes:
            link = area_link(part.successor, part.successor_name, now)
            start = words.date(change.effective_from)
            said.append(f"Its ONS code was {part.code} until {until(change.effective_from)}.")
            said.append(joined([f"From {start} its code is {part.successor}, ", link, "."]))
        elif part.successor in codes:
            link = area_link(part.code, part.name, was)
            said.append(joined([f"Until {until(change.effective_from)} its code was {part.code}, ", link, "."]))
    return said


def _began(change: Change, codes: frozenset[str]) -> str:
    sources = sorted({part.name for part in change.parts if part.successor in codes})
    return f"Began {words.date(change.effective_from)}{_nhs(change)}, from {together(sources)}.{_doubt(change)}"


def _ended(atlas: Atlas, area: Area, change: Change, codes: frozenset[str]) -> Markup:
    head = f"Closed {until(change.effective_from)}{_nhs(change)}: "
    if not change.successor_vintage:
        start = words.date(change.effective_from)
        return joined([f"{head}from {start} part of {change.name}, whose boundaries are not in the data."])
    last = _last(atlas, area, codes)
    later = successors.became(atlas, last, change.successor_vintage)
    return joined([head, _shares(atlas, last, later), ".", _doubt(change)])


def _nhs(change: Change) -> str:
    known = change.nhs_date not in {"", change.effective_from}
    return f" (NHS Digital: {words.date(change.nhs_date)})" if known else ""


def _doubt(change: Change) -> str:
    return f" Inferred: {change.note}" if change.confidence == INFERRED else ""


def _last(atlas: Atlas, area: Area, codes: frozenset[str]) -> Area:
    """The area under one of its codes, as it last was."""
    (code,) = codes
    vintages = [str(each) for each in atlas.vintages["vintage"] if code in atlas.codes(area.layer, str(each))]
    return atlas.area(area.layer, max(vintages), code)


def _shares(atlas: Atlas, area: Area, later: tuple[tuple[Area, float], ...], when: str = "then ") -> Markup:
    """Where an area's people are, in words: "61.0% of its people are then in A, 39.0% in B"."""
    links = [area_link(each.code, each.name) + _estimated(atlas, area, each) for each, _ in later]
    if len(later) == 1:
        return joined([f"all its people are {when}in ", links[0]])
    pieces = [
        joined([words.share_of_people(share), " in " if place else f" of its people are {when}in ", link])
        for place, ((_, share), link) in enumerate(zip(later, links, strict=True))
    ]
    return joined(pieces, "; " if any("," in each.name for each, _ in later) else ", ")


def _estimated(atlas: Atlas, area: Area, later: Area) -> str:
    """Whether a share rests on the inferred line, in a word."""
    return " (estimated)" if (area, later) in _guessed(atlas) else ""


@lru_cache(maxsize=4)
def _guessed(atlas: Atlas) -> frozenset[tuple[Area, Area]]:
    rows = atlas.parents[
        (atlas.parents["status"] == "estimated") & (atlas.parents["layer"] == atlas.parents["parent_layer"])
    ]
    columns = (rows[name] for name in ("layer", "vintage", "code", "parent_layer", "parent_vintage", "parent"))
    return frozenset((atlas.area(a, b, c), atlas.area(d, e, f)) for a, b, c, d, e, f in zip(*columns, strict=True))


def _at_last(atlas: Atlas, area: Area, ours: tuple[Change, ...]) -> list[Markup]:
    """Where the people of an area that ended before the last step are in April 2020."""
    ends = [each for each in ours if each.kind in {MERGER, SPLIT, MOVE} and _codes(atlas, area) & {*each.codes}]
    end = next((each for each in reversed(ends) if each.successor_vintage), None)
    final = max(str(vintage) for vintage in atlas.vintages["vintage"])
    if end is None or end.successor_vintage == final:
        return []
    last = _last(atlas, area, _codes(atlas, area) & {*end.codes})
    now, then = successors.finally_(atlas, last), successors.became(atlas, last, end.successor_vintage)
    label = atlas.vintage_label(final)
    as_told = end.kind != MOVE or len(then) > 1
    if as_told and [(each.name, share) for each, share in now] == [(each.name, share) for each, share in then]:
        return [joined([f"The same holds in {label}."])]
    return [joined([f"In {label} ", _shares(atlas, last, now, ""), "."])] if now else []

"""A fact in words: what it says, what it amounts to, since when, for which part, and where it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from stpdash import words
from stpdash.facts import Fact, last_day
from stpdash.markup import joined, outside_link, tag
from stpdash.model import Atlas
from stpdash.series import Figure

PLAIN = {"IN_PLACE", "NAMED", "LISTED", "POLICY", "COUNTED"}
"""Statuses that add nothing to what the words say already."""
NOT_LASTING = {
    *("PROPOSED", "PLANNED", "AGREED", "IN_PROGRESS", "ANNOUNCED", "OFFERED", "EXPECTED"),
    *("REJECTED", "REPORTED", "COUNTED", "STEPPING_DOWN", "REPLACED", "NOMINATED", "DESIGNATE"),
}
"""Statuses of a moment: what was said then, not something that lasts."""


def marked(figure: Figure, written: Callable[[float], str]) -> Markup:
    """A figure with what its status adds: "£437.7 million (estimated)", "£596.0 million (not compared)"."""
    return joined([written(figure.value)]) + (tag("span", figure.mark, class_="flag") if figure.mark else "")


def said(atlas: Atlas, fact: Fact) -> str:
    """What a fact says, without its detail: the word of its code, or its own words. A vanguard is known by its name."""
    if fact.attribute == "vanguard":
        return f"{fact.detail}, {atlas.word(fact.attribute, fact.value).lower()}"
    return atlas.word(fact.attribute, fact.value) if fact.attribute in atlas.axes else fact.value


def when(fact: Fact) -> str:
    """Since when, until when, as far as a source says; "no end date found" is not "current"."""
    if not fact.as_at:
        return "date not stated"
    until = f", until {words.date(fact.end)}" if fact.end else ""
    if fact.start > fact.as_at and fact.status in NOT_LASTING:
        ahead = words.period(fact.start, fact.end) if fact.end else f"from {words.date(fact.start)}"
        return f"{ahead}, by a source of {words.date(fact.as_at)}"
    if fact.start and fact.end:
        return words.period(fact.start, fact.end)
    match fact.basis:
        case _ if fact.status in NOT_LASTING:
            return f"{words.date(fact.as_at)}{until}"
        case "STARTED_AT_DATE" | "COUNTED_FROM_BOUNDARIES" | "SAID_OF_ALL" | "PLACE_MATCHED" if fact.start:
            return f"since {words.date(fact.start)}{until or ', no end date found'}"
        case "SEEN_BY":
            return f"seen by {words.date(fact.as_at)}{until}"
        case "OFFICIAL_LIST_SEEN" if "" < fact.seen_on < fact.as_at:
            return f"{words.date(fact.seen_on)}{until}"  # named in a source of before the day of the list
        case "OTHER_SOURCE_SPRING_2016" if fact.seen_on:
            return f"about spring 2016, seen {words.date(fact.seen_on)}{until}"
        case "DATED_BY_SOURCE":
            return f"{words.date(fact.as_at)}, the date of its source{until}"
        case _:
            return f"{words.date(fact.as_at)}{until}"


def amounts_to(atlas: Atlas, fact: Fact) -> str:
    """What a fact amounts to, in a word: agreed, planned ...; blank where the words say it already."""
    return "" if fact.status in PLAIN else atlas.word("fact_status", fact.status).lower()


def role(atlas: Atlas, fact: Fact) -> str:
    """As what a fact names a person; somebody who had been replaced is named as a former lead."""
    return "Named as former lead" if fact.status == "REPLACED" else atlas.word("attribute", fact.attribute)


def standing(atlas: Atlas, fact: Fact) -> str:
    """What a fact amounts to, and when."""
    return ", ".join(part for part in (amounts_to(atlas, fact), when(fact)) if part)


def sentence(atlas: Atlas, fact: Fact) -> str:
    """A fact in words: what; what it amounts to, for which part and when; the detail."""
    return said(atlas, fact) + rest(atlas, fact)


def rest(atlas: Atlas, fact: Fact) -> str:
    """What follows the name of a fact in its sentence."""
    detail = f". {fact.detail.rstrip('.')}" if fact.detail and fact.attribute != "vanguard" else ""
    doubt = f". {both_sides(atlas, fact)}" if fact.conflict else ". Uncertain" if fact.confidence == "low" else ""
    return f" ({extras(atlas, fact)}){detail}{doubt}"


def both_sides(atlas: Atlas, fact: Fact) -> str:
    """What sources disagree on where they do, both sides of it; blank where they do not."""
    found = atlas.conflicts[atlas.conflicts["conflict"] == fact.conflict]
    told = zip(found["one"], found["other"], strict=True)
    return next((f"Sources disagree: {one}; against that {other}" for one, other in told), "")


def extras(atlas: Atlas, fact: Fact) -> str:
    """What a fact amounts to, for which part, and when."""
    part = f"only {fact.part}" if fact.part and fact.attribute != "vanguard" else ""
    return ", ".join(extra for extra in (amounts_to(atlas, fact), part, when(fact)) if extra)


def together(atlas: Atlas, facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts, the latest first; those that read alike, because several documents say so, in one list."""
    alike: dict[str, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: last_day(fact.as_at) if fact.as_at else "", reverse=True):
        alike.setdefault(sentence(atlas, fact), []).append(fact)
    return list(alike.values())


def how_known(atlas: Atlas, fact: Fact) -> str:
    """How a fact is known and how sure it is, with its note."""
    seen = f" Seen: {words.date(fact.seen_on)}." if fact.seen_on else ""
    note = f" {fact.note}" if fact.note else ""
    return f"{atlas.word('basis', fact.basis)}; confidence {fact.confidence}.{seen}{note}"


def source_line(atlas: Atlas, source: str) -> Markup:
    """A source as a link with its date: what it is, who published it, when."""
    card = atlas.source(source)
    publisher = "" if card["publisher"] == card["title"] else f", {card['publisher']}"
    return outside_link(card["address"], card["title"]) + f"{publisher}, {published(card)}"


def published(card: dict[str, str]) -> str:
    """A card's date with what is said of how sure it is."""
    note = card["published_note"].rstrip(".")
    return words.date(card["published"]) + (f" ({note[0].lower()}{note[1:]})" if note and card["published"] else "")


def cited(atlas: Atlas, about: str, facts: Iterable[Fact] = (), sources: Sequence[str] = ()) -> Markup:
    """Where a line comes from, to be opened in place: each source with publisher, date, address and how sure.

    `about` names the line for those who hear the page. Nothing where there is nothing to cite.
    """
    known = {fact.source: fact for fact in facts}
    lines = [joined([source_line(atlas, key), ". ", how_known(atlas, fact)]) for key, fact in known.items()]
    lines += [joined([source_line(atlas, key), "."]) for key in sources if key not in known]
    if not lines:
        return Markup("")
    title = words.count(len(lines), "source")
    heard = tag("span", f" for: {about}", class_="unseen")
    listed = tag("ul", joined(tag("li", line) for line in lines))
    return tag("details", tag("summary", joined([title, heard])) + listed, class_="cited")

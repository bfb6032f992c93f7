"""One row of facts.csv: every column it may have, and how printed dates become what it says of time."""

import re
from typing import TypeAlias

from stpdash.build.cards import slug
from stpdash.build.dates import DATE, not_after, published, stated

Fact: TypeAlias = dict[str, str]

COLUMNS = (
    *("subject", "attribute", "value", "detail", "part", "status", "basis", "as_at", "from", "to"),
    *("seen_on", "confidence", "conflict", "note", "source"),
)
_SEEN = ("in being by", "in post by", "by", "as described", "in progress", "agreed", "shadow")
_YEAR = re.compile(r"(\d{4})/(\d{2})")
_EITHER = re.compile(r"(\d{4})-(\d{2})/(?:(\d{4})-)?(\d{2})")


def fact(subject: str, attribute: str, value: str, status: str, **rest: str) -> Fact:
    """A fact with every column; what is not given is blank. `start` and `end` fill the columns from and to."""
    given = {"subject": subject, "attribute": attribute, "value": value, "status": status, **rest}
    renamed = {{"start": "from", "end": "to"}.get(name, name): cell for name, cell in given.items()}
    return dict.fromkeys(COLUMNS, "") | renamed


def sourced(title: str, printed: str, confidence: str) -> Fact:
    """What every row of the evidence says of its source: the card, when it came out, how sure it is."""
    day, _ = published(printed)
    return {"source": slug(title), "seen_on": day, "confidence": confidence.split()[0].rstrip(",")}


def timed(printed: str, source_printed: str) -> Fact:
    """When a fact holds, from the words the evidence prints: as_at, from, basis and note.

    >>> timed("2017-05", "2018")["basis"], timed("2017-07 (in being by)", "")["from"]
    ('STARTED_AT_DATE', '')
    >>> timed("2017-04 (planned)", "2016-11 (inferred)")["as_at"], timed("2017/18", "")["as_at"]
    ('2016-11', '2018-03')
    >>> timed("not stated", "2018-09 (report date)")["basis"], timed("not stated", "not stated")["basis"]
    ('DATED_BY_SOURCE', 'UNDATED_SOURCE')
    """
    if either := _EITHER.fullmatch(printed):
        later = f"{either[3] or either[1]}-{either[4]}"
        return {"as_at": later, "basis": "SEEN_BY", "note": "Or the month before."}
    if year := _YEAR.fullmatch(printed):
        return {"as_at": f"{int(year[1]) + 1}-03", "basis": "SEEN_BY", "note": f"In the financial year {printed}."}
    day = stated(printed)
    if not day or re.fullmatch(r"\d{4}-\d{4}", printed):
        return _by_source(source_printed, printed)
    found = DATE.match(printed)
    words = (found[2] if found else "").strip(" ()")
    if words == "planned":
        told = published(source_printed)[0] or day
        return {"as_at": told, "from": day, "basis": "STARTED_AT_DATE", "note": ""}
    if words in _SEEN:
        return {"as_at": day, "from": "", "basis": "SEEN_BY", "note": ""}
    told = published(source_printed)[0]
    if told and not not_after(day, told):
        return {"as_at": told, "from": day, "basis": "STARTED_AT_DATE", "note": ""}
    return {"as_at": day, "from": day, "basis": "STARTED_AT_DATE", "note": ""}


def _by_source(source_printed: str, printed: str) -> Fact:
    """A fact without a date of its own: that of its source, or none; what is said of the years goes into the note."""
    day, how_sure = published(source_printed)
    if day:
        return {"as_at": day, "from": "", "basis": "DATED_BY_SOURCE", "note": ""}
    _, years = published(printed)
    said = next((text for text in (years, how_sure) if "from" in text), "")
    return {"as_at": "", "from": "", "basis": "UNDATED_SOURCE", "note": said}

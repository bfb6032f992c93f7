"""Dates as documents give them, as ISO: to the year, the month or the day, with what is unsure in words."""

import re

DATE = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?![\d])(.*)", re.DOTALL)
RANGE = re.compile(r"not stated \((\d{4}(?:-\d{2})?) ?(?:to|-) ?(\d{4}(?:-\d{2})?)\)")
ROUGHLY = "As near as the sources give it."


def published(words: str) -> tuple[str, str]:
    """When a document came out, and how sure that is.

    >>> published("2016-03-30")
    ('2016-03-30', '')
    >>> published("2016-11 (inferred)")
    ('2016-11', 'Inferred from what it says.')
    >>> published("not stated (2017-2018)")
    ('', 'Not stated; by what it says, from 2017 to 2018.')
    >>> published("2019-07/08 (dated July elsewhere)")
    ('2019-07', 'Or the month after.')
    """
    if ranged := RANGE.fullmatch(words):
        return "", f"Not stated; by what it says, from {ranged[1]} to {ranged[2]}."
    if words.startswith("not stated"):
        return "", "Not stated."
    stated, rest = _leading(words)
    if rest.startswith("/"):
        return stated, "Or the month after."
    if re.match(r"-\d{4}", rest):
        return stated, f"Inferred: from {stated} to {rest[1:5]}."
    if "inferred" in rest:
        return stated, "Inferred from what it says."
    return stated, ROUGHLY if rest else ""


def stated(words: str) -> str:
    """The ISO date words begin with, or end a ``by`` with; blank when they hold none.

    >>> stated("2019 (left by 2019-11)"), stated("by 2019-07"), stated("not stated")
    ('2019', '2019-07', '')
    """
    return _leading(words.removeprefix("by "))[0] if re.match(r"(by )?\d{4}", words) else ""


def _leading(words: str) -> tuple[str, str]:
    found = DATE.match(words)
    return (found[1], found[2].strip()) if found else ("", words)


def not_after(date: str, other: str) -> bool:
    """Whether a date lies on or before another, as far as the coarser of the two can tell.

    >>> not_after("2016-03", "2016-03-30"), not_after("2016-04", "2016-03-30"), not_after("2017", "2017-06")
    (True, False, True)
    """
    shorter = min(len(date), len(other))
    return date[:shorter] <= other[:shorter]

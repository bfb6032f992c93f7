"""As at: the date of a view, as an address asks for it, and the boundaries in force on that day.

No date asked for is the main view: 31 December 2017 on the boundaries of April 2017; where the seven regional teams are
laid over, 1 April 2019, when they began. A date that is asked for is pinned: nothing moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from stpdash import words
from stpdash.markup import UNDATED
from stpdash.model import MAIN

NO_DATE = UNDATED
"""How the main view is named where a date is chosen; an address leaves it out."""
ANY = "any"
"""Whenever it was said: asked of governance alone."""
MAIN_DAY, TEAMS_DAY, NAMED_DAY = "2017-12-31", "2019-04-01", "2016-03-30"
FIRST_DAY, LAST_DAY = "2016-03-15", "2021-03-31"
"""From the day the 44 were named to the last on which the boundaries of April 2020 were in force."""
TEAMS = "teams"
"""The overlay of the seven regional teams, which moves a date that is not pinned."""
BEGAN = {"2016": FIRST_DAY, "2017": "2016-10-01", "2018": "2018-04-01", "2019": "2019-04-01", "2020": "2020-04-01"}
"""The day from which each vintage is drawn; the footprints of April 2017 had their shape from October 2016."""
STEPS = (NAMED_DAY, "2017-04-01", "2018-04-01", "2019-04-01", "2020-04-01")
"""The days through which the years are played, one a vintage: its first; in 2016 the day of the leads."""
LABELS = {
    "2016": "spring 2016", "2017": "April 2017", "2018": "April 2018", "2019": "April 2019", "2020": "April 2020",
}  # fmt: skip
STOPS: dict[str, str] = {
    "2016-03-15": "15 March 2016: 44 areas drawn",
    "2016-03-30": "30 March 2016: leads named",
    "2016-11-30": "30 November 2016: plans",
    "2017-04-01": "1 April 2017: 207 CCGs",
    "2017-07-21": "21 July 2017: ratings",
    MAIN_DAY: "31 December 2017",
    "2018-04-01": "1 April 2018: three footprints merge",
    "2018-05-24": "24 May 2018: seven teams agreed",
    TEAMS_DAY: "1 April 2019: seven teams begin",
    "2019-07-31": "31 July 2019",
    "2020-04-01": "1 April 2020: 135 CCGs",
}
"""The dates of the story that can be chosen from a list; any day between the first and the last can be asked for."""


class AsAt(NamedTuple):
    """A view's date: the day, ISO, or ANY; whether it was asked for; the vintage of the boundaries in force."""

    day: str
    pinned: bool
    vintage: str

    @property
    def asked(self) -> str:
        """What an address says of it; `NO_DATE` where it says nothing."""
        return self.day if self.pinned else NO_DATE

    @property
    def dated(self) -> bool:
        """Whether facts are those of its day: on the main view, and at any date, they are those that name most."""
        return self.day != ANY and (self.pinned or self.day != MAIN_DAY)

    def told(self, drawn: str = "", since: str = "") -> str:
        """Day and boundaries in a sentence: "As at 21 July 2017, on the boundaries of April 2017."

        `drawn`: the vintage that is drawn, where it may not be the one in force. `since`: that of the area on show; of
        one that is known of later vintages alone no day before them is told.
        """
        label = LABELS[drawn or self.vintage]
        if since > self.vintage or (drawn not in {"", self.vintage} and not self.pinned):
            return f"On the boundaries of {label}."
        when = "At any date" if self.day == ANY else f"As at {words.date(self.day)}"
        return f"{when}, on the boundaries of {label}."


def vintage(day: str) -> str:
    """The vintage drawn on a day.

    >>> vintage("2016-03-15"), vintage("2016-11-30"), vintage("2018-03-31"), vintage("2018-04-01"), vintage(ANY)
    ('2016', '2017', '2017', '2018', '2017')
    """
    return MAIN if day == ANY else max(each for each, began in BEGAN.items() if began <= day)


def unpinned(overlays: Mapping[str, str] | None = None) -> AsAt:
    """The date where none is asked for, given what is laid over: `overlay` and `also`."""
    laid = overlays or {}
    day = TEAMS_DAY if TEAMS in {laid.get("overlay"), laid.get("also")} else MAIN_DAY
    return AsAt(day, pinned=False, vintage=vintage(day))


MAIN_VIEW = unpinned()


def pinned(day: str) -> AsAt:
    """A date that was asked for. Raises ValueError for one that cannot be: see `fault`."""
    if wrong := fault(day):
        raise ValueError(wrong)
    return AsAt(day, pinned=True, vintage=vintage(day))


def fault(asked: str) -> str:
    """Why a date in an address cannot be followed, in words; blank where it can."""
    if asked in {ANY, NO_DATE}:
        return ""
    try:
        day = date.fromisoformat(asked) if len(asked) == len(FIRST_DAY) else None
    except ValueError:
        day = None
    if day is None:
        return f"The address asks for the date “{asked[:40]}”, which is no day written like 2017-07-21."
    if FIRST_DAY <= day.isoformat() <= LAST_DAY:
        return ""
    return f"The address asks for the date “{asked}”; boundaries are known {_REACH}."


_REACH = f"from {words.date(FIRST_DAY)} to {words.date(LAST_DAY)}"


def read(given: Mapping[str, str], notices: list[str], *, whenever: bool = False) -> AsAt:
    """The date that an address asks for; one that cannot be followed gives the main view and a notice.

    `whenever`: whether `ANY` may be asked for here. A date that the seven teams have moved is said, too.
    """
    asked = given.get("date", "")
    wrong = fault(asked) if asked else ""
    if asked == ANY and not whenever:
        wrong = "What is shown here has a date; “any” can be asked of governance alone."
    if wrong:
        notices.append(f"{wrong} Shown: {words.date(MAIN_DAY)}.")
    if asked and asked != NO_DATE and not wrong:
        return pinned(asked)
    found = unpinned(given)
    if found.day == TEAMS_DAY and not wrong:
        notices.append(MOVED)
    return found


MOVED = "The seven regional teams began in April 2019: the map has moved to 1 April 2019. Choose a date to stay there."

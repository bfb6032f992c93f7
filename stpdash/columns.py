"""The kinds of columns a table can have, and what a table is: a key, columns, and links to other tables.

Columns are pandera's. Beside what pandera knows, ``metadata`` says whether a cell may be blank, whether it
may hold more than a line (text), and with how many decimals it is written (numbers).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandera.pandas as pa

TEXT_LIMIT = 200
LONG_LIMIT = 2_000
"""Characters a cell may hold at most, and one for notes and titles."""


def text(says: str, pattern: str = "", expected: str = "", *, blank: bool = False, long: bool = False) -> pa.Column:
    """A column of words or codes; ``pattern`` is matched whole, unless the cell is blank and may be."""
    checks = []
    if pattern:
        wanted = f"^$|{pattern}" if blank else pattern
        checks.append(pa.Check.str_matches(wanted, error=expected or f"text like {pattern}"))
    elif not blank:
        checks.append(pa.Check.str_length(min_value=1, error="not blank"))
    return pa.Column(str, checks, description=says, metadata={"blank": blank, "long": long})


def day(says: str, *, blank: bool = False) -> pa.Column:
    """A column of ISO dates, to the year, the month or the day."""
    expected = "an ISO date: 2016, 2016-03 or 2016-03-30"
    check = pa.Check(lambda cells: cells.map(lambda cell: (blank and cell == "") or is_date(cell)), error=expected)
    return pa.Column(str, [check], description=says, metadata={"blank": blank, "long": False})


def among(says: str, *choices: str) -> pa.Column:
    """A column of words from a short list fixed in the program."""
    check = pa.Check.isin(choices, error=f"one of {', '.join(choices)}")
    return pa.Column(str, [check], description=says, metadata={"blank": False, "long": False})


def whole(says: str) -> pa.Column:
    """A column of whole numbers, none below zero."""
    return pa.Column(int, [pa.Check.ge(0, error="0 or more")], description=says, metadata={"places": 0})


def number(says: str, low: float, high: float, places: int) -> pa.Column:
    """A column of numbers from low to high, written with so many decimal places."""
    check = pa.Check.in_range(low, high, error=f"a number from {low:g} to {high:g}")
    return pa.Column(float, [check], description=says, metadata={"places": places})


def truth(says: str) -> pa.Column:
    """A column of true and false."""
    return pa.Column(bool, description=says, metadata={})


def is_date(cell: str) -> bool:
    """Whether the text is a year, a month or a day of the calendar, as ISO writes it.

    >>> is_date("2016"), is_date("2016-02-29"), is_date("2017-02-29"), is_date("03/04/2016")
    (True, True, False, False)
    """
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", cell):
        return False
    year, month, of_month = (*map(int, cell.split("-")), 1, 1)[:3]
    try:
        date(year, month, of_month)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Link:
    """A promise between tables: these columns are a row there, among those with the values ``given``.

    ``optional``: a row whose columns are all blank links to nothing.
    """

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]
    given: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what it says, its key (the columns which tell rows apart), its columns, its links."""

    name: str
    title: str
    key: tuple[str, ...]
    columns: Mapping[str, pa.Column]
    links: tuple[Link, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file in the package."""
        return f"{self.name}.csv"

    @property
    def promises(self) -> pa.DataFrameSchema:
        """Its pandera schema: exactly these columns in this order, no key twice."""
        return pa.DataFrameSchema(dict(self.columns), unique=list(self.key), strict=True, ordered=True, name=self.name)

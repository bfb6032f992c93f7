"""What is said when data are not what they promise: where, what was found, what was expected, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

REBUILD = "Mend its source, then run: python -m stpdash build"
RESTORE = "Put the published file back, or run: python -m stpdash build"
SHOWN = 20
"""Problems written out in one message; the rest are counted."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: the file, the place in it, what was found, what was expected, what to do."""

    file: str
    place: str
    found: str
    expected: str
    remedy: str = REBUILD

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: found {self.found}, expected {self.expected}."


class DataError(Exception):
    """Data that are not what they promise; carries every problem of a run, not the first only.

    >>> print(DataError.of("geodata/funding.csv", "line 8, amount_gbp_m", "1,204", "a number"))
    geodata/funding.csv, line 8, amount_gbp_m: found 1,204, expected a number.
    Mend its source, then run: python -m stpdash build
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self))

    @classmethod
    def of(cls, file: str, place: str, found: str, expected: str, remedy: str = REBUILD) -> Self:
        """An error of one problem."""
        return cls([Problem(file, place, found, expected, remedy)])

    @property
    def first(self) -> Problem:
        """The first problem, in the order they were met."""
        return self.problems[0]

    @property
    def file(self) -> str:
        """The file of the first problem."""
        return self.first.file

    @property
    def place(self) -> str:
        """The place in the file of the first problem: a line and a column, a byte, a code."""
        return self.first.place

    @property
    def found(self) -> str:
        """What stood there."""
        return self.first.found

    @property
    def expected(self) -> str:
        """What should have stood there."""
        return self.first.expected

    @property
    def remedy(self) -> str:
        """What to do about the first problem."""
        return self.first.remedy

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            lines.append(f"... and {len(self.problems) - SHOWN} more problems.")
        remedies = dict.fromkeys(problem.remedy for problem in self.problems[:SHOWN])
        return "\n".join([*lines, *remedies])

"""What a measure is: a number by which areas can be shaded, sized and compared. The measures are in `measures`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from stpdash import words
from stpdash.model import Atlas
from stpdash.palette import Ramp
from stpdash.series import CORE

Kind = Literal["rate", "amount"]
Values = Callable[[Atlas, str, str, str], pd.DataFrame]
"""From atlas, layer, vintage and year to the figures."""


@dataclass(frozen=True)
class Measure:
    """A number an area can be shaded by (a rate) or drawn as a circle (an amount).

    `uses` names the series of money and the bases of people it is made of; `reads` the financial years it reads for
    one that is asked for. `ranked`: whether areas may be put in order by it.
    """

    key: str
    title: str
    unit: str
    kind: Kind
    ramp: Ramp
    definition: str
    years: tuple[str, ...]
    layers: tuple[str, ...]
    values: Values
    written: Callable[[float], str]
    uses: tuple[str, ...] = (CORE,)
    reads: Callable[[str], tuple[str, ...]] = lambda year: (year,)
    ranked: bool = True
    missing: str = "none for this area and year"
    """Why an area has no figure, where it has none."""

    @property
    def banner(self) -> str:
        """What must stand beside its figures; blank where they are no money."""
        return next((words.BANNERS[each] for each in self.uses if each in words.BANNERS), "")

    def of(self, atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
        """Its figures on the areas of a layer: `value`, `status`. Made once and kept: not to be written into.

        A year that it does not have is not looked at.
        """
        return _kept(self, atlas, layer, vintage, year if self.years else "")

    def heading(self, year: str) -> str:
        """Its title, with the year where it has one: "Core funding, total, 2017/18"."""
        return f"{self.title}{f', {year}' if self.years else ''}"


@lru_cache(maxsize=2048)
def _kept(measure: Measure, atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
    return measure.values(atlas, layer, vintage, year)

"""Footprints most like one, by a recipe that is shown: each ingredient standardised over all, all weighing the same.

The distance is Euclidean: the root of the summed squares of how many standard deviations two footprints lie apart.
It says alike in these numbers, not alike in need or in what is right.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from stpdash import words
from stpdash.measure import Measure
from stpdash.measures import MEASURES
from stpdash.model import MAIN, Area, Atlas
from stpdash.series import NOT_COMPARED, Figure, comparable, figure


def standardised(atlas: Atlas, recipe: Sequence[str], year: str, vintage: str = MAIN) -> pd.DataFrame:
    """Each ingredient as standard deviations from the mean of all footprints, a column an ingredient, indexed by code.

    NaN where a footprint has no comparable figure. Raises KeyError for an ingredient that is no measure.
    """
    values = pd.DataFrame({key: comparable(MEASURES[key].of(atlas, "footprint", vintage, year)) for key in recipe})
    return (values - values.mean()) / values.std(ddof=0)


@lru_cache(maxsize=512)
def nearest(atlas: Atlas, area: Area, recipe: tuple[str, ...], year: str, most: int) -> pd.DataFrame:
    """The footprints most like one, nearest first: `name`, `number`, `distance`, `status`; indexed by code.

    A distance is an estimate where a figure of either footprint is; mean and spread of all hold the estimates of
    all. Those without a figure are left out.
    """
    apart = standardised(atlas, recipe, year, area.vintage)
    distance = np.sqrt(((apart - apart.loc[area.code]) ** 2).sum(axis=1, skipna=False)).drop(area.code).dropna()
    near = distance.sort_values(kind="stable").head(most)
    areas = [atlas.area("footprint", area.vintage, str(code)) for code in near.index]
    statuses = {key: MEASURES[key].of(atlas, "footprint", area.vintage, year)["status"] for key in recipe}
    guessed = (pd.DataFrame(statuses) == "estimated").any(axis=1)
    return pd.DataFrame(
        {
            "name": [each.name for each in areas],
            "number": [each.id for each in areas],
            "distance": near,
            "status": ["estimated" if guessed[code] or guessed[area.code] else "derived" for code in near.index],
        },
        index=near.index,
    )


def median(figures: pd.DataFrame, codes: Sequence[str]) -> Figure:
    """The middle of some footprints' comparable figures: NaN and blank unless each has one; estimated if one is."""
    mine = [figure(figures, code) for code in codes]
    values = [told.value for told in mine if told.status != NOT_COMPARED and told.value == told.value]
    if not mine or len(values) < len(mine):
        return Figure(float("nan"), "")
    return Figure(statistics.median(values), "estimated" if any(t.status == "estimated" for t in mine) else "derived")


def summary(found: pd.DataFrame, area: Area, recipe: Sequence[str], year: str) -> str:
    """Who was found, by what and on figures of when, in a sentence or two."""
    if found.empty:
        return f"No footprint was found to be like {area.name}."
    by = words.listed([_dated(MEASURES[key], year) for key in recipe])
    guessed = int((found["status"] == "estimated").sum())
    rests = f" {guessed} of these distances rest on an estimate." if guessed else ""
    return (
        f"Most like {area.name} by {by}: {'; '.join(found['name'])}. Each of these counts the same, as standard "
        f"deviations over all footprints.{rests} Alike in these numbers is not alike in need."
    )


def _dated(measure: Measure, year: str) -> str:
    """An ingredient with its year, or the date of its people: "people (residents, mid-2017)"."""
    return f"{measure.title.lower()} ({year if measure.years else measure.unit})"

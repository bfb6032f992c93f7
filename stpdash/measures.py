"""MEASURES: every number by which an area can be shaded or sized. Adding a measure means adding one entry here.

A measure takes the atlas, a layer, a vintage and a year and gives a frame indexed by the codes of that layer:
`value` (float, NaN means no figure is known) and `status` (published, derived, estimated; blank where there is none).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from stpdash import words
from stpdash.model import Atlas
from stpdash.palette import BLUE, OCHRE, PURPLE, TEAL, Ramp

YEARS = ("2016/17", "2017/18", "2018/19", "2019/20")
Kind = Literal["rate", "amount"]


class Figure(NamedTuple):
    """One number of one area: NaN and a blank status where no figure is known."""

    value: float
    status: str


def figure(frame: pd.DataFrame, code: str) -> Figure:
    """One area's number out of a measure's frame. Raises KeyError for an area of another layer."""
    at = frame.index.get_loc(code)
    return Figure(float(frame["value"].to_numpy()[at]), str(frame["status"].to_numpy()[at]))


@dataclass(frozen=True)
class Measure:
    """A number an area can be shaded by (a rate) or drawn as a circle (an amount)."""

    key: str
    title: str
    unit: str
    kind: Kind
    ramp: Ramp
    definition: str
    years: tuple[str, ...]
    layers: tuple[str, ...]
    values: Callable[[Atlas, str, str, str], pd.DataFrame]
    written: Callable[[float], str]


@lru_cache(maxsize=256)
def amounts(atlas: Atlas, layer: str, vintage: str, year: str, series: str = "core_allocation") -> pd.DataFrame:
    """Funding of every area of a layer: `value` in £ million, cash; `status`.

    A figure of the area's own vintage comes first; one of another vintage counts only under the same code, which for
    ONS means the same ground. Nothing else is carried over.
    """
    money = atlas.funding
    rows = money[(money["layer"] == layer) & (money["year"] == year) & (money["series"] == series)]
    own_first = rows.assign(own=rows["vintage"] == vintage).sort_values(["own", "vintage"], ascending=[False, True])
    by_code = own_first.drop_duplicates("code").set_index("code")
    frame = by_code[["amount_gbp_m", "status"]].rename(columns={"amount_gbp_m": "value"})
    return frame.reindex(atlas.codes(layer, vintage)).fillna({"status": ""})


@lru_cache(maxsize=256)
def people(
    atlas: Atlas,
    layer: str,
    vintage: str,
    ages: str = "all",
    basis: str = "resident",
    counted_on: str = "2017-06-30",
) -> pd.DataFrame:
    """People of every area of a layer: `value` a count; `status`. Residents are those of mid-2017."""
    table = atlas.people
    rows = table[
        (table["layer"] == layer)
        & (table["vintage"] == vintage)
        & (table["ages"] == ages)
        & (table["basis"] == basis)
        & (table["counted_on"] == counted_on)
    ].set_index("code")
    frame = rows[["people", "status"]].rename(columns={"people": "value"}).astype({"value": float})
    return frame.reindex(atlas.codes(layer, vintage)).fillna({"status": ""})


def quotient(upper: pd.DataFrame, lower: pd.DataFrame, factor: float = 1.0) -> pd.DataFrame:
    """`upper` over `lower` times `factor`; NaN where either is unknown. An estimate on either side makes an estimate.

    Raises ValueError if the two frames describe different areas.
    """
    if not upper.index.equals(lower.index):
        raise ValueError("the two frames describe different areas")
    value = upper["value"] / lower["value"].where(lower["value"] > 0) * factor
    estimated = (upper["status"] == "estimated") | (lower["status"] == "estimated")
    status = np.where(value.isna(), "", np.where(estimated, "estimated", "derived"))
    return pd.DataFrame({"value": value, "status": status}, index=upper.index)


def _registered_in(year: str) -> str:
    return f"{year[:4]}-04-01"


def _per_registered(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
    lists = people(atlas, layer, vintage, basis="registered", counted_on=_registered_in(year))
    return quotient(amounts(atlas, layer, vintage, year), lists, 1e6)


def _per_resident(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
    return quotient(amounts(atlas, layer, vintage, year), people(atlas, layer, vintage), 1e6)


def _share_of_people(ages: str) -> Callable[[Atlas, str, str, str], pd.DataFrame]:
    def share(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
        return quotient(people(atlas, layer, vintage, ages=ages), people(atlas, layer, vintage), 100)

    return share


def _density(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
    areas = atlas.layer(layer, vintage)
    ground = pd.DataFrame({"value": areas["area_km2"], "status": "derived"}, index=areas.index)
    return quotient(people(atlas, layer, vintage), ground)


_NHS_LAYERS = ("footprint", "ccg", "region", "england")

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "core_per_registered",
            "Core funding per registered person",
            "£ per person on GP lists",
            "rate",
            TEAL,
            "Core CCG allocation of the year divided by the people on GP lists on 1 April of that year.",
            YEARS,
            ("footprint",),
            _per_registered,
            words.pounds,
        ),
        Measure(
            "core_per_resident",
            "Core funding per resident",
            "£ per resident",
            "rate",
            TEAL,
            "Core CCG allocation of the year divided by the residents of mid-2017 (the same people in every year).",
            YEARS,
            _NHS_LAYERS,
            _per_resident,
            words.pounds,
        ),
        Measure(
            "core_allocation",
            "Core funding, total",
            "£ million",
            "amount",
            TEAL,
            "Core CCG allocation of the year, cash.",
            YEARS,
            _NHS_LAYERS,
            amounts,
            words.pounds_m,
        ),
        Measure(
            "people",
            "People",
            "residents, mid-2017",
            "amount",
            BLUE,
            "People living in the area in mid-2017.",
            (),
            _NHS_LAYERS,
            lambda atlas, layer, vintage, year: people(atlas, layer, vintage),
            words.people,
        ),
        Measure(
            "share_65_plus",
            "People aged 65 and over",
            "% of residents, mid-2017",
            "rate",
            PURPLE,
            "Residents aged 65 and over as a share of all residents, mid-2017.",
            (),
            _NHS_LAYERS,
            _share_of_people("65_plus"),
            words.percent,
        ),
        Measure(
            "share_under_18",
            "People under 18",
            "% of residents, mid-2017",
            "rate",
            PURPLE,
            "Residents under 18 as a share of all residents, mid-2017.",
            (),
            _NHS_LAYERS,
            _share_of_people("under_18"),
            words.percent,
        ),
        Measure(
            "density",
            "People per square kilometre",
            "residents per km², mid-2017",
            "rate",
            OCHRE,
            "Residents of mid-2017 divided by the land area in square kilometres.",
            (),
            _NHS_LAYERS,
            _density,
            words.number,
        ),
    )
}
DEFAULT_MEASURE = "core_per_registered"
DEFAULT_YEAR = "2017/18"


def for_layer(layer: str) -> dict[str, Measure]:
    """The measures that have figures for a layer, in their order."""
    return {key: measure for key, measure in MEASURES.items() if layer in measure.layers}

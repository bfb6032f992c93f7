"""Series of figures on the areas of a layer: money, people, ground, and what follows from two of them.

Every frame is indexed by the codes of its layer: `value` (float, NaN means no figure is known) and `status`
(published, derived, estimated; blank where there is none).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from stpdash.model import MAIN, Atlas

CORE, CORE_JAN_2016, TARGET = "core_allocation", "core_allocation_jan2016", "core_target"
GAP, GAP_NOT_COMPARED = "do_nothing_gap", "do_nothing_gap_not_comparable"
YEARS = ("2016/17", "2017/18", "2018/19", "2019/20")
"""The financial years with core allocations."""
TARGET_YEAR, GAP_YEAR, CAPITAL_YEAR = "2019/20", "2020/21", "2017/18"
OFFICIAL = {
    "official_2020_21": ("place_based_with_transformation", "2020/21"),
    "official_place_2020_21": ("place_based", "2020/21"),
    "official_place_2016_17": ("place_based", "2016/17"),
}
"""The three columns of NHS England's own table: each one's series and year. In the package only if handed in."""
NOT_COMPARED = "not compared"
"""Status of a figure that is told and never shaded, ranked or added: it is out of all proportion."""


class Figure(NamedTuple):
    """One number of one area: NaN and a blank status where no figure is known."""

    value: float
    status: str

    def told(self, written: Callable[[float], str]) -> str:
        """The number as `written` writes it, with what its status adds: "£437.7 million (estimated)"."""
        return written(self.value) + self.mark

    @property
    def mark(self) -> str:
        """What the status adds: " (estimated)", " (not compared)", or nothing."""
        return f" ({self.status})" if self.status in {"estimated", NOT_COMPARED} else ""


def figure(frame: pd.DataFrame, code: str) -> Figure:
    """One area's number out of a measure's frame. Raises KeyError for an area of another layer."""
    return Figure(cell(frame, code, "value"), str(frame.at[code, "status"]))


def together(parts: pd.DataFrame) -> Figure:
    """The sum of some areas' numbers: an estimate where one of them is."""
    return Figure(float(parts["value"].sum()), "estimated" if (parts["status"] == "estimated").any() else "derived")


def cell(frame: pd.DataFrame, code: str, column: str) -> float:
    """One number out of a frame, by the code of the area and the column. Raises KeyError where there is none."""
    return float(frame[column].to_numpy()[frame.index.get_loc(code)])


@lru_cache(maxsize=256)
def amounts(atlas: Atlas, layer: str, vintage: str, year: str, series: str = "core_allocation") -> pd.DataFrame:
    """Funding of every area of a layer: `value` in £ million, cash; `status`.

    A figure of the area's own vintage comes first; one of another vintage counts only under the same code, which for
    ONS means the same ground. Nothing else is carried over.
    """
    money = atlas.funding
    rows = money[(money["layer"] == layer) & (money["year"] == year) & (money["series"] == series)]
    frame = _own_first(rows, vintage)[["amount_gbp_m", "status"]].rename(columns={"amount_gbp_m": "value"})
    return frame.reindex(atlas.codes(layer, vintage)).fillna({"status": ""})


def _own_first(rows: pd.DataFrame, vintage: str) -> pd.DataFrame:
    """One row a code: that of a vintage, else the earliest of another."""
    ordered = rows.assign(own=rows["vintage"] == vintage).sort_values(["own", "vintage"], ascending=[False, True])
    return ordered.drop_duplicates("code").set_index("code")


@lru_cache(maxsize=256)
def people(
    atlas: Atlas,
    layer: str,
    vintage: str,
    ages: str = "all",
    basis: str = "resident",
    counted_on: str = "2017-06-30",
) -> pd.DataFrame:
    """People of every area of a layer: `value` a count; `status`. Residents are those of mid-2017.

    As with money a count of another vintage counts under the same code, which means the same ground.
    """
    table = atlas.people
    rows = table[
        (table["layer"] == layer)
        & (table["ages"] == ages)
        & (table["basis"] == basis)
        & (table["counted_on"] == counted_on)
    ]
    frame = _own_first(rows, vintage)[["people", "status"]].rename(columns={"people": "value"}).astype({"value": float})
    return frame.reindex(atlas.codes(layer, vintage)).fillna({"status": ""})


def quotient(upper: pd.DataFrame, lower: pd.DataFrame, factor: float = 1.0) -> pd.DataFrame:
    """`upper` over `lower` times `factor`; NaN where either is unknown. An estimate on either side makes an estimate.

    Raises ValueError if the two frames describe different areas.
    """
    return _of_two(upper, lower, upper["value"] / lower["value"].where(lower["value"] > 0) * factor)


def _of_two(upper: pd.DataFrame, lower: pd.DataFrame, value: pd.Series) -> pd.DataFrame:
    """What follows from two frames of the same areas, with the status that the two give it."""
    if not upper.index.equals(lower.index):
        raise ValueError("the two frames describe different areas")
    estimated = (upper["status"] == "estimated") | (lower["status"] == "estimated")
    aside = (upper["status"] == NOT_COMPARED) | (lower["status"] == NOT_COMPARED)
    told = np.where(aside, NOT_COMPARED, np.where(estimated, "estimated", "derived"))
    status = np.where(value.isna(), "", told)
    return pd.DataFrame({"value": value, "status": status}, index=upper.index)


def difference(upper: pd.DataFrame, lower: pd.DataFrame) -> pd.DataFrame:
    """`upper` less `lower`; NaN where either is unknown. An estimate on either side makes an estimate.

    Raises ValueError if the two frames describe different areas.
    """
    return _of_two(upper, lower, upper["value"] - lower["value"])


def growth(atlas: Atlas, layer: str, vintage: str, since: str, year: str) -> pd.DataFrame:
    """Core allocation of a year over that of an earlier one, less one, in per cent; NaN unless `since` is earlier."""
    frame = quotient(amounts(atlas, layer, vintage, year), amounts(atlas, layer, vintage, since), 100)
    return _where(frame.assign(value=frame["value"] - 100), since < year)


def _where(frame: pd.DataFrame, known: bool) -> pd.DataFrame:
    return frame if known else frame.assign(value=np.nan, status="")


def distance(atlas: Atlas, layer: str, vintage: str) -> pd.DataFrame:
    """Core allocation of 2019/20, as set in January 2016, over its target, less one, in per cent."""
    frame = quotient(*_against_target(atlas, layer, vintage), 100)
    return frame.assign(value=frame["value"] - 100)


def distance_gbp_m(atlas: Atlas, layer: str, vintage: str) -> pd.DataFrame:
    """Core allocation of 2019/20, as set in January 2016, less its target, £ million."""
    return difference(*_against_target(atlas, layer, vintage))


def _against_target(atlas: Atlas, layer: str, vintage: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    own, target = (amounts(atlas, layer, vintage, TARGET_YEAR, series) for series in (CORE_JAN_2016, TARGET))
    return own, target


def share_of_england(atlas: Atlas, layer: str, vintage: str, year: str, series: str = CORE) -> pd.DataFrame:
    """An area's part of all England's, in per cent: of a series of money in a year.

    It is an estimate where the area's own figure is one; an estimate elsewhere in England does not make it one.
    """
    part, whole = amounts(atlas, layer, vintage, year, series), amounts(atlas, "england", MAIN, year, series)
    total = pd.DataFrame({"value": whole["value"].iloc[0], "status": "derived"}, index=part.index)
    return quotient(part, total, 100)


def core_of_official(atlas: Atlas, layer: str, vintage: str) -> pd.DataFrame:
    """Core allocation of 2016/17 as a part of the official place-based money of that year, in per cent."""
    series, year = OFFICIAL["official_place_2016_17"]
    return quotient(amounts(atlas, layer, vintage, year), amounts(atlas, layer, vintage, year, series), 100)


def gap(atlas: Atlas, layer: str, vintage: str) -> pd.DataFrame:
    """What a plan of 2016 was short of in 2020/21 if nothing changed, £ million.

    One that is out of all proportion has the status `NOT_COMPARED`. Plans differ in scope: nothing is to be added up.
    """
    aside = amounts(atlas, layer, vintage, GAP_YEAR, GAP_NOT_COMPARED)
    aside = aside.assign(status=aside["status"].where(aside["value"].isna(), NOT_COMPARED))
    frame = amounts(atlas, layer, vintage, GAP_YEAR, GAP)
    return frame.where(frame["value"].notna(), aside)


def comparable(figures: pd.DataFrame) -> pd.Series:
    """The values that may be shaded, ranked or added: NaN for those that are only told."""
    return figures["value"].where(figures["status"] != NOT_COMPARED)

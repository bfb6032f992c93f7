"""What the numbers of a grouping rest on: the ids of the sources of its people, ground and money."""

from __future__ import annotations

from collections.abc import Iterable

from stpdash.grouping import Asked
from stpdash.model import Atlas
from stpdash.pooling import Pool
from stpdash.series import CORE, CORE_JAN_2016, TARGET, TARGET_YEAR, YEARS

FAIR_BY = "written-answer-39975-george-freeman-to-andrew-smith"
"""Defines a fair share."""
BODIES = ("ods-stp-workbook", "ons-areas")
"""What the count of bodies rests on."""


def counted_by(atlas: Atlas, pool: Pool) -> list[str]:
    """The sources of its count of residents."""
    rows = atlas.people
    mine = rows[(rows["layer"] == pool.layer) & (rows["vintage"] == pool.vintage) & (rows["basis"] == "resident")]
    return sorted(set(mine["source"]))


def drawn_by(atlas: Atlas, pool: Pool) -> list[str]:
    """The sources of its boundaries."""
    return sorted(set(atlas.layer(pool.layer, pool.vintage)["source"]))


def paid_by(atlas: Atlas, pool: Pool, year: str, series: str) -> list[str]:
    """The sources of its money of a year: of the members, or of the CCGs that footprints are the sum of."""
    rows = atlas.funding
    mine = rows[(rows["year"] == year) & (rows["series"] == series) & rows["layer"].isin([pool.layer, "ccg"])]
    own = mine[mine["code"].isin(pool.codes)]
    return sorted(set((mine if own.empty else own)["source"]))


def sources(atlas: Atlas, pools: Iterable[Pool]) -> list[str]:
    """The sources of every number of some groupings."""
    money = [*((year, CORE) for year in YEARS), (TARGET_YEAR, CORE_JAN_2016), (TARGET_YEAR, TARGET)]
    found = {FAIR_BY}
    for pool in pools:
        found |= {*counted_by(atlas, pool), *drawn_by(atlas, pool)}
        found |= {source for year, series in money for source in paid_by(atlas, pool, year, series)}
    return sorted(found)


def of_asked(atlas: Atlas, asked: Asked) -> list[str]:
    """The sources of every number of the groupings that an address asks for."""
    return sources(atlas, [Pool(asked.layer, asked.vintage, each.codes) for each in asked.groupings if each.codes])

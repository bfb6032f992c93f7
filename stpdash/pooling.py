"""What some footprints or CCGs are together: people, ground, money, who would share a decision, whether they touch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stpdash import facts, places
from stpdash.model import ENGLAND, MAIN, REGIONS, Area, Atlas
from stpdash.series import CORE, CORE_JAN_2016, TARGET, TARGET_YEAR, Figure, amounts, figure
from stpdash.series import people as people_of
from stpdash.sharing import Both, in_both

NOTHING = Figure(float("nan"), "")


@dataclass(frozen=True)
class Pool:
    """Areas of one layer and vintage taken together; `codes` are sorted, each once."""

    layer: str
    vintage: str
    codes: tuple[str, ...]

    @property
    def object(self) -> str:
        """The layer's name in the boundary file."""
        return f"{self.layer}_{self.vintage}"


@dataclass(frozen=True)
class Share:
    """An area that a pool shares people with: how many, as a part of the area's own and of the pool's (0 to 1)."""

    area: Area
    people: int
    of_area: float
    of_pool: float
    status: str


@dataclass(frozen=True)
class Bodies:
    """The statutory bodies that would share a decision: CCGs, the trusts of their footprints, councils."""

    ccgs: tuple[Area, ...]
    trusts: tuple[str, ...]
    councils: tuple[Share, ...]

    @property
    def count(self) -> int:
        """How many in all."""
        return len(self.ccgs) + len(self.trusts) + len(self.councils)


def areas(atlas: Atlas, pool: Pool) -> list[Area]:
    """The members, by code."""
    return [atlas.area(pool.layer, pool.vintage, code) for code in pool.codes]


def people(atlas: Atlas, pool: Pool) -> Figure:
    """Residents of mid-2017: the sum of the members'; no estimate where the pool has both sides of an inferred line."""
    own = _sum(people_of(atlas, pool.layer, pool.vintage), pool)
    ccgs = _as_ccgs(atlas, pool) if own.status == "estimated" else None
    return _sum(people_of(atlas, "ccg", pool.vintage), ccgs) if ccgs else own


def ground_km2(atlas: Atlas, pool: Pool) -> Figure:
    """Land area in square kilometres, full detail: the sum of the members'; as sure as the count of their people."""
    layer = atlas.layer(pool.layer, pool.vintage)
    at = layer.index.get_indexer(pd.Index(pool.codes))
    return Figure(_exact(layer["area_km2"].to_numpy()[at]), people(atlas, pool).status)


def money(atlas: Atlas, pool: Pool, year: str, series: str = CORE) -> Figure:
    """£ million of a year: the sum of the members'; no figure where one of them has none.

    Footprints without a figure of their own are the sum of their CCGs, where no CCG lies partly outside the pool.
    """
    own = _sum(amounts(atlas, pool.layer, pool.vintage, year, series), pool)
    if own.status or pool.layer == "ccg":
        return own
    ccgs = _as_ccgs(atlas, pool)
    return _sum(amounts(atlas, "ccg", pool.vintage, year, series), ccgs) if ccgs else NOTHING


@lru_cache(maxsize=256)
def _as_ccgs(atlas: Atlas, pool: Pool) -> Pool | None:
    """A pool of footprints as the CCGs it is made of; None where a CCG lies partly outside, and for CCGs."""
    if pool.layer == "ccg":
        return None
    found = {ccg for each in areas(atlas, pool) for ccg in places.ccgs_of(atlas, each)}
    inside = (sum(share for each, share in places.footprint_of(atlas, ccg) if each.code in pool.codes) for ccg in found)
    whole = all(share > 1 - 1e-5 for share in inside)
    return Pool("ccg", pool.vintage, tuple(sorted(ccg.code for ccg in found))) if whole else None


def without_figure(atlas: Atlas, pool: Pool, year: str, series: str = CORE) -> list[Area]:
    """The members that have no figure of a year, where the pool has none."""
    if money(atlas, pool, year, series).status:
        return []
    found = amounts(atlas, pool.layer, pool.vintage, year, series)
    missing = found.index[found["value"].isna()].intersection(pd.Index(pool.codes))
    alone = (Pool(pool.layer, pool.vintage, (str(code),)) for code in missing)
    return [areas(atlas, one)[0] for one in alone if pool.layer == "ccg" or not money(atlas, one, year, series).status]


def _sum(frame: pd.DataFrame, pool: Pool) -> Figure:
    at = frame.index.get_indexer(pd.Index(pool.codes))
    values, statuses = frame["value"].to_numpy()[at], frame["status"].to_numpy()[at]
    if not len(at) or (at < 0).any() or np.isnan(values).any():
        return NOTHING
    return Figure(_exact(values), "estimated" if (statuses == "estimated").any() else "derived")


def _exact(values: NDArray[np.float64]) -> float:
    """A sum without the noise of floating point: the package gives thousandths at most."""
    return float(np.rint(values * 1000).sum() / 1000)


def per_resident(atlas: Atlas, pool: Pool, year: str) -> Figure:
    """£ of core allocation for each resident of mid-2017."""
    return _ratio(money(atlas, pool, year), people(atlas, pool), 1e6)


def per_km2(atlas: Atlas, pool: Pool) -> Figure:
    """Residents for each square kilometre."""
    return _ratio(people(atlas, pool), ground_km2(atlas, pool))


def distance(atlas: Atlas, pool: Pool) -> Figure:
    """How far the core allocation of 2019/20, as set in January 2016, is from its target, in per cent."""
    set_then, target = (money(atlas, pool, TARGET_YEAR, series) for series in (CORE_JAN_2016, TARGET))
    found = _ratio(set_then, target, 100)
    return Figure(found.value - 100, found.status)


def fair_part(atlas: Atlas, pool: Pool) -> Figure:
    """The pool's part of England by targets (0 to 1): weighted capitation as a written answer defines it."""
    england = amounts(atlas, "england", MAIN, TARGET_YEAR, TARGET)["value"].loc[ENGLAND]
    return _ratio(money(atlas, pool, TARGET_YEAR, TARGET), Figure(float(england), "derived"))


def fair_share(atlas: Atlas, pool: Pool, pot_gbp_m: float) -> Figure:
    """£ million that a pot would give by targets: illustrative, not NHS England's figure."""
    return _ratio(fair_part(atlas, pool), Figure(1.0, "derived"), pot_gbp_m)


def _ratio(upper: Figure, lower: Figure, factor: float = 1.0) -> Figure:
    if not upper.status or not lower.status or not lower.value:
        return NOTHING
    estimated = "estimated" in (upper.status, lower.status)
    return Figure(upper.value / lower.value * factor, "estimated" if estimated else "derived")


@lru_cache(maxsize=256)
def bodies(atlas: Atlas, pool: Pool) -> Bodies:
    """Who would share a decision: CCGs of the vintage, trusts by the list of April 2019, councils of 2018.

    Trusts are listed by footprint: counted are those of every footprint that the pool touches. A council counts from
    `places.SLIVER` of its people on.
    """
    members = areas(atlas, pool)
    ccgs = members if pool.layer == "ccg" else [ccg for each in members for ccg in places.ccgs_of(atlas, each)]
    trusts = {code for each, _ in footprints(atlas, pool) for code in places.trusts_of(atlas, each)}
    found = shared(atlas, pool, "council", places.COUNCILS)
    councils = [share for share in found if share.of_area >= places.SLIVER]
    return Bodies(tuple(dict.fromkeys(ccgs)), tuple(sorted(trusts)), tuple(councils))


@lru_cache(maxsize=256)
def footprints(atlas: Atlas, pool: Pool) -> tuple[tuple[Area, bool], ...]:
    """The footprints of April 2017 that a pool touches, by number; whether it has all of their people."""
    if (pool.layer, pool.vintage) == ("footprint", MAIN):
        found = [(each, True) for each in areas(atlas, pool)]
    else:
        touched = [each for each in shared(atlas, pool, "footprint", MAIN) if each.of_area >= places.SLIVER]
        found = [(each.area, each.of_area >= 1) for each in touched]
    return tuple(sorted(found, key=lambda pair: int(pair[0].footprint)))


def leads(atlas: Atlas, pool: Pool) -> list[tuple[Area, list[facts.Fact]]]:
    """Each footprint touched, with the lead that the list of late 2017 names; none where it names nobody."""
    return [
        (each, [fact for fact in facts.leads(atlas, each.footprint)[facts.LISTED] if fact.value])
        for each, _ in footprints(atlas, pool)
    ]


def regions(atlas: Atlas, pool: Pool) -> list[Area]:
    """The regional teams of April 2019 that a pool lies in, by name."""
    vintage = pool.vintage if pool.vintage > REGIONS else REGIONS
    found = {above.code for each in areas(atlas, pool) for above, _ in atlas.parents_of(each, "region", vintage)}
    return sorted((atlas.area("region", REGIONS, code) for code in found), key=lambda area: area.name)


def authorities(atlas: Atlas, pool: Pool) -> list[Share]:
    """The combined authorities of November 2018 that a pool shares people with, the most people first."""
    return list(shared(atlas, pool, "combined_authority", places.AUTHORITIES))


@lru_cache(maxsize=512)
def shared(atlas: Atlas, pool: Pool, layer: str, vintage: str) -> tuple[Share, ...]:
    """The areas of another layer that a pool shares residents with, the most people first."""
    both: dict[str, list[Both]] = {}
    for code in pool.codes:
        for each in in_both(atlas, pool.layer, pool.vintage, layer, vintage).get(code, ()):
            both.setdefault(each.other, []).append(each)
    theirs, mine = people_of(atlas, layer, vintage), people(atlas, pool)
    made = [_share(atlas.area(layer, vintage, code), parts, figure(theirs, code), mine) for code, parts in both.items()]
    return tuple(sorted(made, key=lambda each: (-each.people, each.area.name)))


def _share(area: Area, parts: list[Both], theirs: Figure, mine: Figure) -> Share:
    """What a pool and an area share: an estimate where a part is one, unless it is all of the area's people."""
    count = sum(each.people for each in parts)
    estimated = any(each.status == "estimated" for each in parts) and count != theirs.value
    return Share(area, count, count / theirs.value, count / mine.value, "estimated" if estimated else "derived")

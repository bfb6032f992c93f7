"""Fair shares: weighted capitation worked out again, from what is published, for a pot that the reader sets.

A footprint's share is the sum of its CCGs' targets over England's, as a written answer to Parliament defines it (there
with place-based targets of 2020/21, which were not found; here with core targets of 2019/20). It is illustrative, not
NHS England's figure. Beside it stand two other rules: equal for each person, and as the core money lies today.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from stpdash import words
from stpdash.model import ENGLAND, MAIN, REGIONS, Area, Atlas
from stpdash.places import region_of
from stpdash.series import CORE, TARGET, TARGET_YEAR, Figure, amounts, figure, people

POT_GBP_M, POT_MOST_GBP_M = 3_405, 150_000
"""England's sustainability and transformation money of 2020/21 in the national table; and the most a reader may set."""
SOURCES = (
    *("nhs-england-allocations-2016", "nhs-england-allocations-2018", "nhs-england-allocations-2019"),
    *("nhs-digital-registered-people", "written-answer-39975-george-freeman-to-andrew-smith"),
)
"""What shares and lifting rest on."""
SOURCE_OF_OFFICIAL = "nhs-england-indicative-2016"
HEADS_ON = "2019-04-01"
"""The day on which people on GP lists are counted, the latest there is."""
Lift = Literal["none", "region", "england"]


@dataclass(frozen=True)
class Rule:
    """A way to share a pot out: its id, what readers call it, and what it rests on."""

    key: str
    title: str
    says: str


RULES = (
    Rule("target", "Fair share", "by core targets of 2019/20: weighted capitation"),
    Rule("equal", "Equal for each person", "by people on GP lists, 1 April 2019"),
    Rule("today", "As core money lies", "by core allocations of 2019/20"),
)


@lru_cache(maxsize=4)
def shares(atlas: Atlas) -> pd.DataFrame:
    """Each footprint's part of England (0 to 1) by each rule, a column a rule, and `status` (of the target's share).

    NaN where a footprint has no figure. A share is estimated where the footprint's own figure is.
    """
    parts = {
        rule.key: (_rests_on(atlas, rule.key, "footprint"), _rests_on(atlas, rule.key, "england")["value"].iloc[0])
        for rule in RULES
    }
    columns = {key: part["value"] / whole for key, (part, whole) in parts.items()}
    return pd.DataFrame(columns).assign(status=parts["target"][0]["status"])


def _rests_on(atlas: Atlas, rule: str, layer: str) -> pd.DataFrame:
    """What a rule shares by, on the areas of a layer of April 2017: £ million or people."""
    if rule == "equal":
        return people(atlas, layer, MAIN, basis="registered", counted_on=HEADS_ON)
    return amounts(atlas, layer, MAIN, TARGET_YEAR, TARGET if rule == "target" else CORE)


def sources(atlas: Atlas) -> tuple[str, ...]:
    """The ids of the sources that shares, lifting and the official figure beside them rest on."""
    return (*SOURCES, SOURCE_OF_OFFICIAL) if atlas.has_official_table else SOURCES


@lru_cache(maxsize=64)
def illustrated(atlas: Atlas, pot_gbp_m: float) -> pd.DataFrame:
    """A pot shared out: for each rule `<rule>_share` (0 to 1) and `<rule>_gbp_m`; `gbp_per_head` of the fair share.

    `status` as in `shares`. Per head means per person on GP lists on 1 April 2019.
    """
    parts = shares(atlas)
    heads = _rests_on(atlas, "equal", "footprint")["value"]
    made = {f"{rule.key}_share": parts[rule.key] for rule in RULES}
    made |= {f"{rule.key}_gbp_m": parts[rule.key] * pot_gbp_m for rule in RULES}
    return pd.DataFrame(made).assign(
        gbp_per_head=made["target_gbp_m"] * 1e6 / heads, heads=heads, status=parts["status"]
    )


def lifted(atlas: Atlas, to: Lift, year: str) -> pd.DataFrame:
    """What it would take to lift each footprint's core money per head to that of its region, or of England.

    `gbp_per_head` its own, `level` that of the region or England (£), `gap_gbp_m` what is missing: 0 where it has as
    much or more. `own_status` is that of the first, `level_status` of the second, `status` of the third. Heads are
    people on GP lists on the first day of the year.
    """
    counted_on = f"{year[:4]}-04-01"
    money = amounts(atlas, "footprint", MAIN, year)
    heads = people(atlas, "footprint", MAIN, basis="registered", counted_on=counted_on)["value"]
    own = money["value"] * 1e6 / heads
    levels = [_level(atlas, area, to, year, counted_on) for area in _footprints(atlas)]
    level = pd.DataFrame(levels, index=money.index)
    missing = ((level["value"] - own).clip(lower=0) * heads / 1e6).where(own.notna())
    rests = (level["status"] == "estimated") & own.notna()
    return pd.DataFrame(
        {
            "gbp_per_head": own, "level": level["value"], "gap_gbp_m": missing, "own_status": money["status"],
            "level_status": level["status"], "status": money["status"].mask(rests, "estimated"),
        }
    )  # fmt: skip


def summary(shares: pd.DataFrame, pot_gbp_m: float, lift: pd.DataFrame | None) -> str:
    """A pot shared out, in words, from `illustrated` with `name`; and what lifting takes, from `lifted`."""
    known = shares.dropna(subset=["gbp_per_head"]).sort_values("gbp_per_head")
    names, each = list(known["name"]), zip(known["gbp_per_head"], known["status"], strict=True)
    heads = [Figure(*told).told(words.pounds_exact) for told in each]
    level = words.pounds_exact(pot_gbp_m * 1e6 / known["heads"].sum())
    guessed = int((known["status"] == "estimated").sum())
    told = (
        f"{words.pounds_m(pot_gbp_m)} shared out by targets: from {heads[0]} per head in {names[0]} to {heads[-1]} in "
        f"{names[-1]}; equal for each person it would be {level}. {guessed} of {len(known)} are estimated. "
    )
    if lift is None:
        return told + words.ILLUSTRATIVE
    below = lift[lift["gap_gbp_m"] > 0]
    return (
        f"{told}Lifting core money takes {words.pounds_m(below['gap_gbp_m'].sum())} in "
        f"{words.count(len(below), 'footprint')}; the others have as much or more. {words.ILLUSTRATIVE}"
    )


def _footprints(atlas: Atlas) -> list[Area]:
    return [atlas.area("footprint", MAIN, str(code)) for code in atlas.codes("footprint", MAIN)]


def _level(atlas: Atlas, area: Area, to: Lift, year: str, counted_on: str) -> Figure:
    region = region_of(atlas, area) if to == "region" else None
    layer, vintage, code = ("region", REGIONS, region.code) if region else ("england", MAIN, ENGLAND)
    money = amounts(atlas, layer, vintage, year)
    heads = people(atlas, layer, vintage, basis="registered", counted_on=counted_on)["value"]
    found = figure(money, code)
    return Figure(found.value * 1e6 / float(heads[code]), found.status)

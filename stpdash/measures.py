"""MEASURES: every number by which an area can be shaded or sized. Adding a measure means adding one entry here.

A measure takes the atlas, a layer, a vintage and a year and gives a frame indexed by the codes of that layer, as
`series` describes it.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from stpdash import words
from stpdash.measure import Measure, Values
from stpdash.model import Atlas
from stpdash.palette import BLUE, OCHRE, PURPLE, TEAL
from stpdash.series import (
    CAPITAL_YEAR,
    CORE,
    CORE_JAN_2016,
    GAP,
    GAP_NOT_COMPARED,
    GAP_YEAR,
    OFFICIAL,
    TARGET,
    TARGET_YEAR,
    YEARS,
    amounts,
    core_of_official,
    distance,
    distance_gbp_m,
    gap,
    growth,
    people,
    quotient,
    share_of_england,
)  # fmt: skip


def _per_registered(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
    lists = people(atlas, layer, vintage, basis="registered", counted_on=f"{year[:4]}-04-01")
    return quotient(amounts(atlas, layer, vintage, year), lists, 1e6)


def _official(series: str, year: str) -> Values:
    return lambda atlas, layer, vintage, _: amounts(atlas, layer, vintage, year, series)


def _always(year: str) -> Callable[[str], tuple[str, ...]]:
    return lambda _: (year,)


def _per_resident(of: Values) -> Values:
    def per_resident(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
        return quotient(of(atlas, layer, vintage, year), people(atlas, layer, vintage), 1e6)

    return per_resident


def _share_of_people(ages: str) -> Values:
    def share(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
        return quotient(people(atlas, layer, vintage, ages=ages), people(atlas, layer, vintage), 100)

    return share


def _density(atlas: Atlas, layer: str, vintage: str, year: str) -> pd.DataFrame:
    areas = atlas.layer(layer, vintage)
    ground = pd.DataFrame({"value": areas["area_km2"], "status": "derived"}, index=areas.index)
    return quotient(people(atlas, layer, vintage), ground)


def _year_before(year: str) -> str:
    """The financial year before: 2016/17 for 2017/18.

    >>> _year_before("2019/20"), _year_before("2016/17")
    ('2018/19', '2015/16')
    """
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


_NHS = ("footprint", "ccg", "region", "england")
_WIDER = ("footprint", "region", "england")
_JAN_2016 = "2019/20 as set in January 2016, which a figure of January 2019 replaced."
_SCOPE = (
    "Plans differ in scope, so that nothing is ranked or added up; one that is out of all proportion is not shaded."
)
_NO_YEAR_BEFORE = "no year before 2016/17"
_CASH = "Cash, not adjusted for inflation."

MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            "core_per_registered", "Core funding per registered person", "£ per person on GP lists", "rate", TEAL,
            "Core CCG allocation of the year divided by the people on GP lists on 1 April of that year.",
            YEARS, _WIDER, _per_registered, words.pounds, uses=(CORE, "registered"),
        ),
        Measure(
            "core_per_resident", "Core funding per resident", "£ per resident", "rate", TEAL,
            "Core CCG allocation of the year divided by the residents of mid-2017 (the same people in every year).",
            YEARS, _NHS, _per_resident(amounts), words.pounds, uses=(CORE, "resident"),
        ),
        Measure(
            "core_allocation", "Core funding, total", "£ million", "amount", TEAL,
            "Core CCG allocation of the year, cash.",
            YEARS, _NHS, amounts, words.pounds_m,
        ),
        Measure(
            "core_share", "Core funding, share of England's", "% of England's", "rate", TEAL,
            "Core CCG allocation of the year as a part of all CCGs' of England.",
            YEARS, ("footprint", "ccg", "region"), share_of_england, words.percent_fine,
        ),
        Measure(
            "growth_year", "Growth in a year", "% more than the year before", "rate", BLUE,
            f"Core CCG allocation over that of the year before, less one; first known for 2017/18. {_CASH}",
            YEARS, _NHS, lambda atlas, layer, vintage, year: growth(atlas, layer, vintage, _year_before(year), year),
            words.signed_percent, reads=lambda year: (_year_before(year), year),
            missing=_NO_YEAR_BEFORE,
        ),
        Measure(
            "growth_since_2016", "Growth since 2016/17", "% more than in 2016/17", "rate", BLUE,
            f"Core CCG allocation over that of 2016/17, less one. {_CASH}",
            YEARS, _NHS, lambda atlas, layer, vintage, year: growth(atlas, layer, vintage, YEARS[0], year),
            words.signed_percent, reads=lambda year: (YEARS[0], year),
            missing=_NO_YEAR_BEFORE,
        ),
        Measure(
            "target_distance", "Distance from target, 2019/20", "% above or below target", "rate", PURPLE,
            f"Core CCG allocation over the target that weighted capitation gives, less one: {_JAN_2016}",
            (), _NHS, lambda atlas, layer, vintage, year: distance(atlas, layer, vintage), words.signed_percent,
            uses=(CORE_JAN_2016, TARGET), reads=_always(TARGET_YEAR),
        ),
        Measure(
            "target_distance_gbp_m", "Distance from target, 2019/20, in £", "£ million above or below target", "amount",
            PURPLE, f"Core CCG allocation less the target that weighted capitation gives: {_JAN_2016}",
            (), _NHS, lambda atlas, layer, vintage, year: distance_gbp_m(atlas, layer, vintage), words.signed_pounds_m,
            uses=(CORE_JAN_2016, TARGET), reads=_always(TARGET_YEAR),
        ),
        Measure(
            "people", "People", "residents, mid-2017", "amount", BLUE, "People living in the area in mid-2017.",
            (), _NHS, lambda atlas, layer, vintage, year: people(atlas, layer, vintage), words.people,
            uses=("resident",),
        ),
        Measure(
            "share_65_plus", "People aged 65 and over", "% of residents, mid-2017", "rate", PURPLE,
            "Residents aged 65 and over as a share of all residents, mid-2017.",
            (), _NHS, _share_of_people("65_plus"), words.percent, uses=("resident",),
        ),
        Measure(
            "share_under_18", "People under 18", "% of residents, mid-2017", "rate", PURPLE,
            "Residents under 18 as a share of all residents, mid-2017.",
            (), _NHS, _share_of_people("under_18"), words.percent, uses=("resident",),
        ),
        Measure(
            "density", "People per square kilometre", "residents per km², mid-2017", "rate", OCHRE,
            "Residents of mid-2017 divided by the land area in square kilometres.",
            (), _NHS, _density, words.number, uses=("resident", "area"),
        ),
        Measure(
            "do_nothing_gap", "Gap in the plan, 2020/21", "£ million short if nothing changed", "amount", OCHRE,
            f"What a plan of 2016, or a report of it, expected to be short of in 2020/21 if nothing changed. {_SCOPE}",
            (), ("footprint",), lambda atlas, layer, vintage, year: gap(atlas, layer, vintage), words.pounds_m,
            uses=(GAP, GAP_NOT_COMPARED), reads=_always(GAP_YEAR), ranked=False,
            missing="none in its plan or a report of it",
        ),
        Measure(
            "gap_per_resident", "Gap in the plan, 2020/21, per resident",
            "£ per resident short if nothing changed", "rate", OCHRE,
            f"The gap in the plan divided by the residents of mid-2017. {_SCOPE}",
            (), ("footprint",), _per_resident(lambda atlas, layer, vintage, year: gap(atlas, layer, vintage)),
            words.pounds, uses=(GAP, GAP_NOT_COMPARED, "resident"), reads=_always(GAP_YEAR), ranked=False,
            missing="none in its plan or a report of it",
        ),
        Measure(
            "capital", "Capital announced, 2017/18", "£ million, one-off", "amount", OCHRE,
            "One-off money for buildings and equipment, as announced in July 2017 and March 2018, where a sum was "
            "found: mostly upper limits, or one project of several. 2017/18 is the year of both announcements; the "
            "money runs over more years. Never part of an allocation, never added to it.",
            (), ("footprint",),
            lambda atlas, layer, vintage, year: amounts(atlas, layer, vintage, CAPITAL_YEAR, "capital"),
            words.pounds_m, uses=("capital",), reads=_always(CAPITAL_YEAR), ranked=False,
            missing="no sum was printed",
        ),
    )
}  # fmt: skip
OFFICIAL_MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        *(
            Measure(
                key, title, "£ million", "amount", TEAL, f"{words.OFFICIAL_TABLE}. Indicative, not a firm allocation.",
                (), ("footprint",), _official(*OFFICIAL[key]), words.pounds_m,
                uses=(OFFICIAL[key][0],), reads=_always(OFFICIAL[key][1]),
            )
            for key, title in (
                ("official_2020_21", "Official indicative money, 2020/21"),
                ("official_place_2020_21", "Official place-based money, 2020/21"),
                ("official_place_2016_17", "Official place-based money, 2016/17"),
            )
        ),
        Measure(
            "core_of_official", "Core funding, part of the official", "% of official place-based money, 2016/17",
            "rate", PURPLE,
            "How far the core allocation of 2016/17 reaches into the official place-based money of that year.",
            (), ("footprint",), lambda atlas, layer, vintage, year: core_of_official(atlas, layer, vintage),
            words.percent, uses=(CORE, "place_based"), reads=_always("2016/17"),
        ),
    )
}  # fmt: skip
"""Those that stand on NHS England's own table, which was not found: offered first where somebody handed it in."""
DEFAULT_MEASURE = "core_per_registered"
DEFAULT_YEAR = "2017/18"


def for_layer(atlas: Atlas, layer: str) -> dict[str, Measure]:
    """The measures that have figures for a layer, in their order; official ones first, where the package has them."""
    official = OFFICIAL_MEASURES if atlas.has_official_table else {}
    return {key: measure for key, measure in (official | MEASURES).items() if layer in measure.layers}

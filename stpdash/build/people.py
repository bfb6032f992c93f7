"""people.csv: residents of every area, and people registered with its general practices by footprint."""

import pandas as pd

from stpdash.build.layers import ALL, ENGLAND, FOOTPRINT, REGION, Layer, begun
from stpdash.build.sources import PEOPLE, REGISTERED, Sources

MID_2017 = "2017-06-30"
SUMMED = "Added up from the LSOAs of the area."
INFERRED = (
    "The line through NHS Cumbria CCG between footprints 2 and 4 is not published for 2016; "
    "the line of April 2017 stands in for it."
)
BESIDE_THE_LINE = {("footprint", "2016"): ("E54000002", "E54000004"), ("ccg", "2016"): ("E38000041",)}
"""Areas of 2016 whose extent, or whose division, rests on the inferred line."""


def table(sources: Sources) -> pd.DataFrame:
    """One row an area, day, basis and age group."""
    residents = [_residents(sources.lookup, layer, ages, column) for layer in ALL for ages, column in PEOPLE.items()]
    registered = _registered(sources)
    wider = [_summed(sources.lookup, registered, layer) for layer in (REGION["2019"], ENGLAND["2017"])]
    merged = begun(_summed(sources.lookup, registered, FOOTPRINT["2018"]), sources.lookup, FOOTPRINT["2017"])
    return pd.concat([*residents, registered, *wider, merged], ignore_index=True)


def rests_on_inferred_line(layer: Layer, codes: pd.Series) -> pd.Series:
    """Which of the areas are bounded or divided by the line that is inferred."""
    return codes.isin(BESIDE_THE_LINE.get((layer.layer, layer.vintage), ()))


def _residents(lookup: pd.DataFrame, layer: Layer, ages: str, column: str) -> pd.DataFrame:
    inside = lookup[lookup[layer.code] != ""]
    counted = inside.groupby(layer.code)[column].sum().rename_axis("code").rename("people").reset_index()
    inferred = rests_on_inferred_line(layer, counted["code"]) & (layer.layer == "footprint")
    return counted.assign(
        layer=layer.layer,
        vintage=layer.vintage,
        counted_on=MID_2017,
        basis="resident",
        ages=ages,
        status=inferred.map({True: "estimated", False: "derived"}),
        note=inferred.map({True: f"{SUMMED} {INFERRED}", False: SUMMED}),
        source="ons-mid-2017-people",
    )


def _summed(lookup: pd.DataFrame, registered: pd.DataFrame, over: Layer) -> pd.DataFrame:
    """Registered people of footprints added up over wider areas, or one merged from them, in which they nest."""
    parents = lookup.drop_duplicates(FOOTPRINT["2017"].code).set_index(FOOTPRINT["2017"].code)[over.code]
    sums = registered.assign(code=registered["code"].map(parents)).groupby(["code", "counted_on"])["people"].sum()
    return sums.reset_index().assign(
        layer=over.layer,
        vintage=over.vintage,
        basis="registered",
        ages="all",
        status="derived",
        note="Added up from the footprints that lie in it.",
        source="nhs-digital-registered-people",
    )


def _registered(sources: Sources) -> pd.DataFrame:
    printed = sources.table(REGISTERED, "STP17CD")
    long = printed.melt(id_vars="STP17CD", var_name="counted_on", value_name="people").rename(
        columns={"STP17CD": "code"}
    )
    return long.assign(
        people=long["people"].astype(int),
        layer="footprint",
        vintage="2017",
        basis="registered",
        ages="all",
        status="published",
        note="",
        source="nhs-digital-registered-people",
    )

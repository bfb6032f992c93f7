"""parents.csv: which area lies in which, and with how many of its people."""

from itertools import chain, combinations

import pandas as pd

from stpdash.build.layers import CCG, COMBINED_AUTHORITY, COUNCIL, FOOTPRINT, REGION, VINTAGES, Layer
from stpdash.build.people import INFERRED, rests_on_inferred_line
from stpdash.build.sources import Sources

ADDED_UP = "People are the residents of mid-2017, added up from LSOAs."
PAIRS: tuple[tuple[Layer, Layer], ...] = (
    *chain.from_iterable(
        ((CCG[year], FOOTPRINT[year]), (CCG[year], REGION[year]), (FOOTPRINT[year], REGION[year])) for year in VINTAGES
    ),
    *chain.from_iterable(
        (
            (CCG[year], COMBINED_AUTHORITY["2018"]),
            (FOOTPRINT[year], COMBINED_AUTHORITY["2018"]),
            (COUNCIL, CCG[year]),
            (COUNCIL, FOOTPRINT[year]),
        )
        for year in VINTAGES
    ),
    *((layer[year], FOOTPRINT["2017"]) for layer in (CCG, FOOTPRINT) for year in VINTAGES if year != "2017"),
    *((layer[year], REGION["2019"]) for layer in (CCG, FOOTPRINT) for year in ("2016", "2017", "2018")),
    *(
        (layer[earlier], layer[later])
        for layer in (CCG, FOOTPRINT, REGION)
        for earlier, later in combinations(VINTAGES, 2)
        if layer is not FOOTPRINT or later != "2017"
    ),
)
"""What lies in what; and, of one layer, where the people of an area of any vintage are in every later one."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a pair of areas that share residents; a share is of the child's residents."""
    return pd.concat([_overlaps(sources.lookup, child, parent) for child, parent in PAIRS], ignore_index=True)


def _overlaps(lookup: pd.DataFrame, child: Layer, parent: Layer) -> pd.DataFrame:
    inside = lookup.loc[lookup[parent.code] != ""]
    keys = {"code": inside[child.code], "parent": inside[parent.code]}
    both = pd.DataFrame({**keys, "people": inside["pop"]}).groupby(["code", "parent"])["people"].sum().reset_index()
    whole = lookup.groupby(child.code)["pop"].sum()
    inferred = rests_on_inferred_line(child, both["code"]) & (not _both_sides_inside(child, parent))
    if child == COUNCIL:  # one that the line divides
        beside = rests_on_inferred_line(parent, both["parent"])
        inferred = beside & (beside.groupby(both["code"]).transform("sum") > 1)
    return both[both["people"] > 0].assign(
        layer=child.layer,
        vintage=child.vintage,
        parent_layer=parent.layer,
        parent_vintage=parent.vintage,
        share=both["people"] / both["code"].map(whole),
        source="ons-areas",
        status=inferred.map({True: "estimated", False: "derived"}),
        note=inferred.map({True: f"{ADDED_UP} {INFERRED}", False: ADDED_UP}),
    )


def _both_sides_inside(child: Layer, parent: Layer) -> bool:
    """Whether the place of the inferred line through a CCG of 2016 is no matter: it bounds no region and no CCG."""
    return child.layer == "ccg" and parent.layer in ("region", "ccg")

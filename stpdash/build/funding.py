"""funding.csv: what NHS England allocated to each CCG, and its sums for footprints, regions and England.

Amounts inside are whole £ thousand. ODS codes are the names here because the published tables have nothing
else; two of them were given again in April 2017 to other bodies (01H, 01K), so they are always read with
their vintage.
"""

from fractions import Fraction

import pandas as pd

from stpdash.build.layers import CCG, ENGLAND, FOOTPRINT, REGION, Layer
from stpdash.build.money import divided, gbp_m, thousands
from stpdash.build.sources import ALLOCATIONS, Sources
from stpdash.errors import DataError

PRINTED = {
    "2016/17": ("alloc_2016_17", "2016", "nhs-england-allocations-2016"),
    "2017/18": ("alloc_2017_18", "2016", "nhs-england-allocations-2016"),
    "2018/19": ("alloc_2018_19_refreshed", "2018", "nhs-england-allocations-2018"),
    "2019/20": ("alloc_2019_20_jan2019", "2019", "nhs-england-allocations-2019"),
}
"""For each financial year: the column it is printed in, the vintage of the CCGs in it, the source."""

CUMBRIA, LANCASHIRE_NORTH = "01H", "01K"
NORTH_CUMBRIA, MORECAMBE_BAY = "01H", "01K"
MANCHESTER, MANCHESTER_BEFORE = "14L", {"00W", "01M", "01N"}
DEVON, DEVON_HALVES = "15N", ["99P", "99Q"]
NORFOLK = {"06W", "06Y"}
EXTENT = (
    "Set for the CCG before April 2017, when 8 LSOAs passed from NHS South Norfolk CCG to NHS Norwich CCG; "
    "no money is moved here."
)
SPLIT = (
    "the share of 2018/19, when north Cumbria first has a figure of its own, "
    "if it and its neighbour grew alike until then."
)
CUMBRIA_INSIDE = "NHS Cumbria CCG's allocation is divided by estimate between footprints 2 and 4."
MANCHESTER_SUMMED = "Added up from NHS Central, North and South Manchester CCGs, which formed it in April 2017."
SUMMED = "Added up from the allocations of the CCGs that lie in it."


def table(sources: Sources) -> pd.DataFrame:
    """One row an area, year and series; ``amount_gbp_m`` in cash, £ million."""
    ccgs = pd.concat(
        [_as_printed(sources, year) for year in PRINTED]
        + [_of_april_2017(sources, year) for year in ("2016/17", "2017/18")],
        ignore_index=True,
    )
    sums = [_footprints(sources, ccgs, year) for year in PRINTED]
    footprints = pd.concat(sums, ignore_index=True)
    wider = [
        _summed(sources.lookup, footprints, FOOTPRINT["2017"], REGION["2019"]),
        _summed(sources.lookup, footprints, FOOTPRINT["2017"], ENGLAND["2017"]),
    ]
    every = pd.concat([ccgs, footprints, _footprints_of_spring_2016(sources), *wider], ignore_index=True)
    return every.assign(series="core_allocation", amount_gbp_m=gbp_m(every["amount"]))


def printed(sources: Sources, year: str) -> pd.Series:
    """The published amounts of a year in £ thousand, by ODS code."""
    column, _, _ = PRINTED[year]
    cells = sources.table(ALLOCATIONS, "CCG_Code", column).set_index("CCG_Code")[column]
    return thousands(cells[cells != ""], ALLOCATIONS)


def north_cumbria_share(sources: Sources) -> Fraction:
    """The part of NHS Cumbria CCG's money that is north Cumbria's.

    In 2018/19 north Cumbria has a figure of its own and the south is inside Morecambe Bay with the former
    Lancashire North. If Cumbria and Lancashire North had both grown from 2017/18 as the two did together,
    this is the north's share.
    """
    before, after = printed(sources, "2017/18"), printed(sources, "2018/19")
    grown = Fraction(int(after[NORTH_CUMBRIA] + after[MORECAMBE_BAY]), int(before[CUMBRIA] + before[LANCASHIRE_NORTH]))
    return int(after[NORTH_CUMBRIA]) / (int(before[CUMBRIA]) * grown)


def _as_printed(sources: Sources, year: str) -> pd.DataFrame:
    """The CCGs of the vintage a year was printed for; Devon's two halves of 2019/20 are added up."""
    _, vintage, source = PRINTED[year]
    rows = printed(sources, year).rename("amount").rename_axis("ods").reset_index()
    rows = rows.assign(status="published", note="")
    whole = _with_devon_whole(rows) if vintage == "2019" else rows
    return _coded(sources, whole.assign(year=year, source=source), CCG[vintage])


def _with_devon_whole(rows: pd.DataFrame) -> pd.DataFrame:
    half = rows["ods"].isin(DEVON_HALVES)
    added = "Published for its two halves, NHS codes 99P and 99Q; added up."
    devon = {"ods": DEVON, "amount": rows["amount"][half].sum(), "status": "derived", "note": added}
    return pd.concat([rows[~half], pd.DataFrame([devon])], ignore_index=True)


def _of_april_2017(sources: Sources, year: str) -> pd.DataFrame:
    """The allocations of a year for the 207 CCGs of April 2017, made from those of the 209 before."""
    amounts = printed(sources, year)
    made = _made(amounts, north_cumbria_share(sources))
    same = {
        code: (int(amount), "published", EXTENT if code in NORFOLK else "")
        for code, amount in amounts.items()
        if code not in MANCHESTER_BEFORE | made.keys()
    }
    rows = pd.DataFrame.from_dict(same | made, orient="index", columns=["amount", "status", "note"])
    rows = rows.rename_axis("ods").reset_index().assign(year=year, source=PRINTED[year][2])
    return _coded(sources, rows, CCG["2017"])


def _made(amounts: pd.Series, north_share: Fraction) -> dict[str, tuple[int, str, str]]:
    """The CCGs of April 2017 which are not those before: amount, status and note by NHS code."""
    north, south = divided(int(amounts[CUMBRIA]), north_share)
    bay = int(amounts[LANCASHIRE_NORTH]) + south
    manchester = int(amounts[sorted(MANCHESTER_BEFORE)].sum())
    how = f"NHS Cumbria CCG's allocation, {float(north_share):.2%} of it north Cumbria's: {SPLIT}"
    return {
        NORTH_CUMBRIA: (north, "estimated", f"Part of {how}"),
        MORECAMBE_BAY: (
            bay,
            "estimated",
            f"NHS Lancashire North CCG's allocation, and the southern part of {how}",
        ),
        MANCHESTER: (manchester, "derived", MANCHESTER_SUMMED),
    }


def _coded(sources: Sources, rows: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    """Rows by NHS code as rows by ONS code; raises DataError unless they are the CCGs of the vintage."""
    codes = sources.lookup.drop_duplicates(layer.ods).set_index(layer.ods)[layer.code]
    for code in sorted(set(codes.index) ^ set(rows["ods"])):
        raise DataError.of(
            ALLOCATIONS, f"{layer.object}, {code}", "a CCG in one of two tables", "the CCGs of the lookup"
        )
    return rows.assign(layer=layer.layer, vintage=layer.vintage, code=rows["ods"].map(codes)).drop(columns="ods")


def _footprints(sources: Sources, ccgs: pd.DataFrame, year: str) -> pd.DataFrame:
    """A year's sums for the 44 footprints of April 2017."""
    vintage = max(PRINTED[year][1], "2017")
    chosen = ccgs[(ccgs["year"] == year) & (ccgs["vintage"] == vintage)]
    return _summed(sources.lookup, chosen, CCG[vintage], FOOTPRINT["2017"])


def _footprints_of_spring_2016(sources: Sources) -> pd.DataFrame:
    """The sums of 2016/17 for the footprints of spring 2016; NHS Cumbria CCG stands as the two CCGs after it.

    The CCGs of April 2017 nest in those footprints but for the 8 LSOAs of Norfolk, which lie in one footprint
    either way.
    """
    ccgs = _of_april_2017(sources, "2016/17")
    return _summed(sources.lookup, ccgs, CCG["2017"], FOOTPRINT["2016"])


def _summed(lookup: pd.DataFrame, rows: pd.DataFrame, child: Layer, parent: Layer) -> pd.DataFrame:
    """The sums of areas over the wider areas they lie in; raises DataError when one lies in two.

    A sum with an estimate in it is an estimate, unless what was divided is whole again: in England.
    """
    pairs = lookup[[child.code, parent.code]].drop_duplicates()
    for code in pairs.loc[pairs[child.code].duplicated(), child.code]:
        raise DataError.of(ALLOCATIONS, f"{child.object}, {code}", f"parts in two of {parent.object}", "one")
    inside = rows.assign(code=rows["code"].map(pairs.set_index(child.code)[parent.code]))
    sums = (
        inside.groupby(["code", "year", "source"]).agg(amount=("amount", "sum"), status=("status", set)).reset_index()
    )
    guessed = sums["status"].map(lambda found: "estimated" in found) & (parent.layer != "england")
    return sums.assign(
        layer=parent.layer,
        vintage=parent.vintage,
        status=guessed.map({True: "estimated", False: "derived"}),
        note=guessed.map({True: f"{SUMMED} {CUMBRIA_INSIDE}", False: SUMMED}),
    )

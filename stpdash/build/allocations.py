"""CCG money by NHS code: as printed, for the CCGs of April 2017, and summed over wider areas.

Amounts inside are whole £ thousand. ODS codes are the names here because the published tables have nothing
else; two of them were given again in April 2017 to other bodies (01H, 01K), so they are always read with
their vintage. ``guesses`` says on which estimates a row rests.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from stpdash.build.layers import FOOTPRINT, Layer, begun
from stpdash.build.money import divided
from stpdash.build.money_file import MEND, MoneyTable
from stpdash.build.sources import ALLOCATIONS, PEOPLE, Sources
from stpdash.errors import DataError, Problem

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
MANCHESTER_SUMMED = "Added up from NHS Central, North and South Manchester CCGs, which formed it in April 2017."
SUMMED = "Added up from the figures of the CCGs that lie in it."


class Guess(NamedTuple):
    """An estimate on which figures rest: what is estimated, and how, for the note of every sum that holds it."""

    of: str
    method: str


NONE: frozenset[Guess] = frozenset()
COLUMNS = (
    *("alloc_2016_17", "alloc_2017_18", "alloc_2018_19_refreshed", "alloc_2019_20_jan2019"),
    *("alloc_2019_20_jan2016", "target_2019_20"),
)
LEAST_PER_HEAD, MOST_PER_HEAD = 700, 2_500
"""£ a year for each resident of a CCG: what lies outside is in another unit, or of another area."""


def as_printed(sources: Sources, column: str) -> pd.Series:
    """The published amounts of a column in £ thousand, by ODS code; CCGs without one are left out."""
    return table(sources).known(column)


def table(sources: Sources) -> MoneyTable:
    """The published tables of CCG money, strictly read."""
    return sources.money(ALLOCATIONS, "CCG_Code", *COLUMNS)


def rows_of(amounts: pd.Series) -> pd.DataFrame:
    """Published amounts as rows: ods, amount, status, note, guesses."""
    rows = amounts.rename("amount").rename_axis("ods").reset_index()
    return rows.assign(status="published", note="", guesses=pd.Series([NONE] * len(rows), dtype="object"))


def north_cumbria_share(sources: Sources) -> Fraction:
    """The part of NHS Cumbria CCG's money that is north Cumbria's.

    In 2018/19 north Cumbria has a figure of its own and the south is inside Morecambe Bay with the former
    Lancashire North. If Cumbria and Lancashire North had both grown from 2017/18 as the two did together,
    this is the north's share.
    """
    before, after = as_printed(sources, "alloc_2017_18"), as_printed(sources, "alloc_2018_19_refreshed")
    grown = Fraction(int(after[NORTH_CUMBRIA] + after[MORECAMBE_BAY]), int(before[CUMBRIA] + before[LANCASHIRE_NORTH]))
    return int(after[NORTH_CUMBRIA]) / (int(before[CUMBRIA]) * grown)


def with_devon_whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with Devon's two halves added up."""
    half = rows["ods"].isin(DEVON_HALVES)
    added = "Published for its two halves, NHS codes 99P and 99Q; added up."
    devon = {"ods": DEVON, "amount": rows["amount"][half].sum(), "status": "derived", "note": added, "guesses": NONE}
    return pd.concat([rows[~half], pd.DataFrame([devon])], ignore_index=True)


def of_april_2017(rows: pd.DataFrame, north_share: Fraction) -> pd.DataFrame:
    """Rows for the 207 CCGs of April 2017, made from those of the 209 before."""
    amounts = rows.set_index("ods")["amount"]
    made = _made(amounts, north_share)
    same = rows[~rows["ods"].isin({*MANCHESTER_BEFORE, *made["ods"]})]
    moved = same["ods"].isin(NORFOLK) & (same["note"] == "")
    return pd.concat([same.assign(note=same["note"].mask(moved, EXTENT)), made], ignore_index=True)


def _made(amounts: pd.Series, north_share: Fraction) -> pd.DataFrame:
    """The CCGs of April 2017 which are not those before."""
    north, south = divided(int(amounts[CUMBRIA]), north_share)
    how = f"NHS Cumbria CCG's figure, {float(north_share):.2%} of it north Cumbria's: {SPLIT}"
    method = (
        f"That of NHS Cumbria CCG is divided by estimate between footprints 2 and 4, {float(north_share):.2%} of it "
        f"north Cumbria's: {SPLIT}"
    )
    guess = frozenset({Guess("cumbria", method)})
    manchester = int(amounts[sorted(MANCHESTER_BEFORE)].sum())
    bay = f"NHS Lancashire North CCG's figure, and the southern part of {how}"
    return pd.DataFrame(
        [
            (NORTH_CUMBRIA, north, "estimated", f"Part of {how}", guess),
            (MORECAMBE_BAY, int(amounts[LANCASHIRE_NORTH]) + south, "estimated", bay, guess),
            (MANCHESTER, manchester, "derived", MANCHESTER_SUMMED, NONE),
        ],
        columns=["ods", "amount", "status", "note", "guesses"],
    )


def coded(sources: Sources, rows: pd.DataFrame, layer: Layer, column: str) -> pd.DataFrame:
    """Rows by NHS code as rows by ONS code. Raises DataError unless they are the CCGs of the vintage, each with a sum
    that so many people can have.
    """
    known = sources.lookup.groupby(layer.ods).agg(code=(layer.code, "first"), people=(PEOPLE["all"], "sum"))
    problems = [*_not_of_vintage(sources, rows["ods"], known.index, layer, column)]
    problems = problems or [*_out_of_range(sources, rows, known["people"], column)]
    if problems:
        raise DataError(problems)
    return rows.assign(layer=layer.layer, vintage=layer.vintage, code=rows["ods"].map(known["code"])).drop(
        columns="ods"
    )


def _not_of_vintage(
    sources: Sources, found: pd.Series, known: pd.Index, layer: Layer, column: str
) -> Iterator[Problem]:
    expected = f"the {len(known)} CCGs of {layer.vintage}"
    for code in sorted(set(found) - set(known)):
        place = table(sources).place(code, column)
        yield Problem(ALLOCATIONS, place, f"{code}, a CCG of another vintage", expected, MEND)
    for code in sorted(set(known) - set(found)):
        yield Problem(ALLOCATIONS, table(sources).place(code, column), f"no figure for {code}", expected, MEND)


def _out_of_range(sources: Sources, rows: pd.DataFrame, people: pd.Series, column: str) -> Iterator[Problem]:
    per_head = rows["amount"] * 1000 / rows["ods"].map(people)
    for code, each in zip(rows["ods"], per_head, strict=True):
        if not LEAST_PER_HEAD <= each <= MOST_PER_HEAD:
            expected = f"£{LEAST_PER_HEAD:,} to £{MOST_PER_HEAD:,} for each resident: is it in £ million?"
            place = table(sources).place(code, column)
            yield Problem(ALLOCATIONS, place, f"£{each:,.0f} for each resident", expected, MEND)


def of_merged(lookup: pd.DataFrame, footprints: pd.DataFrame) -> pd.DataFrame:
    """The sums over the footprint that three of April 2017 merged into in April 2018."""
    return begun(summed(lookup, footprints, FOOTPRINT["2017"], FOOTPRINT["2018"]), lookup, FOOTPRINT["2017"])


def summed(lookup: pd.DataFrame, rows: pd.DataFrame, child: Layer, parent: Layer) -> pd.DataFrame:
    """The sums of areas over the wider areas they lie in; raises DataError when one lies in two.

    A sum with an estimate in it is an estimate, unless what was divided is whole again: Cumbria's in England.
    """
    pairs = lookup[[child.code, parent.code]].drop_duplicates()
    for code in pairs.loc[pairs[child.code].duplicated(), child.code]:
        raise DataError.of(ALLOCATIONS, f"{child.object}, {code}", f"parts in two of {parent.object}", "one")
    inside = rows.assign(code=rows["code"].map(pairs.set_index(child.code)[parent.code]))
    sums = inside.groupby(["code", "year", "series", "source"]).agg(
        amount=("amount", "sum"), guesses=("guesses", lambda found: frozenset().union(*found))
    )
    whole_again = {"cumbria"} if parent.layer == "england" else set()
    guesses = sums["guesses"].map(lambda found: frozenset(guess for guess in found if guess.of not in whole_again))
    return sums.assign(
        layer=parent.layer,
        vintage=parent.vintage,
        guesses=guesses,
        status=guesses.map(lambda found: "estimated" if found else "derived"),
        note=guesses.map(lambda found: " ".join([SUMMED, *(guess.method for guess in sorted(found))])),
    ).reset_index()

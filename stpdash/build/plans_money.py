"""What plans and announcements say of money: as facts in words, and the few figures that can be drawn.

A gap is what a plan of 2016 expected in 2020/21 if nothing changed; capital is one-off. Neither is an allocation.
"""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.allocations import MOST_PER_HEAD
from stpdash.build.cards import slug
from stpdash.build.dates import published
from stpdash.build.fact import Fact, fact
from stpdash.build.layers import FOOTPRINT
from stpdash.build.money_file import MEND, exact
from stpdash.build.money_told import FILES, told
from stpdash.build.own_words import Words
from stpdash.build.sources import CAPITAL, CODES, GAPS, PEOPLE, Sources
from stpdash.errors import DataError

ATTRIBUTES = {
    "do_nothing_gap": ("do_nothing_gap", "PROJECTED"),
    "capital": ("capital_award", "ANNOUNCED"),
    "national_pots": ("national_pot", "ANNOUNCED"),
    "funding_method": ("funding_method", "POLICY"),
    "system_finance": ("system_finance", "REPORTED"),
}
"""What the rows of each section are about, and what they amount to, unless our words say otherwise."""
STANDING = {"capital_need": "PROJECTED"}
"""What rows amount to that are about something else than their section."""
YEARS = {"do_nothing_gap": "2020/21", "do_nothing_gap_not_comparable": "2020/21", "capital": "2017/18"}
"""The series with figures, and the financial year each is for."""
OF_ANNOUNCEMENT = "2017/18 is the year in which it was announced; when it is spent is another matter."


def facts(sources: Sources) -> pd.DataFrame:
    """One row a statement, about a footprint or about England."""
    return pd.DataFrame([_fact(section, row, own) for section in FILES for row, own in told(sources, section)])


def table(sources: Sources) -> pd.DataFrame:
    """The figures that can be drawn, as series of funding.csv; amounts in £ thousand."""
    return pd.DataFrame([*_figures(sources, "do_nothing_gap", GAPS), *_figures(sources, "capital", CAPITAL)])


def _fact(section: str, row: pd.Series, own: Words) -> Fact:
    about, status = ATTRIBUTES[section]
    day, _ = published(row["published"])
    return fact(
        f"footprint:{row['footprint']}" if row["footprint"] else "england",
        own.get("of", about),
        own["value"],
        own.get("status") or STANDING.get(own.get("of", ""), status),
        detail=own.get("detail", ""),
        as_at=day,
        seen_on=day,
        basis="DATED_BY_SOURCE" if day else "UNDATED_SOURCE",
        confidence=own.get("confidence", "high"),
        source=slug(row["source_title"]),
    )


def _figures(sources: Sources, section: str, file: str) -> Iterator[dict[str, object]]:
    """The rows with a figure that is drawn: one a footprint and series.

    Raises DataError for a cell that is no amount, a second one, and a sum that no footprint's people can have.
    """
    layer, seen = FOOTPRINT["2017"], set[tuple[str, str]]()
    of_2017 = sources.table(CODES, "footprint", "STP17CD").set_index("footprint")["STP17CD"]
    people = sources.lookup.groupby(layer.code)[PEOPLE["all"]].sum()
    for line, row, own in _drawn(sources, section, file):
        number, series, code = row["footprint"], own["series"], str(of_2017[row["footprint"]])
        place = f"line {line}, value_gbp_m"
        amount = int(exact(pd.Series([row["value_gbp_m"]]), pd.Series([place]), file).iloc[0])
        if (number, series) in seen:
            raise DataError.of(file, place, f"{series} of footprint {number} a second time", "one for each", MEND)
        seen.add((number, series))
        each = amount * 1000 / int(people[code])
        if each > MOST_PER_HEAD:
            expected = f"at most £{MOST_PER_HEAD:,}: is it in £ million?"
            raise DataError.of(file, place, f"£{each:,.0f} for each resident", expected, MEND)
        yield {
            "layer": layer.layer, "vintage": layer.vintage, "code": code, "year": YEARS[series], "series": series,
            "amount": amount, "status": "published", "note": _note(section, own), "source": slug(row["source_title"]),
        }  # fmt: skip


def _drawn(sources: Sources, section: str, file: str) -> Iterator[tuple[int, pd.Series, Words]]:
    """The rows that are drawn, each with its line in the file and our words."""
    lines = dict(sources.lines(file).items())
    for row, own in told(sources, section):
        if "series" in own:
            yield lines[row.name], row, own


def _note(section: str, own: Words) -> str:
    """How a figure is meant: its scope; of capital, what its year is."""
    return f"{own['scope']} {OF_ANNOUNCEMENT}" if section == "capital" else str(own.get("scope", ""))

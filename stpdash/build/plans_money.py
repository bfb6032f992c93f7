"""What plans and announcements say of money: as facts in words, and the few figures that can be drawn.

A gap is what a plan of 2016 expected in 2020/21 if nothing changed; capital is one-off. Neither is an allocation.
"""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.cards import slug
from stpdash.build.dates import published
from stpdash.build.fact import Fact, fact
from stpdash.build.layers import FOOTPRINT
from stpdash.build.money import thousands
from stpdash.build.money_told import FILES, told
from stpdash.build.own_words import Words
from stpdash.build.sources import CAPITAL, CODES, GAPS, Sources

ATTRIBUTES = {
    "do_nothing_gap": ("do_nothing_gap", "PROJECTED"),
    "capital": ("capital_award", "ANNOUNCED"),
    "national_pots": ("national_pot", "COUNTED"),
    "funding_method": ("funding_method", "POLICY"),
    "system_finance": ("system_finance", "COUNTED"),
}
"""What the rows of each section are about, and what they amount to, unless our words say otherwise."""
STANDING = {"capital_need": "PROJECTED"}
"""What rows amount to that are about something else than their section."""
YEARS = {"do_nothing_gap": "2020/21", "do_nothing_gap_not_comparable": "2020/21", "capital": "2017/18"}
"""The series with figures, and the financial year each is for: capital, the year of its announcement."""


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
    """The rows with a figure that is drawn: one a footprint and series."""
    of_2017 = sources.table(CODES, "footprint", "STP17CD").set_index("footprint")["STP17CD"]
    for row, own in told(sources, section):
        if "series" not in own:
            continue
        layer = FOOTPRINT["2017"]
        amount = thousands(pd.Series({f"footprint {row['footprint']}": row["value_gbp_m"]}), file).iloc[0]
        yield {
            "layer": layer.layer, "vintage": layer.vintage, "code": of_2017[row["footprint"]],
            "year": YEARS[own["series"]], "series": own["series"], "amount": amount, "status": "published",
            "note": own.get("scope", ""), "source": slug(row["source_title"]),
        }  # fmt: skip

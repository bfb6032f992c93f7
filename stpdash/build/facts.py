"""facts.csv: every dated fact. A new kind of fact is a module beside this one and a line in ``table``."""

import pandas as pd

from stpdash.build import (
    authorities,
    conflicts,
    directors,
    governance,
    leads,
    national,
    plans_money,
    sightings,
    systems,
    trusts,
)
from stpdash.build.sources import Sources
from stpdash.names import plain

MAKERS = (
    leads.table,
    sightings.table,
    governance.table,
    systems.table,
    directors.table,
    national.table,
    trusts.partners,
    authorities.table,
    plans_money.facts,
)


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact, from every kind of evidence; what two documents say alike has a row for each."""
    every = pd.concat([maker(sources) for maker in MAKERS], ignore_index=True)
    return conflicts.marked(sources, every[~_said_already(every)])


def _said_already(facts: pd.DataFrame) -> pd.Series:
    """What one document is read for twice, in two tables of the evidence: kept once, as the first table has it."""
    same = facts.duplicated(["subject", "attribute", "as_at", "value", "detail", "part", "source"])
    chairs = facts.assign(value=facts["value"].map(plain))[facts["attribute"] == "chair"]
    named = chairs.duplicated(["subject", "value", "source"])
    return same | named.reindex(facts.index, fill_value=False)

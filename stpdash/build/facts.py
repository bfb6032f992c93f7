"""facts.csv: every dated fact. A new kind of fact is a module beside this one and a line in ``table``."""

import pandas as pd

from stpdash.build import directors, leads
from stpdash.build.sources import Sources


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact, from every kind of evidence."""
    return pd.concat([leads.table(sources), directors.table(sources)], ignore_index=True)

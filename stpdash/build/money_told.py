"""Documents that speak of money beside the tables of allocations: each row of the evidence with our own words.

Their titles are made here: the evidence often gives a paper's name alone, or one title for many pages.
"""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.own_words import Words, in_order
from stpdash.build.sources import CAPITAL, GAPS, METHOD, POTS, SYSTEM_FINANCE, Sources

FILES = {
    "do_nothing_gap": GAPS,
    "capital": CAPITAL,
    "national_pots": POTS,
    "funding_method": METHOD,
    "system_finance": SYSTEM_FINANCE,
}
"""Each section of evidence.toml and the file whose rows it words."""
TABULAR = "CIPFA, Resource allocation"
"""The national table, which is figures (``national_money``), not words."""
SUPPORT = "NHS Support Federation"


def told(sources: Sources, section: str) -> Iterator[tuple[pd.Series, Words]]:
    """The rows of a section with our words; ``source_title`` is the title to cite."""
    rows = sources.table(FILES[section], "footprint", "stp_name", "source_title", "source_url", "published")
    for row, own in in_order(sources, section, rows[~rows["source_title"].str.startswith(TABULAR)]):
        yield row.where(row.index != "source_title", own.get("cites") or _title(row)), own


def documents(sources: Sources) -> pd.DataFrame:
    """Title, address and date of every document told of: source_title, source_url, published."""
    columns = ["source_title", "source_url", "published"]
    return pd.DataFrame([row[columns] for section in FILES for row, _ in told(sources, section)])


def _title(row: pd.Series) -> str:
    """A page of nhsfunding.info is one of a footprint; press it quotes is told at second hand."""
    title = str(row["source_title"])
    paper, via, _ = title.partition(" via nhsfunding.info")
    if via:
        return f"{paper}, as told by the {SUPPORT}: {row['stp_name']}"
    return f"{SUPPORT}: {row['stp_name']}" if title.startswith("nhsfunding.info") else title

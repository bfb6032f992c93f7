"""sources.csv: a card for each source named. People write the main ones, the evidence makes the rest."""

import re
from collections.abc import Collection

import pandas as pd

from stpdash.build import money_told
from stpdash.build.dates import published
from stpdash.build.sources import (
    ASSEMBLY,
    AUTHORITY_FACTS,
    CONTROL_TOTALS,
    DECISION_RIGHTS,
    DIRECTORS,
    GOVERNANCE,
    LEADS,
    MILESTONES,
    NATIONAL_ROLES,
    RATINGS,
    WAVES,
    Sources,
)
from stpdash.errors import DataError

ODS_WORKBOOK = "NHS Digital ODS: STP partner mapping workbook"
SLUG_LIMIT = 60


def slug(title: str) -> str:
    """The id of a source from its title: lower case, whole words joined by hyphens, at most 60 characters.

    >>> slug("HSJ: Revealed: the leaders chosen for 41 of England's STPs")
    'hsj-revealed-the-leaders-chosen-for-41-of-englands-stps'
    """
    if title.startswith(ODS_WORKBOOK):
        return "ods-stp-workbook"
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’]", "", title.lower())).split()
    kept = words[:1]
    for word in words[1:]:
        if len("-".join([*kept, word])) > SLUG_LIMIT:
            break
        kept.append(word)
    return "-".join(kept)


def table(sources: Sources, used: Collection[str]) -> pd.DataFrame:
    """A card for each source that is used, no more; raises DataError when one has no card."""
    written = pd.DataFrame([{"source": source, **words} for source, words in sources.written["sources"].items()])
    made = pd.DataFrame([_card(*row) for row in _documents(sources).itertuples(index=False)])
    made = made[~made["source"].isin(written["source"])]
    every = pd.concat([written, made], ignore_index=True).fillna("")
    for source in sorted(set(used) - set(every["source"])):
        raise DataError.of("package.toml", source, "no card", "a card in [sources]")
    return every[every["source"].isin(set(used))]


COVERS = {
    "Who led a place, and when.": (MILESTONES, LEADS, DIRECTORS),
    "How a place was governed, and since when.": (GOVERNANCE, RATINGS, WAVES, CONTROL_TOTALS),
    "What a combined authority of councils is, and since when.": (AUTHORITY_FACTS,),
    "The national level: posts, the assembly, rights.": (NATIONAL_ROLES, ASSEMBLY, DECISION_RIGHTS),
}
"""What was taken from the documents that each table of the evidence names."""
OF_MONEY = "What plans and announcements say of money."


def _documents(sources: Sources) -> pd.DataFrame:
    """Every document that the evidence names, once: title, address, date as printed, what was taken from it."""
    columns = ["source_title", "source_url", "published"]
    tables = [
        sources.table(name, *columns)[columns].assign(covers=covers)
        for covers, names in COVERS.items()
        for name in names
    ]
    tables.append(money_told.documents(sources)[columns].assign(covers=OF_MONEY))
    every = pd.concat(tables, ignore_index=True).query("source_title != ''")
    ids = every["source_title"].map(slug)
    titles = every["source_title"].str.casefold().groupby(ids).unique()
    for source, found in titles[titles.map(len) > 1].items():
        if not all(title.startswith(ODS_WORKBOOK.casefold()) for title in found):
            raise DataError.of(
                "evidence", str(source), f"one id for {' and '.join(found)}", "titles that differ earlier"
            )
    taken = every["covers"].groupby(ids).agg(lambda said: " ".join(dict.fromkeys(said)))
    return every.assign(covers=ids.map(taken))[~ids.duplicated()]


def _card(title: str, address: str, date: str, covers: str) -> dict[str, str]:
    publisher, separator, rest = title.partition(": ")
    day, how_sure = published(date)
    safe = address.startswith("https://")
    return {
        "source": slug(title),
        "title": rest if separator else title,
        "publisher": publisher,
        "address": address if safe else "",
        "published": day,
        "published_note": how_sure,
        "accessed": "",
        "licence": "not stated",
        "covers": covers + ("" if safe else " The page has no https address, so none is linked."),
    }

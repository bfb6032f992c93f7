"""sources.csv: a card for each source named. People write the main ones, the evidence makes the rest."""

import re
from collections.abc import Collection

import pandas as pd

from stpdash.build.dates import published
from stpdash.build.sources import DIRECTORS, LEADS, MILESTONES, Sources
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


def _documents(sources: Sources) -> pd.DataFrame:
    columns = ["source_title", "source_url", "published"]
    every = pd.concat([sources.table(name, *columns)[columns] for name in (MILESTONES, LEADS, DIRECTORS)])
    every = every[every["source_title"] != ""].drop_duplicates()
    ids = every["source_title"].map(slug)
    for twice in ids[ids.duplicated()]:
        raise DataError.of(LEADS, twice, "one id for two documents", "titles that differ earlier")
    return every


def _card(title: str, address: str, date: str) -> dict[str, str]:
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
        "covers": "Who led a place, and when." + ("" if safe else " The page has no https address, so none is linked."),
    }

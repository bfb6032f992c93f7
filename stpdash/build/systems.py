"""Status, ratings, waves, control totals and vanguards of footprints, as facts."""

from collections.abc import Iterator

import pandas as pd

from stpdash.build.dates import published
from stpdash.build.fact import Fact, fact, sourced
from stpdash.build.own_words import Words, in_order
from stpdash.build.sources import CONTROL_TOTALS, RATINGS, VANGUARDS, WAVES, Sources

NUMBERS = tuple(str(number) for number in range(1, 45))
NAMED_ON, PARTNERSHIPS_FROM = "2016-03-15", "2017-03-31"
"""The footprints are made public; Next Steps on the Five Year Forward View makes them partnerships."""
NAMED_BY = "nhs-england-health-and-care-bodies-reveal-the-map-that-will"
PARTNERSHIPS_BY = "lexology-next-steps-on-the-nhs-five-year-forward-view"
SECOND_WAVE_ON, SECOND_WAVE_BY = "2018-05-24", "hsj-four-new-integrated-care-systems-named"
"""Four systems join the ten of the first wave in the integrated care programme."""
PROGRAMME = {"1", "1 (devolution deal)", "2"}
"""The waves of the integrated care programme; later ones name integrated care systems."""
WAVES_IN_WORDS = {"1": "First wave", "2": "Second wave"}


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact."""
    makers = (_names_of_all, _waves, _ratings, _control_totals, _vanguards)
    return pd.DataFrame([made for maker in makers for made in maker(sources)])


def _names_of_all(sources: Sources) -> Iterator[Fact]:
    """What all 44 were called alike: plans from March 2016, partnerships from the end of March 2017."""
    day_before = "2017-03-30"
    for number in NUMBERS:
        shared = {"basis": "SAID_OF_ALL", "confidence": "high"}
        yield fact(
            f"footprint:{number}", "system_status", "STP_PLAN", "IN_PLACE",
            as_at=NAMED_ON, start=NAMED_ON, end=day_before, source=NAMED_BY, **shared,
        )  # fmt: skip
        yield fact(
            f"footprint:{number}", "system_status", "STP_PARTNERSHIP", "POLICY",
            as_at=PARTNERSHIPS_FROM, start=PARTNERSHIPS_FROM, source=PARTNERSHIPS_BY, **shared,
        )  # fmt: skip


def _waves(sources: Sources) -> Iterator[Fact]:
    """The waves of integrated care systems, of the whole of a footprint or a part.

    Those of June 2017 were named accountable care systems, in shadow; by May 2018 they were in the programme.
    """
    for _, row in sources.table(WAVES, "footprint", "area", "covers", "wave", "announced", "published").iterrows():
        programme, first = row["wave"] in PROGRAMME, str(row["wave"]).startswith("1")
        said = [WAVES_IN_WORDS.get(str(row["wave"])[:1], ""), _deal(row)] if programme else [f"As {row['area']}"]
        told = sourced(row["source_title"], row["published"], row["confidence"])
        shared = {"detail": ", ".join(word for word in said if word), "part": _part(row)}
        value = "ACS_SHADOW" if first else "ICS_PROGRAMME" if programme else "ICS"
        began = {"basis": "STARTED_AT_DATE", "as_at": row["announced"], "start": row["announced"]}
        for number in row["footprint"].split(";"):
            yield fact(f"footprint:{number}", "system_status", value, "IN_PLACE", **shared, **began, **told)
            if first:
                yield fact(
                    f"footprint:{number}", "system_status", "ICS_PROGRAMME", "IN_PLACE", **shared, basis="SEEN_BY",
                    as_at=SECOND_WAVE_ON, seen_on=SECOND_WAVE_ON, confidence="high", source=SECOND_WAVE_BY,
                )  # fmt: skip


def _deal(row: pd.Series) -> str:
    return "with its devolution deal" if "devolution" in row["wave"] else ""


def _part(row: pd.Series) -> str:
    """The part of the footprint that a wave covers, as the evidence names it; blank for the whole."""
    if row["covers"] == "WHOLE":
        return ""
    _, _, named = row["covers"].partition("(")
    return str(named.rstrip(")") or row["area"].partition(" (")[0])


def _ratings(sources: Sources) -> Iterator[Fact]:
    """The ratings of July 2017 that were found: 13 of 44."""
    printed = sources.table(RATINGS, "footprint", "rating_date", "basis_year", "rating", "system_leadership")
    for _, row in printed[printed["rating"] != "NOT_RECORDED"].iterrows():
        leadership = row["system_leadership"]
        yield fact(
            f"footprint:{row['footprint']}", "progress_rating_2017", row["rating"], "IN_PLACE",
            detail="" if leadership == "NOT_RECORDED" else f"Leadership arrangements: {leadership.lower()}",
            basis="SEEN_AT_DATE", as_at=row["rating_date"], note=f"A baseline on figures of {row['basis_year']}.",
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )  # fmt: skip


def _control_totals(sources: Sources) -> Iterator[Fact]:
    """Control totals of named footprints; offers, rules and unnamed places are said of England, as text."""
    printed = sources.table(CONTROL_TOTALS, "footprint", "control_total_type", "published")
    for row, words in in_order(sources, "control_totals", printed):
        one = row["footprint"].isdecimal()
        kind = words.get("code") or row["control_total_type"].split(" ")[0].rstrip(",").removesuffix(
            "_BETWEEN_ORGANISATIONS"
        )
        yield fact(
            f"footprint:{row['footprint']}" if one else "england",
            "control_total_type",
            kind,
            words["status"],
            detail=words["detail"],
            **_year(row, words),
            **sourced(row["source_title"], row["published"], row["confidence"]),
        )


def _year(row: pd.Series, words: Words) -> Fact:
    """The financial years a control total is for; without one, the date of the source."""
    told, _ = published(row["published"])
    if "year" not in words:
        return {"basis": "DATED_BY_SOURCE", "as_at": told}
    start = f"{words['year'][:4]}-04-01"
    last = str(words.get("until") or words["year"])
    end = f"{int(last[:4]) + 1}-03-31"
    if "inferred" in row["financial_year"]:
        return {"basis": "DATED_BY_SOURCE", "as_at": told, "end": end, "note": "The year follows from the date."}
    return {"basis": "STARTED_AT_DATE", "as_at": start, "start": start, "end": end}


def _vanguards(sources: Sources) -> Iterator[Fact]:
    """The 50 vanguards, each in the footprint that its name or partners point to; five name no place."""
    printed = sources.table(VANGUARDS, "footprint", "vanguard", "other_name", "type", "announced", "ccg")
    for _, row in printed.iterrows():
        other = f" (also {row['other_name']})" if row["other_name"] else ""
        for number in row["footprint"].split(";"):
            yield fact(
                f"footprint:{number}" if number else "england", "vanguard", row["type"], "IN_PLACE",
                detail=f"{row['vanguard']}{other}", part="" if row["ccg"] == "NOT_RECORDED" else row["ccg"],
                basis="PLACE_MATCHED" if number else "DATED_BY_SOURCE", as_at=row["announced"], start=row["announced"],
                confidence=row["confidence"], source="nhs-england-new-care-models",
            )  # fmt: skip

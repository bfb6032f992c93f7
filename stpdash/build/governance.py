"""How each footprint was governed, as facts: 281 rows of evidence, told in our own words."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from stpdash.build.dates import stated
from stpdash.build.fact import Fact, fact, sourced, timed
from stpdash.build.layers import CCG, FOOTPRINT, VINTAGES
from stpdash.build.own_words import Words, by_key
from stpdash.build.sources import CODES, GOVERNANCE, Sources

AXES = {
    "ccg_joint_decision": "commissioning_arrangement",
    "shared_ao": "shared_leadership",
    "chair": "chair_type",
    "la_involvement": "council_involvement",
    "ccg_merger_status": "ccg_change",
    "programme_structure": "programme",
    "membership": "programme",
}
"""What an attribute of the evidence is called here, where the name differs."""
COUNTED = {"ccg_count", "upper_tier_authorities"}
"""What the evidence counts from boundaries, the atlas counts itself; a test holds the two against each other."""
KIND = "lead_org_type"
NO_KIND = {"NOT_CONFIRMED", "CONFLICT"}
TOLD_OTHERWISE = ("44", "OTHER")
"""The sightings of the same lead, of the same document, give another kind: one is enough."""


def table(sources: Sources) -> pd.DataFrame:
    """One row a fact: what the evidence says, who is named in it, and which footprints are one CCG."""
    printed = sources.table(GOVERNANCE, "footprint", "attribute", "code", "value", "status", "from", "to", "published")
    told = printed[~printed["attribute"].isin({*COUNTED, KIND})]
    facts = [f for row, words in by_key(sources, "governance", told, keys(told)) for f in _facts(row, words)]
    kinds = printed[(printed["attribute"] == KIND) & ~printed["code"].isin(NO_KIND)]
    kinds = kinds[(kinds["footprint"] != TOLD_OTHERWISE[0]) | (kinds["code"] != TOLD_OTHERWISE[1])]
    facts += [_kind(row) for _, row in kinds.iterrows()]
    return pd.DataFrame([*facts, *_single_ccgs(sources)])


def keys(rows: pd.DataFrame) -> list[str]:
    """What tells the rows apart: footprint, attribute and code; the start where that is not enough, then a count."""
    short = [" ".join(parts) for parts in zip(rows["footprint"], rows["attribute"], rows["code"], strict=True)]
    often = Counter(short)
    longer = [f"{key} {start}" if often[key] > 1 else key for key, start in zip(short, rows["from"], strict=True)]
    twice, seen = Counter(longer), Counter[str]()
    numbered = []
    for key, plain in zip(longer, short, strict=True):
        seen[key] += 1
        numbered.append(f"{plain} #{seen[key]}" if twice[key] > 1 else key)
    return numbered


def _facts(row: pd.Series, words: Words) -> Iterator[Fact]:
    subject = f"footprint:{words.get('footprint', row['footprint'])}"
    attribute = words.get("axis") or AXES.get(row["attribute"], row["attribute"])
    shared = {
        "part": words.get("part", ""),
        "end": words.get("until", stated(row["to"])),
        **timed(row["from"], row["published"]),
        **sourced(row["source_title"], row["published"], row["confidence"]),
    }
    detail = words.get("detail", "")
    value = words.get("value") or words.get("code") or row["code"]
    if value != "TEXT":
        yield fact(subject, attribute, value, words.get("status", row["status"]), detail=detail, **shared)
    if "person" in words:
        yield fact(subject, "chair", words["person"], words.get("status", "NAMED"), detail=detail, **shared)
    if "officer" in words:
        yield fact(subject, "accountable_officer", words["officer"], "NAMED", detail=detail, **shared)
    if "also" in words:
        yield from _facts(row, words["also"])


def _kind(row: pd.Series) -> Fact:
    """From what kind of organisation the lead came, by a source that need not name the person."""
    return fact(
        f"footprint:{row['footprint']}",
        "lead_organisation_type",
        row["code"],
        "NAMED",
        end=stated(row["to"]),
        **timed(row["from"], row["published"]),
        **sourced(row["source_title"], row["published"], row["confidence"]),
    )


def _single_ccgs(sources: Sources) -> Iterator[Fact]:
    """The footprints that one CCG covered, and how long; there nothing is to be shared among officers."""
    codes = sources.table(CODES).set_index("footprint")
    spans = {entry["vintage"]: (entry["in_force_from"], entry["in_force_to"]) for entry in sources.written["vintages"]}
    for number in codes.index:
        single = {year: _the_one(sources, codes[f"STP{year[2:]}CD"], str(number), year) for year in VINTAGES}
        for run in _runs({year: code for year, code in single.items() if code}):
            beyond = run == ["2016"]  # NHS Cumbria CCG, which covered more than its footprint
            shared = {
                "basis": "COUNTED_FROM_BOUNDARIES", "as_at": spans[run[0]][0], "start": spans[run[0]][0],
                "end": spans[run[-1]][1], "confidence": "medium" if beyond else "high", "source": "ons-areas",
                "note": "The CCG also covered part of another footprint; the line is inferred." if beyond else "",
            }  # fmt: skip
            yield fact(f"footprint:{number}", "commissioning_arrangement", "SINGLE_CCG", "IN_PLACE", **shared)
            yield fact(f"footprint:{number}", "shared_leadership", "NOT_APPLICABLE", "IN_PLACE", **shared)


def _the_one(sources: Sources, codes: pd.Series, number: str, year: str) -> str:
    """The code of the one CCG in a footprint at a vintage; blank where there are several or it is merged."""
    code = codes[number]
    inside = sources.lookup[sources.lookup[FOOTPRINT[year].code] == code][CCG[year].code].unique()
    return str(inside[0]) if len(inside) == 1 and (codes == code).sum() == 1 else ""


def _runs(single: dict[str, str]) -> Iterator[list[str]]:
    """Years that follow one another without a gap; from 2016 on only where it is the same CCG.

    (The vintage of spring 2016 ends in September because one CCG changed footprints; the CCGs stayed until April 2017.)
    """
    run: list[str] = []
    for year, code in single.items():
        gap = run and (int(year) != int(run[-1]) + 1 or (run[-1] == "2016" and single["2016"] != code))
        if gap:
            yield run
            run = []
        run.append(year)
    if run:
        yield run

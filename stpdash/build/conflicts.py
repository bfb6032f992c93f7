"""conflicts.csv: where sources disagree, and which facts that touches."""

import pandas as pd

from stpdash.build.own_words import Words
from stpdash.build.sources import Sources
from stpdash.names import plain

ABOUT_PEOPLE = ("lead", "lead_sighting", "chair")


def table(sources: Sources) -> pd.DataFrame:
    """One row a disagreement: what about, both sides, what the atlas shows."""
    return pd.DataFrame(
        [
            {
                "conflict": words["conflict"],
                "subject": f"footprint:{words['footprint']}" if words["footprint"] else "",
                **{name: words[name] for name in ("about", "one", "other", "shown")},
            }
            for words in sources.written["conflicts"]
        ]
    )


def marked(sources: Sources, facts: pd.DataFrame) -> pd.DataFrame:
    """The facts, with the id of the disagreement where a person they name is subject of one."""
    marks = facts["conflict"].copy()
    for words in sources.written["conflicts"]:
        marks[_touched(facts, words)] = words["conflict"]
    return facts.assign(conflict=marks)


def _touched(facts: pd.DataFrame, words: Words) -> pd.Series:
    people = set(words.get("people", ()))
    here = facts["subject"] == f"footprint:{words['footprint']}"
    return here & facts["attribute"].isin(ABOUT_PEOPLE) & facts["value"].map(plain).isin(people)

"""Governance as written tables: one question for all 44 footprints, and the evidence below the mixed model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from markupsafe import Markup

from stpdash import facts, words
from stpdash.axes import AXES, Standing, by_area
from stpdash.facts import Fact
from stpdash.markup import Column, area_link, joined, listed, table, tag
from stpdash.model import MAIN, Area, Atlas
from stpdash.paint import answer, title
from stpdash.telling import cited, extras, rest, said, together
from stpdash.then import whose

NEW_MODELS = ("PACS", "MCP")
"""The vanguards in which a provider was to look after a whole population."""


@lru_cache(maxsize=128)
def answers(atlas: Atlas, axis: str, date: str) -> Markup:
    """What had been said of each footprint by a date, by name; each line opens its sources."""
    states = by_area(atlas, axis, date)
    rows = [(area_link(area.id, area.name), _answer(atlas, axis, state, area)) for area, state in states.items()]
    columns = (Column("Footprint"), Column(AXES[axis].title))
    codes = [area.code for area in states]
    return table(
        f"{words.count(len(rows), 'footprint')}: {AXES[axis].question}", columns, rows, scroll=True, areas=codes
    )


def summary(atlas: Atlas, axis: str, date: str) -> str:
    """The view in a sentence: each answer that some footprint has, how many of them are only announced, the gaps."""
    states = list(by_area(atlas, axis, date).values())
    answers_given = Counter(state.codes for state in states if state.codes)
    told = []
    for codes_given, count in answers_given.most_common():
        mine = [state for state in states if state.codes == codes_given]
        named = words.listed([atlas.word(axis, code) for code in codes_given])
        yet, part = sum(state.yet_to_come for state in mine), sum(state.part for state in mine)
        only = [f"{yet} of them only announced or agreed" if yet else "", f"{part} for a part only" if part else ""]
        less = ", ".join(each for each in only if each)
        told.append(f"{named}, {count}{f' ({less})' if less else ''}")
    unknown = sum(not state.codes for state in states)
    return f"{title(AXES[axis], date)}: {'; '.join([*told, f'not recorded, {unknown}'])}."


def _answer(atlas: Atlas, axis: str, state: Standing, area: Area) -> Markup:
    if not state.said:
        return joined([words.NOT_RECORDED])
    several = tag("em", f"{answer(atlas, AXES[axis], state)}. ") if len(state.codes) > 1 else Markup("")
    return several + listed(
        [_of_part(atlas, area, same) + _statement(atlas, same, area.name) for same in together(atlas, state.said)]
    )


def _of_part(atlas: Atlas, area: Area, same: list[Fact]) -> Markup:
    """Of which parts of a merged footprint a statement is."""
    return joined(dict.fromkeys(whose(atlas, area, fact) for fact in same))


def _statement(atlas: Atlas, same: list[Fact], name: str) -> Markup:
    what = said(atlas, same[0])
    return joined([tag("strong", what), rest(atlas, same[0]), ". ", cited(atlas, f"{name}, {what}", same)])


def elsewhere(atlas: Atlas, axis: str) -> Markup:
    """What is said on a question of all footprints alike, or of places that are not named; nothing where nothing is."""
    found = together(atlas, facts.facts(atlas, "england", axis))
    about = tag("p", "Said of all footprints alike, or of places that are not named:")
    return about + listed([_statement(atlas, same, "England") for same in found]) if found else Markup("")


@lru_cache(maxsize=64)
def codes(atlas: Atlas, axis: str) -> Markup:
    """What each word of a question means."""
    rows = [(atlas.word(axis, code), meaning) for code, meaning in atlas.codes_of(axis).items()]
    return table(f"What the words mean: {AXES[axis].title}", (Column("Word"), Column("Meaning")), rows)


@lru_cache(maxsize=4)
def ladder(atlas: Atlas) -> Markup:
    """Footprint by footprint, what is recorded one layer below the three models; the model itself is not."""
    rows = [
        (
            area_link(area.id, area.name),
            words.NOT_RECORDED,
            *(_rung(atlas, area.id, picks) for picks in (_of_ccgs, _of_councils, _of_providers)),
        )
        for area in atlas.areas_of("footprint", MAIN)
    ]
    columns = (
        Column("Footprint"),
        Column("Accountability model"),
        Column("Towards CCGs"),
        Column("Towards councils"),
        Column("Towards providers"),
    )
    return table("What is recorded one layer below the model", columns, rows, scroll=True)


def _rung(atlas: Atlas, footprint: str, picks: Callable[[Atlas, str], Sequence[Fact]]) -> Markup:
    found = [fact for fact in picks(atlas, footprint) if fact.confidence != "low"]
    lines = dict.fromkeys(_in_brief(atlas, fact) for fact in found)
    return listed([joined([line]) for line in lines]) if lines else joined([words.NOT_RECORDED])


def _in_brief(atlas: Atlas, fact: Fact) -> str:
    about = {"vanguard": "Vanguard: ", "lead_organisation_type": "Lead from: "}.get(fact.attribute, "")
    return f"{about}{said(atlas, fact)} ({extras(atlas, fact)})"


def _of_ccgs(atlas: Atlas, footprint: str) -> list[Fact]:
    joint = {"SINGLE_CCG", "JOINT_COMMITTEE", "JOINT_COMMISSIONING_BOARD", "PARTNERSHIP_BOARD"}
    return [
        *(f for f in facts.of(atlas, footprint, "commissioning_arrangement") if f.value in joint),
        *(f for f in facts.of(atlas, footprint, "shared_leadership") if f.value not in _NOTHING_SHARED),
        *_leads_from(atlas, footprint, "CCG"),
    ]


_NOTHING_SHARED = {"SEPARATE_AOS", "NOT_APPLICABLE"}


def _of_councils(atlas: Atlas, footprint: str) -> list[Fact]:
    return [
        *(f for f in facts.of(atlas, footprint, "chair_type") if f.value == "LOCAL_AUTHORITY_CHAIR"),
        *(f for f in facts.of(atlas, footprint, "council_involvement") if f.value in _COUNCIL_SIGNS),
        *(f for f in facts.of(atlas, footprint, "system_status") if f.value == "HEALTH_DEVOLUTION"),
        *facts.of(atlas, footprint, "devolution"),
        *_leads_from(atlas, footprint, "LOCAL_AUTHORITY"),
    ]


_COUNCIL_SIGNS = {"JOINT_HWB", "COUNCILS_POOL_BUDGETS", "COUNCILS_CORE_MEMBERS", "COUNCILS_EQUAL_PARTNERS"}


def _of_providers(atlas: Atlas, footprint: str) -> list[Fact]:
    return [
        *(f for f in facts.of(atlas, footprint, "vanguard") if f.value in NEW_MODELS),
        *facts.of(atlas, footprint, "provider_alliance"),
        *_leads_from(atlas, footprint, "NHS_PROVIDER"),
    ]


def _leads_from(atlas: Atlas, footprint: str, kind: str) -> list[Fact]:
    """Where the lead of the two official lists came from: March 2016 and late 2017."""
    lists = {"2016-03-30", facts.LISTED}
    found = facts.of(atlas, footprint, "lead_organisation_type")
    return [f for f in found if f.value == kind and f.as_at in lists and f.status != "LAST_KNOWN"]

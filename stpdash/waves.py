"""The two waves of integrated care systems as lines around footprints: of the whole of a footprint, or of a part of it.

Counted from the facts. Of a part no line is drawn anywhere: the footprint around it is, and the legend names the part.
"""

from __future__ import annotations

from collections.abc import Iterable

from stpdash import facts, words
from stpdash.model import MAIN, Atlas
from stpdash.overlay import Lines

SECOND = "Second wave"
"""How the detail of a fact begins that brings a footprint into the programme in May 2018."""


def parts(atlas: Atlas) -> tuple[Lines, ...]:
    """Lines for each wave, of whole footprints and of parts; none where no footprint is known."""
    told = facts.every(atlas, "system_status")
    first = {(fact.footprint, fact.part) for fact in told if fact.value == "ACS_SHADOW"}
    second = {(fact.footprint, fact.part) for fact in told if fact.value == "ICS_PROGRAMME" and _joined(fact)}
    return (
        *_wave(atlas, first, "First wave, June 2017 (then shadow accountable care systems)", "wave1"),
        *_wave(atlas, second, "Second wave, May 2018 (integrated care systems)", "wave2"),
    )


def _joined(fact: facts.Fact) -> bool:
    return fact.detail.startswith(SECOND)


def _wave(atlas: Atlas, named: set[tuple[str, str]], title: str, style: str) -> Iterable[Lines]:
    whole = {number for number, part in named if not part}
    some = sorted((int(number), part) for number, part in named if part)
    if whole:
        yield _around(atlas, whole, style, f"{title}: the whole footprint ({len(whole)})")
    if some:
        around = {str(number) for number, _ in some}
        inside = "; ".join(part for _, part in some)
        yield _around(
            atlas, around, f"{style}part",
            f"{title}: a part of the footprint ({len(some)} in {words.count(len(around), 'footprint')}): {inside}",
        )  # fmt: skip


def _around(atlas: Atlas, numbers: set[str], style: str, legend: str) -> Lines:
    codes = tuple(atlas.footprint(number).code for number in sorted(int(each) for each in numbers))
    return Lines("footprint", MAIN, style, legend, "around", codes)

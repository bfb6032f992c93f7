"""The NHS "combined authority" of May 2016: where it was suggested, what followed there, what parts exist elsewhere.

It is not the councils' statutory combined authorities: the two are never merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stpdash import facts, words
from stpdash.asat import ANY
from stpdash.axes import AXES, NO_STATEMENT, standings
from stpdash.facts import Fact, last_day
from stpdash.ledger import Change
from stpdash.merging import in_footprints
from stpdash.model import Area, Atlas

IDEA = AXES["nhs_combined_authority"]
FOLLOWED = (
    *("nhs_combined_authority", "shared_leadership", "commissioning_arrangement", "provider_alliance"),
    *("accountable_officer", "board", "control_total_type", "lead_sighting"),
)
"""What is told of the place for which it was suggested."""
TOGETHER = {"JOINT_COMMITTEE", "JOINT_COMMISSIONING_BOARD", "PARTNERSHIP_BOARD"}
"""The ways of deciding in which CCGs decide together and not side by side."""
SHARED = {"SINGLE_AO", "SHARED_AO_PART"}


@dataclass(frozen=True)
class Parts:
    """What one footprint has of what the idea would have joined: statements, and mergers with the share of people."""

    committees: tuple[Fact, ...]
    officers: tuple[Fact, ...]
    hospitals: tuple[Fact, ...]
    mergers: tuple[tuple[Change, float], ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All the statements."""
        return self.committees + self.officers + self.hospitals


@dataclass(frozen=True)
class Event:
    """Something that a dated source, or the boundaries, say of a place; one of the two is given."""

    date: str
    fact: Fact | None = None
    merger: Change | None = None


def places(atlas: Atlas) -> list[Area]:
    """The footprints for which it was suggested, by number."""
    found = {fact.footprint for fact in facts.every(atlas, IDEA.key) if fact.footprint}
    return [atlas.footprint(int(number)) for number in sorted(found, key=int)]


def answer(atlas: Atlas, number: str) -> str:
    """Suggested, or "Not recorded"."""
    codes = standings(atlas, IDEA.key, ANY)[number].codes
    return words.listed([atlas.word(IDEA.key, code) for code in codes]) or words.NOT_RECORDED


@lru_cache(maxsize=64)
def parts(atlas: Atlas, number: str) -> Parts:
    """What a footprint has of what the idea would have joined, as dated sources say; doubtful ones left out."""
    return Parts(
        _sure(atlas, number, "commissioning_arrangement", TOGETHER),
        _sure(atlas, number, "shared_leadership", SHARED),
        _sure(atlas, number, "provider_alliance"),
        in_footprints(atlas).get(number, ()),
    )


def _sure(atlas: Atlas, number: str, attribute: str, values: set[str] | None = None) -> tuple[Fact, ...]:
    """The statements of an attribute, of some values, oldest first."""
    found = facts.of(atlas, number, attribute)
    told = (fact for fact in found if fact.confidence != "low" and fact.status not in NO_STATEMENT)
    return tuple(fact for fact in told if values is None or fact.value in values)


def followed(atlas: Atlas, number: str) -> list[Event]:
    """Everything dated that is recorded of a place, the suggestion among it, oldest first; what is undated last."""
    events = [Event(fact.as_at, fact=fact) for kind in FOLLOWED for fact in facts.of(atlas, number, kind)]
    events += [Event(change.effective_from, merger=change) for change, _ in in_footprints(atlas).get(number, ())]
    return sorted(events, key=lambda event: (not event.date, last_day(event.date) if event.date else ""))

"""People, by the name under which sources give them, with every fact that names them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from stpdash import facts
from stpdash.facts import Fact
from stpdash.model import Atlas
from stpdash.names import person_id, plain


@dataclass(frozen=True)
class Person:
    """A name and what is said under it. Two people of one name would be one here; the page says so."""

    id: str
    name: str
    facts: tuple[Fact, ...]


@lru_cache(maxsize=4)
def people(atlas: Atlas) -> dict[str, Person]:
    """Everybody who is named, by id; the name as the longest dress of it, the facts oldest first."""
    found: dict[str, list[Fact]] = {}
    for attribute in facts.PEOPLE:
        for fact in facts.every(atlas, attribute):
            if fact.value:
                found.setdefault(person_id(fact.value), []).append(fact)
    return {
        key: Person(key, max((fact.value for fact in said), key=lambda name: (len(name), name)), tuple(_in_order(said)))
        for key, said in sorted(found.items())
    }


def _in_order(said: list[Fact]) -> list[Fact]:
    return sorted(said, key=lambda fact: (fact.as_at, facts.PEOPLE.index(fact.attribute)))


def person(atlas: Atlas, asked: str) -> Person | None:
    """The person of an id, or of a name as a source gives it; None when nobody of that name is in the package."""
    found = people(atlas)
    return found.get(asked.strip().casefold()) or found.get(person_id(asked))


def who(atlas: Atlas, name: str) -> Person:
    """The person whom a fact names. Raises KeyError for a name that no fact of a person has."""
    return people(atlas)[person_id(name)]


def assembly_members_who_led(atlas: Atlas, footprint: str) -> list[tuple[Fact, Fact]]:
    """Members of the NHS Assembly who were seen as lead or chair of a footprint: membership, sighting."""
    sightings = [*facts.of(atlas, footprint, "lead_sighting"), *facts.of(atlas, footprint, "chair")]
    here = {plain(seen.value): seen for seen in sightings if seen.value}
    members = facts.facts(atlas, "assembly", "assembly_member")
    return [(member, here[plain(member.value)]) for member in members if plain(member.value) in here]

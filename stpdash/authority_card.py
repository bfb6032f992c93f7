"""What is recorded of a councils' combined authority: since when, its mayor, its councils, its part in health."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import cards, facts, places, words
from stpdash.cards import Line
from stpdash.facts import Fact
from stpdash.markup import area_link, joined, listed
from stpdash.model import Area, Atlas
from stpdash.telling import amounts_to, both_sides, cited, said, together

CONSTITUENT = "Constituent council"
"""How the package begins to say of a member that it is a constituent council."""


def of(atlas: Atlas, authority: Area, attribute: str) -> tuple[Fact, ...]:
    """What is recorded of an authority under an attribute, oldest first; it stands under its code of 2018."""
    return facts.facts(atlas, subject(atlas, authority), attribute)


def subject(atlas: Atlas, authority: Area) -> str:
    """Of whom the facts about an authority are said: one that was divided keeps those of its own name."""
    return f"authority:{places.parts_of(atlas, authority)[0].code}"


def lines(atlas: Atlas, authority: Area) -> list[Line]:
    """The lines of an authority's card, recorded or not, each with its sources."""
    members = of(atlas, authority, "authority_member")
    constituent = [fact for fact in members if fact.detail.startswith(CONSTITUENT)]
    return [
        *divided(atlas, authority),
        began(atlas, authority),
        *cards.recorded(atlas, "Mayor", of(atlas, authority, "authority_mayor")),
        councils(atlas, "Constituent councils", constituent),
        councils(atlas, "Other members", [fact for fact in members if fact not in constituent]),
        *cards.recorded(atlas, "Part in health", of(atlas, authority, "authority_health")),
    ]


def divided(atlas: Atlas, authority: Area) -> list[Line]:
    """Of one that was divided: between which, and whose record it is that follows; nothing of any other."""
    parts = places.parts_of(atlas, authority)
    if len(parts) == 1:
        return []
    links = joined([area_link(part.id, part.name) for part in parts], " and ")
    told = joined(
        ["Its ground is that of ", links, f" of {places.AUTHORITIES}; what follows is recorded of the first."]
    )
    return [Line("Divided", told, sources=places.drawn_by(atlas, authority))]


def began(atlas: Atlas, authority: Area) -> Line:
    """Since when there is an authority, by every statement: those on its order first, a register's date as such."""
    found = together(atlas, of(atlas, authority, "authority_start"))
    orders_first = sorted(found, key=lambda same: (same[0].status == "LISTED", same[0].start))
    return Line("Since", listed([_dated(atlas, same) for same in orders_first]) or words.NOT_RECORDED)


def _dated(atlas: Atlas, same: list[Fact]) -> Markup:
    """What began when, what that amounts to, on what it rests."""
    fact = same[0]
    amounts = amounts_to(atlas, fact)
    told = f"{said(atlas, fact)}: {words.date(fact.start)}{f' ({amounts})' if amounts else ''}. "
    detail = f"{fact.detail.rstrip('.')}. " if fact.detail else ""
    doubt = f"{both_sides(atlas, fact)}. " if fact.conflict else ""
    return joined([told, detail, doubt, cited(atlas, f"since when, {said(atlas, fact)}", same)])


def councils(atlas: Atlas, about: str, members: list[Fact]) -> Line:
    """Members by name; those with the same dates stand together, those who left last."""
    together: dict[str, list[Fact]] = {}
    for fact in sorted(members, key=lambda fact: (fact.end, fact.value)):
        together.setdefault(_when(fact), []).append(fact)
    told = [f"{when}: {'; '.join(fact.value for fact in same)}" for when, same in together.items()]
    return Line(about, listed(told) or words.NOT_RECORDED, members)


def _when(fact: Fact) -> str:
    """Since when a council is a member and until when, or when it was seen as one."""
    if fact.start and fact.end:
        return words.period(fact.start, fact.end)
    return f"Since {words.date(fact.start)}" if fact.start else f"Seen {words.date(fact.as_at)}"

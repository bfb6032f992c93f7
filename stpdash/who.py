"""The whole "who answers here" card of a place, a trust or a person: everything recorded, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup

from stpdash import authority_card, cards, facts, patch, patch_card, people, places, then_card, words
from stpdash.asat import MAIN_VIEW, AsAt
from stpdash.cards import Line, Part
from stpdash.markup import area_link, joined, listed, tag
from stpdash.model import REGIONS, Area, Atlas
from stpdash.people import Person
from stpdash.telling import role

GOVERNED = {
    "commissioning_arrangement": "CCGs decide",
    "shared_leadership": "Accountable officers",
    "decision_rights": "Who may decide",
    "agreement": "Written agreement",
    "system_status": "Status of the system",
    "nhs_combined_authority": "NHS “combined authority”",
    "accountability_model": "Accountability model",
    "control_total_type": "Control total",
    "progress_rating_2017": "Rating, July 2017",
}
"""What every footprint's card says, recorded or not: attribute to heading."""
ALSO = {
    "board": "Boards",
    "council_involvement": "Part of the councils",
    "devolution": "Devolution",
    "provider_alliance": "Providers together",
    "place_structure": "Parts of the system",
    "national_intervention": "National intervention",
    "combined_authority_link": "Link with a combined authority",
    "programme": "Organisation of the work",
    "lead_structure": "How leading is shared",
    "footprint_change": "Change of the footprint",
    "ccg_change": "Change of the CCGs",
}
"""What a card says only where something is recorded."""


ALL_KNOWN = "All that is known, at whatever date"
SEE_PARTS = "See the footprints it was merged from."


@lru_cache(maxsize=600)
def card(atlas: Atlas, area: Area, at: AsAt = MAIN_VIEW) -> Markup:
    """The whole card of a footprint, CCG, region, council or authority; above, and once, what was so on the day."""
    makers: dict[str, Callable[[Atlas, Area], list[Part]]] = {"footprint": _footprint, "ccg": _ccg}
    whole = makers[area.layer](atlas, area) if area.layer in makers else _short(atlas, area, at)
    day = then_card.parts(atlas, area, at)
    said = [(line.about, line.said) for part in day for line in part.lines]
    rest = [part._replace(lines=[x for x in part.lines if (x.about, x.said) not in said]) for part in whole]
    parts = [*day, *([_at_any_date(part) for part in rest if part.lines] if day else whole)]
    return cards.written(atlas, parts, tag("h2", "Who answers here"), f"Who answers in {area.name}")


def _at_any_date(part: Part) -> Part:
    """A part that stands below what was so on a day: its heading says that it is not of that day alone."""
    return part._replace(heading=f"{part.heading}: all that is known" if part.heading else ALL_KNOWN)


def _short(atlas: Atlas, area: Area, at: AsAt) -> list[Part]:
    if area.layer == "region":
        team = patch.is_team(area)
        return patch_card.parts(atlas, area, at) if team else [Part("", cards.region_itself(atlas, area, at))]
    around = [footprint for footprint, _ in places.footprints_around(atlas, area, at.vintage)]
    own = authority_card.lines(atlas, area) if area.layer == "combined_authority" else []
    return [Part("", [*cards.council(atlas, area, at), *own, *_deciding(atlas, around)])]


def _deciding(atlas: Atlas, footprints: list[Area]) -> list[Line]:
    """How the CCGs of each footprint decide, for what lies in several or is none itself."""
    return [
        line._replace(about=f"CCGs decide in {footprint.name}")
        for footprint in footprints
        for line in cards.recorded(atlas, "CCGs decide", _said(atlas, footprint))
    ]


def _said(atlas: Atlas, footprint: Area) -> list[facts.Fact]:
    """How the CCGs of a footprint decide; of a merged one what is said of each of its parts."""
    numbers = atlas.numbers_of(footprint)
    return [fact for number in numbers for fact in facts.of(atlas, number, "commissioning_arrangement")]


def _ccg(atlas: Atlas, area: Area) -> list[Part]:
    governed = _deciding(atlas, [footprint for footprint, _ in places.footprint_of(atlas, area)])
    authorities = cards.shares(places.authorities_of(atlas, area))
    drawn = places.drawn_by(atlas, area)
    belongs = [Line("Combined authorities", listed(authorities), sources=drawn)] if authorities else []
    return [Part("", [*cards.ccg(atlas, area), *governed, *belongs])]


def _footprint(atlas: Atlas, area: Area) -> list[Part]:
    """A merged footprint keeps what is its own; the rest stands with the footprints it was merged from."""
    if not area.footprint:
        see = [Line("Arrangements", cards.number(atlas, area)), cards.lead(atlas, area), cards.region(atlas, area)]
        return [
            Part("", see),
            Part("Who belongs to it", _members(atlas, area)),
            Part("People and money", _size(atlas, area)),
        ]
    return [
        Part("Who leads", _leads(atlas, area)),
        Part("Under which arrangement", _governed(atlas, area)),
        Part("Who belongs to it", _members(atlas, area)),
        Part("People and money", _size(atlas, area)),
    ]


def _size(atlas: Atlas, area: Area) -> list[Line]:
    return [cards.how_many(atlas, area), cards.money(atlas, area)]


def _leads(atlas: Atlas, area: Area) -> list[Line]:
    assembly = [
        Line(
            "NHS Assembly",
            joined([cards.person(atlas, member), f": {member.detail.lower()}, named {words.date(member.as_at)}. "]),
            [member],
        )
        for member, _ in people.assembly_members_who_led(atlas, area.id)
    ]
    return [
        cards.lead(atlas, area),
        *cards.named(atlas, "Formally appointed", facts.appointments(atlas, area.id)),
        *cards.recorded(atlas, "Standing of the lead", facts.of(atlas, area.id, "lead_status"), always=False),
        *cards.named(atlas, "Chair", facts.of(atlas, area.id, "chair")),
        *cards.recorded(atlas, "Kind of chair", facts.of(atlas, area.id, "chair_type"), always=False),
        cards.region(atlas, area),
        *assembly,
    ]


def _governed(atlas: Atlas, area: Area) -> list[Line]:
    lines: list[Line] = []
    for attribute, about in GOVERNED.items():
        lines += cards.recorded(atlas, about, facts.of(atlas, area.id, attribute))
        if attribute == "shared_leadership":
            officers = facts.of(atlas, area.id, "accountable_officer")
            lines += cards.named(atlas, "Shared accountable officer", officers, always=False)
    for attribute, about in ALSO.items():
        lines += cards.recorded(atlas, about, facts.of(atlas, area.id, attribute), always=False)
    return lines


def _members(atlas: Atlas, area: Area) -> list[Line]:
    ccgs = places.ccgs_of(atlas, area)
    councils = cards.shares(places.councils_of(atlas, area)) if area.footprint else []
    authorities = cards.shares(places.authorities_of(atlas, area), "the footprint's") if area.footprint else []
    partners = places.trusts_of(atlas, area)
    boundaries = places.drawn_by(atlas, area)
    return [
        Line("Footprint", cards.number(atlas, area), sources=boundaries),
        *([Line("Names", _names(atlas, area), sources=boundaries)] if area.footprint else []),
        Line("Neighbours", patch_card.neighbours(atlas, area), sources=boundaries),
        Line(
            "CCGs",
            joined((area_link(each.id, each.name) for each in ccgs), "; "),
            sources=boundaries,
        ),
        Line(
            "Councils (health and wellbeing boards)",
            joined(councils, "; ") if area.footprint else SEE_PARTS,
            sources=boundaries,
        ),
        Line(
            "Combined authorities of councils",
            (joined(authorities, "; ") or "None, November 2018") if area.footprint else SEE_PARTS,
            sources=boundaries,
        ),
        Line(
            "NHS trusts",
            joined([cards.trusts(partners), f". Partners{_of_merged(atlas, area)}, April 2019. "])
            if partners
            else words.NOT_RECORDED,
            places.listings(atlas, area)[:1],
        ),
        *cards.recorded(atlas, "Vanguards of 2015", facts.of(atlas, area.id, "vanguard"), always=bool(area.footprint)),
    ]


def _of_merged(atlas: Atlas, area: Area) -> str:
    """Whose partners they were in April 2019, where a footprint was by then a part of another."""
    if not area.footprint:
        return ""
    then = places.in_2019(atlas, area)
    return "" if then.footprint else f" of {then.name}, of which this footprint was then a part"


def _names(atlas: Atlas, area: Area) -> str:
    """The names of a footprint by vintage; one that stays is said once."""
    rows = atlas.footprint_codes
    mine = rows[rows["footprint"].isin(atlas.numbers_of(area)[:1])].sort_values("vintage")
    said: list[str] = []
    for _, row in mine.drop_duplicates("name").iterrows():
        said.append(f"{row['name']} ({atlas.vintage_label(str(row['vintage']))})")
    return "; ".join(said)


def trust_card(atlas: Atlas, code: str, name: str) -> Markup:
    """A trust: which footprints list it as a partner, and who leads them."""
    listings = facts.facts(atlas, f"trust:{code}", "partner_in")
    areas = [atlas.area("footprint", REGIONS, fact.value) for fact in listings]
    lines = [
        Line("NHS trust", f"Code {code}", listings[:1]),
        Line(
            "Partner in",
            joined([area_link(area.id, area.name) for area in areas], "; ") + ", April 2019. ",
            listings,
        ),
    ]
    parts = [atlas.footprint(int(number)) for area in areas for number in atlas.numbers_of(area)]
    lines += cards.leads_of(atlas, parts)
    lines += [*(cards.region(atlas, area) for area in areas[:1]), *_deciding(atlas, parts)]
    return cards.written(atlas, [Part("", lines)], tag("h2", "Where it belongs"), f"Where {name} belongs")


def roles(atlas: Atlas, person: Person) -> list[tuple[str, Markup, facts.Fact]]:
    """Everything said of a person: kind of role, where (a link where there is a page), the fact; the latest first.

    What stands at the four dates is made of the sightings, and left out where they are there.
    """
    seen = {fact.subject for fact in person.facts if fact.attribute == "lead_sighting"}
    kept = [fact for fact in person.facts if fact.attribute != "lead" or fact.subject not in seen]
    return [(role(atlas, fact), _where(atlas, fact), fact) for fact in reversed(kept)]


def _where(atlas: Atlas, fact: facts.Fact) -> Markup:
    kind, _, key = fact.subject.partition(":")
    match kind:
        case "footprint":
            return area_link(key, atlas.footprint(int(key)).name)
        case "region":
            return area_link(key, places.directed(atlas, fact).name)
        case "assembly":
            return tag("a", "NHS Assembly", href="leadership#national")
        case _:
            return joined(
                [{"england": "NHS England", "improvement": "NHS Improvement"}.get(key, "Both national bodies")]
            )

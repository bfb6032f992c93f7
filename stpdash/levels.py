"""The two levels above the footprints as written tables: the regional teams, and the head of the NHS."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import cards, facts, places, words
from stpdash.facts import Fact
from stpdash.markup import Column, area_link, joined, listed, person_link, table
from stpdash.model import MAIN, REGIONS, Area, Atlas
from stpdash.people import who
from stpdash.telling import both_sides, cited, standing, when

LEVELS = {"england": "NHS England", "improvement": "NHS Improvement", "joint": "Both, jointly"}


def _about(fact: Fact) -> str:
    return LEVELS[fact.subject.removeprefix("national:")]


def roles(atlas: Atlas) -> Markup:
    """Posts at the head of the NHS, who held them, and the bodies and posts made in 2018 and 2019."""
    found = [*facts.every(atlas, "national_role"), *facts.every(atlas, "national_body")]
    rows = [
        (
            joined([fact.detail or fact.value]),
            _person(atlas, fact) if fact.attribute == "national_role" else words.NOT_RECORDED,
            _about(fact),
            standing(atlas, fact),
            cited(atlas, fact.detail or fact.value, [fact]),
        )
        for fact in sorted(found, key=lambda fact: (list(LEVELS).index(fact.subject[9:]), fact.as_at))
    ]
    columns = [Column(each) for each in ("Post or body", "Who", "Of which body", "When", "Source")]
    return table("Posts at the head of the NHS", columns, rows)


def _person(atlas: Atlas, fact: Fact) -> Markup:
    return person_link(who(atlas, fact.value).id, facts.named(fact))


def stated(atlas: Atlas, subject: str, attribute: str, caption: str, first: str) -> Markup:
    """Facts told as topic and words: the idea of an assembly, its terms, the rights of leads, surveys."""
    rows = [
        (
            fact.value,
            f"{fact.detail.rstrip('.')}. {both_sides(atlas, fact)}." if fact.conflict else fact.detail,
            atlas.word("fact_status", fact.status),
            when(fact),
            cited(atlas, f"{fact.value}, {when(fact)}", [fact]),
        )
        for fact in sorted(facts.facts(atlas, subject, attribute), key=lambda fact: fact.as_at or "9")
    ]
    columns = [Column(each) for each in (first, "In our words", "What it amounts to", "When", "Source")]
    return table(caption, columns, rows)


def assembly(atlas: Atlas) -> Markup:
    """From the idea of July 2017 to the assembly of 2019, statement by statement."""
    steps = stated(atlas, "assembly", "assembly_idea", "From the idea, July 2017, to the proposal", "Step")
    return steps + stated(atlas, "assembly", "assembly_terms", "What it became, 2019", "Term")


def rights(atlas: Atlas) -> Markup:
    """What leads and systems may decide, as announced, offered or in force; what finance directors said of it."""
    rules = stated(atlas, "england", "decision_right", "Rights, duties and rules", "About")
    return rules + stated(atlas, "england", "survey", "What finance directors said", "Question")


def members(atlas: Atlas) -> Markup:
    """The members of the NHS Assembly that were named, with the footprints where they were seen to lead or chair."""
    rows = [
        (
            _person(atlas, fact) if fact.value else joined([fact.detail]),
            fact.detail if fact.value else words.NOT_RECORDED,
            _places_of(atlas, fact),
            when(fact),
            cited(atlas, fact.value or fact.detail, [fact]),
        )
        for fact in facts.facts(atlas, "assembly", "assembly_member")
    ]
    columns = [Column(each) for each in ("Who", "As", "Seen leading or in the chair of", "Named", "Source")]
    return table("Members of the NHS Assembly that were named, of some 56", columns, rows)


def _places_of(atlas: Atlas, member: Fact) -> Markup:
    if not member.value:
        return joined([words.NOT_RECORDED])
    seen = who(atlas, member.value).facts
    numbers = dict.fromkeys(f.footprint for f in seen if f.attribute in {"lead", "lead_sighting", "chair"})
    links = [area_link(number, atlas.footprint(int(number)).name) for number in numbers if number]
    return joined(links, "; ") if links else joined(["None recorded", f". {member.note}" if member.note else ""])


def regional(atlas: Atlas) -> Markup:
    """The seven integrated teams: their director, and who directed under the same code before."""
    rows = [
        (area_link(area.id, area.name), _directors(atlas, area), _before(atlas, area), _held(atlas, area))
        for area in atlas.areas_of("region", REGIONS)
    ]
    columns = [Column(each) for each in ("Team of 2019", "Director, as announced", "Regions before", "Footprints")]
    return table("The seven integrated regional teams", columns, rows)


def _directors(atlas: Atlas, area: Area) -> Markup:
    found = facts.directors(atlas, area)
    told = joined((cards.director(atlas, fact) for fact in found), "; ")
    return told + " " + cited(atlas, f"director of {area.name}", found)


def _before(atlas: Atlas, area: Area) -> Markup:
    """The regions of 2016 and 2018 that held the footprints of a team, by name."""
    numbers = [footprint.footprint for footprint in _footprints(atlas, area)]
    lines = []
    for vintage, label in (("2016", "four regions, until March 2018"), ("2018", "five regions, 2018/19")):
        rows = atlas.footprint_codes
        codes = rows[(rows["vintage"] == vintage) & rows["footprint"].isin(numbers)]["code"].unique()
        above = {
            region.name
            for code in codes
            for region, _ in atlas.parents_of(atlas.area("footprint", vintage, str(code)), "region", vintage)
        }
        lines.append(f"{words.listed(sorted(above))} ({label})")
    return listed([joined([line]) for line in lines])


def _footprints(atlas: Atlas, area: Area) -> list[Area]:
    return atlas.children(area, "footprint", MAIN)


def _held(atlas: Atlas, area: Area) -> str:
    return words.count(len(_footprints(atlas, area)), "footprint")


def earlier_directors(atlas: Atlas) -> Markup:
    """Who directed the four and the five regions before."""
    seven = facts.SEVEN_TEAMS
    found = [fact for fact in facts.every(atlas, "regional_director") if fact.start < seven]
    rows = [
        (
            places.directed(atlas, fact).name + (f", part: {fact.part}" if fact.part else ""),
            _person(atlas, fact),
            fact.detail,
            standing(atlas, fact),
            cited(atlas, f"{fact.value}, {fact.detail}", [fact]),
        )
        for fact in found
    ]
    columns = [Column(each) for each in ("Region", "Who", "As", "When", "Source")]
    return table("Directors of the regions before", columns, rows)

"""A place as a card in brief, beside the map on which it was chosen: what travels with every click."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from markupsafe import Markup

from stpdash import cards, places, then, words
from stpdash.asat import ANY, MAIN_VIEW, AsAt
from stpdash.cards import Line
from stpdash.markup import area_link, joined, tag
from stpdash.model import Area, Atlas
from stpdash.telling import cited, sentence


@lru_cache(maxsize=2048)
def card(atlas: Atlas, area: Area, shown: tuple[str, str] | None = None, at: AsAt = MAIN_VIEW) -> Markup:
    """The card in brief, for the area chosen on a map; `shown` is what the map says of it; `at` the date of the map.

    It travels with every click: one list names the sources of all its lines.
    """
    lines = [Line(*shown)] if shown else []
    lines += _BRIEF[area.layer](atlas, area, at)
    terms = joined(tag("dt", line.about) + tag("dd", line.said) for line in lines)
    origins = dict.fromkeys(key for line in lines for key in (*(fact.source for fact in line.facts), *line.sources))
    heading = tag("h3", area_link(area.id, area.name, at.asked))
    body = heading + tag("dl", terms) + cited(atlas, area.name, sources=list(origins))
    return tag("section", body, class_="atlas-card", aria_label=f"Who answers in {area.name}")


def _footprint(atlas: Atlas, area: Area, at: AsAt) -> list[Line]:
    deciding = then.standing(atlas, area, "commissioning_arrangement", at.day).drawn[:1]
    arrangement = sentence(atlas, deciding[0]) if deciding else words.NOT_RECORDED
    return [
        Line("Footprint", cards.number(atlas, area)),
        cards.lead(atlas, area, at),
        Line("CCGs decide" if at.day == ANY else f"CCGs decide, {words.date(at.day)}", arrangement, deciding),
        cards.region(atlas, area, at),
        Line("Covers", words.count(len(places.ccgs_of(atlas, area)), "CCG")),
        cards.how_many(atlas, area),
        cards.money(atlas, area),
    ]


_BRIEF: dict[str, Callable[[Atlas, Area, AsAt], list[Line]]] = {
    "footprint": _footprint,
    "ccg": cards.ccg,
    "region": cards.region_itself,
    "council": cards.council,
    "combined_authority": cards.council,
}

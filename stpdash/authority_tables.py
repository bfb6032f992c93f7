"""The councils' combined authorities side by side, with what their sources disagree on."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from stpdash import authority_card, facts, words
from stpdash.cards import Line
from stpdash.markup import Column, area_link, joined, table, tag
from stpdash.model import Area, Atlas
from stpdash.places import AUTHORITIES
from stpdash.telling import cited

LAYER = "combined_authority"
ATTRIBUTES = ("authority_start", "authority_mayor", "authority_member", "authority_health")


def authorities(atlas: Atlas) -> list[Area]:
    """The authorities of November 2018, by name."""
    return atlas.areas_of(LAYER, AUTHORITIES)


@lru_cache(maxsize=4)
def side_by_side(atlas: Atlas) -> Markup:
    """Every authority with all that is recorded of it; each cell opens its sources."""
    told = {area: authority_card.lines(atlas, area) for area in authorities(atlas)}
    rows = [
        (area_link(area.id, area.name), *(_cell(atlas, area, line) for line in lines)) for area, lines in told.items()
    ]
    headings = next(iter(told.values()))
    columns = [Column("Combined authority"), *(Column(line.about) for line in headings)]
    caption = f"{words.count(len(rows), 'combined authority', 'combined authorities')} of councils, November 2018"
    return table(caption, columns, rows, scroll=True)


def _cell(atlas: Atlas, area: Area, line: Line) -> Markup:
    return joined([line.said, " ", cited(atlas, f"{area.name}, {line.about.lower()}", line.facts, line.sources)])


@lru_cache(maxsize=4)
def disagreements(atlas: Atlas) -> Markup:
    """What sources disagree on about the authorities: both sides, and what is shown."""
    named = {fact.conflict for attribute in ATTRIBUTES for fact in facts.every(atlas, attribute) if fact.conflict}
    rows = [row for row in atlas.conflicts.to_dict("records") if row["conflict"] in named]
    lines = [
        tag("li", f"{row['about']}: {row['one']}; against that {row['other']}. Shown: {row['shown']}.") for row in rows
    ]
    return tag("p", "Where sources disagree:") + tag("ul", joined(lines)) if lines else Markup("")

"""Where the people of an area are later: right after its code was given up, in April 2020, at any later vintage."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from stpdash.ledger import LAYERS, RECODE, REGION_MOVE, RENAME, Change, changes
from stpdash.model import Area, Atlas


class Closing(NamedTuple):
    """An area whose code is no longer in use, as it last was.

    `area` is that of the last vintage that has the code, `closed` the last day of it. `change` is what ended it, by
    which most of its people went; its kind is `recode` where nothing but the code was given up. `later` are the areas
    of the next vintage in which its people were, with the share (0 to 1) of them in each, largest first.
    """

    area: Area
    closed: str
    change: Change | None
    later: tuple[tuple[Area, float], ...]


@lru_cache(maxsize=1024)
def closing(atlas: Atlas, area: Area) -> Closing | None:
    """How an area of any vintage came to its end; None if its code is still that of an area at the last vintage.

    None, too, for a layer whose changes are not known.
    """
    if area.layer not in LAYERS:
        return None
    vintages = _vintages(atlas)
    last = max(vintage for vintage in vintages if area.code in atlas.codes(area.layer, vintage))
    if last == vintages[-1]:
        return None
    ended, after = atlas.area(area.layer, last, area.code), vintages[vintages.index(last) + 1]
    change = _end(atlas, ended)
    began = change.effective_from if change else _began(atlas, after)
    return Closing(ended, _day_before(began), change, became(atlas, ended, after))


def finally_(atlas: Atlas, area: Area) -> tuple[tuple[Area, float], ...]:
    """The areas of the same layer in April 2020, the last vintage, in which an area's people are, largest first."""
    return became(atlas, area, _vintages(atlas)[-1])


@lru_cache(maxsize=4096)
def became(atlas: Atlas, area: Area, vintage: str) -> tuple[tuple[Area, float], ...]:
    """The areas of the same layer at a later vintage in which the residents of an area are, with the share in each.

    Largest first. Itself with 1.0 at its own vintage; nothing for a layer that the package has at one vintage only.
    Raises ValueError for a vintage before the area's own.
    """
    if vintage < area.vintage:
        raise ValueError(f"{area.code} of {area.vintage} is asked for at {vintage}, which is before")
    return ((area, 1.0),) if vintage == area.vintage else tuple(atlas.parents_of(area, area.layer, vintage))


def _end(atlas: Atlas, area: Area) -> Change | None:
    """The change by which an area gave up its code, by which most of its people went."""
    found = [
        (sum(part.people for part in each.parts if part.code == area.code), each)
        for each in changes(atlas)
        if (each.layer, each.vintage) == (area.layer, area.vintage) and area.code in each.codes
        if each.kind not in (REGION_MOVE, RENAME)
    ]
    return max(found, key=lambda pair: (pair[0], pair[1].kind != RECODE))[1] if found else None


def _vintages(atlas: Atlas) -> list[str]:
    return sorted(str(vintage) for vintage in atlas.vintages["vintage"])


def _began(atlas: Atlas, vintage: str) -> str:
    rows = atlas.vintages
    return str(rows.loc[rows["vintage"] == vintage, "in_force_from"].iloc[0])


def _day_before(first: str) -> str:
    """The day before a day, or before the first of a month.

    >>> _day_before("2018-04-01"), _day_before("2016-10")
    ('2018-03-31', '2016-09-30')
    """
    return (date.fromisoformat(f"{first}-01"[:10]) - timedelta(days=1)).isoformat()

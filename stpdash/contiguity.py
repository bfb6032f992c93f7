"""Whether the areas of a pool hang together over borders on land, and where they do not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from stpdash.model import Area, Atlas
from stpdash.pooling import Pool, areas
from stpdash.series import people as people_of


@lru_cache(maxsize=256)
def pieces(atlas: Atlas, pool: Pool) -> tuple[tuple[Area, ...], ...]:
    """The members in groups that hang together over borders on land, the one with the most people first.

    One piece: the pool is contiguous. Across water is not: the Isle of Wight touches nobody.
    """
    left, found = set(areas(atlas, pool)), []
    while left:
        piece, ahead = set[Area](), [left.pop()]
        while ahead:
            here = ahead.pop()
            piece.add(here)
            beside = left.intersection(atlas.neighbours(here))
            left -= beside
            ahead += beside
        found.append(piece)
    size = people_of(atlas, pool.layer, pool.vintage)["value"]
    order = sorted(found, key=lambda piece: -_people(size, piece))
    return tuple(tuple(sorted(piece, key=lambda area: area.name)) for piece in order)


def _people(size: pd.Series, piece: Iterable[Area]) -> float:
    return float(size.loc[[area.code for area in piece]].sum())

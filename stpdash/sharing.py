"""People who live in two areas of different kinds at once, whichever of the two the package has as the child."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from stpdash.model import Atlas


class Both(NamedTuple):
    """Two areas, by code, the residents of mid-2017 in both, how sure their number is and who says so."""

    code: str
    other: str
    people: int
    status: str
    source: str


@lru_cache(maxsize=64)
def in_both(atlas: Atlas, layer: str, vintage: str, other: str, other_vintage: str) -> dict[str, list[Both]]:
    """The areas of another layer that share residents with each area of a layer, by its code."""
    found: dict[str, list[Both]] = {}
    rows = atlas.parents
    for child, parent, mine, theirs in (
        ((layer, vintage), (other, other_vintage), "code", "parent"),
        ((other, other_vintage), (layer, vintage), "parent", "code"),
    ):
        pairs = rows[
            (rows["layer"] == child[0]) & (rows["vintage"] == child[1])
            & (rows["parent_layer"] == parent[0]) & (rows["parent_vintage"] == parent[1])
        ]  # fmt: skip
        columns = (pairs[name] for name in (mine, theirs, "people", "status", "source"))
        for code, with_code, count, status, source in zip(*columns, strict=True):
            found.setdefault(code, []).append(Both(code, with_code, int(count), status, source))
    return found

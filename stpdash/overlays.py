"""OVERLAYS: every grouping whose outlines can be laid over a map. Adding one means adding one entry here.

An overlay is never merged with another: each is its own lines, its own legend entry, its own date.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Overlay:
    """Outlines of one layer at one vintage. `covers`: the layer covers England, so that its coast need not be drawn."""

    key: str
    title: str
    legend: str
    layer: str
    vintage: str
    style: str
    covers: bool

    @property
    def object(self) -> str:
        """The layer's name in the boundary file."""
        return f"{self.layer}_{self.vintage}"


OVERLAYS: dict[str, Overlay] = {
    overlay.key: overlay
    for overlay in (
        Overlay("ccg", "CCGs", "207 CCGs, April 2017", "ccg", "2017", "ccg", True),
        Overlay("footprint", "Footprints", "44 footprints, April 2017", "footprint", "2017", "footprint", True),
        Overlay(
            "councils",
            "Councils",
            "152 councils responsible for social care, 2018",
            "council",
            "2018",
            "council",
            True,
        ),
        Overlay(
            "teams",
            "Seven regional teams",
            "Seven integrated regional teams, April 2019",
            "region",
            "2019",
            "region",
            True,
        ),
        Overlay(
            "authorities",
            "Councils' combined authorities",
            "Ten combined authorities of councils, November 2018",
            "combined_authority",
            "2018",
            "authority",
            False,
        ),
    )
}

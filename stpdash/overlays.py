"""OVERLAYS: every grouping that can be laid over a map. Adding one means adding one entry here.

An overlay is never merged with another: each is its own lines, its own legend entry, its own date.
"""

from __future__ import annotations

from stpdash.overlay import Lines, Overlay, always

OVERLAYS: dict[str, Overlay] = {
    overlay.key: overlay
    for overlay in (
        Overlay("ccg", "CCGs", always(Lines("ccg", "2017", "ccg", "207 CCGs, April 2017"))),
        Overlay(
            "footprint", "Footprints", always(Lines("footprint", "2017", "footprint", "44 footprints, April 2017"))
        ),
        Overlay(
            "councils",
            "Councils",
            always(Lines("council", "2018", "council", "152 councils responsible for social care, 2018")),
        ),
        Overlay(
            "teams",
            "Seven regional teams",
            always(Lines("region", "2019", "region", "Seven integrated regional teams, April 2019")),
        ),
        Overlay(
            "authorities",
            "Councils' combined authorities",
            always(
                Lines(
                    "combined_authority",
                    "2018",
                    "authority",
                    "Ten combined authorities of councils, November 2018",
                    "around",
                )
            ),
        ),
    )
}

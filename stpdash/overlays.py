"""OVERLAYS: every grouping that can be laid over a map. Adding one means adding one entry here.

An overlay is never merged with another: each is its own lines or points, its own legend entry, its own date.
"""

from __future__ import annotations

from stpdash import asat, landmarks, waves
from stpdash.model import MAIN
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
            "authorities",
            "Councils' combined authorities",
            always(
                Lines(
                    *("combined_authority", "2018", "authority"),
                    "Ten combined authorities of councils, November 2018",
                    edge="around",
                )
            ),
        ),
        Overlay(
            "teams",
            "Seven regional teams",
            always(Lines("region", "2019", "region", "Seven integrated regional teams, April 2019")),
        ),
        Overlay(
            "regions5",
            "Five regions before them",
            always(Lines("region", "2018", "region5", "Five regions of NHS England, April 2018")),
        ),
        Overlay(
            "regions4",
            "Four regions before those",
            always(Lines("region", "2017", "region4", "Four regions of NHS England, April 2017")),
        ),
        Overlay(
            "offices",
            "NHS local offices",
            always(Lines("local_office", "2017", "office", "14 NHS local offices, April 2017")),
        ),
        Overlay("waves", "Integrated care systems, two waves", waves.parts),
        Overlay("vanguards", "Vanguards", landmarks.vanguards),
        Overlay("trusts", "Trusts", landmarks.trusts),
    )
}

OWN: dict[str, Overlay] = {
    vintage: Overlay(
        f"footprint-{vintage}",
        "Footprints",
        always(Lines("footprint", vintage, "footprint", f"Footprints, {asat.LABELS[vintage]}")),
    )
    for vintage in asat.BEGAN
    if vintage != MAIN
}
"""The footprints' own lines on a map of another vintage than April 2017; they lie there always and are not offered."""

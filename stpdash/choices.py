"""What a reader may choose on the money page besides the map, as an address gives it: strictly, or the default."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stpdash.fairness import POT_GBP_M, POT_MOST_GBP_M, Lift
from stpdash.model import REGIONS, Atlas

_PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?", re.ASCII)
LIFTS: dict[str, str] = {
    "none": "No lifting",
    "region": "To its region's £ per head",
    "england": "To England's £ per head",
}


def regions(atlas: Atlas) -> dict[str, str]:
    """The regions to compare with: code to name; blank for none."""
    return {"": "England alone"} | {area.code: area.name for area in atlas.areas_of("region", REGIONS)}


def pot(asked: str) -> float:
    """The pot an address asks for, £ million; the default where it gives none or one that cannot be.

    >>> pot("500"), pot(""), pot("nan"), pot("-3"), pot("1e9")
    (500.0, 3405.0, 3405.0, 3405.0, 3405.0)
    """
    found = number(asked)
    return float(POT_GBP_M) if found is None else found


def number(asked: str) -> float | None:
    """A pot in £ million, or None where the text is no such number: plain, to the thousand, above 0, not too large.

    >>> number("12345.678"), number("0.0001"), number("1_000"), number("0")
    (12345.678, None, None, None)
    """
    value = float(asked) if _PLAIN.fullmatch(asked) else 0.0
    return value if 0 < value <= POT_MOST_GBP_M else None


def written(pot_gbp_m: float) -> str:
    """A pot as an address says it, so that `number` reads the same again.

    >>> written(3405.0), written(12345.678), written(0.1)
    ('3405', '12345.678', '0.1')
    """
    return f"{pot_gbp_m:.3f}".rstrip("0").rstrip(".")


def lift(asked: Mapping[str, str]) -> Lift:
    """To which level an address asks to lift."""
    match asked.get("lift"):
        case "region":
            return "region"
        case "england":
            return "england"
        case _:
            return "none"

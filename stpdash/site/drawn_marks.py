"""Marks of drawn charts: bars and their stripes, symbols, lines; each colour by the name under which drawn.css has it.

Stripes are made without a pattern, which would need an id that a page with two charts would hold twice: a broken line
wider than any bar is tall, aslant, in an inner picture that cuts it off at the bar's edges.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from markupsafe import Markup

from stpdash.compare_charts import COLOURS
from stpdash.markup import tag
from stpdash.money_charts import GREYS, MARKED, RING, VEIL
from stpdash.palette import KINDS, SEVERAL, TEAL
from stpdash.site.drawn_axes import pixels

INKS: dict[str, str] = {
    **{colour: f"kind-{k}" for k, colour in enumerate((*KINDS.light, *SEVERAL.light))},
    **{colour: f"teal-{k}" for k, colour in enumerate(TEAL.light)},
    **{colour: f"grey-{k}" for k, colour in enumerate(GREYS)},
    **{colour: f"own-{k}" for k, colour in enumerate(COLOURS)},
    VEIL: "veil",
    MARKED: "marked",
    RING: "ring",
    "#e9ecec": "unknown",
    "rgba(120,130,130,0.7)": "thread",
}
"""The colours of the figures, and the class under which the style sheet has each for either ground."""
RIMS = {"#16272a": "rim", "#2a8389": "rim-teal", RING: "ring", "": ""}
"""The colours of edges, likewise."""
LETTERS = {"#ffffff": "white", "#16272a": "black", "": ""}
"""The colours of text on bars, likewise."""
_DIAGONAL = math.sqrt(2)


def _spikes(count: int, *reach: float) -> list[tuple[float, float]]:
    """Corners all around from the top, in turn as far out as `reach` says."""
    turns = ((math.tau * k / count, reach[k % len(reach)]) for k in range(count))
    return [(far * math.sin(turn), -far * math.cos(turn)) for turn, far in turns]


_CROSS = [(-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4),
          (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4)]  # fmt: skip
_CORNERS: dict[str, list[tuple[float, float]]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": _spikes(4, _DIAGONAL),
    "triangle-up": _spikes(3, 1.33),
    "triangle-down": [(across, -down) for across, down in _spikes(3, 1.33)],
    "cross": _CROSS,
    "x": [((x - y) / _DIAGONAL, (x + y) / _DIAGONAL) for x, y in _CROSS],
    "hexagon": _spikes(6, 1.1),
    "star": _spikes(10, 1.4, 0.55),
    "bowtie": [(-1, -1), (1, 1), (1, -1), (-1, 1)],
}
"""The corners of each symbol, in halves of its size; down is positive."""
_STROKES = {"line-ew": ((-1, 0), (1, 0)), "line-ns": ((0, -1), (0, 1))}


def named(colour: str, among: Mapping[str, str] = INKS) -> str:
    """The class of a colour. Raises ValueError for one that the style sheet does not know."""
    if colour not in among:
        raise ValueError(
            f"a colour of a chart: found {colour}, expected one of {', '.join(filter(None, among))}; "
            "name it in stpdash/site/drawn_marks.py and give it to both grounds in stpdash/site/assets/drawn.css"
        )
    return among[colour]


def stripes(box: Mapping[str, str]) -> Markup:
    """Stripes over a bar, from the attributes of its rectangle."""
    return tag("svg", tag("path", "", d="M-600 0H2400"), class_="stripes", **box)


def symbol(name: str, x: str, y: float, size: float, ink: str, rim: str) -> Markup:
    """A mark about a place; an open one, for what is estimated, has an edge and no filling; of a stroke, a ring."""
    shape = name.removesuffix("-open")
    estimated = name != shape
    look = " ".join(filter(None, (ink, "open" if estimated else "", rim)))
    if shape == "circle" or (estimated and shape in _STROKES):
        return tag("circle", "", cx=x, cy=pixels(y), r=pixels(size / 2), class_=look)
    corners = _STROKES.get(shape) or _CORNERS[shape]
    path = "L".join(f"{pixels(across * size / 2)} {pixels(down * size / 2)}" for across, down in corners)
    if shape in _STROKES:
        drawn = tag("path", "", d=f"M{path}", class_=f"{rim or ink} stroke")
    else:
        drawn = tag("path", "", d=f"M{path}Z", class_=look)
    return tag("svg", drawn, x=x, y=pixels(y))

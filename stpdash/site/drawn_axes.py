"""Where values lie on a drawn chart: an axis of numbers or of names, its ticks, and the plot that two of them span.

Across, places are per cent of the plot's width, which the page decides; down, they are pixels. So letters keep their
size on a phone, where plotly would draw anew and a scaled picture would shrink them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from stpdash.markup import joined, tag
from stpdash.site.drawn_reading import Chart, Flat, lines_of

TEXT = 18
"""Pixels from one line of text to the next."""
NARROWEST = 288
"""Pixels across the plot where the page is narrowest; see drawn.css. Letters are about so wide:"""
LETTER = 6.2
TICKS = {"x": 5, "y": 7}
"""About how many steps an axis has; across, no more than a phone has room for."""


@dataclass(frozen=True)
class Axis:
    """From `low` at the left or the bottom to `high`; names lie at 0, 1, 2. If `ruled`, a line at each tick."""

    low: float
    high: float
    names: tuple[str, ...] = ()
    step: float = math.inf
    ruled: bool = True
    title: list[str] = field(default_factory=list)

    def number(self, value: float | str) -> float:
        """A value as a number: a name by its place in the row."""
        return float(self.names.index(value)) if isinstance(value, str) else float(value)

    def share(self, value: float | str) -> float:
        """How far along the axis a value lies: 0 at its beginning, 1 at its end."""
        return (self.number(value) - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> dict[float, str]:
        """Where the axis is marked, and with what words; nothing where it is not."""
        if self.names:
            return {float(n): name for n, name in enumerate(self.names)}
        if math.isinf(self.step):
            return {}
        first, last = (math.floor(end / self.step + slack) for end, slack in ((self.low, 1 - 1e-9), (self.high, 1e-9)))
        return {n * self.step: written(n * self.step, self.step) for n in range(first, last + 1)}


class Plot(NamedTuple):
    """The ground on which marks stand: two axes, its upper edge and its height in pixels."""

    x: Axis
    y: Axis
    top: float
    tall: float

    def across(self, value: float | str) -> str:
        """Where a value lies from left to right."""
        return percent(self.x.share(value))

    def down(self, value: float | str) -> float:
        """Where a value lies from the upper edge of the picture, in pixels."""
        return self.top + (1 - self.y.share(value)) * self.tall

    def box(self, x: tuple[float, float], y: tuple[float, float]) -> dict[str, str]:
        """The attributes of a rectangle from one pair of values to the other."""
        left, right = sorted(self.x.share(end) for end in x)
        top, bottom = sorted(self.down(end) for end in y)
        return {"x": percent(left), "y": pixels(top), "width": percent(right - left), "height": pixels(bottom - top)}


def axis(chart: Chart, letter: str, names: tuple[str, ...], values: Iterable[float]) -> Axis:
    """An axis of the chart ("x" or "y"): of names where there are some; else as long as it asks for, or its values."""
    said = chart.axes[letter]
    title = lines_of(said["title.text"]) if "title.text" in said else []
    ruled = said.get("showgrid", True)
    if names:
        ends = (-0.5, len(names) - 0.5)
        return Axis(*(ends[::-1] if "autorange" in said else ends), names, ruled=False, title=title)
    low, high = said.get("range") or _ends(said, values)
    step = _step(abs(high - low), TICKS[letter]) if said.get("showticklabels", True) else math.inf
    return Axis(low, high, step=step, ruled=ruled, title=title)


def written(value: float, step: float) -> str:
    """A number at a tick, with as many decimals as the step between ticks has.

    >>> [written(n * 0.5, 0.5) for n in (-3, 0, 2500)]
    ['−1.5', '0.0', '1,250.0']
    """
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{round(value, decimals) + 0:,.{decimals}f}".replace("-", "−")


def percent(share: float) -> str:
    """A share of the plot's width."""
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def pixels(length: float) -> str:
    """A length in pixels.

    >>> pixels(12.0), pixels(7.25)
    ('12', '7.2')
    """
    return f"{length:.1f}".removesuffix(".0")


def word(text: str, x: str, y: float, look: str = "", **more: str) -> Markup:
    """A line of text; where it stands is its middle line, and its beginning unless `look` says another."""
    return tag("text", text, x=x, y=pixels(y), **({"class_": look} if look else {}), **more)


def ruled(on: Plot) -> Markup:
    """The lines behind the marks: one at each tick, a stronger one at zero."""
    ends = {"y1": pixels(on.top), "y2": pixels(on.top + on.tall)}
    upright = ({"x1": on.across(at), "x2": on.across(at)} | ends for at in _kept(on.x))
    lying = ({"x1": "0%", "x2": "100%", "y1": pixels(on.down(at)), "y2": pixels(on.down(at))} for at in _kept(on.y))
    zeros = [
        {"x1": on.across(0), "x2": on.across(0)} | ends if _has_zero(on.x) else {},
        {"x1": "0%", "x2": "100%", "y1": pixels(on.down(0)), "y2": pixels(on.down(0))} if _has_zero(on.y) else {},
    ]
    grid = joined(tag("line", "", **line) for line in (*upright, *lying))
    return tag("g", grid, class_="grid") + joined(tag("line", "", class_="zero", **line) for line in zeros if line)


def labelled(on: Plot) -> Markup:
    """The words at the ticks and the titles: of the upright axis above the plot, of the other one under it."""
    under = on.top + on.tall
    x = (word(text, on.across(at), under + 13) for at, text in on.x.ticks.items())
    titles = [
        *(word(line, "0%", TEXT * (n + 0.5)) for n, line in enumerate(on.y.title)),
        *(word(line, "0%", under + 14 + TEXT * (n + 1)) for n, line in enumerate(on.x.title)),
    ]
    return tag("g", joined(x), class_="ticks-x") + tag("g", joined(_at_the_side(on)), class_="ticks-y") + joined(titles)


def _at_the_side(on: Plot) -> Iterator[Markup]:
    """The words of the upright axis: numbers left of the plot; names above their bars, where a phone has room."""
    for at, text in on.y.ticks.items():
        if on.y.names:
            yield word(text, "0%", on.down(at - 0.43))
        else:
            yield word(text, "0%", on.down(at), dx="-6")


def room(on: Plot) -> int:
    """The room that the words left of the plot need, in rem; for the style sheet."""
    longest = 0 if on.y.names else max((len(text) for text in on.y.ticks.values()), default=0)
    return math.ceil((longest * 7 + 8) / 16)


def _kept(axis: Axis) -> list[float]:
    return [at for at in axis.ticks if at] if axis.ruled else []


def _has_zero(axis: Axis) -> bool:
    return axis.ruled and not axis.names and min(axis.low, axis.high) <= 0 <= max(axis.low, axis.high)


def _ends(said: Flat, values: Iterable[float]) -> tuple[float, float]:
    """From the least value to the greatest, with a twentieth more at an end that is not zero."""
    known = [value for value in values if not math.isnan(value)]
    if said.get("rangemode") == "tozero" or not known:
        known.append(0.0)
    low, high = min(known), max(known)
    more = (high - low) / 20 or 1.0
    return low - more * (low != 0), high + more * (high != 0 or low == 0)


def _step(span: float, about: int) -> float:
    """A step of 1, 2 or 5 times a power of ten, of which the span holds no more than about so many."""
    power = 10.0 ** math.floor(math.log10(span / about))
    return next(times * power for times in (1, 2, 5, 10) if times * power * about >= span * (1 - 1e-9))

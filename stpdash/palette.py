"""Colours of the maps and charts: one hue a measure, pale to dark, and the same on a dark ground.

Each ramp of a measure has five steps. Lightness falls evenly on a light ground and rises evenly on a dark one, so
that the order survives every kind of colour blindness and a black-and-white printer.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ramp:
    """Colours as hex, for each ground: of a measure five from the lowest class to the highest."""

    light: tuple[str, ...]
    dark: tuple[str, ...]


TEAL = Ramp(
    ("#dcefed", "#a6d4d1", "#66b0b1", "#2a8389", "#0a4f59"),
    ("#17474c", "#24686d", "#3d9094", "#74bbbb", "#c2e7e4"),
)
PURPLE = Ramp(
    ("#ece7f4", "#c9bce0", "#a08dc8", "#7559a8", "#472c78"),
    ("#3b2a5c", "#573f84", "#7a62ab", "#a793cf", "#dcd0f1"),
)
OCHRE = Ramp(
    ("#f8ecd2", "#eac98a", "#d09a45", "#9f6a1c", "#633d08"),
    ("#4a3310", "#6f4e18", "#9b7229", "#cba25a", "#f1ddb0"),
)
BLUE = Ramp(
    ("#e0ebf7", "#b0cdec", "#76a6d8", "#3d77b5", "#164578"),
    ("#1b3a5c", "#2b5585", "#477bb3", "#83abd9", "#cfe2f7"),
)
KINDS = Ramp(
    ("#3b7091", "#d4bd49", "#573d9c", "#8eafd1", "#b44d49", "#7d952b", "#e495af"),
    ("#6ba0bb", "#f5a640", "#a88bd6", "#356a93", "#d86a5f", "#a1bd6d", "#7e4a59"),
)
"""Colours for kinds without an order, told apart by every kind of eye, as a test measures; `page.css` has them too."""
SEVERAL = Ramp(("#3b4554",), ("#c8c0e7",))
"""The colour of what is more than one kind at once."""
EIGHTH = Ramp(("#dcf0a0",), ("#5014a0",))
"""One more kind beside those and the one for several, where eight areas became one."""
CHANGES = Ramp(("#dfe7e4", "#8a5a10", "#1f6aa8", "#6a4aa0"), ("#2c393a", "#e0b567", "#7db4e8", "#a58bd8"))
"""What became of areas between two dates: the same, renamed, boundary moved, merged or split; each has a pattern."""

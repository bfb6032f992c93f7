"""How a drawn area is dressed: the class names of its shape, and the patterns that the style sheet fills it with.

The live map's view.js says the same; map.css has the colours.
"""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from stpdash.markup import joined, tag

MARKS = {"e": "estimated", "p": "part", "a": "announced"}
"""What a letter in an area's entry means."""
CLASSES = range(8)


def class_names(k: int | None, _text: str, marks: str = "") -> str:
    """The class names of an area's shape, from its entry in a layer description: class, value in words, marks."""
    return " ".join(["a", "none" if k is None else f"c{k}", *(MARKS[mark] for mark in marks)])


def pattern_name(k: int | None, _text: str, marks: str = "") -> str:
    """The pattern that an area's entry is filled with; blank for a plain colour. Of several marks the last wins."""
    return "none" if k is None else f"{MARKS[marks[-1]]}-{k}" if marks else ""


def patterns(wanted: Collection[str] | None = None, within: str = "stp") -> Markup:
    """The definitions of all patterns, or of those wanted: stripes, half stripes and dots in each class's colour.

    `within`: what their ids begin with, so that two maps on a page have none in common.
    """
    stripe, half = _rect("stripe", 2), "ground c{}"
    made = {"none": _pattern(f"{within}-none", "none", stripe)}
    for k in CLASSES:
        dot = tag("circle", "", cx="3", cy="3", r="1.7", class_=half.format(k))
        made[f"estimated-{k}"] = _pattern(f"{within}-estimated-{k}", f"c{k}", stripe)
        made[f"part-{k}"] = _pattern(f"{within}-part-{k}", "pale", _rect(half.format(k), 3))
        made[f"announced-{k}"] = _pattern(f"{within}-announced-{k}", "pale", dot)
    chosen = (each for name, each in made.items() if wanted is None or name in wanted)
    return tag("defs", joined(chosen)) if wanted is None or wanted else Markup("")


def where_patterns_are() -> str:
    """The style sheet's rule that says which pattern is which."""
    marks = "".join(f"--{mark}{k}: url(#stp-{mark}-{k}); " for mark in MARKS.values() for k in CLASSES)
    return f".stp-map {{ --none: url(#stp-none); {marks}}}"


def _rect(dress: str, width: int) -> Markup:
    return tag("rect", "", width=str(width), height="6", class_=dress)


def _pattern(name: str, ground: str, mark: Markup) -> Markup:
    return Markup(
        '<pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)">{}{}</pattern>'
    ).format(name, _rect(f"ground {ground}", 6), mark)

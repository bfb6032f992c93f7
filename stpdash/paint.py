"""A question of governance on the footprints: which class each has, what is read out, what the legend counts.

The same description as a measure's (`layers`), so that the same renderers draw it. Classes are codes, not limits.
"""

from __future__ import annotations

from collections import Counter
from itertools import product

from stpdash import asat, words
from stpdash.asat import ANY
from stpdash.axes import AXES, DATES, Axis, Standing, by_area, codes_in_use
from stpdash.layers import Description
from stpdash.model import MAIN, Atlas
from stpdash.palette import KINDS, SEVERAL, TEAL, Ramp
from stpdash.telling import amounts_to, when

MARKS = {"part": "p", "yet_to_come": "a"}
LEGEND_OF_MARKS = {
    "p": ("part", "striped: only a part of the footprint"),
    "a": ("announced", "dotted: announced, agreed or being set up, not seen in place"),
}


MERGED = " Cumbria and North East, merged in April 2018, shows what is recorded of footprints 1, 2 and 3."
"""What to know of a map at a date after the merger."""


def answer(atlas: Atlas, axis: Axis, state: Standing) -> str:
    """A footprint's standing in a few words: "Joint committee of CCGs (agreed)"; "Not recorded"."""
    if not state.codes:
        return words.NOT_RECORDED
    named = words.listed([atlas.word(axis.key, code) for code in state.codes])
    fact = state.drawn[0]
    if len(state.codes) > 1:
        return f"{'Sources disagree' if state.disputed else 'More than one'}: {named}"
    extras = [amounts_to(atlas, fact) if state.yet_to_come else "", "part only" if state.part else ""]
    told = ", ".join(extra for extra in extras if extra)
    return f"{named} ({told})" if told else named


def title(axis: Axis, date: str) -> str:
    """A question and the date it is asked at, in words."""
    return f"{axis.title}, {'whenever recorded' if date == ANY else words.date(date)}"


def shade(atlas: Atlas, axis_key: str, date: str) -> Description:
    """What an axis puts on the footprints of a date: classes, words, colours, legend."""
    axis, codes = AXES[axis_key], codes_in_use(atlas, axis_key)
    found = by_area(atlas, axis_key, date)
    return {
        "label": f"Map of {words.count(len(found), 'footprint')}: {title(axis, date)}",
        "areas": {area.code: _entry(atlas, axis, codes, state) for area, state in found.items()},
        "circles": None,
        "palette": _palette(axis, len(codes)),
        "legend": {
            "title": title(axis, date),
            "entries": _entries(atlas, axis, codes, list(found.values())),
            "note": f"{axis.question} {axis.note}{MERGED if asat.vintage(date) > MAIN else ''}",
        },
    }


def ahead(atlas: Atlas, vintage: str) -> dict[str, Description]:
    """Every shade of governance at the dates of the story with the boundaries of a vintage, by "axis|date"."""
    dates = [date for date in DATES if asat.vintage(date) == vintage]
    return {f"{axis}|{date}": shade(atlas, axis, date) for axis, date in product(AXES, dates)}


def _entry(atlas: Atlas, axis: Axis, codes: tuple[str, ...], state: Standing) -> list[object]:
    if not state.codes:
        return [None, words.NOT_RECORDED]
    text = answer(atlas, axis, state)
    told = text if len(state.codes) > 1 else f"{text}; {when(state.drawn[0])}"
    marks = "".join(mark for name, mark in MARKS.items() if getattr(state, name))
    return [_class(codes, state), told, *([marks] if marks else [])]


def _class(codes: tuple[str, ...], state: Standing) -> int:
    return codes.index(state.codes[0]) if len(state.codes) == 1 else len(codes)


def _palette(axis: Axis, classes: int) -> dict[str, list[str]]:
    """A colour a code, and one more for several at once."""
    ramp = _best_first(TEAL) if axis.ordered else KINDS
    return {
        "light": [*ramp.light[:classes], SEVERAL.light[0]],
        "dark": [*ramp.dark[:classes], SEVERAL.dark[0]],
    }


def _best_first(ramp: Ramp) -> Ramp:
    return Ramp(tuple(reversed(ramp.light)), tuple(reversed(ramp.dark)))


def _entries(atlas: Atlas, axis: Axis, codes: tuple[str, ...], states: list[Standing]) -> list[dict[str, str]]:
    """The legend's lines: each code with its count, the marks that occur, and always what is not recorded."""
    counts = Counter(_class(codes, state) for state in states if state.codes)
    entries = [
        {"swatch": f"c{k}", "label": f"{atlas.word(axis.key, code)} ({counts[k]})"} for k, code in enumerate(codes)
    ]
    if counts[len(codes)]:
        label = "sources disagree" if any(state.disputed for state in states) else "more than one at once"
        entries.append({"swatch": f"c{len(codes)}", "label": f"{label} ({counts[len(codes)]})"})
    marked = Counter(mark for state in states for name, mark in MARKS.items() if getattr(state, name))
    for mark, (swatch, label) in LEGEND_OF_MARKS.items():
        if marked[mark]:
            entries.append({"swatch": swatch, "label": f"{label} ({marked[mark]})"})
    unknown = sum(not state.codes for state in states)
    return [*entries, {"swatch": "none", "label": f"{words.NOT_RECORDED.lower()} ({unknown})"}]

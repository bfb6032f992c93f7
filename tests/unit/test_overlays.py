"""Overlays: every kind of line is told apart without colour, no point hides another, two at once stay two."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace
from pathlib import Path

import pytest

from stpdash import landmarks, layers, legend, pictures, views, waves
from stpdash.landmarks import Spot
from stpdash.overlay import Lines, Mark, Points
from stpdash.overlays import OVERLAYS
from tests.unit.made_up import FACT, FACTS, NORTH, SOUTH, atlas, frame

ATLAS = atlas()
CSS = Path(views.__file__).parent / "ui" / "frontend" / "map.css"


def looks() -> dict[str, tuple[float, tuple[float, ...]]]:
    """Each kind of line in the style sheet: its weight in pixels and its dashes (none: drawn through)."""
    found = {}
    for style, rule in re.findall(r"\.stp-map path\.line\.(\w+) \{([^}]*)\}", CSS.read_text("utf-8")):
        (weight,) = re.findall(r"stroke-width: ([\d.]+)px", rule)
        dashes = re.findall(r"stroke-dasharray: ([\d. ]+)", rule)
        found[style] = (float(weight), tuple(float(n) for n in dashes[0].split()) if dashes else ())
    return found


def told_apart(one: tuple[float, tuple[float, ...]], other: tuple[float, tuple[float, ...]]) -> bool:
    """Half as heavy again or one pixel more, or broken in another way."""
    (light, _), (heavy, _) = sorted((one, other))
    return one[1] != other[1] or heavy - light >= 1 or heavy / light >= 1.5


def test_no_two_kinds_of_line_have_the_same_weight_and_dashes():
    alike = [pair for pair in itertools.combinations(looks().items(), 2) if not told_apart(pair[0][1], pair[1][1])]
    assert alike == []
    assert len(looks()) == 17


def test_no_kind_of_line_is_told_by_its_colour():
    for rule in re.findall(r"\.stp-map path\.line\.\w+ \{([^}]*)\}", CSS.read_text("utf-8")):
        assert not re.search(r"stroke:", rule)


def test_every_line_of_an_overlay_and_of_a_grouping_has_its_look():
    styles = {part.style for each in OVERLAYS.values() for part in each.parts(ATLAS) if isinstance(part, Lines)}
    assert styles | {"wave1", "wave1part", "wave2", "group1", "group2", "group3", "former", "moved", "other"} == set(
        looks()
    )


def test_a_line_names_the_areas_it_goes_around_and_its_edge():
    told = Lines("footprint", "2017", "group1", "Mine", "outer", (NORTH,)).described()
    assert told == {
        "object": "footprint_2017", "edge": "outer", "style": "group1", "label": "Mine", "codes": [NORTH],
    }  # fmt: skip
    assert "codes" not in Lines("ccg", "2017", "ccg", "All").described()


def test_two_overlays_are_two_and_one_named_twice_is_one():
    both = pictures.lines(ATLAS, "teams", "authorities")
    assert [part["object"] for part in both] == ["region_2019", "combined_authority_2018"]
    assert pictures.lines(ATLAS, "teams", "teams") == both[:1]
    assert pictures.lines(ATLAS, "none", "none") == []


def test_every_view_offers_every_overlay_but_what_lies_on_it_already():
    assert set(OVERLAYS) - set(views.ENGLAND.offered) == {"footprint"}
    page_of_north = views.named(ATLAS, "1")
    assert set(OVERLAYS) - set(page_of_north.offered) == {"footprint", "ccg"}
    for name in ("overlay", "also"):
        assert list(pictures.offers(ATLAS, views.ENGLAND)[name][0]) == ["none", *views.ENGLAND.offered]


def test_points_of_one_place_are_set_aside_so_far_that_none_hides_another(monkeypatch):
    def five(_):
        return [Spot(-1.0, 52.0, "P", name, "") for name in "abcde"] + [Spot(-1.0, 53.0, "P", "alone", "")]

    monkeypatch.setitem(landmarks.SPOTS, "five", five)
    *crowd, alone = sorted(landmarks.spots(ATLAS, "five"), key=lambda spot: spot.lat)
    assert alone.aside == (0, 0)
    assert all(math.dist(a.aside, b.aside) >= 15 for a, b in itertools.combinations(crowd, 2))
    assert landmarks.spots(ATLAS, "five") == landmarks.spots(ATLAS, "five")


def test_a_trust_says_of_which_footprints_it_is_a_partner():
    ((lon, lat, mark, name, told, *aside),) = landmarks.told(ATLAS, "trusts")
    assert (lon, lat, mark, name, aside) == (-1.0, 52.0, "one", "The <i>Made-up</i> Trust", [0, 0])
    assert told == "partner in footprint Merged (April 2019)"


def test_a_wave_is_of_whole_footprints_or_of_parts_and_the_legend_names_the_parts():
    shared = {"attribute": "system_status", "status": "IN_PLACE", "source": "made-up"}
    rows = [
        {"subject": "footprint:1", "value": "ACS_SHADOW", "detail": "First wave", "part": "North Bank", **shared},
        {"subject": "footprint:1", "value": "ACS_SHADOW", "detail": "First wave", "part": "Dale", **shared},
        {"subject": "footprint:1", "value": "ICS_PROGRAMME", "detail": "First wave", "part": "Dale", **shared},
        {"subject": "footprint:2", "value": "ICS_PROGRAMME", "detail": "Second wave", "part": "", **shared},
    ]
    facts = frame(FACT, *FACTS, *(tuple(row.get(name, "") for name in FACT.split()) for row in rows))
    part, second = waves.parts(replace(ATLAS, facts=facts))
    assert (part.style, part.codes, part.edge) == ("wave1part", (NORTH,), "around")
    assert part.legend.endswith("a part of the footprint (2 in 1 footprint): Dale; North Bank")
    assert (second.style, second.codes) == ("wave2", (SOUTH,))
    assert second.legend.endswith("the whole footprint (1)")


def test_a_map_taken_away_names_every_overlay_and_every_kind_of_point():
    kinds = Points("made-up", (Mark("one", "M0 0H1", "A <kind>"), Mark("several", "M0 0V1", "Another")), "What to know")
    shade = {
        "areas": {NORTH: [0, "1"]},
        "legend": {"title": "Title", "entries": [], "note": ""},
    }
    lines = [*layers.laid(ATLAS, OVERLAYS["teams"], OVERLAYS["offices"]), kinds.described()]
    below = legend.below(ATLAS, {NORTH: "North"}, {"shade": shade, "lines": lines, "attribution": ""})
    for told in ("Seven integrated", "14 NHS local offices", "A &lt;kind&gt;", "Another", "What to know"):
        assert told in below
    assert [each for each in ("line region", "line office", "mark one", "mark several") if each not in below] == []


@pytest.mark.parametrize("kind", sorted(landmarks.LETTERS))
def test_every_type_of_vanguard_has_a_letter_of_its_own(kind: str):
    letters = [letter for letter, _ in landmarks.LETTERS.values()]
    assert letters.count(landmarks.LETTERS[kind][0]) == 1

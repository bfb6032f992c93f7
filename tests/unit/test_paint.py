"""A question of governance on the map: a colour a code, every gap counted, marks said in words; colours told apart."""

import itertools
import json

import numpy as np
import pytest

from stpdash import governing, paint, palette
from stpdash.axes import AXES
from tests.unit.made_up import NORTH, SOUTH, atlas

ATLAS = atlas()


def shade(date: str = "2017-12-31"):
    return paint.shade(ATLAS, "agreement", date)


def test_each_footprint_has_its_class_its_words_and_its_marks():
    drawn = shade()
    assert drawn["areas"][NORTH] == [0, "Understanding; since May 2017, no end date found"]
    assert drawn["areas"][SOUTH] == [0, "Understanding (agreed, part only); June 2017", "pa"]


def test_before_anything_was_said_every_footprint_reads_not_recorded_and_is_counted():
    drawn = shade("2016-03-30")
    assert drawn["areas"] == {NORTH: [None, "Not recorded"], SOUTH: [None, "Not recorded"]}
    assert drawn["legend"]["entries"][-1] == {"swatch": "none", "label": "not recorded (2)"}


def test_the_legend_counts_codes_marks_and_gaps():
    assert [entry["label"] for entry in shade()["legend"]["entries"]] == [
        "Understanding (2)",
        "striped: only a part of the footprint (1)",
        "dotted: announced, agreed or being set up, not seen in place (1)",
        "not recorded (0)",
    ]


def test_the_view_in_a_sentence_says_what_the_legend_counts_and_leaves_out_what_is_nowhere():
    assert governing.summary(ATLAS, "agreement", "2017-12-31") == (
        "Written agreement, 31 December 2017: Understanding, 2 (1 of them only announced or agreed, "
        "1 for a part only); not recorded, 0."
    )


def test_everything_is_there_ahead_and_is_plain_json():
    made = paint.ahead(ATLAS, "2017")
    days = {"2016-11-30", "2017-04-01", "2017-07-21", "2017-12-31", "any"}
    assert set(made) == {f"{axis}|{date}" for axis, date in itertools.product(AXES, days)}
    assert json.loads(json.dumps(made["agreement|2017-12-31"])) == json.loads(json.dumps(shade()))


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* (D65) of linear sRGB: Lindbloom's formulas."""
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


SEEN_BY = {  # Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
    "everybody": np.eye(3),
    "a protanope": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "a deuteranope": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "a tritanope": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("eye", SEEN_BY)
def test_kinds_are_told_apart_by_every_eye(ground, eye):
    colours = [*getattr(palette.KINDS, ground), *getattr(palette.SEVERAL, ground)]
    seen = [lab(SEEN_BY[eye] @ linear(colour)) for colour in colours]
    for (a, one), (b, other) in itertools.combinations(zip(colours, seen, strict=True), 2):
        assert np.linalg.norm(one - other) >= 10, f"{a} and {b} look alike to {eye}"


@pytest.mark.parametrize("ramp", ["TEAL", "PURPLE", "OCHRE", "BLUE"])
@pytest.mark.parametrize("eye", SEEN_BY)
def test_the_steps_of_a_ramp_rise_or_fall_in_lightness_for_every_eye(ramp, eye):
    for ground, sign in (("light", -1), ("dark", 1)):
        lightness = [lab(SEEN_BY[eye] @ linear(colour))[0] for colour in getattr(getattr(palette, ramp), ground)]
        assert all(sign * step >= 7 for step in np.diff(lightness)), (ground, lightness)

"""Finding an area: by number, old code, new code, NHS code; an unknown one is nobody else's."""

import pytest

from stpdash import find
from tests.unit.made_up import CCGS, NORTH, REGION, atlas

ATLAS = atlas()


@pytest.mark.parametrize(
    ("asked", "layer", "code"),
    [
        ("1", "footprint", NORTH),
        (" 01 ", "footprint", NORTH),
        (NORTH.lower(), "footprint", NORTH),
        (CCGS[2], "ccg", CCGS[2]),
        ("02X", "ccg", CCGS[2]),
        (REGION, "region", REGION),
        ("y63", "region", REGION),
        ("E38000099", "ccg", "E38000099"),
        ("QHM", "footprint", "E54000049"),
    ],
)
def test_an_area_is_found_by_any_of_its_codes(asked, layer, code):
    found = find.resolve(ATLAS, asked)
    assert (found.layer, found.code) == (layer, code)


@pytest.mark.parametrize(
    "asked", ["", "0", "45", "-1", "1.0", "44444", "E99999999", "x" * 500, "<script>", "٣", "१", "'; drop"]
)
def test_an_unknown_id_is_no_area(asked):
    assert find.resolve(ATLAS, asked) is None


def test_every_offered_area_resolves_to_itself():
    for area_id in find.choices(ATLAS):
        assert find.resolve(ATLAS, area_id).id == area_id

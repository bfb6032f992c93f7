"""Finding anything, and a card for whatever is found."""

from __future__ import annotations

import pytest

from stpdash import brief, changing, find, people, search, who


def test_old_names_and_codes_lead_to_the_present_record_and_say_so(atlas):
    first = search.search(atlas, "Coast, Humber and Vale")[0]
    assert first.address == "area?area=6"
    assert "called Coast, Humber and Vale in Spring 2016" in first.note
    assert search.search(atlas, "E54000001")[0].address == "area?area=1"
    assert search.search(atlas, "QMJ")[0].address == "area?area=28"


@pytest.mark.parametrize(
    ("asked", "label", "kind"),
    [
        ("Norh Central Londn", "North Central London", "Footprint"),
        ("david slowman", "Sir David Sloman", "Person"),
        ("E38000027", "NHS Camden CCG", "CCG"),
        ("07r", "NHS Camden CCG", "CCG"),
        ("alder hey", "Alder Hey Children's NHS Foundation Trust", "NHS trust"),
        ("west mids", "West Midlands", "Combined authority"),
        ("Y56", "London", "NHS region"),
        ("footprint 28", "North Central London", "Footprint"),
        ("STP 28", "North Central London", "Footprint"),
        ("buckingham", "Buckinghamshire", "Council"),
    ],
)
def test_search_finds_every_kind_with_slips_of_the_pen(atlas, asked, label, kind):
    hits = search.search(atlas, asked)
    assert (label, kind) in [(hit.label, hit.kind) for hit in hits[:3]]


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("28", "area?area=28"),
        ("QMJ", "area?area=28"),
        ("RAL", "trust?trust=RAL"),
        ("simon stevens", "person?person=simon-stevens"),
    ],
)
def test_what_alone_is_meant_opens_at_once(atlas, asked, address):
    assert search.the_one(atlas, asked).address == address


@pytest.mark.parametrize("asked", ["devon", "surrey", "manchester", "camden", "norh central londn", ""])
def test_where_more_could_be_meant_nothing_is_chosen_for_the_reader(atlas, asked):
    assert search.the_one(atlas, asked) is None


@pytest.mark.parametrize("asked", ["", "   ", "zzzzqqqq", "<script>", "%00", "'; drop table", "x" * 5000])
def test_search_for_nothing_there_finds_nothing(atlas, asked):
    assert search.search(atlas, asked) == []


@pytest.mark.parametrize("asked", ["N7 8AA", "n78aa", " SW1A 1AA ", "M1 1AE", "PO1 3LE"])  # the last is like "Poole"
def test_a_postcode_is_told_that_postcodes_are_not_covered(atlas, asked):
    assert search.search(atlas, asked) == []
    assert search.nothing(asked).startswith("Postcodes are not covered here.")


@pytest.mark.parametrize("asked", ["07T", "E54000001", "RAL", "28", "stp 28", "zzzzqqqq"])
def test_what_is_no_postcode_is_told_that_nothing_is_called_so(asked):
    assert search.nothing(asked) == f"Nothing is called “{asked}” here."


def test_two_footprints_of_one_name_say_when_each_was_there(atlas):
    # atlas.areas: E54000049 on the boundaries of 2018 and 2019, E54000050 on those of 2020
    notes = {hit.address: hit.note for hit in search.search(atlas, "Cumbria and North East") if hit.exact}
    assert notes["area?area=E54000049"].endswith("April 2018 to April 2019")
    assert notes["area?area=E54000050"].endswith("April 2020")


def test_everything_that_search_can_find_has_an_address_that_opens_it(atlas):
    entries = search.entries(atlas)
    trusts = set(atlas.organisations["code"])
    everybody = people.people(atlas)
    for hit in {entry.hit for entry in entries}:
        page, _, key = hit.address.partition("?")
        value = key.partition("=")[2]
        if page == "area":
            assert find.resolve(atlas, value) is not None, hit
        elif page == "trust":
            assert value in trusts
        elif page == "changes":
            assert changing.named(atlas, value) is not None, hit
        else:
            assert page == "person"
            assert people.person(atlas, value) is everybody[value]


def test_every_card_of_every_kind_of_area_can_be_written(atlas):
    for area_id in find.choices(atlas):
        area = find.resolve(atlas, area_id)
        assert "Who answers here" in who.card(atlas, area)
        assert "atlas-card" in brief.card(atlas, area)


def test_every_trust_and_every_person_has_a_card(atlas):
    for code, name in zip(atlas.organisations["code"], atlas.organisations["name"], strict=True):
        assert "Partner in" in who.trust_card(atlas, code, name)
    for person in people.people(atlas).values():
        assert who.roles(atlas, person)


def test_a_footprint_keeps_its_councils_and_trusts_whatever_became_of_it(atlas):
    one = who.card(atlas, atlas.footprint(1))
    assert "of Cumbria and North East, of which this footprint was then a part" in one
    assert "Sunderland" in one

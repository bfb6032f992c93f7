"""Facts in words: announced is not granted, last known is not current, nothing of a source runs as code."""

import doctest

import pytest

from stpdash import cards, facts, names, people, telling, who
from stpdash.build import fact as build_fact
from stpdash.facts import Fact
from tests.unit.made_up import FACT as COLUMNS
from tests.unit.made_up import atlas, fact, frame

ATLAS = atlas()
ONE, TWO = ATLAS.footprint(1), ATLAS.footprint(2)


@pytest.mark.parametrize("module", [names, build_fact, facts])
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def only(subject: str, attribute: str) -> Fact:
    found = facts.facts(ATLAS, subject, attribute)
    assert len(found) == 1
    return found[0]


def test_an_open_end_is_said_to_be_open():
    assert telling.sentence(ATLAS, only("footprint:1", "agreement")) == (
        "Understanding (since May 2017, no end date found). Of two"
    )


def test_what_is_agreed_for_a_part_says_both_and_when_it_was_seen():
    assert telling.sentence(ATLAS, only("footprint:2", "agreement")) == (
        "Understanding (agreed, only A corner, June 2017)"
    )


def test_a_plan_tells_its_date_from_the_date_it_was_made():
    planned = fact("footprint:1", "agreement", "MOU", "PLANNED", "STARTED_AT_DATE", "2016-11", start="2017-04")
    made = atlas(facts=frame(COLUMNS, planned))
    assert telling.when(facts.of(made, "1", "agreement")[0]) == "from April 2017, by a source of November 2016"


def test_every_line_of_a_card_that_says_something_opens_its_source_in_place():
    lines = cards.recorded(ATLAS, "Written agreement", facts.of(ATLAS, "1", "agreement"))
    assert len(lines) == 1
    assert "<details" in lines[0].said
    for part in ("A &lt;made-up&gt; source", "Nobody", "April 2017", "https://example.org/a", "confidence high"):
        assert part in lines[0].said


def test_what_two_documents_say_alike_stands_once_with_two_sources():
    twice = [fact("footprint:1", "agreement", "MOU", "IN_PLACE", "SEEN_BY", "2017-05", note=str(n)) for n in (1, 2)]
    two = [(*row[:-1], source) for row, source in zip(twice, ("made-up", "other"), strict=True)]
    cards_of = frame(
        "source title publisher address published published_note accessed licence covers",
        ("made-up", "One", "A", "", "2017", "", "", "x", "x"), ("other", "Two", "B", "", "2017", "", "", "x", "x"),
    )  # fmt: skip
    made = atlas(facts=frame(COLUMNS, *two), sources=cards_of)
    (line,) = cards.recorded(made, "Agreement", facts.of(made, "1", "agreement"))
    assert line.said.count("Understanding") == 2  # once as the line, once in the name of its sources for those who hear
    assert "2 sources" in line.said


def test_nothing_known_reads_not_recorded_in_words():
    card = who.card(ATLAS, TWO)
    for about in ("CCGs decide", "Accountable officers", "Who may decide", "Control total", "Accountability model"):
        assert f"<dt>{about}</dt><dd>Not recorded</dd>" in card


def test_a_person_is_one_under_every_dress_of_the_name():
    dressed = [
        fact("footprint:1", "lead_sighting", "Sir A. Person CBE", "NAMED", "SEEN_BY", "2016-03"),
        fact("footprint:2", "lead_sighting", "A. Person", "NAMED", "SEEN_BY", "2017-03"),
    ]
    made = atlas(facts=frame(COLUMNS, *dressed))
    assert list(people.people(made)) == ["a-person"]
    assert people.people(made)["a-person"].name == "Sir A. Person CBE"
    assert [f.footprint for f in people.people(made)["a-person"].facts] == ["1", "2"]
    assert people.person(made, "Dr A. Person").id == "a-person"
    assert people.person(made, "B. Person") is None


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", '"><script>x</script>', "${x} `y` {{z}}", "שלום", "ب" * 300]
)
def test_a_hostile_name_is_text_on_a_card_and_has_an_id(name):
    made = atlas(facts=frame(COLUMNS, fact("footprint:1", "lead", name, "NAMED", "ODS_LIST", "2017-12")))
    card = str(who.card(made, made.footprint(1)))
    assert "<img" not in card
    assert "<script" not in card
    assert people.who(made, name).name == name

"""What happened in words, chosen by area, kind and year, drawn before and after: on a made-up ledger of every kind."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from stpdash import change_export, change_pictures, change_tables, change_words, changing, palette, successor_tables
from stpdash.changing import Asked
from stpdash.ledger import NHS_LOG, changes
from tests.unit.made_up import CCGS, NORTH, SOUTH, areas, atlas, frame, vocabulary
from tests.unit.test_paint import SEEN_BY, lab, linear

COLUMNS = (
    "change kind layer vintage code name successor_vintage successor successor_name effective_from nhs_date moved "
    "people area_km2 confidence note source"
)
AREA = "layer vintage code ods_code name area_km2 lon lat source"
CARD = "source title publisher address published published_note accessed licence covers"
ONE, TWO, THREE, FOUR = CCGS
LATE = "E38000099"


def row(change, kind, layer, code, name, successor, after, people, *, moved=True, **more):
    told = {"vintage": "2017", "later": "2018", "day": "2018-04-01", "nhs": "", "sure": "high", "note": ""} | more
    return (
        change, kind, layer, told["vintage"], code, name, told["later"], successor, after, told["day"], told["nhs"],
        moved, people, 5.0, told["sure"], told["note"], "made-up",
    )  # fmt: skip


LEDGER = (
    row("m", "merger", "ccg", ONE, "NHS Place 1 CCG", LATE, "NHS Late CCG", 100, nhs="2018-06-07"),
    row("m", "merger", "ccg", TWO, "NHS Place 2 CCG", LATE, "NHS Late CCG", 300, nhs="2018-06-07"),
    row("v", "boundary_move", "ccg", THREE, "NHS Place 3 CCG", LATE, "NHS Late CCG", 7),
    row("n", "rename", "footprint", NORTH, "North", NORTH, "Up", 400, moved=False, vintage="2016", later="2017",
        day="2017-04-01"),
    row("c", "recode", "footprint", "E54000009", "South & <b>Sea</b>", SOUTH, "South & <b>Sea</b>", 600, moved=False,
        vintage="2016", later="2017", day="2017-04-01", sure="inferred", note="A line stands in."),
    row("l", "merger", "ccg", LATE, "NHS Late CCG", "E38000100", "NHS Last, and <i>Least</i> CCG", 407,
        vintage="2018", later="", day="2021-04-01"),
)  # fmt: skip


def words() -> pd.DataFrame:
    kinds = ("merger", "split", "boundary_move", "rename", "recode", "region_move", "redigitised")
    rows = [("change_kind", kind, place, kind.replace("_", " ").capitalize(), f"What {kind} means.")
            for place, kind in enumerate(kinds, 1)]  # fmt: skip
    rows += [("confidence", "high", 1, "High", "Sure."), ("confidence", "inferred", 2, "Inferred", "From a line.")]
    return pd.concat([vocabulary(), frame("axis code place label definition", *rows)], ignore_index=True)


def made(*rows):
    extra = ("footprint", "2016", "E54000009", "", "South", 10.0, -1.0, 52.0, "made-up")
    together = pd.concat([areas(), frame(AREA, extra)], ignore_index=True)
    card = ("A <made-up> source", "Nobody", "https://example.org/a", "2017-04", "", "", "OGL-3.0", "")
    cards = frame(CARD, *((key, *card) for key in ("made-up", NHS_LOG)))
    return atlas(changes=frame(COLUMNS, *(rows or LEDGER)), vocabulary=words(), areas=together, sources=cards)


ATLAS = made()


def event(change):
    return changing.named(ATLAS, change)


@pytest.mark.parametrize(
    ("change", "title", "sentence"),
    [
        ("m", "NHS Late CCG, from 2 CCGs", "NHS Place 1 CCG and NHS Place 2 CCG became NHS Late CCG on 1 April 2018."),
        (
            "v", "A boundary moved: from NHS Place 3 CCG to NHS Late CCG",
            "On 1 April 2018, 7 people passed from NHS Place 3 CCG to NHS Late CCG.",
        ),
        ("n", "North: a new name", "Called North until 31 March 2017, Up from 1 April 2017."),
    ],
)  # fmt: skip
def test_an_event_is_told_in_a_plain_sentence_with_its_day(change, title, sentence):
    assert change_words.title(ATLAS, event(change)) == title
    assert change_words.sentence(ATLAS, event(change)) == sentence


def test_a_new_code_names_both_codes_and_what_is_inferred_says_from_what():
    told = change_words.sentence(ATLAS, event("c"))
    assert told.endswith(f"was E54000009 until 31 March 2017, {SOUTH} from 1 April 2017.")
    assert change_words.how_sure(ATLAS, event("c")) == "Inferred: From a line. A line stands in."
    assert change_words.how_sure(ATLAS, event("m")) == "High."


def test_both_dates_stand_where_nhs_digital_has_another_and_one_where_not():
    assert change_words.dates(event("m")) == ["1 April 2018 (ONS)", "7 June 2018 (NHS Digital)"]
    assert change_words.dates(event("n")) == ["1 April 2017"]


def test_a_month_without_a_day_is_told_as_a_month():
    only = made(row("v", "boundary_move", "ccg", THREE, "A", LATE, "B", 7, day="2016-10"))
    assert change_words.sentence(only, changes(only)[0]) == "In October 2016, 7 people passed from A to B."
    assert change_words.dates(changes(only)[0]) == ["October 2016"]


def test_a_division_says_how_many_went_where_and_who_came_whole():
    divided = made(
        row("s", "split", "ccg", ONE, "One", LATE, "East", 60),
        row("s", "split", "ccg", ONE, "One", "E38000098", "West", 40),
        row("s", "split", "ccg", TWO, "Two", LATE, "East", 300),
    )
    assert change_words.sentence(divided, changes(divided)[0]) == (
        "One was divided on 1 April 2018: 60 of its people are then in East and 40 in West. "
        "All 300 people of Two are then in East."
    )


def test_names_with_commas_are_kept_apart():
    assert change_words.together(["Bath, Swindon", "Devon", "Kent"]) == "Bath, Swindon; Devon; and Kent"


def test_by_a_new_name_nobody_moved_and_by_a_merger_all_did():
    assert (change_words.people_moved(event("n")), change_words.area_moved(event("n"))) == ("None moved", "None moved")
    assert (change_words.people_moved(event("m")), change_words.area_moved(event("m"))) == ("400", "10.0")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), "ncvml"),
        (Asked(kind="merger"), "ml"),
        (Asked(year="2018"), "vm"),
        (Asked(kind="merger", year="2021"), "l"),
        (Asked(kind="split"), ""),
        (Asked(area=ATLAS.area("ccg", "2017", THREE)), "v"),
        (Asked(area=ATLAS.area("ccg", "2017", ONE), kind="rename"), ""),
    ],
)
def test_events_are_chosen_by_area_kind_and_year(asked, found):
    assert {each.id for each in changing.found(ATLAS, asked)} == set(found)


def test_an_address_is_read_and_what_it_does_not_know_is_not_asked():
    assert changing.read(ATLAS, {"kind": "merger", "when": "2018", "area": THREE}) == Asked(
        ATLAS.area("ccg", "2017", THREE), "merger", "2018"
    )
    assert changing.read(ATLAS, {"kind": "<b>", "when": "1999", "area": "nowhere"}) == Asked()
    assert Asked(ATLAS.footprint(1), "merger").address == {"area": "1", "kind": "merger"}


def test_every_year_from_the_first_to_the_last_can_be_chosen():
    assert list(changing.years(ATLAS)) == ["", "2017", "2018", "2019", "2020", "2021"]


def test_it_is_said_how_many_are_shown_and_which_kinds_have_none_and_why():
    all_of_them = changing.summary(ATLAS, Asked())
    assert all_of_them[0] == "5 of 5 events, of England: merger 2, boundary move 1, rename 1, recode 1."
    assert all_of_them[1] == "None of England: split, region move."
    assert all_of_them[2:] == [changing.CAME_WITH, "Redigitised: What redigitised means."]
    assert changing.summary(ATLAS, Asked(kind="merger", year="2018")) == [
        "1 of 5 events, of England in 2018: merger 1."
    ]
    council = changing.summary(ATLAS, Asked(area=ATLAS.area("council", "2018", "E10000001")))
    assert "what happened to councils is not in it" in council[1]


def test_no_new_name_or_code_is_denied_of_an_area_that_came_to_one_with_a_merger():
    late = Asked(area=ATLAS.area("ccg", "2018", LATE))
    assert changing.summary(ATLAS, late)[1:3] == [
        "None of NHS Late CCG: split, region move.", changing.CAME_WITH,
    ]  # fmt: skip
    assert changing.summary(ATLAS, late._replace(kind="recode")) == [
        "0 of 5 events, of NHS Late CCG.",
        changing.CAME_WITH,
    ]
    assert changing.CAME_WITH not in changing.summary(ATLAS, late._replace(kind="split"))
    named = Asked(area=ATLAS.area("footprint", "2017", NORTH))
    only = made(*(each for each in LEDGER if each[0] in "nc"))
    assert "None of footprint 1, North: merger, split, boundary move, recode, region move." in changing.summary(
        only, named
    )


def test_the_ledger_escapes_names_and_leads_to_every_event_with_the_choice_kept():
    told = str(change_tables.ledger(ATLAS, Asked(kind="merger")))
    assert "<i>Least</i>" not in told
    assert "&lt;i&gt;Least&lt;/i&gt;" in told
    assert 'href="changes?change=m&amp;kind=merger"' in told
    assert change_tables.ledger(ATLAS, Asked(kind="split")) == ""


def test_one_event_leads_to_the_one_before_and_the_one_after_among_those_chosen():
    mergers = str(change_tables.beside(ATLAS, event("m"), Asked(kind="merger")))
    assert "Next event" in mergers
    assert "Previous event" not in mergers
    assert "All 2 events of England" in mergers
    only_one = str(change_tables.beside(ATLAS, event("m"), Asked(kind="merger", year="2018")))
    assert "Next event" not in only_one


def test_before_and_after_a_merger_each_area_has_a_class_and_the_one_after_that_of_several():
    before, after = (make(ATLAS, event("m")) for make in (change_pictures.before, change_pictures.after))
    classes = {code: entry[0] for code, entry in before["shade"]["areas"].items()}
    assert classes == {ONE: 0, TWO: 1, THREE: 2}  # the third gave seven people to the same CCG the same day
    assert {code: entry[0] for code, entry in after["shade"]["areas"].items()} == {LATE: change_pictures.MANY}
    assert [line["style"] for line in before["lines"]] == ["moved"]
    assert [line["style"] for line in after["lines"]] == ["former", "moved"]
    assert before["lines"][0]["codes"] == [f"v|{THREE}|{LATE}"]
    assert (before["fit"], after["fit"]) == ([ONE, TWO, THREE], [LATE])


def test_an_area_that_stayed_keeps_its_colour_under_its_new_name():
    before, after = (make(ATLAS, event("n")) for make in (change_pictures.before, change_pictures.after))
    assert before["shade"]["areas"][NORTH][0] == after["shade"]["areas"][NORTH][0] == 0
    assert [make["shade"]["legend"]["entries"][0]["label"] for make in (before, after)] == ["North", "Up"]


def test_what_came_of_areas_whose_boundaries_are_not_known_is_not_drawn_but_their_outer_edge_is():
    assert change_pictures.after(ATLAS, event("l")) is None
    assert [(line["edge"], line["codes"]) for line in change_pictures.before(ATLAS, event("l"))["lines"]] == [
        ("outer", [LATE])
    ]


def test_an_area_is_marked_on_the_map_that_has_it_alone():
    assert change_pictures.before(ATLAS, event("m"), ONE)["chosen"] == ONE
    assert change_pictures.after(ATLAS, event("m"), ONE)["chosen"] == ""


@pytest.mark.parametrize("eye", SEEN_BY)
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_the_eighth_colour_is_like_no_other_to_any_eye(ground, eye):
    ramps = (palette.KINDS, palette.SEVERAL, palette.EIGHTH)
    seen = [lab(SEEN_BY[eye] @ linear(colour)) for ramp in ramps for colour in getattr(ramp, ground)]
    assert all(np.linalg.norm(one - other) >= 10 for one, other in itertools.combinations(seen, 2))


def test_what_is_taken_away_has_a_row_a_piece_with_both_codes_and_its_source():
    rows = list(change_export.ledger(ATLAS, {"kind": "merger", "when": "2018"}).rows)
    names = ("code_before", "nhs_code_before", "code_after", "nhs_code_after")
    assert [tuple(each[name] for name in names) for each in rows] == [
        (ONE, "00X", LATE, "99X"), (TWO, "01X", LATE, "99X"),
    ]  # fmt: skip
    assert {(each["effective_from"], each["nhs_digital_date"]) for each in rows} == {("2018-04-01", "2018-06-07")}
    assert {each["source"] for each in rows} == {"A <made-up> source; A <made-up> source"}
    assert [each["change"] for each in change_export.ledger(ATLAS, {"change": "v"}).rows] == ["v"]
    assert change_export.ledger(ATLAS, {"kind": "split"}).rows == []


def test_an_area_that_closed_says_when_by_both_and_one_that_began_says_from_which():
    plain = made(*(each for each in LEDGER if each[0] != "v"))
    began = str(successor_tables.notice(plain, plain.area("ccg", "2018", LATE)))
    assert "Began 1 April 2018 (NHS Digital: 7 June 2018), from NHS Place 1 CCG and NHS Place 2 CCG." in began
    assert "Closed 31 March 2021: from 1 April 2021 part of NHS Last, and &lt;i&gt;Least&lt;/i&gt; CCG" in began
    assert 'class="atlas-notice' in began
    assert "role=" not in began
    assert 'href="changes?area=' in began
    assert successor_tables.notice(plain, plain.area("ccg", "2017", FOUR)) == ""

"""What pages of areas say of dates: no day before an area was there, one day for each vintage, each fact on its own."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from pathlib import Path
from unittest.mock import patch

import pytest
from markupsafe import Markup

from stpdash import asat, authority_card, cards, facts, find, places, plain, search, telling, then, views, who
from stpdash.asat import MAIN_VIEW
from stpdash.model import Area, Atlas
from stpdash.site import areas, beside
from stpdash.site.page import DATED, Maker, Page

MAIN_DAY = "31 December 2017"
DRAWN = Markup("<figure></figure>")


class Undrawn(Maker):
    """Makes pages whose maps and charts are not drawn."""

    def view_map(self, *_args: object, **_named: object) -> Markup:
        return DRAWN

    def chart(self, *_args: object) -> Markup:
        return Markup("")


@pytest.fixture(scope="module")
def make(atlas: Atlas) -> Maker:
    return Undrawn(atlas, None)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def files(make: Maker) -> set[str]:
    """The file of every page of every area; none is drawn."""
    with patch.object(areas, "one", lambda _make, _area, area_id, folder, _at: f"{folder}area/{area_id}.html"):
        return {str(page) for page in areas.pages(make)}


def drawn(make: Maker, path: str) -> Page:
    """One page of an area, by its file."""
    folder, area_id = path.partition("area/")[0], area_id_of(path)
    at = dict(DATED)[folder]
    area = find.resolve(make.atlas, area_id)
    assert area is not None
    return areas.one(make, (find.on(make.atlas, area, at.vintage) or area) if folder else area, area_id, folder, at)


def area_id_of(path: str) -> str:
    return path.removesuffix(".html").rpartition("area/")[2]


def plain_text(markup: object) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(markup))))


def first_vintages(folder: Path) -> dict[str, str]:
    """Each code's first vintage, as areas.csv has it."""
    found: dict[str, str] = defaultdict(lambda: "9999")
    for line in (folder / "areas.csv").read_text("utf-8").splitlines()[1:]:
        _, vintage, code = line.split(",")[:3]
        found[code] = min(found[code], vintage)
    return found


def test_no_page_tells_a_day_before_its_area_was_there(atlas: Atlas, folder: Path) -> None:
    first = first_vintages(folder)
    wrong = []
    for area_id in find.choices(atlas):
        area = find.resolve(atlas, area_id)
        told = plain_text(views.told(atlas, area, views.of(atlas, area), MAIN_VIEW)).split(".")[0]
        if first[area.code] > "2017" and not area.footprint and MAIN_DAY in told:
            wrong.append(area_id)
        if area.vintage == "2017" and MAIN_DAY not in told:
            wrong.append(area_id)
    assert wrong == []


@pytest.mark.parametrize(
    ("area_id", "said"),
    [
        ("E40000010", "On the boundaries of April 2017. The region is that of April 2019."),
        ("E38000230", "On the boundaries of April 2019."),
        ("E47000011", "On the boundaries of April 2017. The combined authority is that of 2018."),
        ("E10000016", "On the boundaries of April 2017. The council is that of 2018."),
        ("28", f"As at {MAIN_DAY}, on the boundaries of April 2017."),
    ],
)
def test_an_undated_page_says_what_it_stands_on(atlas: Atlas, area_id: str, said: str) -> None:
    area = find.resolve(atlas, area_id)
    told = re.findall(r"<p[^>]*>(.*?)</p>", views.told(atlas, area, views.of(atlas, area), MAIN_VIEW))
    assert told[0] == said


@pytest.mark.parametrize(
    ("area_id", "said"),
    [
        ("E40000010", "undated (boundaries of April 2019)"),
        ("E38000230", "undated (boundaries of April 2019)"),
        ("E38000003", ""),
        ("28", ""),
    ],
)
def test_among_its_dates_an_area_that_began_later_has_no_day_of_the_main_view(
    make: Maker, area_id: str, said: str
) -> None:
    assert drawn(make, f"area/{area_id}.html").undated == said


def test_pages_of_one_area_at_several_dates_are_told_apart_by_title_description_and_address(
    make: Maker,
) -> None:
    pages = [drawn(make, f"{folder}area/29.html") for folder, _ in DATED if folder != "2017/"]
    for told in ("title", "about", "live"):
        assert len({getattr(page, told) for page in pages}) == len(pages) == 5, told
    assert (pages[0].title, pages[2].title) == ("North East London", "North East London, April 2018")
    assert pages[1].live == "area?area=29&date=2016-03-30"
    assert "as at 30 March 2016" in pages[1].about
    assert "2016" not in pages[1].heading


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("2019/area/29.html", "who led and how we know, money by year and all of it as data"),
        ("2016/area/E38000001.html", "money by year and all of it as data"),
        ("2020/area/E40000003.html", "its footprints side by side, money by year and all of it as data"),
        ("2016/area/E40000001.html", "all of it as data"),
    ],
)
def test_a_dated_page_says_what_its_undated_page_has_beyond_it_and_that_page_has_it(
    make: Maker, path: str, said: str
) -> None:
    home = path.split("/", 1)[1]
    told = drawn(make, path).body
    led = area_id_of(home)
    assert f'On <a href="area?area={led}">this area&#39;s undated page</a>: {said}.' in told
    there, headings = drawn(make, home).body, {"led": "who led", "footprints": "side by side", "money": "money by year"}
    for anchor, words in headings.items():
        assert (f'<h2 id="{anchor}">' in there) is (words in said), anchor
        assert f'<h2 id="{anchor}">' not in told
    assert f'href="data/v1/areas/{led}.json"' in there


def test_spring_2016_stands_at_the_day_on_which_the_leads_were_named(atlas: Atlas) -> None:
    """Five of the 44 were not found and three to be confirmed (README); six are known from later sources alone."""
    day = dict(DATED)["2016/"].day
    assert day == asat.STEPS[0] == "2016-03-30"
    assert [asat.vintage(step) for step in asat.STEPS] == list(asat.BEGAN)
    named = [number for number in range(1, 45) if then.leads(atlas, atlas.footprint(number, "2016"), day)]
    assert len(named) == 44 - 5 - 3 - 6


def test_every_pair_of_dates_that_has_a_page_is_led_to_and_spring_2016_is_one_day(make: Maker) -> None:
    listed = str(beside._pairs(make))
    led = [next(plain.files_of(html.unescape(link))) for link in re.findall(r'href="([^"]*)"', listed)]
    assert len(led) == len(set(led))
    made = {page.path for page in beside.dates(_silent(make))} - {"dates.html"}
    assert set(led) == made
    assert set(re.findall(r"\d+ March 2016", listed)) == {"30 March 2016"}


def _silent(make: Maker) -> Maker:
    make.described = lambda *_args, **_named: DRAWN  # type: ignore[method-assign]
    return make


# --- the card ---------------------------------------------------------------------------------------------------------


def test_on_the_main_view_what_was_so_that_day_stands_above_the_rest(atlas: Atlas) -> None:
    """North Central London: one CCG since April 2020, an integrated care system since December 2020."""
    card = plain_text(who.card(atlas, atlas.footprint(28)))
    then, rest = card.split("Who leads: all that is known")
    assert f"On {MAIN_DAY} Lead Helen Pettersen" in then
    assert "Sustainability and transformation partnership (since 31 March 2017" in then
    assert "December 2020" not in then
    assert "1 April 2020" not in then
    assert "One CCG (since 1 April 2020" in rest
    assert "Helen Pettersen" not in rest


def test_nothing_that_began_later_is_told_as_of_the_day_of_the_main_view(atlas: Atlas) -> None:
    late = re.compile(r"\((?:since|from) (?:\d+ )?(?:\w+ )?(?:2018|2019|2020|2021)")
    for area in (*atlas.areas_of("footprint", "2017"), *atlas.areas_of("ccg", "2017")):
        then = re.split(r"<h3>[^<]*ll that is known", str(who.card(atlas, area)))[0]
        assert f"<h3>On {MAIN_DAY}</h3>" in then, area
        assert not late.search(plain_text(then)), area


def test_a_lead_is_told_of_the_day_on_which_a_source_named_him(atlas: Atlas) -> None:
    """NHS England's page of 15 March 2016 names David Sloman; the list as a whole is dated 30 March."""
    fact = facts.of(atlas, "28", "lead_status")[0]
    assert atlas.source(fact.source)["published"] == "2016-03-15"
    assert telling.sentence(atlas, fact) == "Named lead (15 March 2016). David Sloman"
    assert telling.sentence(atlas, facts.of(atlas, "32", "lead_status")[0]).endswith("(30 March 2016). Glenn Douglas")
    parmar = next(fact for fact in facts.of(atlas, "27", "lead") if fact.as_at == "2016-03-30")  # a source of May 2016
    assert telling.when(parmar) == "about spring 2016, seen May 2016"


@pytest.mark.parametrize("at", [MAIN_VIEW, asat.pinned("2017-12-31")])
def test_that_the_listed_post_of_a_lead_is_older_than_his_appointment_is_said_openly(
    atlas: Atlas, at: asat.AsAt
) -> None:
    said = plain_text(cards.lead(atlas, atlas.footprint(32), at).said)
    assert (
        "The entry is older than his formal appointment in November 2017, as chief executive of the partnership."
        in said
    )
    assert "The list is printed" not in said
    assert "older" not in plain_text(
        cards.lead(atlas, atlas.footprint(8), at).said
    )  # appointed to the post that is listed


# --- the North East of 2014 -------------------------------------------------------------------------------------------


@pytest.fixture
def north_east(atlas: Atlas) -> Area:
    return atlas.area("combined_authority", "2017", "E47000005")


def test_every_area_of_every_vintage_with_pages_can_be_asked_for(atlas: Atlas, files: set[str]) -> None:
    layers = {"footprint", "ccg", "region", "council", "combined_authority"}
    codes = {(row.layer, row.code) for row in atlas.areas.itertuples() if row.layer in layers}
    missing = [code for _, code in codes if (area := find.resolve(atlas, code)) is None or
               f"area/{area.id}.html" not in files or (area.code != code and not area.footprint)]  # fmt: skip
    assert missing == []


def test_the_authority_that_was_divided_is_found_as_it_was(atlas: Atlas, north_east: Area) -> None:
    assert find.resolve(atlas, "E47000005") == north_east
    assert find.choices(atlas)["E47000005"] == "North East (combined authority, 2017 boundaries)"
    assert search.the_one(atlas, "E47000005").address == "area?area=E47000005"
    assert find.resolve(atlas, "North East").code == "E47000010"


def test_its_parts_make_up_its_ground_and_its_people(atlas: Atlas, north_east: Area) -> None:
    """Areas and people as the package prints them, each from its own lookup."""
    parts = places.parts_of(atlas, north_east)
    assert [part.code for part in parts] == ["E47000010", "E47000011"]
    size = {(row.vintage, row.code): row.area_km2 for row in atlas.areas.itertuples()}
    assert sum(size["2018", part.code] for part in parts) == pytest.approx(size["2017", "E47000005"], abs=0.002)
    people = atlas.people[atlas.people["ages"] == "all"].set_index(["vintage", "code"])["people"]
    assert sum(people["2018", part.code] for part in parts) == people["2017", "E47000005"]
    others = [code for code in atlas.codes("combined_authority", "2017") if code != "E47000005"]
    for code in others:  # the same at both dates: one page is enough
        assert size["2017", code] == size["2018", code]
        assert places.parts_of(atlas, atlas.area("combined_authority", "2017", code))[0].code == code


def test_its_card_says_between_which_it_was_divided_and_when(atlas: Atlas, north_east: Area) -> None:
    said = plain_text(who.card(atlas, north_east))
    assert "E47000005, 2017; a statutory body of councils" in said
    assert "Its ground is that of North East and North of Tyne of 2018" in said
    assert "15 April 2014 to 2 November 2018: Newcastle upon Tyne; North Tyneside; Northumberland" in said
    assert not authority_card.divided(atlas, atlas.area("combined_authority", "2018", "E47000010"))


# --- what comes first -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["area/28.html", "2019/area/28.html", "area/E40000010.html", "area/E10000016.html"])
def test_the_table_of_what_lies_in_an_area_comes_before_its_map(make: Maker, path: str) -> None:
    body = str(drawn(make, path).body)
    assert 0 < body.index("<table") < body.index(str(DRAWN))

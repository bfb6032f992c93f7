"""Cards and tables: not recorded is said, estimates are marked, names are escaped, last known is never current."""

import pandas as pd
import pytest

from stpdash import brief, cards, charts, facts, places, tables, views, who, words
from tests.unit.made_up import CCGS, NORTH, REGION, SOUTH, atlas, frame

ATLAS = atlas()
ONE, TWO = ATLAS.footprint(1), ATLAS.footprint(2)


def test_a_footprint_without_a_lead_on_the_list_says_not_recorded():
    assert words.NOT_RECORDED in cards.lead(ATLAS, TWO).said
    assert tables.lead_listed(ATLAS, TWO) == "Not recorded"


def test_a_listed_lead_is_shown_with_date_and_source_and_never_as_current():
    card = who.card(ATLAS, ONE)
    assert '<a href="person?person=a-person">A. Person</a>' in card
    assert "late 2017" in card
    assert "not current" in card
    assert "A &lt;made-up&gt; source" in card


def test_a_milestone_without_a_fact_is_not_filled_from_another():
    found = facts.leads(ATLAS, "1")
    assert [fact.value for fact in found["2017-12"]] == ["A. Person"]
    assert found["2016-03-30"] == found["2016-11-30"] == found["2019-04"] == []
    assert tables.leads(ATLAS, "1").count("We found no dated source.") == 3


def test_a_lead_officially_to_be_confirmed_is_said_to_be_so():
    assert "Not yet confirmed" in tables.leads(ATLAS, "2")


def test_an_estimated_amount_is_marked_in_card_and_table():
    assert "(estimated)" in brief.card(ATLAS, ONE)
    assert "(estimated)" in tables.footprints(ATLAS, "2017/18")


def test_a_name_with_html_is_text():
    assert "<b>Sea</b>" not in tables.footprints(ATLAS, "2017/18")
    assert "South &amp; &lt;b&gt;Sea&lt;/b&gt;" in tables.footprints(ATLAS, "2017/18")


def test_every_footprint_is_a_plain_link():
    made = tables.footprints(ATLAS, "2017/18")
    assert 'href="area?area=1"' in made
    assert 'href="area?area=2"' in made


def test_money_by_year_has_a_row_for_every_year_and_says_where_there_is_none():
    money = places.funding(ATLAS, ONE)
    assert list(money.index) == ["2016/17", "2017/18", "2018/19", "2019/20"]
    assert tables.funding_by_year(ATLAS, money).count(words.NO_FIGURE) == 2


def test_an_area_takes_no_money_from_another_code():
    assert places.funding(ATLAS, ATLAS.area("ccg", "2017", CCGS[1]))["amount_gbp_m"].isna().all()


def test_a_ccg_with_the_same_code_in_another_vintage_is_the_same_ground():
    later = frame(
        "layer vintage code year series amount_gbp_m status note source",
        ("ccg", "2018", CCGS[0], "2018/19", "core_allocation", 7.0, "published", "", "made-up"),
    )
    both = atlas(funding=pd.concat([ATLAS.funding, later]))
    money = places.funding(both, both.area("ccg", "2017", CCGS[0]))
    assert money.at["2018/19", "amount_gbp_m"] == 7.0


def test_the_chart_in_a_sentence_counts_gaps_and_estimates():
    said = charts.summary(places.funding(ATLAS, ONE), "North")
    assert said == (
        "Core funding of North: £4.0 million in 2016/17, £5.0 million in 2017/18, cash."
        " No figure for 2 years. 1 year estimated."
    )


def test_an_estimated_bar_is_striped():
    bars = charts.funding_by_year(places.funding(ATLAS, ONE)).data[0]
    assert list(bars.marker.pattern.shape) == ["", "/", "", ""]


def test_a_ccg_belongs_to_its_footprint_and_through_it_to_its_region():
    ccg = ATLAS.area("ccg", "2017", CCGS[3])
    assert [(area.code, share) for area, share in places.footprint_of(ATLAS, ccg)] == [(SOUTH, 1.0)]
    assert places.region_of(ATLAS, ccg).code == REGION
    assert [each.code for each in places.neighbours_in(ATLAS, ccg)] == [CCGS[2], CCGS[3]]


def test_a_footprints_map_shows_its_ccgs_and_a_ccgs_map_marks_itself():
    assert views.of(ATLAS, ONE).codes == CCGS[:2]
    assert views.of(ATLAS, ATLAS.area("ccg", "2017", CCGS[0])).chosen == CCGS[0]
    assert views.of(ATLAS, ATLAS.area("region", "2019", REGION)).codes == (NORTH, SOUTH)


def test_the_way_up_leads_from_a_ccg_to_england():
    made = views.trail(ATLAS, ATLAS.area("ccg", "2017", CCGS[0]))
    assert made.index("England") < made.index("The Region") < made.index("North")


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2016-03-30", "30 March 2016"), ("2016-03", "March 2016"), ("2016", "2016"), ("", "date not stated")],
)
def test_a_date_is_written_as_exactly_as_it_is_known(iso, said):
    assert words.date(iso) == said


def test_nothing_known_is_never_written_as_a_number():
    for written in (words.pounds, words.pounds_m, words.people, words.percent, words.number, words.short_pounds):
        assert written(float("nan")) == "No figure found"

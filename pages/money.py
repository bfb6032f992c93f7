"""Money: the national picture, footprints by a measure, fair shares of a pot, what plans and announcements say."""

from urllib.parse import urlencode

import streamlit as st

from stpdash import choices, money_charts, money_tables, national, provenance, ranking, texts, views, words
from stpdash.markup import tag
from stpdash.measures import for_layer
from stpdash.ui import address, atlas, choosers, money_panels, panel, shell
from stpdash.ui.panel import chosen, map_panel

data = atlas.read()
said: list[str] = []
view = panel.shown(views.MONEY)
now = chosen(view)
measure, year = for_layer(data, views.MONEY.layer)[now["measure"]], now["year"]

shell.heading("Indicative funding: what each footprint was told it might have")
shell.write(tag("p", words.MONEY_BANNER, class_="atlas-notice"))
st.markdown(f"{texts.ABOUT_MONEY[data.has_official_table]} {texts.MONEY_PARTS}")

shell.section("national", "The national picture")
left, right = st.columns([10, 11], gap="medium")
picture = national.picture(data)
with left:
    told = money_charts.national_summary(picture)
    shell.write(tag("p", told))
    shell.chart(money_charts.national(picture, money_tables.series_titles(data)), told, words.NATIONAL_BANNER)
with right:
    shell.write(money_tables.national(data, picture) + money_tables.national_halves(data, picture))
    shell.write(money_tables.reconciled(national.reconciled(data)) + tag("p", texts.ABOUT_RECONCILING))
    shell.take_rows("national", cited=money_tables.sources(data, "the national table", national.SOURCES))

shell.section("footprints", "Footprint by footprint")
left, right = st.columns([11, 10], gap="medium")
with left:
    map_panel(view, told=False)
with right:
    region = choosers.choose("region", "Compare with", choices.regions(data), "", said)
    frame, beside = ranking.ordered(data, measure, year, view.vintage), ranking.comparators(data, measure, year, region)
    told = ranking.summary(frame, measure, year, beside)
    area = address.area(data, "area", [])
    shell.write(tag("p", told))
    shell.chart(money_charts.ranked(frame, measure, beside), told, measure.banner)
shell.write(money_tables.ranked(data, frame, measure, year, beside))
used = money_tables.sources(data, measure.heading(year), provenance.sources(data, measure, year))
shell.take_rows("money", urlencode({"measure": measure.key, "year": year, "region": region} | panel.as_at(now)), used)
if area and area.footprint:
    money_panels.made_up_of(area, year)
money_panels.fair_shares(said, year)
money_panels.plans()
shell.notices(said)

"""Money: the national picture, footprints by a measure, fair shares of a pot, what plans and announcements say."""

from urllib.parse import urlencode

import streamlit as st

from stpdash import choices, money_tables, national, provenance, texts, views, words
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
told, table, chart = money_panels.national(data)
with left:
    shell.write(tag("p", told))
    shell.chart(chart, told, words.NATIONAL_BANNER)
with right:
    shell.write(table)
    shell.write(money_tables.reconciled(national.reconciled(data)) + tag("p", texts.ABOUT_RECONCILING))
    shell.take_rows("national", cited=money_tables.sources(data, "the national table", national.SOURCES))

shell.section("footprints", "Footprint by footprint")
left, right = st.columns([11, 10], gap="medium")
with left:
    map_panel(view, told=False)
with right:
    region = choosers.choose("region", "Compare with", choices.regions(data), "", said)
    told, table, chart = money_panels.ordered(data, measure, year, view.vintage, region)
    area = address.area(data, "area", [])
    shell.write(tag("p", told))
    shell.chart(chart, told, measure.banner)
shell.write(table)
used = money_tables.sources(data, measure.heading(year), provenance.sources(data, measure, year))
shell.take_rows("money", urlencode({"measure": measure.key, "year": year, "region": region} | panel.as_at(now)), used)
if area and area.footprint:
    money_panels.made_up_of(area, year)
money_panels.fair_shares(said, year)
money_panels.plans()
shell.notices(said)

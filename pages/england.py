"""England: what this is, the seven regions, the 44 footprints as a table and as a map, what the chosen one is."""

from urllib.parse import urlencode

import streamlit as st

from stpdash import patch_tables, tables, texts, views
from stpdash.markup import tag
from stpdash.measures import DEFAULT_YEAR
from stpdash.ui import atlas, shell
from stpdash.ui.panel import chosen, map_panel

data = atlas.read()

shell.write(  # in one piece: what never changes is named once when the page is drawn again
    shell.headed("Who answers for health care in England's 44 footprints")
    + tag("p", texts.LEDE)
    + tables.headline(data, DEFAULT_YEAR)
    + tables.examples()
    + tag("h2", "The seven regions", id="regions")
    + patch_tables.teams(data, DEFAULT_YEAR)
    + shell.rows_to_take("regions")
)
left, right = st.columns([10, 11], gap="medium")
with left:
    shell.write(tag("h2", "All 44 footprints", id="footprints") + tables.footprints(data, DEFAULT_YEAR))
with right:
    shell.section("map", "On the map")
    map_panel(views.ENGLAND)
    shell.take_rows("money", urlencode(chosen(views.ENGLAND)))

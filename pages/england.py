"""England: what this is, the seven regions, the 44 footprints as a table and as a map, what the chosen one is."""

from urllib.parse import urlencode

import streamlit as st

from stpdash import patch_tables, tables, texts, views
from stpdash.measures import DEFAULT_YEAR
from stpdash.ui import atlas, shell
from stpdash.ui.panel import chosen, map_panel

data = atlas.read()

shell.heading("Who answers for health care in England's 44 footprints")
st.markdown(texts.LEDE)
shell.write(tables.headline(data, DEFAULT_YEAR))
shell.write(tables.examples())
st.header("The seven regions")
shell.write(patch_tables.teams(data, DEFAULT_YEAR))
shell.take_rows("regions")
left, right = st.columns([10, 11], gap="medium")
with left:
    st.header("All 44 footprints")
    shell.write(tables.footprints(data, DEFAULT_YEAR))
with right:
    st.header("On the map")
    map_panel(views.ENGLAND)
    shell.take_rows("money", urlencode(chosen(views.ENGLAND)))

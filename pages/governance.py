"""Governance: one question for all 44 footprints at a date, as table and map; the mixed model and what is below it."""

import streamlit as st

from stpdash import governing, texts, views, words
from stpdash.markup import tag
from stpdash.ui import atlas, panel, shell

data = atlas.read()
view = panel.shown(views.GOVERNANCE)
now = panel.chosen(view)

shell.heading(f"Under which arrangement: governance of the {len(data.codes('footprint', view.vintage))} footprints")
st.markdown(texts.ABOUT_GOVERNANCE)
left, right = st.columns([10, 11], gap="medium")
with left:
    st.header("Footprint by footprint")
    shell.write(tag("p", governing.summary(data, now["axis"], now["day"])))
    shell.write(governing.answers(data, now["axis"], now["day"]))
    shell.take(words.TAKE_TABLE, f"take/governance.csv?axis={now['axis']}&date={now['day']}")
    shell.write(governing.elsewhere(data, now["axis"]))
    shell.write(governing.codes(data, now["axis"]))
with right:
    st.header("On the map")
    panel.map_panel(view, told=False)
shell.section("mixed-model", "The mixed model of accountability: named, never mapped")
st.markdown(texts.MIXED_MODEL)
shell.write(governing.codes(data, "accountability_model"))
st.markdown(texts.LADDER)
shell.write(governing.ladder(data))

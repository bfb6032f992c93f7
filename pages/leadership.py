"""Leadership: the three levels on one page - footprint, region, nation."""

import streamlit as st

from stpdash import charts, leading, levels, texts, words
from stpdash.markup import tag
from stpdash.ui import atlas, shell

data = atlas.read()

shell.heading("Three levels of leadership: footprint, region, nation")
st.markdown(texts.ABOUT_LEADERSHIP)

shell.section("footprints", "Footprints: who led, when, from which kind of body")
counted = leading.kinds(data)
summary = charts.kinds_summary(counted)
shell.chart(charts.kinds(counted), summary)
shell.write(leading.key(data) + tag("p", summary))
shell.write(leading.where_from(data) + tag("p", texts.ABOUT_COUNT))
shell.write(leading.strips(data))
shell.take(words.TAKE_FACTS, "take/facts.csv")

shell.section("regions", "Regions: seven integrated teams, and what was before")
shell.write(levels.regional(data))
shell.write(levels.earlier_directors(data))

shell.section("national", "National: the two bodies, the joint posts of 2018, the assembly")
shell.write(levels.roles(data))
st.markdown(texts.ABOUT_ASSEMBLY)
shell.write(levels.assembly(data) + levels.members(data))

shell.section("rights", "Rights of leads and systems: announced, offered, in force")
st.markdown(texts.ABOUT_RIGHTS)
shell.write(levels.rights(data))

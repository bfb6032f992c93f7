"""Pool: a grouping of footprints or CCGs that the reader makes up, and what it would be together."""

import streamlit as st

from stpdash import pool_tables, texts
from stpdash.markup import tag
from stpdash.ui import pool_panels, shell

now, place, said = pool_panels.asked()

shell.heading("Pooling workbench")
shell.notices(said)
shell.write(tag("p", texts.ABOUT_POOLING))
pool_panels.begin(now, place)
left, right = st.columns([10, 11], gap="medium")
with left:
    pool_panels.change(now, place)
with right:
    pool_panels.on_the_map(now, place)
if pool_tables.pools(now):
    pool_panels.together(now)
else:
    shell.write(tag("p", texts.NOTHING_POOLED))

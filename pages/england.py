"""England: what this is, the seven regions, the 44 footprints as a table and as a map, what the chosen one is."""

from urllib.parse import urlencode

import streamlit as st

from stpdash import patch_tables, pictures, tables, texts, views, words
from stpdash.markup import joined, tag
from stpdash.ui import atlas, panel, shell
from stpdash.ui.panel import chosen, map_panel

data = atlas.read()
view = panel.shown(views.ENGLAND)
when = panel.at(view)
areas = tuple(data.areas_of("footprint", view.vintage))

shell.write(  # in one piece: what never changes is named once when the page is drawn again
    shell.headed(f"Who answers for health care in England's {len(areas)} footprints")
    + tag("p", texts.LEDE)
    + tag("p", joined([when.told(), " ", tag("a", words.ANOTHER_DATE, href="#map")]), class_="atlas-links")
    + tables.headline(data, view.year, when.vintage)
    + tables.examples()
    + patch_tables.regions(data, view.year, when)
    + (shell.rows_to_take("regions") if patch_tables.has_teams(when) else joined([]))
)
left, right = st.columns([10, 11], gap="medium")
with left:
    heading = f"All {len(areas)} footprints"
    shell.write(tag("h2", heading, id="footprints") + tables.footprints(data, view.year, areas, when))
with right:
    shell.section("map", "On the map")
    map_panel(view)
    now = chosen(view)
    shell.write(pictures.rests_on(data, view, now))
    taken = {name: now[name] for name in now if name not in {"day", "date"}} | panel.as_at(now)
    shell.take_rows("money", urlencode(taken))

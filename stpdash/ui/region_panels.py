"""A regional team's page: its footprints side by side, what is not recorded, where they came from, what straddles."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from stpdash import money_charts, money_tables, passage_tables, patch, patch_tables, provenance, ranking, texts
from stpdash.axes import DEFAULT_DATE
from stpdash.comparing import BETWEEN, MOST
from stpdash.markup import tag
from stpdash.measures import for_layer
from stpdash.model import Area
from stpdash.ui import atlas, shell
from stpdash.ui.panel import chosen
from stpdash.views import View


def panels(area: Area, view: View) -> None:
    """All that a regional team's page has and no other; nothing for any other area."""
    if patch.is_team(area):
        side_by_side(area, view)
        unknown(area)
        came_from(area)
        straddlers(area)


def side_by_side(team: Area, view: View) -> None:
    """A team's footprints by the measure and year that its map shows, beside the region and England."""
    data, now = atlas.read(), chosen(view)
    measure, year = for_layer(data, view.layer)[now["measure"]], now["year"]
    whole = ranking.ordered(data, measure, year)
    frame, beside = patch.among(whole, team), ranking.comparators(data, measure, year, team.code)
    told = ranking.summary(frame, measure, year, beside)
    shell.section("footprints", "Its footprints side by side")
    shell.write(tag("p", measure.banner, class_="atlas-notice") if measure.banner else tag("p", measure.definition))
    left, right = st.columns([11, 10], gap="medium")
    with left:
        shell.write(tag("p", told))
        if frame["value"].notna().any():
            shell.chart(money_charts.ranked(frame, measure, beside), told, measure.banner)
    with right:
        shell.write(patch_tables.ranked(whole, team, measure, year, beside))
        used = provenance.sources(data, measure, year)
        shell.write(money_tables.sources(data, measure.heading(year), used))
        asked = {"measure": measure.key, "year": year, "region": team.code}
        shell.take_rows("patch", urlencode(asked))
        beside_each_other = BETWEEN.join(each.id for each in patch.footprints(data, team)[:MOST])
        compare = f"compare?{urlencode({'areas': beside_each_other, 'measure': measure.key, 'year': year})}"
        count = len(patch.footprints(data, team))
        what = "Set its footprints side by side" + (f" (the first {MOST} of {count} by name)" if count > MOST else "")
        shell.write(tag("p", tag("a", what, href=compare), class_="atlas-links"))


def unknown(team: Area) -> None:
    """For each question of governance, how many and which of a team's footprints read "Not recorded"."""
    shell.section("unknown", "What is not recorded")
    shell.write(tag("p", texts.ABOUT_UNKNOWN))
    shell.write(patch_tables.unknown(atlas.read(), team, DEFAULT_DATE))


def came_from(team: Area) -> None:
    """Each footprint with the regions it lay in before."""
    shell.section("before", "Before and after")
    shell.write(passage_tables.history(atlas.read(), team))
    shell.write(passage_tables.before(atlas.read(), team))


def straddlers(team: Area) -> None:
    """What lies or works in several footprints or regions."""
    shell.section("straddlers", "Across footprints and regions")
    shell.write(tag("p", texts.ABOUT_STRADDLERS))
    shell.write(passage_tables.straddlers(atlas.read(), team))

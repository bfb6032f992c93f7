"""Parts of the money page: a footprint made up of its CCGs, a pot shared out, what plans and announcements say."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from stpdash import choices, fairness, money_charts, money_tables, ranking, texts, words
from stpdash import national as nation
from stpdash.markup import tag
from stpdash.measure import Measure
from stpdash.model import Area, Atlas
from stpdash.ui import atlas, choosers, shell

Drawn = tuple[str, Markup, Any]
"""In words, as a table, and as a figure. Kept for the next reader, who asks for the same: nobody changes it."""


def made_up_of(area: Area, year: str) -> None:
    """A footprint's core allocation as a waterfall from its CCGs, with its table."""
    data = atlas.read()
    parts = ranking.made_up_of(data, area, year)
    told = ranking.made_up_summary(parts, area.name, year)
    shell.section("made-up", f"{area.name}, made up of its CCGs")
    shell.write(tag("p", told))
    shell.chart(money_charts.made_up_of(parts), told, words.MONEY_BANNER)
    shell.write(money_tables.made_up_of(data, parts, area.name, year))
    shell.take_rows("made-up", urlencode({"area": area.id, "year": year}))


def fair_shares(notices: list[str], year: str) -> None:
    """A pot that the reader sets, shared out by three rules; and what lifting to a level would take."""
    data = atlas.read()
    shell.section("shares", "Fair shares")
    shell.write(tag("p", tag("strong", words.ILLUSTRATIVE) + " " + words.MONEY_BANNER, class_="atlas-notice"))
    shell.write(tag("p", texts.ABOUT_SHARES) + money_tables.rules())
    left, right = st.columns(2, gap="medium")
    with left:
        pot = choosers.pot("Pot to share out, £ million", notices)
    with right:
        asked = choosers.choose("lift", f"Lift core money per head, {year}", choices.LIFTS, "none", notices)
    to = choices.lift({"lift": asked})
    told, table, chart = _shared_out(data, pot, to, year)
    shell.write(tag("p", told) + table)
    used = money_tables.sources(data, "fair shares", fairness.sources(data))
    shell.take_rows("fair-shares", urlencode({"pot": choices.written(pot), "lift": to, "year": year}), used)
    shell.chart(chart, told, words.ILLUSTRATIVE)


@lru_cache(maxsize=64)
def _shared_out(data: Atlas, pot: float, to: fairness.Lift, year: str) -> Drawn:
    """A pot shared out, and what a lift would take."""
    shares = fairness.illustrated(data, pot)
    lifted = fairness.lifted(data, to, year) if to != "none" else None
    named = shares.assign(name=[each.name for each in map(_footprint, shares.index)])
    told = fairness.summary(named, pot, lifted)
    return told, money_tables.fair(data, shares, lifted), money_charts.fair(named)


@lru_cache(maxsize=4)
def national(data: Atlas) -> Drawn:
    """England year by year; its table with the halves of a year."""
    picture = nation.picture(data)
    chart = money_charts.national(picture, money_tables.series_titles(data))
    table = money_tables.national(data, picture) + money_tables.national_halves(data, picture)
    return money_charts.national_summary(picture), table, chart


@lru_cache(maxsize=256)
def ordered(data: Atlas, measure: Measure, year: str, vintage: str, region: str) -> Drawn:
    """The footprints in the order of a measure, beside England and a region."""
    frame, beside = ranking.ordered(data, measure, year, vintage), ranking.comparators(data, measure, year, region)
    table = money_tables.ranked(data, frame, measure, year, beside)
    return ranking.summary(frame, measure, year, beside), table, money_charts.ranked(frame, measure, beside)


def _footprint(code: str) -> Area:
    return atlas.read().area("footprint", "2017", code)


def plans() -> None:
    """Gaps, capital, control totals and the method, as statements with their sources."""
    data = atlas.read()
    shell.section("plans", "What plans and announcements say")
    shell.write(tag("p", texts.ABOUT_PLANS))
    for attributes, caption in money_tables.PLANS:
        shell.write(money_tables.statements(data, attributes, caption))
    shell.take("Download these statements with all other facts (CSV)", "take/facts.csv")

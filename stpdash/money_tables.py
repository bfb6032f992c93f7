"""Money as written tables: areas in order, the national table, fair shares, what plans and announcements say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
from markupsafe import Markup

from stpdash import facts, provenance, words
from stpdash.facts import Fact
from stpdash.fairness import RULES
from stpdash.markup import Column, area_link, joined, table, tag
from stpdash.measure import Measure
from stpdash.measures import MEASURES
from stpdash.model import REGIONS, Atlas
from stpdash.national import LINES, PARTS_APART
from stpdash.ranking import Beside, placed, vintage_of
from stpdash.series import OFFICIAL, Figure, amounts, cell, figure, together
from stpdash.telling import cited, marked, said, standing

PLANS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("do_nothing_gap", "gap_per_head", "plan_savings"), "Gaps and savings in the plans of 2016"),
    (("capital_award", "capital_need"), "Capital: announced, and asked for"),
    (("control_total_type", "system_finance"), "Control totals, and how the money came out"),
    (("funding_method", "national_pot"), "The method of May 2016, and sums named beside the national table"),
)
"""What documents say of money, in tables: the attributes of each and its caption."""


def measured(told: Figure, measure: Measure) -> Markup:
    """A figure of a measure with what its status adds; where there is none, that there is none and why."""
    if told.value == told.value:
        return marked(told, measure.written)
    return joined([words.NO_FIGURE, tag("span", f": {measure.missing}", class_="flag")])


def ranked(atlas: Atlas, frame: pd.DataFrame, measure: Measure, year: str, beside: Beside) -> Markup:
    """The 44 footprints as `ranking.ordered` gives them, those to compare with above; each name a link."""
    rows: list[tuple[object, ...]] = [(name, "", measured(told, measure), "") for name, told in beside.values()]
    among = placed(frame, measure)
    regions = {code: atlas.area("region", REGIONS, code).name for code in set(frame["region"]) if code}
    for code, row in frame.iterrows():
        value = measured(figure(frame, str(code)), measure)
        rows.append((area_link(row["number"], row["name"]), among.get(str(code), ""), value, regions[row["region"]]))
    columns = (Column("Footprint"), Column("Place", True), Column(measure.unit, True), Column("Region of 2019"))
    order = "the highest first" if measure.ranked else "by name; not to be put in order"
    return table(
        f"{measure.heading(year)}, {order}", columns, rows, scroll=True, areas=[*[""] * len(beside), *frame.index]
    )


def made_up_of(atlas: Atlas, parts: pd.DataFrame, name: str, year: str) -> Markup:
    """A footprint's core allocation made up of its CCGs', with each one's part, and the sources."""
    whole = together(parts)
    rows: list[tuple[object, ...]] = [
        (area_link(str(code), row["name"]), marked(figure(parts, str(code)), words.pounds_m),
         marked(Figure(100 * row["value"] / whole.value, whole.status), words.percent))
        for code, row in parts.iterrows()
    ]  # fmt: skip
    rows.append(("Together", marked(whole, words.pounds_m), words.percent(100.0)))
    columns = (Column("CCG"), Column(f"Core funding, {year}", True), Column("Part", True))
    told = f"{name}: {words.count(len(parts), 'CCG')}"
    behind = provenance.behind(atlas, MEASURES["core_allocation"], year, "ccg", vintage_of(year))
    used = sorted({*behind.loc[behind["code"].isin(parts.index), "source"]})
    return table(told, columns, rows) + tag("div", sources(atlas, "core funding of its CCGs", used))


def national(atlas: Atlas, picture: pd.DataFrame) -> Markup:
    """England's table, £ million, a row a line."""
    titles = series_titles(atlas)
    rows = [
        (titles[line], *(words.number(cell(picture, line, str(year))) for year in picture.columns)) for line in LINES
    ]
    columns = [Column("£ million, cash"), *(Column(str(year), True) for year in picture.columns)]
    return table("All England, as NHS England's board saw it in early 2016", columns, rows)


def national_halves(atlas: Atlas, picture: pd.DataFrame) -> Markup:
    """Sustainability and transformation money apart, in the two years for which the table tells them apart."""
    told = [
        f"{series_titles(atlas)[half].lower()} {words.pounds_m(cell(picture, half, str(year)))} in {year}"
        for year in picture.columns
        for half in PARTS_APART
        if not math.isnan(cell(picture, half, str(year)))
    ]
    return tag("p", f"Told apart where the table does: {words.listed(told)}; from 2017/18 on only both together.")


def series_titles(atlas: Atlas) -> dict[str, str]:
    """What readers call each series of money."""
    return {series: atlas.word("series", series) for series in atlas.codes_of("series")}


_OURS = ("core", "rest")


def reconciled(frame: pd.DataFrame) -> Markup:
    """How far our sums reach into the CCG line of the national table, by year."""
    rows = [
        (year, words.number(row["table"]), *(marked(Figure(row[n], row["status"]), words.number) for n in _OURS))
        for year, row in frame.iterrows()
    ]
    columns = (
        Column("£ million, cash"),
        Column("CCG line of the table", True),
        Column("Sum of core allocations", True),
        Column("Between them: running costs, probably", True),
    )
    return table("The CCG line against our sums", columns, rows)


def fair(atlas: Atlas, shares: pd.DataFrame, lifted: pd.DataFrame | None) -> Markup:
    """A pot shared out by three rules, a row a footprint by name, beside the official figure."""
    official = amounts(atlas, "footprint", "2017", OFFICIAL["official_2020_21"][1], OFFICIAL["official_2020_21"][0])
    rows = []
    for area in atlas.areas_of("footprint", "2017"):
        own, status = figure(official, area.code), str(shares["status"][area.code])
        share, head = (Figure(cell(shares, area.code, each), status) for each in ("target_share", "gbp_per_head"))
        pots = [Figure(cell(shares, area.code, f"{rule.key}_gbp_m"), _status(status, rule.key)) for rule in RULES]
        rows.append(
            (
                area_link(area.id, area.name),
                marked(share, lambda part: words.percent_fine(100 * part)),
                *(marked(each, words.pounds_m) for each in pots),
                marked(head, words.pounds_exact),
                *([_missing(lifted, area.code)] if lifted is not None else []),
                words.pounds_m(own.value) if own.status else words.NOT_AVAILABLE,
            )
        )  # fmt: skip
    columns = [
        *(Column(each, True) for each in ("Share", *(rule.title for rule in RULES), "Fair, per head")),
        *([Column("To be lifted", True)] if lifted is not None else []),
        Column("Official, 2020/21", True),
    ]
    return table(
        f"{words.ILLUSTRATIVE[:-1]}: the pot by three rules", [Column("Footprint"), *columns], rows, scroll=True,
        areas=[area.code for area in atlas.areas_of("footprint", "2017")],
    )  # fmt: skip


def _status(of_target: str, rule: str) -> str:
    """Only the share by target can rest on an estimate: money and people of 2019 are known of all 44."""
    return of_target if rule == "target" else "derived"


def _missing(lifted: pd.DataFrame, code: str) -> Markup:
    return marked(Figure(cell(lifted, code, "gap_gbp_m"), str(lifted["status"][code])), words.pounds_m)


def official(atlas: Atlas, code: str) -> Markup:
    """NHS England's own figures of a footprint: not available, or as they were handed in."""
    titles = ("2020/21, with sustainability and transformation money", "Place-based, 2020/21", "Place-based, 2016/17")
    rows = []
    for title, (series, year) in zip(titles, OFFICIAL.values(), strict=True):
        own = figure(amounts(atlas, "footprint", "2017", year, series), code)
        rows.append((title, words.pounds_m(own.value) if own.status else words.NOT_AVAILABLE))
    return table(words.OFFICIAL_TABLE, (Column("Official figure"), Column("£ million", True)), rows)


@lru_cache(maxsize=16)
def statements(atlas: Atlas, attributes: tuple[str, ...], caption: str) -> Markup:
    """What documents say on some matters, footprints by name and England first: the words, standing, source."""
    found = [fact for attribute in attributes for fact in facts.every(atlas, attribute)]
    rows = [
        (_about(atlas, fact), said(atlas, fact), fact.detail, standing(atlas, fact), _cited(atlas, fact))
        for fact in sorted(found, key=lambda fact: (_name(atlas, fact), fact.as_at))
    ]  # fmt: skip
    columns = [Column(each) for each in ("Of", "What", "In our words", "When and how firm", "Source")]
    return table(f"{caption} ({len(rows)})", columns, rows, scroll=True)


def _cited(atlas: Atlas, fact: Fact) -> Markup:
    return cited(atlas, f"{_name(atlas, fact) or 'England'}, {said(atlas, fact)}", [fact])


def _name(atlas: Atlas, fact: Fact) -> str:
    return atlas.footprint(int(fact.footprint)).name if fact.footprint else ""


def _about(atlas: Atlas, fact: Fact) -> Markup:
    return area_link(fact.footprint, _name(atlas, fact)) if fact.footprint else joined(["England"])


def rules() -> Markup:
    """What each rule rests on."""
    items = (tag("li", joined([tag("strong", rule.title), f": {rule.says}."])) for rule in RULES)
    return tag("ul", joined(items))


def sources(atlas: Atlas, about: str, ids: Sequence[str]) -> Markup:
    """The sources of a view, to be opened in place."""
    return cited(atlas, about, sources=ids)

"""Money to take away: each view of the money page as rows with status, note, sources and licence."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from stpdash import charts, choices, fairness, money_charts, places, ranking, words
from stpdash.fairness import RULES, Lift, illustrated, lifted, sources
from stpdash.measure import Measure
from stpdash.measures import DEFAULT_YEAR, MEASURES
from stpdash.model import ENGLAND, MAIN, REGIONS, Area, Atlas
from stpdash.national import LINES, PARTS_APART, SUMS_IN, picture, reconciled
from stpdash.national import SOURCES as SOURCES_OF_TABLE
from stpdash.provenance import behind
from stpdash.ranking import comparators, made_up_of, ordered, placed, vintage_of
from stpdash.series import CORE, OFFICIAL, TARGET, TARGET_YEAR, Figure, amounts, cell, figure
from stpdash.sheets import Row, Sheet, cards


def measured(
    atlas: Atlas, measure: Measure, year: str, region: str = "", *, alone: bool = False, vintage: str = MAIN
) -> Sheet:
    """The footprints of a vintage by a measure, with those to compare with; one without a figure says so.

    `alone`: only the footprints of the region.
    """
    asked = year if measure.years else ""
    every, of = ordered(atlas, measure, year, vintage), behind(atlas, measure, asked, "footprint", vintage)
    frame, among = every[every["region"] == region] if alone else every, placed(every, measure)
    rows = [
        row(
            atlas, measure, asked, ("footprint", each["number"], str(code), each["name"]), figure(frame, str(code)), of,
            among.get(str(code), ""), len(among), vintage,
        )
        for code, each in frame.iterrows()
    ]  # fmt: skip
    beside = comparators(atlas, measure, year, region)
    for key, (name, told) in beside.items():
        layer, vintage, code = ("england", MAIN, ENGLAND) if key == "england" else ("region", REGIONS, key)
        wider = behind(atlas, measure, asked, layer, vintage)
        rows.append(row(atlas, measure, asked, (layer, "", code, name), told, wider, vintage=vintage))
    said = ranking.summary(frame, measure, year, beside)
    return Sheet(measure.heading(year), rows, sorted(set(of["source"])), measure.banner, said)


def regions(atlas: Atlas) -> Sheet:
    """The seven regions of April 2019 by people and core funding: a row a figure."""
    rows, used = [], set[str]()
    for measure in (MEASURES[key] for key in ("people", "core_allocation", "core_per_registered")):
        year = DEFAULT_YEAR if measure.years else ""
        figures, of = measure.of(atlas, "region", REGIONS, year), behind(atlas, measure, year, "region", REGIONS)
        used |= set(of["source"])
        rows += [
            row(atlas, measure, year, ("region", "", area.code, area.name), figure(figures, area.code), of)
            for area in atlas.areas_of("region", REGIONS)
        ]
    return Sheet("The seven regions of April 2019", rows, sorted(used), words.MONEY_BANNER)


def row(
    atlas: Atlas,
    measure: Measure,
    year: str,
    who: tuple[str, str, str, str],
    told: Figure,
    of: pd.DataFrame,
    place: str = "",
    among: int = 44,
    vintage: str = "",
) -> Row:
    """One figure of a measure to take away: of whom (kind, number, code, name), its place among how many.

    `of`: every row of the package behind the measure, from `provenance.behind`.
    """
    kind, number, code, name = who
    mine = of[of["code"] == code] if told.status else of.iloc[:0]
    return {
        "kind": kind, "footprint": number, "code": code, "name": name,
        "boundaries": atlas.vintage_label(vintage) if vintage else "", "measure": measure.title, "unit": measure.unit,
        "year": year, "value": _number(told.value), "status": told.status or words.NO_FIGURE.lower(),
        "place_highest_first": place, "places": str(among) if place else "",
        "note": " ".join(sorted({note for note in mine["note"] if note})), "definition": measure.definition,
        "read_this": measure.banner,
    } | cards(atlas, sorted(set(mine["source"])))  # fmt: skip


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def fair_shares(atlas: Atlas, pot_gbp_m: float, to: Lift, year: str) -> Sheet:
    """A pot shared out by three rules among the 44 footprints, and what lifting would take where that was asked."""
    shares = illustrated(atlas, pot_gbp_m)
    official = amounts(atlas, "footprint", MAIN, OFFICIAL["official_2020_21"][1], OFFICIAL["official_2020_21"][0])
    lift = lifted(atlas, to, year) if to != "none" else None
    used = sources(atlas)
    rows = []
    for area in atlas.areas_of("footprint", MAIN):
        own = figure(official, area.code)
        row: dict[str, str | float | int | None] = {
            "footprint": area.id, "code": area.code, "name": area.name, "pot_gbp_m": float(pot_gbp_m),
            **{f"{rule.key}_share": _number(cell(shares, area.code, f"{rule.key}_share")) for rule in RULES},
            **{f"{rule.key}_gbp_m": _number(cell(shares, area.code, f"{rule.key}_gbp_m")) for rule in RULES},
            "target_gbp_per_head": _number(cell(shares, area.code, "gbp_per_head")),
            "target_status": str(shares["status"][area.code]), "target_note": _note(atlas, area, TARGET, TARGET_YEAR),
            "people_on_gp_lists_april_2019": _number(cell(shares, area.code, "heads")),
        }  # fmt: skip
        if lift is not None:
            row |= {
                "lifted_to": to, "lift_year": year, "core_gbp_per_head": _number(cell(lift, area.code, "gbp_per_head")),
                "core_status": str(lift["own_status"][area.code]), "core_note": _note(atlas, area, CORE, year),
                "level_gbp_per_head": _number(cell(lift, area.code, "level")),
                "level_status": str(lift["level_status"][area.code]),
                "lift_gbp_m": _number(cell(lift, area.code, "gap_gbp_m")),
                "lift_status": str(lift["status"][area.code]),
            }  # fmt: skip
        row |= {
            "official_2020_21_gbp_m": own.value if own.status else words.NOT_AVAILABLE,
            "official_table": words.OFFICIAL_TABLE,
        }
        rows.append({**row, **cards(atlas, used)})
    title = f"Fair shares of £{choices.written(pot_gbp_m)} million"
    named = shares.assign(name=[area.name for area in (atlas.area("footprint", MAIN, str(c)) for c in shares.index)])
    said = fairness.summary(named, pot_gbp_m, lift)
    return Sheet(title, rows, used, f"{words.ILLUSTRATIVE} {words.MONEY_BANNER}", said)


def _note(atlas: Atlas, area: Area, series: str, year: str) -> str:
    """What the package says of one figure of an area."""
    return str(places.funding(atlas, area, series)["note"][year])


def by_year(atlas: Atlas, area: Area) -> Sheet:
    """An area's core funding by financial year; a year without a figure says so."""
    frame = places.funding(atlas, area)
    rows = [_of_year(atlas, area, frame, str(year)) for year in frame.index]
    said = charts.summary(frame, area.name)
    return Sheet(f"Core funding of {area.name}", rows, _used(rows), words.MONEY_BANNER, said)


def made_up(atlas: Atlas, footprint: Area, year: str) -> Sheet:
    """A footprint's core funding of a year made up of its CCGs'."""
    parts = made_up_of(atlas, footprint, year)
    ccgs = [atlas.area("ccg", vintage_of(year), str(code)) for code in parts.index]
    rows = [_of_year(atlas, ccg, places.funding(atlas, ccg), year, footprint) for ccg in ccgs]
    said = ranking.made_up_summary(parts, footprint.name, year)
    return Sheet(f"{footprint.name}, made up of its CCGs, {year}", rows, _used(rows), words.MONEY_BANNER, said)


def _of_year(atlas: Atlas, area: Area, frame: pd.DataFrame, year: str, inside: Area | None = None) -> Row:
    """One year of `places.funding`, to take away."""
    status, note, source = (str(frame[column][year]) for column in ("status", "note", "source"))
    return {
        **({"part_of": inside.name, "footprint": inside.id} if inside else {}),
        "code": area.code, "name": area.name, "year": year, "gbp_m": _number(cell(frame, year, "amount_gbp_m")),
        "status": status or words.NO_FIGURE.lower(), "note": note, "source_id": source,
        **cards(atlas, [source] if source else []),
    }  # fmt: skip


def _used(rows: Iterable[Row]) -> list[str]:
    return sorted({str(row["source_id"]) for row in rows if row["source_id"]})


def national(atlas: Atlas) -> Sheet:
    """England's table, a row a line and year; after it how far our sums reach into its CCG line."""
    money = atlas.funding[atlas.funding["series"].isin([*LINES, *PARTS_APART])]
    rows: list[Row] = [
        {
            "line": atlas.word("series", row["series"]), "year": row["year"], "gbp_m": float(row["amount_gbp_m"]),
            "status": row["status"], "note": row["note"],
        } | cards(atlas, [row["source"]])
        for row in money.to_dict("records")
    ]  # fmt: skip
    rows += [line for year, row in reconciled(atlas).iterrows() for line in _reconciled(atlas, str(year), row)]
    said = money_charts.national_summary(picture(atlas))
    return Sheet("England's table, 2015/16 to 2020/21", rows, SOURCES_OF_TABLE, words.NATIONAL_BANNER, said)


def _reconciled(atlas: Atlas, year: str, row: pd.Series) -> list[Row]:
    """Our sum of a year, and what the CCG line of the table is more."""
    note = _note(atlas, atlas.area("england", MAIN, ENGLAND), SUMS_IN[year], year)
    lines = (("Our sum of core allocations", "core"), ("CCG line less our sum: running costs, probably", "rest"))
    status, told = str(row["status"]), cards(atlas, SOURCES_OF_TABLE)
    return [
        {"line": line, "year": year, "gbp_m": float(row[name]), "status": status, "note": note, **told}
        for line, name in lines
    ]

"""Every table and outline that can be taken away, by its name and what an address asks of it."""

from __future__ import annotations

from collections.abc import Mapping

from stpdash import (
    change_export,
    choices,
    compare_export,
    comparing,
    export,
    find,
    grouping,
    groupings_export,
    money_export,
    places,
    pool_export,
    pool_tables,
    sheets,
    two_dates,
    two_dates_export,
    views,
)
from stpdash.measures import for_layer
from stpdash.sheets import Sheet
from stpdash.ui import atlas


def sheet(name: str, asked: Mapping[str, str]) -> Sheet | None:
    """A table to take away: facts (all, or those of a footprint), governance, and several of money.

    None for another name. What is asked for and not offered is taken as not asked for.
    """
    data = atlas.read()
    match name:
        case "governance":
            now = atlas.offered(views.GOVERNANCE, asked)
            return export.governance(data, now["axis"], now["day"])
        case "money" | "patch":
            view = atlas.on(views.MONEY, asked)
            now = atlas.offered(view, asked)
            region = asked.get("region", "")
            measure = for_layer(data, views.MONEY.layer)[now["measure"]]
            asked_for = region if region in choices.regions(data) else ""
            only = name == "patch" and bool(asked_for)
            vintage = views.MONEY.vintage if only else view.vintage
            return money_export.measured(data, measure, now["year"], asked_for, alone=only, vintage=vintage)
        case "fair-shares":
            now = atlas.offered(views.MONEY, asked)
            return money_export.fair_shares(data, choices.pot(asked.get("pot", "")), choices.lift(asked), now["year"])
        case "national":
            return money_export.national(data)
        case "made-up":
            area = find.resolve(data, asked.get("area", ""))
            year = atlas.offered(views.MONEY, asked)["year"]
            return money_export.made_up(data, area, year) if area and area.footprint else None
        case "by-year":
            area = find.resolve(data, asked.get("area", ""))
            return money_export.by_year(data, area) if area and area.layer in places.FUNDED else None
        case "regions":
            return money_export.regions(data)
        case "compare" | "compare-years" | "compare-two" | "compare-answers" | "alike":
            return _side_by_side(name, asked)
        case "pool" | "pool-members":
            return _pooled(name, asked)
        case "dates":
            return two_dates_export.rows(data, two_dates.read(asked)[0])
        case "changes":
            return change_export.ledger(data, asked)
        case "facts":
            number = asked.get("footprint", "")
            known = {"", *data.footprints["footprint"]}
            return export.facts(data, f"footprint:{number}" if number else "") if number in known else None
        case _:
            if name in groupings_export.FITS:
                vintage = atlas.on(views.GROUPINGS, asked).vintage
                return groupings_export.fits(data, groupings_export.FITS[name], vintage)
            made = groupings_export.SHEETS.get(name)
            return made(data) if made else None


def _side_by_side(name: str, asked: Mapping[str, str]) -> Sheet | None:
    state, _ = comparing.read(atlas.read(), asked)
    makers = {
        "compare": compare_export.numbers,
        "compare-years": compare_export.years,
        "compare-two": compare_export.two,
        "compare-answers": compare_export.answers,
        "alike": compare_export.alike,
    }
    return makers[name](atlas.read(), state) if state.areas else None


def _pooled(name: str, asked: Mapping[str, str]) -> Sheet | None:
    now, _ = grouping.read(atlas.read(), asked.get("pool", ""))
    if not pool_tables.pools(now):
        return None
    if name == "pool-members":
        return pool_export.members(atlas.read(), now)
    return pool_export.numbers(atlas.read(), now, choices.pot(asked.get("pot", "")))


def as_geojson(name: str, asked: Mapping[str, str]) -> str | None:
    """The footprints of a comparison, or groupings, as GeoJSON; None where none is asked for.

    geopandas is loaded for the first alone.
    """
    if name == "pool":
        now, _ = grouping.read(atlas.read(), asked.get("pool", ""))
        if not pool_tables.pools(now):
            return None
        with atlas.one_at_a_time:
            return pool_export.shapes(atlas.read(), atlas.lines(), now)
    state, _ = comparing.read(atlas.read(), asked)
    if name != "compare" or not state.areas:
        return None
    with atlas.one_at_a_time:
        return compare_export.shapes(atlas.read(), atlas.shapes(f"footprint_{state.vintage}"), state)


def as_csv(name: str, asked: Mapping[str, str]) -> str | None:
    """A table as CSV; None where there is none of that name."""
    found = sheet(name, asked)
    return sheets.as_csv(atlas.read(), found) if found else None


def as_xlsx(name: str, asked: Mapping[str, str]) -> bytes | None:
    """A table as a workbook; None where there is none of that name."""
    found = sheet(name, asked)
    return sheets.as_xlsx(atlas.read(), found) if found else None

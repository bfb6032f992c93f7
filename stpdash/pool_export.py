"""Groupings to take away: their numbers, their members, their outlines."""

from __future__ import annotations

import json
from collections.abc import Iterator

import shapely

from stpdash import outlines, pool_tables, pooling, texts, words
from stpdash.grouping import Asked, written
from stpdash.model import Atlas
from stpdash.pooling import Pool
from stpdash.series import TARGET_YEAR, YEARS, Figure
from stpdash.sheets import Row, Sheet

HEADS_ON = "mid-2017"
PLACES = 5
"""Decimals of a degree in outlines: about a metre."""


def numbers(atlas: Atlas, asked: Asked, pot_gbp_m: float) -> Sheet:
    """What each grouping is in numbers: a row a figure; one that is not known says so."""
    rows: list[Row] = [
        {**_head(atlas, asked, place), "measure": measure, "unit": unit, "year": year, **_figure(found), "note": note}
        for place, pool in pool_tables.pools(asked).items()
        for measure, unit, year, found, note in _figures(atlas, pool, pot_gbp_m)
    ]
    return Sheet("Groupings in numbers", rows, pool_tables.sources(atlas, asked), texts.POOLED_MONEY)


def _head(atlas: Atlas, asked: Asked, place: int) -> dict[str, str]:
    return {
        "grouping": str(place + 1), "name": asked.title(place), "of": asked.layer, "vintage": asked.vintage,
        "members": " ".join(asked.groupings[place].codes), "address": written(atlas, asked),
    }  # fmt: skip


def _figure(found: Figure) -> dict[str, str | float | None]:
    known = bool(found.status)
    return {"value": found.value if known else None, "status": found.status or words.NO_FIGURE.lower()}


def _figures(atlas: Atlas, pool: Pool, pot_gbp_m: float) -> Iterator[tuple[str, str, str, Figure, str]]:
    """Measure, unit, year, figure and note."""
    yield "Residents", "people", HEADS_ON, pooling.people(atlas, pool), "The sum of the members'."
    yield "Land area", "km2", "", Figure(pooling.ground_km2(atlas, pool), "derived"), "The sum of the members'."
    for year in YEARS:
        without = words.listed([area.name for area in pooling.without_figure(atlas, pool, year)])
        note = f"No figure for {without}." if without else "The sum of the members'."
        yield "Core funding", "GBP million", year, pooling.money(atlas, pool, year), note
        yield (
            "Core funding per resident",
            "GBP",
            year,
            pooling.per_resident(atlas, pool, year),
            f"Residents of {HEADS_ON}.",
        )
    yield "Distance from target", "%", TARGET_YEAR, pooling.distance(atlas, pool), "As set in January 2016."
    share = pooling.fair_share(atlas, pool, pot_gbp_m)
    yield "Fair share of a pot", "GBP million", "", share, f"Of {words.pounds_m(pot_gbp_m)}. {words.ILLUSTRATIVE}"
    bodies = pooling.bodies(atlas, pool)
    for kind, count in (("CCGs", bodies.ccgs), ("Trusts", bodies.trusts), ("Councils", bodies.councils)):
        yield f"{kind} that would share a decision", kind, "", Figure(float(len(count)), "derived"), texts.POOLED_BODIES
    pieces = Figure(float(len(pooling.pieces(atlas, pool))), "derived")
    yield "Pieces with no border on land between them", "pieces", "", pieces, ""


def members(atlas: Atlas, asked: Asked) -> Sheet:
    """Who is in each grouping: a row a member, with its own people, ground and core funding by year."""
    rows: list[Row] = [
        {
            **_head(atlas, asked, place), "code": area.code, "member": area.name,
            **_residents(atlas, alone),
            "land_area_km2": pooling.ground_km2(atlas, alone), **_by_year(atlas, alone),
        }
        for place in pool_tables.pools(asked)
        for area in asked.areas(atlas, place)
        for alone in [Pool(asked.layer, asked.vintage, (area.code,))]
    ]  # fmt: skip
    return Sheet("Members of the groupings", rows, pool_tables.sources(atlas, asked), texts.POOLED_MONEY)


def _residents(atlas: Atlas, pool: Pool) -> dict[str, str | float | None]:
    found = pooling.people(atlas, pool)
    return {"residents_mid_2017": int(found.value), "residents_status": found.status}


def _by_year(atlas: Atlas, alone: Pool) -> dict[str, str | float | None]:
    told: dict[str, str | float | None] = {}
    for year in YEARS:
        found = _figure(pooling.money(atlas, alone, year))
        told |= {f"core_{year}_gbp_m": found["value"], f"core_{year}_status": found["status"]}
    return told


def shapes(atlas: Atlas, lines: outlines.Lines, asked: Asked) -> str:
    """The outlines as GeoJSON, EPSG:4326, one feature a grouping, with its numbers and whose data it is."""
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(_drawn(lines, pool))),
            "properties": _head(atlas, asked, place) | {
                **_residents(atlas, pool),
                "land_area_km2": round(pooling.ground_km2(atlas, pool), 3),
            },
        }
        for place, pool in pool_tables.pools(asked).items()
    ]  # fmt: skip
    about = {
        "attribution": f"{words.MAP_CREDIT} {words.NHS_CREDIT}",
        "data": f"{words.NAME}, data version {atlas.version}, fingerprint {atlas.fingerprint[:12]}",
    }
    return json.dumps({"type": "FeatureCollection", "features": features} | about, ensure_ascii=False)


def _drawn(lines: outlines.Lines, pool: Pool) -> shapely.Geometry:
    return shapely.set_precision(outlines.outline(lines, pool.object, pool.codes), 10**-PLACES)

"""Groupings to take away: their numbers, their members, their outlines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import shapely

from stpdash import contiguity, outlines, pool_sources, pool_tables, pooling, texts, words
from stpdash.grouping import Asked, written
from stpdash.model import Atlas
from stpdash.pooling import Pool
from stpdash.series import CORE, CORE_JAN_2016, TARGET, TARGET_YEAR, YEARS, Figure
from stpdash.sheets import Row, Sheet, cards

COUNTED_IN = "mid-2017"
PLACES = 5
"""Decimals of a degree in outlines: about a metre."""
ADDED = "The sum of the members'."
_FEW = 5


class _Told(NamedTuple):
    measure: str
    unit: str
    year: str
    figure: Figure
    note: str
    sources: list[str]


def numbers(atlas: Atlas, asked: Asked, pot_gbp_m: float) -> Sheet:
    """What each grouping is in numbers: a row a figure with its sources; one that is not known says so."""
    told = [
        (place, each) for place, pool in pool_tables.pools(asked).items() for each in _figures(atlas, pool, pot_gbp_m)
    ]
    rows: list[Row] = [
        {
            **_head(atlas, asked, place), "measure": each.measure, "unit": each.unit, "year": each.year,
            **_figure(each.figure), "note": each.note, **cards(atlas, each.sources),
        }
        for place, each in told
    ]  # fmt: skip
    used = sorted({source for _, each in told for source in each.sources})
    return Sheet("Groupings in numbers", rows, used, texts.POOLED_MONEY)


def _head(atlas: Atlas, asked: Asked, place: int) -> dict[str, str]:
    return {
        "grouping": str(place + 1), "name": asked.title(place), "of": asked.layer, "vintage": asked.vintage,
        "members": " ".join(asked.groupings[place].codes), "address": written(atlas, asked),
    }  # fmt: skip


def _figure(found: Figure) -> dict[str, str | float | None]:
    value = (int(found.value) if found.value.is_integer() else found.value) if found.status else None
    return {"value": value, "status": found.status or words.NO_FIGURE.lower()}


def _figures(atlas: Atlas, pool: Pool, pot_gbp_m: float) -> Iterator[_Told]:
    counted = pool_sources.counted_by(atlas, pool)
    drawn = pool_sources.drawn_by(atlas, pool)
    yield _Told("Residents", "people", COUNTED_IN, pooling.people(atlas, pool), ADDED, counted)
    yield _Told("Land area", "km2", "", pooling.ground_km2(atlas, pool), ADDED, drawn)
    for year in YEARS:
        paid = pool_sources.paid_by(atlas, pool, year, CORE)
        yield _Told(
            "Core funding", "GBP million", year, pooling.money(atlas, pool, year), _why(atlas, pool, year), paid
        )
        per_head, by = pooling.per_resident(atlas, pool, year), sorted({*paid, *counted})
        yield _Told("Core funding per resident", "GBP", year, per_head, f"Residents of {COUNTED_IN}.", by)
    target = pool_sources.paid_by(atlas, pool, TARGET_YEAR, TARGET)
    set_then = sorted({*target, *pool_sources.paid_by(atlas, pool, TARGET_YEAR, CORE_JAN_2016)})
    away, share = pooling.distance(atlas, pool), pooling.fair_share(atlas, pool, pot_gbp_m)
    yield _Told("Distance from target", "%", TARGET_YEAR, away, "As set in January 2016.", set_then)
    pot = f"Of {words.pounds_m(pot_gbp_m)}, by the targets of {TARGET_YEAR}. {words.ILLUSTRATIVE}"
    yield _Told("Fair share of a pot", "GBP million", "", share, pot, sorted({*target, pool_sources.FAIR_BY}))
    bodies = pooling.bodies(atlas, pool)
    by = list(pool_sources.BODIES)
    for kind, found in (("CCGs", bodies.ccgs), ("Trusts", bodies.trusts), ("Councils", bodies.councils)):
        count = Figure(float(len(found)), "derived")
        yield _Told(f"{kind} that would share a decision", kind, "", count, texts.POOLED_BODIES, by)
    pieces = Figure(float(len(contiguity.pieces(atlas, pool))), "derived")
    yield _Told("Pieces with no border on land between them", "pieces", "", pieces, "", drawn)


def _why(atlas: Atlas, pool: Pool, year: str) -> str:
    """How a sum was made, or for whom a figure is missing."""
    missing = [area.name for area in pooling.without_figure(atlas, pool, year)]
    if not missing:
        return ADDED
    return f"No figure for {words.listed(missing) if len(missing) <= _FEW else f'{len(missing)} members'}."


def members(atlas: Atlas, asked: Asked) -> Sheet:
    """Who is in each grouping: a row a member, with its own people, ground and core funding by year."""
    used = pool_sources.of_asked(atlas, asked)
    rows: list[Row] = [
        {
            **_head(atlas, asked, place), "code": area.code, "member": area.name, **_counted(atlas, alone),
            **_by_year(atlas, alone), **cards(atlas, used),
        }
        for place in pool_tables.pools(asked)
        for area in asked.areas(atlas, place)
        for alone in [Pool(asked.layer, asked.vintage, (area.code,))]
    ]  # fmt: skip
    return Sheet("Members of the groupings", rows, used, texts.POOLED_MONEY)


def _counted(atlas: Atlas, pool: Pool) -> dict[str, str | float | None]:
    found, ground = pooling.people(atlas, pool), pooling.ground_km2(atlas, pool)
    return {
        "residents_mid_2017": int(found.value), "residents_status": found.status,
        "land_area_km2": ground.value, "land_area_status": ground.status,
    }  # fmt: skip


def _by_year(atlas: Atlas, alone: Pool) -> dict[str, str | float | None]:
    told: dict[str, str | float | None] = {}
    for year in YEARS:
        found = _figure(pooling.money(atlas, alone, year))
        told |= {f"core_{year}_gbp_m": found["value"], f"core_{year}_status": found["status"]}
    return told


def shapes(atlas: Atlas, lines: outlines.Lines, asked: Asked) -> str:
    """The outlines as GeoJSON, EPSG:4326, one feature a grouping, with its people and ground and whose data it is."""
    features = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(_drawn(lines, pool))),
            "properties": _head(atlas, asked, place) | _counted(atlas, pool),
        }
        for place, pool in pool_tables.pools(asked).items()
    ]
    about = {
        "attribution": f"{words.MAP_CREDIT} {words.NHS_CREDIT}",
        "data": f"{words.NAME}, data version {atlas.version}, fingerprint {atlas.fingerprint[:12]}",
    }
    return json.dumps({"type": "FeatureCollection", "features": features} | about, ensure_ascii=False)


def _drawn(lines: outlines.Lines, pool: Pool) -> shapely.Geometry:
    return shapely.set_precision(outlines.outline(lines, pool.object, pool.codes), 10**-PLACES)

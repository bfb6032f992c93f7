"""Footprints side by side to take away: numbers, answers, those alike, and their shapes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from stpdash import compare_charts, comparison, export, places, similar, then, words
from stpdash.asat import AsAt
from stpdash.axes import AXES
from stpdash.comparing import Asked
from stpdash.comparison import Column
from stpdash.facts import LISTED, Fact, leads
from stpdash.measure import Measure
from stpdash.measures import MEASURES, for_layer
from stpdash.model import Area, Atlas
from stpdash.money_export import row
from stpdash.paint import answer
from stpdash.provenance import behind
from stpdash.series import Figure, figure
from stpdash.sheets import Row, Sheet

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def numbers(atlas: Atlas, asked: Asked) -> Sheet:
    """Every measure of each footprint and of what stands beside it: a row a figure."""
    across = comparison.columns(atlas, asked)
    made = [
        _figure(atlas, line.measure, line.year if line.measure.years else "", column, found, place)
        for line in comparison.rows(atlas, asked)
        for column, found, place in zip(across, line.figures, line.places, strict=True)
        if found is not None
    ]
    used = {source for measure in for_layer(atlas, "footprint").values() for source in _sources(atlas, measure, asked)}
    title, told = f"{words.count(len(asked.areas), 'footprint')} side by side", comparison.summary(atlas, asked)
    return Sheet(title, made, sorted(used), _banners(for_layer(atlas, "footprint").values()), told)


def _banners(measures: Iterable[Measure]) -> str:
    """What must stand beside some measures, each once."""
    return " ".join(dict.fromkeys(f"{measure.title}: {measure.banner}" for measure in measures if measure.banner))


def _sources(atlas: Atlas, measure: Measure, asked: Asked) -> Iterable[str]:
    return set(behind(atlas, measure, asked.year if measure.years else "", "footprint", asked.vintage)["source"])


def _figure(atlas: Atlas, measure: Measure, year: str, column: Column, found: Figure, place: str) -> Row:
    who = (column.layer or "median", column.id if column.layer == "footprint" else "", column.code, column.name)
    return row(atlas, measure, year, who, found, _behind(atlas, measure, year, column), place, vintage=column.vintage)


def _behind(atlas: Atlas, measure: Measure, year: str, column: Column) -> pd.DataFrame:
    """What a column's figure rests on; the middle of some footprints on what each of theirs does, and who they are."""
    if column.layer:
        return behind(atlas, measure, year, column.layer, column.vintage)
    theirs = behind(atlas, measure, year, "footprint", column.vintage)
    names = "; ".join(atlas.area("footprint", column.vintage, code).name for code in column.codes)
    mine = theirs[theirs["code"].isin(column.codes)]
    return pd.concat([mine.head(1).assign(note=f"The middle of {names}."), mine]).assign(code="")


def years(atlas: Atlas, asked: Asked) -> Sheet:
    """The measure that is shown through its years, of each column but the peers: a row a figure."""
    measure = for_layer(atlas, "footprint")[asked.measure]
    found = comparison.by_year(atlas, asked)
    made = [
        _figure(atlas, measure, year, column, told, "")
        for column, figures in found.items()
        for year, told in zip(measure.years, figures, strict=True)
    ]
    used = {source for year in measure.years for source in _sources(atlas, measure, replace(asked, year=year))}
    told = compare_charts.by_year_summary(found, measure)
    return Sheet(f"{measure.title} by year", made, sorted(used), measure.banner, told)


def two(atlas: Atlas, asked: Asked) -> Sheet:
    """All footprints by two measures, by name: two rows a footprint."""
    measures = [for_layer(atlas, "footprint")[key] for key in (asked.measure, asked.against)]
    areas = atlas.areas_of("footprint", asked.vintage)
    across = [Column(area.name, "footprint", area.vintage, (area.code,), area.id) for area in areas]
    made = [
        _figure(atlas, measure, asked.year if measure.years else "", column, told, "")
        for column in across
        for measure in measures
        for told in [figure(measure.of(atlas, "footprint", asked.vintage, asked.year), column.code)]
    ]
    used = {source for measure in measures for source in _sources(atlas, measure, asked)}
    chosen = [area.code for area in asked.footprints(atlas)]
    first, second = measures
    told = compare_charts.two_summary(comparison.pairs(atlas, asked), first, second, asked.year, chosen)
    return Sheet(" and ".join(m.title for m in measures), made, sorted(used), _banners(measures), told)


def answers(atlas: Atlas, asked: Asked) -> Sheet:
    """Who answers in each footprint: a row a statement; a question without one says so."""
    blank = dict.fromkeys(export.row(atlas, leads(atlas, "1")[LISTED][0]), "")
    rows: list[dict[str, str]] = []
    used: list[str] = []
    for area in comparison.ordered(atlas, asked):
        listed = then.named(atlas, area, asked.at)
        none = words.NOT_RECORDED_THEN if asked.at.dated else words.NOT_RECORDED
        told: dict[str, tuple[str, list[Fact]]] = {
            then.lead_heading(asked.at): ("; ".join(fact.value for fact in listed) or none, listed),
            then.region_heading(asked.at): (_region(atlas, area, asked.at), []),
            "Combined authorities of councils, 2018": (_authorities(atlas, area), []),
        }
        for key, axis in AXES.items():
            state = then.standing(atlas, area, key, asked.at.day)
            told[axis.title] = (answer(atlas, axis, state), list(state.said))
        for question, (shown, said) in told.items():
            head = {"footprint": area.id, "name": area.name, "question": question, "asked_for": asked.at.day}
            rows += [head | {"shown": shown} | each for each in [export.row(atlas, fact) for fact in said] or [blank]]
            used += [fact.source for fact in said]
    used += [source for area in asked.footprints(atlas) for source in places.drawn_by(atlas, area)]
    return Sheet(f"Who answers in {words.count(len(asked.areas), 'footprint')}", rows, used)


def _region(atlas: Atlas, area: Area, at: AsAt) -> str:
    found = then.region_at(atlas, area, at)
    return found.name if found else words.NOT_RECORDED


def _authorities(atlas: Atlas, area: Area) -> str:
    """Its combined authorities, each with the share of the footprint's people."""
    found = places.authorities_of(atlas, area)
    return "; ".join(f"{each.name} ({words.percent(share * 100, 0)} of its people)" for each, share in found) or "None"


def alike(atlas: Atlas, asked: Asked) -> Sheet:
    """The footprints most like the first one chosen: a row an ingredient, with the distance."""
    first = asked.footprints(atlas)[0]
    found = similar.nearest(atlas, first, asked.recipe, asked.year, int(asked.peers))
    measures = [MEASURES[key] for key in asked.recipe]
    rows: list[Row] = [
        {
            **{"like": first.name, "distance": float(each["distance"]), "distance_status": str(each["status"])},
            **_ingredient(atlas, measure, asked.year, _column(each, str(code), first.vintage)),
        }
        for code, each in found.iterrows()
        for measure in measures
    ]
    used = {source for measure in measures for source in _sources(atlas, measure, asked)}
    told = similar.summary(found, first, asked.recipe, asked.year)
    return Sheet(f"Most like {first.name}", rows, sorted(used), _banners(measures), told)


def _column(found: pd.Series, code: str, vintage: str) -> Column:
    return Column(str(found["name"]), "footprint", vintage, (code,), str(found["number"]))


def _ingredient(atlas: Atlas, measure: Measure, year: str, column: Column) -> Row:
    told = figure(measure.of(atlas, "footprint", column.vintage, year), column.code)
    return _figure(atlas, measure, year if measure.years else "", column, told, "")


def shapes(atlas: Atlas, boundaries: GeoDataFrame, asked: Asked) -> str:
    """The footprints as GeoJSON, EPSG:4326, each with the measure that is shown, its status, and whose data it is.

    `boundaries`: the footprints of the comparison's vintage, indexed by code.
    """
    measure = for_layer(atlas, "footprint")[asked.measure]
    year = asked.year if measure.years else ""
    figures = measure.of(atlas, "footprint", asked.vintage, year)
    areas, rests = asked.footprints(atlas), behind(atlas, measure, year, "footprint", asked.vintage)
    drawn = json.loads(boundaries.loc[[area.code for area in areas], ["geometry"]].to_json())
    for feature, area in zip(drawn["features"], areas, strict=True):
        told = figure(figures, area.code)
        feature["properties"] = {
            "footprint": area.id, "code": area.code, "name": area.name, "vintage": area.vintage,
            "measure": measure.title, "unit": measure.unit, "year": year, "value": told.value if told.status else None,
            "status": told.status or words.NO_FIGURE.lower(), "definition": measure.definition,
            "note": " ".join(sorted({note for note in rests["note"][rests["code"] == area.code] if note})),
            "sources": [atlas.source(key)["title"] for key in sorted(set(rests["source"][rests["code"] == area.code]))],
        }  # fmt: skip
    about = {
        "attribution": f"{words.MAP_CREDIT} {words.NHS_CREDIT}", "read_this": measure.banner,
        "data": f"{words.NAME}, data version {atlas.version}, fingerprint {atlas.fingerprint[:12]}",
    }  # fmt: skip
    return json.dumps(drawn | about, ensure_ascii=False)

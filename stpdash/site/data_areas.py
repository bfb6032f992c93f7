"""One area as the data API gives it: what a board's own dashboard would ask for, each row with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from stpdash import authority_card, facts, find, schema
from stpdash.facts import Fact
from stpdash.ledger import NHS_LOG
from stpdash.model import Area, Atlas
from stpdash.site.data_tables import Cell, Row, about, encoded, grouped, rows

_KEY = ("layer", "vintage", "code")
_ABOVE = ("parent_layer", "parent_vintage", "parent")
_AFTER = ("layer", "successor_vintage", "successor")
WITHIN = ("share", "people", "status", "note", "source")
"""What a row of parents.csv says of two areas, beside naming them."""
NAMED = ("id", "layer", "vintage", "code", "name")
"""How a row names another area; `id` is None where that has no file of its own."""


IN_BRIEF = ("title", "publisher", "published", "address", "licence")
"""What an area's file says of a source; its card is whole in tables/sources.json."""


def _in_brief(card: Row) -> Row:
    return {name: card[name] for name in IN_BRIEF}


class Areas:
    """Every area that has a page. The tables are gone through once, so that each area only gathers its rows."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        parents = list(_rows(atlas, "parents"))
        changes = list(_rows(atlas, "changes"))
        self._areas = grouped(_rows(atlas, "areas"), *_KEY)
        self._above = grouped(parents, *_KEY)
        self._below = grouped(parents, *_ABOVE)
        self._people = grouped(_rows(atlas, "people"), *_KEY)
        self._funding = grouped(_rows(atlas, "funding"), *_KEY)
        self._ended = grouped(changes, *_KEY)
        self._began = grouped(changes, *_AFTER)
        self._cards = grouped(_rows(atlas, "sources"), "source")

    def every(self) -> Iterator[tuple[Area, bytes]]:
        """Each area that has a page, with its file."""
        for asked in find.choices(self._atlas):
            area = find.resolve(self._atlas, asked)
            if area is None:
                raise ValueError(f"find.choices offers {asked}, which find.resolve does not know")
            yield area, encoded(self.told(area))

    def told(self, area: Area) -> dict[str, Any]:
        """All that the package has of an area, and the cards of every source that its rows name."""
        then = self._then(area)
        found: dict[str, list[Row]] = {
            "vintages": [row for each in then for row in self._areas[_key(each)]],
            "parents": list(self._parents(area)),
            "children": list(self._children(area)),
            "later": list(self._later(area)),
            "people": _gathered(self._people, then),
            "funding": _gathered(self._funding, then),
            "facts": [self._fact(fact) for fact in self._facts(area)],
            "changes": self._changes(then),
        }
        return {
            "about": about(self._atlas),
            "area": {
                "id": area.id,
                "label": find.label(area),
                "layer": area.layer,
                "vintage": area.vintage,
                "code": area.code,
                "name": area.name,
                "ods_code": area.ods_code or None,
                "footprints": self._atlas.numbers_of(area) if area.layer == "footprint" else [],
            },
            "sources": self._sources(row for group in found.values() for row in group),
            **found,
        }

    def _then(self, area: Area) -> list[Area]:
        """The same area in every vintage in which it was there: a footprint by its numbers, any other by its code."""
        atlas, vintages = self._atlas, [str(vintage) for vintage in self._atlas.vintages["vintage"]]
        if area.layer == "footprint":
            return [there for vintage in vintages if (there := find.on(atlas, area, vintage))]
        keys = [(area.layer, vintage, area.code) for vintage in vintages]
        return [atlas.area(*key) for key in keys if key in self._areas]

    def _parents(self, area: Area) -> Iterator[Row]:
        for row in self._above.get(_key(area), []):
            if row["parent_layer"] != area.layer:
                yield self._other(row, _ABOVE)

    def _later(self, area: Area) -> Iterator[Row]:
        for row in self._above.get(_key(area), []):
            if row["parent_layer"] == area.layer and str(row["parent_vintage"]) > area.vintage:
                yield self._other(row, _ABOVE)

    def _children(self, area: Area) -> Iterator[Row]:
        for row in self._below.get(_key(area), []):
            if row["layer"] != area.layer:
                yield self._other(row, _KEY)

    def _other(self, row: Row, key: tuple[str, str, str]) -> Row:
        """The other area of a row of parents, named, with what the row says of both."""
        layer, vintage, code = (str(row[name]) for name in key)
        other = self._atlas.area(layer, vintage, code)
        here: Cell = other.id if other.id in find.choices(self._atlas) else None
        named: tuple[Cell, ...] = (here, layer, vintage, code, other.name)
        return dict(zip(NAMED, named, strict=True)) | {name: row[name] for name in WITHIN}

    def _facts(self, area: Area) -> Iterable[Fact]:
        """What is said of an area itself; of a footprint that merged, what is said of its parts."""
        match area.layer:
            case "region":
                return facts.directors(self._atlas, area)
            case "footprint":
                subjects = [f"footprint:{number}" for number in self._atlas.numbers_of(area)]
            case "combined_authority":
                subjects = [authority_card.subject(self._atlas, area)]
            case "ccg" | "council":
                return ()
            case other:
                raise ValueError(f"{other} is no layer whose areas have pages")
        attributes = self._atlas.codes_of("attribute")
        return (fact for one in subjects for kind in attributes for fact in facts.facts(self._atlas, one, kind))

    def _fact(self, fact: Fact) -> Row:
        """A fact as its table has it, with the reader's words for what it is about and for a code."""
        told = {{"start": "from", "end": "to"}.get(name, name): cell or None for name, cell in asdict(fact).items()}
        coded = fact.attribute in self._atlas.axes
        return told | {
            "about": self._atlas.word("attribute", fact.attribute),
            "in_words": (self._atlas.word(fact.attribute, fact.value) if coded else fact.value) or None,
        }

    def _changes(self, then: list[Area]) -> list[Row]:
        """The parts of changes by which the area ended, began, lost or gained; each once, by date."""
        found = [*_gathered(self._ended, then), *_gathered(self._began, then)]
        once = {(row["effective_from"], row["change"], row["code"], row["successor"]): row for row in found}
        return [once[key] for key in sorted(once, key=str)]

    def _sources(self, told: Iterable[Row]) -> dict[str, Row]:
        used = {str(source) for row in told for source in (row["source"], NHS_LOG if row.get("nhs_date") else "")}
        return {source: _in_brief(self._cards[source,][0]) for source in used - {""}}


def _rows(atlas: Atlas, table: str) -> Iterator[Row]:
    return rows(schema.BY_NAME[table], getattr(atlas, table))


def _key(area: Area) -> tuple[Cell, ...]:
    return area.layer, area.vintage, area.code


def _gathered(groups: dict[tuple[Cell, ...], list[Row]], areas: Iterable[Area]) -> list[Row]:
    return [row for area in areas for row in groups.get(_key(area), [])]

"""The atlas: every table of the data package, read, checked and not to be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import pandas as pd

from stpdash import words

MAIN = "2017"
"""The vintage of the main view: April 2017, in which every CCG lies in one footprint."""


ENGLAND = "E92000001"
"""The ONS code of England, in every vintage."""

REGIONS = "2019"
"""The vintage of the seven integrated regional teams."""


_Key: TypeAlias = tuple[str, str, str]
"""An area's layer, vintage and code."""


@dataclass(frozen=True)
class Area:
    """One area at one vintage: a footprint, a CCG, a region ... A code alone is not an area."""

    layer: str
    vintage: str
    code: str
    name: str
    ods_code: str
    footprint: str
    """A footprint's number; blank for any other layer, and for a footprint merged in 2018 or later."""

    @property
    def id(self) -> str:
        """How addresses name it: a footprint by its number, anything else by its ONS code."""
        return self.footprint or self.code


@dataclass(frozen=True, eq=False)
class Atlas:
    """What the package holds, one frame a table, as ``schema.TABLES`` describes them.

    Text is never null: what is blank in the file is ``""``. Codes, vintages and footprint numbers are text.
    ``people`` is whole numbers, ``amount_gbp_m`` £ million in cash, ``share`` from 0 to 1, ``area_km2`` km².
    """

    vintages: pd.DataFrame
    areas: pd.DataFrame
    footprints: pd.DataFrame
    footprint_codes: pd.DataFrame
    parents: pd.DataFrame
    borders: pd.DataFrame
    changes: pd.DataFrame
    people: pd.DataFrame
    funding: pd.DataFrame
    organisations: pd.DataFrame
    facts: pd.DataFrame
    conflicts: pd.DataFrame
    vocabulary: pd.DataFrame
    sources: pd.DataFrame
    version: str
    """The version people gave the package, such as 1.0.0."""
    fingerprint: str
    """sha256 over every file of the package: two atlases with one fingerprint show the same numbers."""
    accuracy_m: int
    """How far, at most, a drawn line between two areas strays from the full one, in metres."""

    @cached_property
    def has_official_table(self) -> bool:
        """Whether NHS England's own table of indicative funding is in the package."""
        return bool((self.funding["series"] == "place_based_with_transformation").any())

    @cached_property
    def _layers(self) -> dict[tuple[str, str], pd.DataFrame]:
        return {
            (str(layer), str(vintage)): rows.set_index("code")
            for (layer, vintage), rows in self.areas.groupby(["layer", "vintage"])
        }

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.footprints["footprint"], self.footprints["name"], strict=True))

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], str]:
        rows = self.footprint_codes
        alone = rows[~rows.duplicated(["vintage", "code"], keep=False)]
        keys = zip(alone["vintage"], alone["code"], strict=True)
        return dict(zip(keys, alone["footprint"], strict=True))

    @cached_property
    def _words(self) -> dict[tuple[str, str], str]:
        rows = self.vocabulary
        return dict(zip(zip(rows["axis"], rows["code"], strict=True), rows["label"], strict=True))

    @cached_property
    def _sources(self) -> dict[str, dict[str, str]]:
        cards = self.sources.to_dict("records")
        return {str(card["source"]): {str(name): str(cell) for name, cell in card.items()} for card in cards}

    @cached_property
    def _meanings(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self.vocabulary.sort_values("place", kind="stable").itertuples():
            found.setdefault(str(row.axis), {})[str(row.code)] = str(row.definition)
        return found

    @cached_property
    def _vintage_labels(self) -> dict[str, str]:
        return dict(zip(self.vintages["vintage"], self.vintages["label"], strict=True))

    def layer(self, layer: str, vintage: str) -> pd.DataFrame:
        """The areas of a layer at a vintage, indexed by code: ods_code, name, area_km2, lon, lat, source.

        Raises KeyError when the package has no such layer.
        """
        return self._layers[layer, vintage]

    def codes(self, layer: str, vintage: str) -> pd.Index:
        """The ONS codes of a layer at a vintage, sorted."""
        return self.layer(layer, vintage).index

    def area(self, layer: str, vintage: str, code: str) -> Area:
        """One area. Raises KeyError when the layer has no such code at that vintage."""
        key = (layer, vintage, code)
        if key not in self._known:
            self._known[key] = self._area(*key)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[_Key, Area]:
        """The areas that were asked for: each is made once."""
        return {}

    def _area(self, layer: str, vintage: str, code: str) -> Area:
        row = self.layer(layer, vintage).loc[code]
        number = self._numbers.get((vintage, code), "") if layer == "footprint" else ""
        name = (self._names.get(number) if vintage == MAIN else "") or str(row["name"])
        return Area(layer, vintage, code, name, str(row["ods_code"]), number)

    def areas_of(self, layer: str, vintage: str) -> list[Area]:
        """Every area of a layer at a vintage, by name."""
        areas = (self.area(layer, vintage, code) for code in self.codes(layer, vintage))
        return sorted(areas, key=lambda area: area.name)

    def footprint(self, number: int, vintage: str = MAIN) -> Area:
        """A footprint by NHS England's own number, 1 to 44. Raises KeyError for any other number."""
        codes = {f: c for (v, c), f in self._numbers.items() if v == vintage}
        return self.area("footprint", vintage, codes[str(number)])

    @cached_property
    def _made_of(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        rows = self.footprint_codes
        for vintage, code, number in zip(rows["vintage"], rows["code"], rows["footprint"], strict=True):
            found.setdefault((vintage, code), []).append(number)
        return {key: sorted(numbers, key=int) for key, numbers in found.items()}

    def numbers_of(self, footprint: Area) -> list[str]:
        """The numbers of the footprints that an area of the footprint layer is, or was merged from."""
        return self._made_of.get((footprint.vintage, footprint.code), [])

    def holding(self, number: str, vintage: str) -> Area:
        """The area of a vintage that is the footprint of a number, or was merged from it and others."""
        return self.area("footprint", vintage, self._codes_of[vintage, number])

    @cached_property
    def _codes_of(self) -> dict[tuple[str, str], str]:
        return {(vintage, number): code for (vintage, code), made_of in self._made_of.items() for number in made_of}

    def numbered(self, numbers: list[str], vintage: str) -> Area | None:
        """The area of a vintage that is the footprint of a number, or was merged from just these; None: none is."""
        codes = (code for (year, code), made_of in self._made_of.items() if (year, made_of) == (vintage, numbers))
        code = next(codes, "")
        return self.area("footprint", vintage, code) if code else None

    @cached_property
    def _inside(self) -> tuple[dict[_Key, list[tuple[_Key, float]]], dict[_Key, list[_Key]]]:
        """What lies in what, both ways: an area's parents with its share in each, a parent's children."""
        parents: dict[_Key, list[tuple[_Key, float]]] = {}
        children: dict[_Key, list[_Key]] = {}
        columns = ("layer", "vintage", "code", "parent_layer", "parent_vintage", "parent", "share")
        for *keys, share in zip(*(self.parents[column] for column in columns), strict=True):
            layer, vintage, code, parent_layer, parent_vintage, parent = (str(key) for key in keys)
            above, below = (parent_layer, parent_vintage, parent), (layer, vintage, code)
            parents.setdefault(below, []).append((above, float(share)))
            children.setdefault(above, []).append(below)
        return parents, children

    def children(self, parent: Area, layer: str, vintage: str) -> list[Area]:
        """The areas of a layer that lie, whole or in part, in an area, by code; those of `vintage`."""
        _, children = self._inside
        found = children.get((parent.layer, parent.vintage, parent.code), [])
        return [self.area(*key) for key in sorted(found) if key[:2] == (layer, vintage)]

    def parents_of(self, child: Area, layer: str, vintage: str) -> list[tuple[Area, float]]:
        """The areas of a layer in which an area lies, with the share (0 to 1) of its people in each, largest first."""
        parents, _ = self._inside
        found = parents.get((child.layer, child.vintage, child.code), [])
        mine = sorted((-share, key) for key, share in found if key[:2] == (layer, vintage))
        return [(self.area(*key), -share) for share, key in mine]

    @cached_property
    def _beside(self) -> dict[_Key, list[str]]:
        """The codes of the areas that share a border with an area, sorted."""
        found: dict[_Key, list[str]] = {}
        columns = (self.borders[name] for name in ("layer", "vintage", "code", "neighbour"))
        for layer, vintage, code, other in zip(*columns, strict=True):
            found.setdefault((layer, vintage, code), []).append(other)
            found.setdefault((layer, vintage, other), []).append(code)
        return {key: sorted(codes) for key, codes in found.items()}

    def neighbours(self, area: Area) -> list[Area]:
        """The areas of the same layer and vintage that share a border on land with one, by name."""
        codes = self._beside.get((area.layer, area.vintage, area.code), [])
        return sorted((self.area(area.layer, area.vintage, code) for code in codes), key=lambda each: each.name)

    @cached_property
    def axes(self) -> frozenset[str]:
        """The axes of the vocabulary: an attribute that is one of them has codes as values."""
        return frozenset(self.vocabulary["axis"])

    def word(self, axis: str, code: str) -> str:
        """The reader's word for a code of a vocabulary; "Not recorded" for a blank. Raises KeyError if unknown."""
        return self._words[axis, code] if code else words.NOT_RECORDED

    def codes_of(self, axis: str) -> Mapping[str, str]:
        """The codes of an axis with what each means, in the order in which people wrote them; empty for no axis."""
        return MappingProxyType(self._meanings.get(axis, {}))

    def source(self, source: str) -> dict[str, str]:
        """A source's card. Raises KeyError when there is none of that id."""
        return self._sources[source]

    def vintage_label(self, vintage: str) -> str:
        """A vintage in words: April 2017. Raises KeyError when there is none of that year."""
        return self._vintage_labels[vintage]

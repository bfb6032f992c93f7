"""What a comparison shows, as its address asks for it: strictly, or the default with a notice that names what was not.

An address holds ids only, in any order, and the defaults are left out; what was written reads the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TypeAlias

from stpdash import asat, find, words
from stpdash.asat import AsAt
from stpdash.measures import DEFAULT_MEASURE, DEFAULT_YEAR, MEASURES, for_layer
from stpdash.model import REGIONS, Area, Atlas
from stpdash.overlays import OVERLAYS
from stpdash.places import region_of, year_of
from stpdash.series import YEARS

LEAST, MOST = 2, 10
"""How many footprints stand side by side."""
LONGEST = 400
BETWEEN = "."
"""What stands between the ids of a list in an address: it needs no encoding."""
INGREDIENTS = ("people", "share_65_plus", "density", "core_per_registered")
"""The measures by which footprints can be found alike."""
OWN, NONE = "own", "none"
"""To compare with the region of the first footprint; with no region."""
Options: TypeAlias = Mapping[str, str]
"""What can be chosen: id to wording."""


@dataclass(frozen=True)
class Asked:
    """The state of a comparison. `areas` are footprint numbers in the order of choice, at most `MOST`, none twice.

    A footprint merged from several goes by its code.

    `measure` and `against` are measures, `order` how the footprints stand, `recipe` by what peers are found alike.
    """

    areas: tuple[str, ...] = ()
    measure: str = DEFAULT_MEASURE
    year: str = DEFAULT_YEAR
    overlay: str = "none"
    also: str = "none"
    region: str = OWN
    order: str = "chosen"
    against: str = "share_65_plus"
    date: str = asat.NO_DATE
    peers: str = "5"
    recipe: tuple[str, ...] = INGREDIENTS

    def address(self) -> dict[str, str]:
        """The state as an address says it: what differs from the default, by name."""
        return {
            each.name: BETWEEN.join(value) if isinstance(value, tuple) else value
            for each in fields(self)
            if (value := getattr(self, each.name)) != (self.usual_year if each.name == "year" else each.default)
        }

    @property
    def at(self) -> AsAt:
        """The date, and the vintage on whose boundaries the footprints are compared."""
        asked = {"date": self.date, "overlay": self.overlay, "also": self.also}
        return asat.read(asked, [], whenever=True)

    @property
    def usual_year(self) -> str:
        """The year that is shown where none is asked for: the one that begins with the vintage, or the last known."""
        return year_of(self.vintage) or YEARS[-1]

    @property
    def vintage(self) -> str:
        """The vintage on whose boundaries the footprints are compared."""
        return self.at.vintage

    def footprints(self, atlas: Atlas) -> list[Area]:
        """The footprints at that vintage, in the order of choice; those that are one by then once."""
        chosen = (find.resolve(atlas, each) for each in self.areas)
        numbers = (number for area in chosen if area for number in atlas.numbers_of(area))
        return list(dict.fromkeys(atlas.holding(number, self.vintage) for number in numbers))

    def beside(self, atlas: Atlas) -> Area | None:
        """The region to compare with; None for England alone, or where no footprint is chosen yet."""
        if self.region == OWN:
            return region_of(atlas, self.footprints(atlas)[0]) if self.areas else None
        return None if self.region == NONE else atlas.area("region", REGIONS, self.region)


@lru_cache(maxsize=4)
def offers(atlas: Atlas) -> dict[str, Options]:
    """What can be chosen under each name that takes one id; the first choice is in `Asked`."""
    offered = for_layer(atlas, "footprint")
    measures = {key: each.title for key, each in offered.items()}
    over = {"none": words.NOTHING_LAID} | {key: OVERLAYS[key].title for key in OVERLAYS if key != "footprint"}
    ranked = {key: f"By {each.title}, the highest first" for key, each in offered.items() if each.ranked}
    return {
        "measure": measures,
        "year": {year: year for year in YEARS},
        "overlay": over,
        "also": over,
        "region": {OWN: "Region of the first chosen", NONE: "England alone"}
        | {area.code: area.name for area in atlas.areas_of("region", REGIONS)},
        "order": {"chosen": "As chosen", "name": "By name"} | ranked,
        "against": measures,
        "peers": {str(n): str(n) for n in range(3, MOST)},
    }


def ingredients() -> Options:
    """What a recipe can hold."""
    return {key: MEASURES[key].title for key in INGREDIENTS}


def read(atlas: Atlas, given: Mapping[str, str]) -> tuple[Asked, list[str]]:
    """The state that an address asks for, and a notice for each thing in it that could not be followed.

    Other names in the address are not looked at. Of each value the first `LONGEST` characters are looked at.
    """
    given = {name: text[:LONGEST] for name, text in given.items()}
    notices: list[str] = []
    one = {name: _one(name, given.get(name, ""), options, notices) for name, options in offers(atlas).items()}
    one["date"] = asat.read(given, notices, whenever=True).asked
    areas = _several("areas", given.get("areas", ""), lambda each: _number(atlas, each), "no footprint", notices)
    if len(areas) > MOST:
        notices.append(f"The address asks for {len(areas)} footprints; shown are the first {MOST}.")
    recipe = _several("recipe", given.get("recipe", ""), _ingredient, "nothing to find footprints alike by", notices)
    kept = {name: value for name, value in one.items() if value}
    state = Asked(areas=areas[:MOST], recipe=recipe or INGREDIENTS, **kept)
    notices += _by_then(atlas, state)
    return state if one["year"] else replace(state, year=state.usual_year), list(dict.fromkeys(notices))


def _by_then(atlas: Atlas, state: Asked) -> list[str]:
    """For each footprint that is not there by itself at the date: what stands for it."""
    label, said = atlas.vintage_label(state.vintage), []
    for each in state.areas:
        area = find.resolve(atlas, each)
        if area and find.on(atlas, area, state.vintage) is None:
            stands = dict.fromkeys(atlas.holding(number, state.vintage).name for number in atlas.numbers_of(area))
            said.append(f"{area.name} was not there in {label}. Shown for it: {'; '.join(stands)}.")
    return said


def _one(name: str, asked: str, options: Options, notices: list[str]) -> str:
    if asked in options:
        return asked
    if asked:
        shown = options[str(getattr(Asked, name))]
        notices.append(words.unknown_choice(name, asked, shown))
    return ""


def _several(name: str, asked: str, known: Callable[[str], str], what: str, notices: list[str]) -> tuple[str, ...]:
    """The ids of a list that are known, each once, in their order."""
    found: dict[str, None] = {}
    for each in asked.split(BETWEEN) if asked else ():
        meant = known(each)
        if not meant:
            notices.append(f"The address has “{each[:40]}” under {name}, which is {what}. It is left out.")
        elif meant in found:
            notices.append(f"The address names “{each[:40]}” twice under {name}.")
        found |= {meant: None} if meant else {}
    return tuple(found)


def _number(atlas: Atlas, asked: str) -> str:
    area = find.resolve(atlas, asked)
    return area.id if area and area.layer == "footprint" else ""


def _ingredient(asked: str) -> str:
    return asked if asked in INGREDIENTS else ""

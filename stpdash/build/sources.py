"""The folder of published material the package is built from, read once and never written to."""

import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from stpdash.build.money_file import MoneyTable, lines, read
from stpdash.errors import DataError, Problem

REMEDY = "Name the folder that holds sources/ and evidence/: python -m stpdash build --sources FOLDER"
LOOKUP = "sources/master_lsoa11_lookup_2015_2020.csv.gz"
SHAPES = "sources/lsoa11_england_20m.parquet"
NEIGHBOURS = "sources/neighbours_250m.geojson"
REGISTERED = "sources/registered_list_stp17.csv"
ODS_FOOTPRINTS = "sources/ods_stp_2019/stp.csv"
CODES = "evidence/footprint_codes.csv"
ALLOCATIONS = "evidence/funding_core_ccg.csv"
REGIONS = "evidence/regions.csv"
MILESTONES = "evidence/lead_at_milestones.csv"
LEADS = "evidence/leads.csv"
DIRECTORS = "evidence/regional_directors.csv"
GOVERNANCE = "evidence/governance.csv"
RATINGS = "evidence/ratings.csv"
WAVES = "evidence/ics_waves.csv"
CONTROL_TOTALS = "evidence/control_totals.csv"
VANGUARDS = "evidence/vanguards.csv"
NATIONAL_ROLES = "evidence/national_roles.csv"
ASSEMBLY = "evidence/assembly.csv"
DECISION_RIGHTS = "evidence/decision_rights.csv"
SURVEYS = "evidence/surveys.csv"
POTS = "evidence/funding_national_pots.csv"
GAPS = "evidence/funding_do_nothing_gap.csv"
CAPITAL = "evidence/funding_capital.csv"
METHOD = "evidence/funding_method.csv"
TEMPLATE = "evidence/official_indicative_table_template.csv"
SYSTEM_FINANCE = "evidence/funding_control_totals_performance.csv"
TRUSTS = "sources/trusts_with_coords.csv"
ODS_TRUSTS = "sources/ods_stp_2019/stp_trust.csv"
MERGERS = "evidence/ccg_mergers.csv"
CHANGE_LOG = "evidence/ods_change_log.csv"
AUTHORITIES = "evidence/combined_authorities.csv"
AUTHORITY_FACTS = "evidence/combined_authority_facts.csv"
ABOUT, VOCABULARY, OWN_WORDS = "package.toml", "vocabulary.toml", "evidence.toml"
WRITTEN = (ABOUT, VOCABULARY, OWN_WORDS)
"""The part of the package that people write; the build reads it and leaves it as it is."""
OFFICIAL = "official_indicative_table.csv"
"""NHS England's own table of indicative funding, where somebody had it: kept in the package as it was handed in."""
NEEDED = (
    LOOKUP,
    SHAPES,
    NEIGHBOURS,
    REGISTERED,
    ODS_FOOTPRINTS,
    CODES,
    ALLOCATIONS,
    REGIONS,
    MILESTONES,
    LEADS,
    DIRECTORS,
    GOVERNANCE,
    RATINGS,
    WAVES,
    CONTROL_TOTALS,
    VANGUARDS,
    NATIONAL_ROLES,
    ASSEMBLY,
    DECISION_RIGHTS,
    SURVEYS,
    POTS,
    GAPS,
    CAPITAL,
    METHOD,
    SYSTEM_FINANCE,
    TEMPLATE,
    TRUSTS,
    ODS_TRUSTS,
    MERGERS,
    CHANGE_LOG,
    AUTHORITIES,
    AUTHORITY_FACTS,
)
PEOPLE = {"all": "pop", "under_18": "pop_u18", "65_plus": "pop65"}


class Sources:
    """Published files as text frames, and what people wrote in the folder of the package.

    Raises DataError naming every file that is missing.
    """

    def __init__(self, folder: Path, written: Path, official: Path | None = None) -> None:
        self.folder = folder
        kept = written / OFFICIAL
        self.official = official or (kept if kept.is_file() else None)
        wanted = [*(folder / name for name in NEEDED), *(written / name for name in WRITTEN)]
        missing = [path for path in wanted if not path.is_file()]
        if missing:
            raise DataError(Problem(str(path), "", "no file", "the published file", REMEDY) for path in missing)
        about, vocabulary, own_words = (_toml(written / name) for name in WRITTEN)
        self.written: dict[str, Any] = {**about, **own_words, "vocabulary": vocabulary}
        self.table = cache(self._table)
        self.money = cache(self._money)
        self.lines = cache(lambda name: lines(folder / name, name))

    def _table(self, name: str, *needed: str) -> pd.DataFrame:
        """A CSV file as text, blank where it is blank; raises DataError when a needed column is not there."""
        frame = pd.read_csv(self.folder / name, dtype="str", keep_default_na=False)
        _require(name, frame, needed)
        return frame

    def _money(self, name: str, key: str, *columns: str) -> MoneyTable:
        """A file of money, read strictly: DataError names every cell that is not £ million."""
        return read(self.folder / name, name, key, columns)

    @cached_property
    def lookup(self) -> pd.DataFrame:
        """One row an LSOA, indexed by its code: the areas it lies in, as text, and its people as numbers."""
        frame = self.table(LOOKUP, "LSOA11CD", *PEOPLE.values()).set_index("LSOA11CD").sort_index()
        england = {"ENGCD": "E92000001", "ENGNM": "England"}
        regions = self.table(REGIONS, "ons_code", "ods_code").set_index("ons_code")["ods_code"]
        ods = {"NHSER17CDH": frame["NHSER17CD"].map(regions[~regions.index.duplicated()])}
        people = {column: frame[column].astype(float).astype(int) for column in PEOPLE.values()}
        return frame.assign(**england, **ods, **people)

    @cached_property
    def lsoas(self) -> gpd.GeoSeries:
        """The shape of each LSOA, EPSG:4326, on the index of the lookup."""
        shapes = gpd.read_parquet(self.folder / SHAPES).set_index("LSOA11CD").geometry.sort_index()
        if not shapes.index.equals(self.lookup.index):
            raise DataError.of(
                SHAPES, "LSOA11CD", f"{len(shapes):,} LSOAs", f"the {len(self.lookup):,} of {LOOKUP}", REMEDY
            )
        return shapes

    @cached_property
    def neighbours(self) -> gpd.GeoSeries:
        """The land around England, EPSG:4326, indexed by name."""
        return gpd.read_file(self.folder / NEIGHBOURS).set_index("name").geometry


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError.of(file.name, "", str(error), "TOML", "Mend the file") from None


def _require(name: str, frame: pd.DataFrame, needed: Iterable[str]) -> None:
    missing = [column for column in needed if column not in frame]
    if missing:
        raise DataError.of(name, "line 1", f"no column {', '.join(missing)}", "the published columns", REMEDY)

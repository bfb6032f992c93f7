"""The layers the atlas draws, and the columns of the LSOA lookup that hold each."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Layer:
    """One kind of area with the boundaries of one year, and its columns in the lookup."""

    layer: str
    vintage: str
    code: str
    name: str
    ods: str = ""

    @property
    def object(self) -> str:
        """Its name in the boundary file."""
        return f"{self.layer}_{self.vintage}"


VINTAGES = ("2016", "2017", "2018", "2019", "2020")
REGION_SCHEME = {"2016": "17", "2017": "17", "2018": "18", "2019": "19", "2020": "19"}
"""The NHS regions of each vintage: four until 2018, five in 2018, seven from 2019."""

CCG = {year: Layer("ccg", year, f"CCG{year[2:]}CD", f"CCG{year[2:]}NM", f"CCG{year[2:]}CDH") for year in VINTAGES}
FOOTPRINT = {year: Layer("footprint", year, f"STP{year[2:]}CD", f"STP{year[2:]}NM") for year in VINTAGES}
REGION = {
    year: Layer("region", year, f"NHSER{scheme}CD", f"NHSER{scheme}NM", f"NHSER{scheme}CDH")
    for year, scheme in REGION_SCHEME.items()
}
COMBINED_AUTHORITY = {
    year: Layer("combined_authority", year, f"CAUTH{year[2:]}CD", f"CAUTH{year[2:]}NM") for year in ("2017", "2018")
}
COUNCIL = Layer("council", "2018", "UTLA18CD", "UTLA18NM")
LOCAL_OFFICE = Layer("local_office", "2017", "NHSRLO17CD", "NHSRLO17NM")
ENGLAND = {year: Layer("england", year, "ENGCD", "ENGNM") for year in VINTAGES}

DRAWN = (*CCG.values(), *FOOTPRINT.values(), *REGION.values(), *COMBINED_AUTHORITY.values(), COUNCIL, LOCAL_OFFICE)
"""The layers of the boundary file."""
ALL = (*DRAWN, *ENGLAND.values())


def begun(rows: pd.DataFrame, lookup: pd.DataFrame, before: Layer) -> pd.DataFrame:
    """Those rows whose area, by `code`, had no such code at the layer before: what came of a merger."""
    return rows[~rows["code"].isin(lookup[before.code])]


def named(lookup: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    """The areas of a layer by code: ``code``, ``name``, ``ods_code`` (blank where the lookup has none)."""
    columns = {layer.code: "code", layer.name: "name"} | ({layer.ods: "ods_code"} if layer.ods else {})
    areas = lookup.loc[lookup[layer.code] != "", list(columns)].drop_duplicates().rename(columns=columns)
    return areas.sort_values("code").reindex(columns=["code", "name", "ods_code"], fill_value="").reset_index(drop=True)

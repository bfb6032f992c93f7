from pathlib import Path

import geopandas as gpd
import pytest

from stpdash import package
from stpdash.model import Atlas

ROOT = Path(__file__).resolve().parents[2]
LAYERS = [
    *(f"{layer}_{year}" for layer in ("ccg", "footprint", "region") for year in range(2016, 2021)),
    "combined_authority_2017",
    "combined_authority_2018",
    "council_2018",
]


@pytest.fixture(scope="session")
def folder() -> Path:
    """The data package as it is shipped."""
    return ROOT / "geodata"


@pytest.fixture(scope="session")
def atlas(folder: Path) -> Atlas:
    """The data package, read once."""
    return package.read(folder)


@pytest.fixture(scope="session")
def shapes(folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """The drawn shapes of every layer and vintage, read once."""
    return {layer: package.boundaries(folder, layer) for layer in LAYERS}


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of published material beside the project, or a skip that says so."""
    folder = ROOT.parent / "shared"
    if not (folder / "sources").is_dir() or not (folder / "evidence").is_dir():
        pytest.skip("the published material is not beside the project (../shared): nothing to compare with")
    return folder

"""vintages.csv: the years which can be drawn whole, as people describe them, with the areas counted."""

import pandas as pd

from stpdash.build.layers import CCG, FOOTPRINT, REGION
from stpdash.build.sources import Sources


def table(sources: Sources) -> pd.DataFrame:
    """One row a vintage: the words from package.toml, the counts from the lookup."""
    written = pd.DataFrame(sources.written["vintages"])
    counts = {
        column: [sources.lookup[layers[vintage].code].nunique() for vintage in written["vintage"]]
        for column, layers in (("ccgs", CCG), ("footprints", FOOTPRINT), ("regions", REGION))
    }
    return written.assign(**counts, main=written["vintage"] == "2017", source="ons-areas")

"""vocabulary.csv: every code in plain words, as people wrote it in vocabulary.toml."""

import pandas as pd

from stpdash.build.sources import Sources


def table(sources: Sources) -> pd.DataFrame:
    """One row a code of an axis, with its label and what it means."""
    return pd.DataFrame(
        [
            {"axis": axis, "code": code, "place": place, **words}
            for axis, codes in sources.written["vocabulary"].items()
            for place, (code, words) in enumerate(codes.items(), start=1)
        ]
    )

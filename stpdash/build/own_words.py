"""Our own words beside the rows of the evidence: every row has its line in evidence.toml, every line its row."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from stpdash.build.sources import OWN_WORDS, Sources
from stpdash.errors import DataError

Words = dict[str, Any]


def by_key(sources: Sources, section: str, rows: pd.DataFrame, keys: list[str]) -> Iterator[tuple[pd.Series, Words]]:
    """Rows with the words that stand under their keys. Raises DataError for a row or a line that stands alone."""
    written: dict[str, Words] = sources.written[section]
    for twice in sorted({key for key in keys if keys.count(key) > 1}):
        raise DataError.of(OWN_WORDS, f"[{section}]", f"two rows under {twice}", "a key for each row")
    for key in keys:
        if key not in written:
            raise DataError.of(OWN_WORDS, f"[{section}]", f'no line "{key}"', "our own words for each row", _ADD)
    for key in written:
        if key not in keys:
            raise DataError.of(OWN_WORDS, f"[{section}]", f'a line "{key}"', "a row of the evidence for each line")
    for key, (_, row) in zip(keys, rows.iterrows(), strict=True):
        yield row, written[key]


def in_order(sources: Sources, section: str, rows: pd.DataFrame) -> Iterator[tuple[pd.Series, Words]]:
    """Rows with the words in the same place of a list. Raises DataError when there are not as many of both."""
    written: list[Words] = sources.written[section]
    if len(written) != len(rows):
        raise DataError.of(OWN_WORDS, f"[[{section}]]", f"{len(written)} entries", f"{len(rows)}, one a row", _ADD)
    for words, (_, row) in zip(written, rows.iterrows(), strict=True):
        yield row, words


_ADD = "Say in your own words what the row says, never in the source's, then run: python -m stpdash build"

"""The state of a view lives in the address: ids only, read on every run, written on every choice.

A link opens the same view anywhere. A lost server loses nothing, because the session remembers nothing that the address
does not say. Back and forward work for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

import streamlit as st

from stpdash import find, words
from stpdash.model import Area, Atlas

NAMES = frozenset(
    (
        *("area", "part", "areas", "person", "trust", "q"),
        *("measure", "year", "overlay", "also", "axis", "date", "region", "lift", "pot"),
        *("order", "against", "peers", "recipe", "pool", "group", "change", "kind", "when", "embed", "embed_options"),
        *("then", "layer"),
    )
)
"""Every name that means something in an address, on one page or another; the last two are Streamlit's own."""
NAMED = 3
"""How many strange names are told; more would be noise."""


def strangers(names: Iterable[str]) -> list[str]:
    """A notice for each name in an address that means nothing on any page: a slip, or one of an old link.

    >>> strangers(["area", "aera"])
    ['The address says “aera”, which means nothing here. It is left out.']
    """
    strange = [name for name in names if name not in NAMES][:NAMED]
    return [f"The address says “{name[:40]}”, which means nothing here. It is left out." for name in strange]


def given(name: str) -> str:
    """What the address says for a name; blank when it says nothing. At most 80 characters are looked at."""
    return str(st.query_params.get(name, ""))[:80]


def whole(name: str) -> str:
    """What the address says for a name, however long: for a reader that refuses what is too long."""
    return str(st.query_params.get(name, ""))


def everything() -> dict[str, str]:
    """All that the address says, by name; of each at most 400 characters are looked at."""
    return {name: str(value)[:400] for name, value in st.query_params.to_dict().items()}


def put(name: str, value: str, default: str = "") -> bool:
    """Write a choice into the address; the default is left out, so that a link stays short. Whether that changed it."""
    before = st.query_params.get(name)
    if value == default:
        st.query_params.pop(name, None)
        return before is not None
    st.query_params[name] = value
    return before != value


def same(query: str) -> bool:
    """Whether a query string, as a browser has it, says what the address says now."""
    return dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True)) == st.query_params.to_dict()


def wanted(name: str, options: Mapping[str, str], default: str, notices: list[str]) -> str:
    """The address's choice among `options`; an unknown one gives the default and a notice that names it."""
    asked = given(name)
    if not asked or asked in options:
        return asked or default
    notices.append(words.unknown_choice(name, asked, options[default]))
    return default


def area(atlas: Atlas, name: str, notices: list[str]) -> Area | None:
    """The area that the address gives under a name; an unknown one is None and a notice that names it."""
    asked = given(name)
    if not asked:
        return None
    found = find.resolve(atlas, asked)
    if found is None:
        notices.append(f"There is no area called “{asked}”.")
    return found

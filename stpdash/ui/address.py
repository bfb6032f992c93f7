"""The state of a view lives in the address: ids only, read by every new session, written on every choice.

A link opens the same view anywhere. A lost server loses nothing. Back and forward work, because a step back changes
the address and the address wins over what the session remembers.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def given(name: str) -> str:
    """What the address says for a name; blank when it says nothing. At most 80 characters are looked at."""
    return str(st.query_params.get(name, ""))[:80]


def put(name: str, value: str, default: str = "") -> None:
    """Write a choice into the address; the default is left out, so that a link stays short."""
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def wanted(name: str, options: Mapping[str, str], default: str, notices: list[str]) -> str:
    """The address's choice among `options`; an unknown one gives the default and a notice that names it."""
    asked = given(name)
    if not asked or asked in options:
        return asked or default
    notices.append(
        f"The address asks for {name} “{asked}”, which is not known here. Shown instead: {options[default]}."
    )
    return default


def select(label: str, name: str, options: Mapping[str, str], default: str, notices: list[str]) -> str:
    """A choice that the address owns: drawn as a select box, worded by `options`, returned as an id."""
    ids = list(options)
    current = wanted(name, options, default, notices)
    key, seen = f"choose-{name}", f"seen-{name}"
    if st.session_state.get(seen, current) != current or st.session_state.get(key, current) not in options:
        st.session_state[key] = current  # the address has moved on its own: back, forward or a link
    first = 0 if key in st.session_state else ids.index(current)
    choice = st.selectbox(label, ids, index=first, format_func=lambda each: options[each], key=key)
    put(name, choice, default)
    st.session_state[seen] = choice
    return choice

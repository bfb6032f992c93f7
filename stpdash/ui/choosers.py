"""Choices beside the map: what stands in the address is what the field shows, and a choice is written there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from stpdash import choices
from stpdash.fairness import POT_GBP_M, POT_MOST_GBP_M
from stpdash.ui import address


def choose(name: str, label: str, options: Mapping[str, str], default: str, notices: list[str]) -> str:
    """One of some options, by its id; an unknown one in the address gives the default and a notice."""
    key = f"choose-{name}"
    now = st.session_state[key] = address.wanted(name, options, default, notices)

    def take() -> None:
        address.put(name, st.session_state[key], default)

    st.selectbox(label, [*options], key=key, format_func=lambda each: options[each], on_change=take)
    return now


def field(
    widget: Callable[..., object], key: str, label: str, now: Any, take: Callable[[Any], object], **more: Any
) -> None:
    """A field that shows `now`, whatever it showed before; `take` is told what the reader makes of it."""
    st.session_state[key] = now
    widget(label, key=key, on_change=lambda: take(st.session_state[key]), **more)


def once(key: str, label: str, options: Mapping[str, str], hint: str, take: Callable[[str], None]) -> None:
    """One of some options to be done once: `take` is told its id, and the field stands empty again."""
    st.session_state[key] = None

    def told() -> None:
        if picked := st.session_state[key]:
            take(picked)

    st.selectbox(
        label, [*options], key=key, format_func=lambda each: options[each], index=None, placeholder=hint, on_change=told
    )


def pot(label: str, notices: list[str]) -> float:
    """A pot of money in £ million; one in the address that cannot be gives the default and a notice."""
    asked = address.given("pot")
    if asked and choices.number(asked) is None:
        notices.append(f"The address asks for a pot of “{asked}”, which is no sum of £ million. Shown: {POT_GBP_M:,}.")
    st.session_state["choose-pot"] = choices.pot(asked)

    def take() -> None:
        address.put("pot", choices.written(st.session_state["choose-pot"]), choices.written(POT_GBP_M))

    return float(
        st.number_input(
            label, min_value=0.001, max_value=float(POT_MOST_GBP_M), step=100.0, format="%.0f", key="choose-pot",
            on_change=take,
        )
    )  # fmt: skip

"""Exact money: £ million with three decimals is a whole number of thousands, and adds up without drift."""

from fractions import Fraction

import pandas as pd


def gbp_m(amounts_thousand: pd.Series) -> pd.Series:
    """Whole £ thousand as £ million, on the same index."""
    return amounts_thousand / 1000


def divided(whole: int, share: Fraction) -> tuple[int, int]:
    """A sum divided in two whole numbers that add up to it, the first its share rounded.

    >>> divided(1000, Fraction(1, 3))
    (333, 667)
    """
    first = round(whole * share)
    return first, whole - first

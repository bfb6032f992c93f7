"""Exact money: £ million with three decimals is a whole number of thousands, and adds up without drift."""

from decimal import Decimal
from fractions import Fraction

import pandas as pd

from stpdash.errors import DataError


def thousands(amounts_gbp_m: pd.Series, file: str) -> pd.Series:
    """Printed £ million as whole £ thousand, on the same index; raises DataError where a cell is finer."""
    exact = amounts_gbp_m.map(lambda cell: Decimal(cell) * 1000)
    for name, amount in exact[exact.map(lambda amount: amount != amount.to_integral_value())].items():
        raise DataError.of(file, str(name), f"£{amount} thousand", "whole thousands")
    return exact.map(int)


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

"""Exact rounding of money: integers in minor units out of exact rationals. No float anywhere."""

from enum import StrEnum
from fractions import Fraction

# Bounds on data, so that both evaluators compute within the same integers; a row beyond them is refused with its place.
MAX_AMOUNT = 1_000_000_000_000


class Rounding(StrEnum):
    """How the magnitude of an amount becomes whole; the sign is kept, so DOWN goes toward zero (切捨て)."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half up"
    HALF_EVEN = "half even"


def round_to(value: Fraction | int, mode: Rounding, unit: int = 1) -> int:
    """`value` rounded to a multiple of `unit`, both in minor units."""
    if isinstance(value, int) and unit == 1:
        return value
    exact = Fraction(value) / unit
    magnitude, sign = abs(exact), -1 if exact < 0 else 1
    floor, rest = divmod(magnitude.numerator, magnitude.denominator)
    twice, whole = 2 * rest, magnitude.denominator
    up = {
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
        Rounding.HALF_UP: twice >= whole,
        Rounding.HALF_EVEN: twice > whole or (twice == whole and floor % 2 == 1),
    }[mode]
    return sign * (floor + up) * unit

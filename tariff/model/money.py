"""Exact rounding of money: integers in minor units out of exact rationals. No float anywhere."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

# Bounds on data, so that both evaluators compute within the same integers; a row beyond them is refused with its place.
MAX_AMOUNT = 1_000_000_000_000


_MINOR_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3}  # all others have 2


def minor_digits(currency: str) -> int:
    """How many digits a currency's minor unit has after the point (ISO 4217): 0 for JPY, 2 for most."""
    return _MINOR_DIGITS.get(currency, 2)


def percent(rate: Fraction | int) -> str:
    """A rate as a percentage without trailing zeros: 21/200 is ``10.5%``."""
    value = Fraction(rate) * 100
    return f"{(Decimal(value.numerator) / value.denominator).normalize():f}%"


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
    # In integers: a Fraction's own arithmetic would cost ten times as much.
    numerator, denominator = value.as_integer_ratio()
    whole = denominator * unit
    floor, rest = divmod(abs(numerator), whole)
    if rest and _rounds_up(mode, floor, 2 * rest - whole):
        floor += 1
    return (-floor if numerator < 0 else floor) * unit


def _rounds_up(mode: Rounding, floor: int, over_half: int) -> bool:
    match mode:
        case Rounding.DOWN:
            return False
        case Rounding.UP:
            return True
        case Rounding.HALF_UP:
            return over_half >= 0
        case Rounding.HALF_EVEN:
            return over_half > 0 or (over_half == 0 and floor % 2 == 1)

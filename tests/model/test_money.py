"""Rounding of exact amounts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariff.model.money import Rounding, round_to

RATIONALS = st.fractions(-10_000, 10_000, max_denominator=9_999)
UNITS = st.sampled_from([1, 5, 10, 100])


@pytest.mark.parametrize(
    ("value", "down", "up", "half_up", "half_even"),
    [
        (Fraction(5, 2), 2, 3, 3, 2),
        (Fraction(7, 2), 3, 4, 4, 4),
        (Fraction(-5, 2), -2, -3, -3, -2),
        (Fraction(12, 5), 2, 3, 2, 2),
        (Fraction(13, 5), 2, 3, 3, 3),
        (Fraction(4, 2), 2, 2, 2, 2),
        (-7, -7, -7, -7, -7),
    ],
)
def test_modes(value: Fraction | int, down: int, up: int, half_up: int, half_even: int) -> None:
    modes = (Rounding.DOWN, Rounding.UP, Rounding.HALF_UP, Rounding.HALF_EVEN)
    assert [round_to(value, mode) for mode in modes] == [down, up, half_up, half_even]


@pytest.mark.parametrize(
    ("mode", "expected"), [(Rounding.DOWN, 100), (Rounding.UP, 200), (Rounding.HALF_UP, 200), (Rounding.HALF_EVEN, 200)]
)
def test_units(mode: Rounding, expected: int) -> None:
    assert round_to(150, mode, 100) == expected
    assert round_to(-150, mode, 100) == -expected


@given(RATIONALS, UNITS, st.sampled_from(Rounding))
def test_is_a_multiple_near_the_value(value: Fraction, unit: int, mode: Rounding) -> None:
    result = round_to(value, mode, unit)
    assert result % unit == 0
    assert abs(result - value) < unit
    assert round_to(-value, mode, unit) == -result


@given(RATIONALS, UNITS)
def test_halves_are_nearest_and_down_and_up_enclose(value: Fraction, unit: int) -> None:
    down, up = round_to(value, Rounding.DOWN, unit), round_to(value, Rounding.UP, unit)
    assert abs(down) <= abs(value) <= abs(up)
    for mode in (Rounding.HALF_UP, Rounding.HALF_EVEN):
        assert abs(round_to(value, mode, unit) - value) <= Fraction(unit, 2)

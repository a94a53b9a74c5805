"""Interval analysis: what range an integer column can have, and so whether it needs 128 bits."""

from attrs import frozen

from tariff.model.money import MAX_AMOUNT

_NARROW = 2**63 - 1
_WIDE = 2**127 - 1


@frozen
class Bounds:
    """The integers from `low` to `high`, both included. Beyond 128 bits they stop: the engine raises there."""

    low: int
    high: int

    @property
    def narrow(self) -> bool:
        """Whether every value fits into BIGINT."""
        return self.low >= -_NARROW and self.high <= _NARROW

    @property
    def single(self) -> bool:
        """Whether there is one value only."""
        return self.low == self.high

    def __add__(self, other: "Bounds") -> "Bounds":
        return _clipped(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Bounds") -> "Bounds":
        return _clipped(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Bounds") -> "Bounds":
        corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _clipped(min(corners), max(corners))

    def __or__(self, other: "Bounds") -> "Bounds":
        return Bounds(min(self.low, other.low), max(self.high, other.high))

    def quotient(self, divisor: int) -> "Bounds":
        """The bounds after a rounding division by a positive integer, one wider so that every rounding fits."""
        return Bounds(self.low // divisor, -(-self.high // divisor))


def _clipped(low: int, high: int) -> Bounds:
    return Bounds(max(low, -_WIDE), min(high, _WIDE))


ANY = Bounds(-_NARROW, _NARROW)

# What a sum of lines is taken to lie within, ten thousand of the greatest amounts: the usual arithmetic on it then fits
# into BIGINT. A greater sum is right all the same, or the engine raises.
SUM = Bounds(-10_000 * MAX_AMOUNT, 10_000 * MAX_AMOUNT)

"""What an expression can see while one row of one contract is evaluated."""

from collections.abc import Callable, Mapping
from typing import Any

from tariff.model.facts import Row, Value

# A compiled expression: from what it can see to its value, held as `model.types` says; None is unknown.
Fn = Callable[["Scope"], Any]
Sums = Callable[[tuple[str, ...], int], int]
Singles = Mapping[str, Mapping[str, Value]]


class Scope:
    """The contract, its at-most-once records, the driver's row, and (once known) the line being made.

    singles: the values of the contract and of each at-most-once record by record name; empty where there is no row.
    row: the driver's row. sums: the sum of the named clauses' amounts in a month, over this contract.
    day, month: date and month of the line being made. unit_month: the month in which the current 24 hours began.
    """

    __slots__ = ("day", "month", "row", "singles", "sums", "unit_month", "values")

    def __init__(self, singles: Singles, row: Row, sums: Sums) -> None:
        self.singles = singles
        self.row = row
        self.values = row.values
        self.sums = sums
        self.day = 0
        self.month = 0
        self.unit_month = 0


# What a constant expression sees.
NOWHERE = Scope({}, Row("", {}), lambda _clauses, _month: 0)

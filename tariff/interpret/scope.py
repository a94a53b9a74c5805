"""What an expression can see while one row of one contract is evaluated."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from tariff.model.facts import Row, Value

# A compiled expression: from what it can see to its value, held as `model.types` says; None is unknown.
Fn = Callable[["Scope"], Any]
Singles = Mapping[str, Mapping[str, Value]]


class Index(NamedTuple):
    """The rows of a record by a value: the known values in order, the place of each one's row, and the rows."""

    keys: Sequence[Any]
    places: Sequence[int]
    rows: Sequence[Row]


class Source(Protocol):
    """The contract that rows are evaluated for.

    contract: its name. looked: the row that the nearest Aggregate over a record is looking at, by record. indexes: what
    Aggregates find rows by, each under what asked for it first.
    """

    contract: str
    looked: dict[str, Row | None]
    indexes: dict[object, Index]

    def sums(self, clauses: tuple[str, ...], month: int) -> int:
        """The sum of the named clauses' amounts in a month."""

    def rows(self, record: str) -> Sequence[Row]:
        """The rows of a record that an Aggregate looks at."""


class Scope:
    """The contract, its at-most-once records, the driver's row, and (once known) the line being made.

    singles: the values of the contract and of each at-most-once record by record name; empty where there is no row.
    row: the driver's row. source: the contract, for whatever looks beyond the row.
    day, month: date and month of the line being made, 0 until known. unit_month: the month in which the current 24
    hours began.
    """

    __slots__ = ("day", "month", "row", "singles", "source", "unit_month", "values")

    def __init__(self, singles: Singles, row: Row, source: Source) -> None:
        self.singles = singles
        self.row = row
        self.values = row.values
        self.source = source
        self.day = 0
        self.month = 0
        self.unit_month = 0


class NotGivenError(Exception):
    """An expression read a parameter that is not given; `day` is the date of the line being made, 0 if not known."""

    def __init__(self, parameter: str, day: int) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.day = day


class _Nothing:
    """No contract: what a constant expression sees."""

    contract = ""

    def __init__(self) -> None:
        self.looked: dict[str, Row | None] = {}
        self.indexes: dict[object, Index] = {}

    def sums(self, clauses: tuple[str, ...], month: int) -> int:  # noqa: ARG002 - of the protocol
        return 0

    def rows(self, record: str) -> Sequence[Row]:  # noqa: ARG002 - of the protocol
        return ()


NOWHERE = Scope({}, Row("", {}), _Nothing())

"""Expressions that look at all rows of a record: sums, numbers of rows, the earliest and the latest day."""

from enum import StrEnum

from attrs import frozen

from tariff.model.expr import Expr
from tariff.model.types import NUMBER, Type


@frozen
class Element(Expr):
    """A field, or the ``id``, of the row that the nearest Aggregate over `record` is looking at."""

    record: str
    name: str
    of: Type

    @property
    def type(self) -> Type:
        return self.of


class Gathering(StrEnum):
    """What an Aggregate makes of the values of the rows it takes."""

    SUM = "sum"
    COUNT = "number"
    EARLIEST = "earliest"
    LATEST = "latest"


@frozen
class Aggregate(Expr):
    """Over the contract's rows of the `many` record `record` for which `where` holds (None: all of them).

    `where` and `value` read the row looked at through Element; whatever else they read is read as outside, so an
    Aggregate in a clause over the same record can compare with the clause's own row. Rows whose `value` is unknown are
    left out. SUM and COUNT of no rows are 0; EARLIEST and LATEST (of days, instants or months) of none are unknown.
    """

    gathering: Gathering
    record: str
    value: Expr | None
    where: Expr | None = None

    @property
    def type(self) -> Type:
        if self.gathering is Gathering.COUNT:
            return NUMBER
        assert self.value is not None, "only rows are counted without a value"
        known = self.value.type.known()
        return known if self.gathering is Gathering.SUM else known.or_unknown()

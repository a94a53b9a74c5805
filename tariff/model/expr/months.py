"""Calendar months and their days."""

from attrs import frozen

from tariff.model.expr.base import Expr, optional
from tariff.model.types import DATE, MONTH, NUMBER, Type


@frozen
class MonthOf(Expr):
    """The month of a day."""

    day: Expr

    @property
    def type(self) -> Type:
        return optional(MONTH, self.day)


@frozen
class AddMonths(Expr):
    """The month `months` after a month (a constant, may be negative)."""

    month: Expr
    months: int

    @property
    def type(self) -> Type:
        return optional(MONTH, self.month)


@frozen
class MonthsApart(Expr):
    """How many calendar months `later` is after `earlier`; may be negative."""

    earlier: Expr
    later: Expr

    @property
    def type(self) -> Type:
        return optional(NUMBER, self.earlier, self.later)


@frozen
class FirstDay(Expr):
    """The first day of a month."""

    month: Expr

    @property
    def type(self) -> Type:
        return optional(DATE, self.month)


@frozen
class LastDay(Expr):
    """The last day of a month."""

    month: Expr

    @property
    def type(self) -> Type:
        return optional(DATE, self.month)


@frozen
class DaysOfMonth(Expr):
    """How many days a month has."""

    month: Expr

    @property
    def type(self) -> Type:
        return optional(NUMBER, self.month)

"""Expressions for days that come back: the next of a day of the year, the corresponding day of another month."""

from attrs import frozen

from tariff.model.expr import Expr
from tariff.model.types import DATE, Type


@frozen
class NextAnnual(Expr):
    """The first day on or after `day` that is the given day of the given month (1 to 12) of some year.

    A 29 February is the last day of February in common years.
    """

    day: Expr
    month: int
    day_of_month: int

    @property
    def type(self) -> Type:
        return DATE.or_unknown() if self.day.type.optional else DATE


@frozen
class SameDay(Expr):
    """The corresponding day `months` later (earlier, when negative); the last of a month that has no such day."""

    day: Expr
    months: int

    @property
    def type(self) -> Type:
        return DATE.or_unknown() if self.day.type.optional else DATE

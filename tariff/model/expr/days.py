"""Days, instants, periods and the days between (`model.calendar`)."""

from enum import StrEnum

from attrs import frozen

from tariff.model.expr.base import Expr, optional
from tariff.model.types import DATE, INSTANT, NUMBER, Type


@frozen
class DayOf(Expr):
    """The civil day of an instant in the terms' zone."""

    value: Expr

    @property
    def type(self) -> Type:
        return optional(DATE, self.value)


@frozen
class InstantAt(Expr):
    """The instant of a day at a wall-clock time in the terms' zone; `minutes` after 00:00."""

    day: Expr
    minutes: int

    @property
    def type(self) -> Type:
        return optional(INSTANT, self.day)


@frozen
class AddDays(Expr):
    """The day `days` after (before, when negative) a day; `days` is a whole number."""

    day: Expr
    days: Expr

    @property
    def type(self) -> Type:
        return optional(DATE, self.day, self.days)


@frozen
class DayAfterMonths(Expr):
    """The day after a period of whole months whose first counted day is `first` (`calendar.day_after_months`)."""

    first: Expr
    months: int

    @property
    def type(self) -> Type:
        return optional(DATE, self.first)


@frozen
class HoursApart(Expr):
    """How many whole hours of elapsed time lie from one instant to a later one; 0 where it is earlier."""

    start: Expr
    end: Expr

    @property
    def type(self) -> Type:
        return optional(NUMBER, self.start, self.end)


@frozen
class NextOpen(Expr):
    """The day itself where the named calendar is open on it, else the next open day."""

    day: Expr
    calendar: str

    @property
    def type(self) -> Type:
        return optional(DATE, self.day)


class SpanCount(StrEnum):
    """What a Between counts over the days from `first` to `last`, both included; 0 when `last` is before `first`.

    DAYS: the days. MONTHS, YEARS: whole ones (`calendar.whole_months`). COMMON_DAYS, LEAP_DAYS: of the days left after
    the whole years, those in common or in leap years (`calendar.remaining_days`). FEBRUARY_29: the 29 Februaries.
    """

    DAYS = "days"
    MONTHS = "whole months"
    YEARS = "whole years"
    COMMON_DAYS = "remaining days in common years"
    LEAP_DAYS = "remaining days in leap years"
    FEBRUARY_29 = "29 Februaries"


@frozen
class Between(Expr):
    """Counts over the days from `first` to `last`, both included; never negative."""

    count: SpanCount
    first: Expr
    last: Expr

    @property
    def type(self) -> Type:
        return optional(NUMBER, self.first, self.last)

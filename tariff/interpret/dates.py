"""Closures of days, months, instants and the tax rate on a day."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Protocol

from tariff.interpret.numbers import Compile, lift, lift2
from tariff.interpret.scope import Fn, Scope
from tariff.interpret.taxrates import TaxRates
from tariff.interpret.zones import DAY_MICROSECONDS, Zone
from tariff.model import calendar
from tariff.model import expr as e
from tariff.model.anniversaries import NextAnnual, SameDay


class Surroundings(Compile, Protocol):
    """What the builders here need beside their operands: the zone, the closed days by calendar, the tax rates."""

    zone: Zone
    closed: Mapping[str, frozenset[int]]
    rates: TaxRates


_HOUR_MICROSECONDS = DAY_MICROSECONDS // 24

# Days and months are few, so what they have in common is kept.
month_of = cache(calendar.month_of)
first_day = cache(calendar.first_day)
date_of = cache(date.fromordinal)


def last_day(month: int) -> int:
    """The last day of a month."""
    return first_day(month + 1) - 1


def next_open(day: int, closed: frozenset[int]) -> int:
    """The first day from `day` on that is not closed."""
    while day in closed:
        day += 1
    return day


def _days(first: int, last: int) -> int:
    return max(0, last - first + 1)


_COUNTS: dict[e.SpanCount, Callable[[int, int], int]] = {
    e.SpanCount.DAYS: _days,
    e.SpanCount.MONTHS: calendar.whole_months,
    e.SpanCount.YEARS: calendar.whole_years,
    e.SpanCount.COMMON_DAYS: lambda first, last: calendar.remaining_days(first, last, leap=False),
    e.SpanCount.LEAP_DAYS: lambda first, last: calendar.remaining_days(first, last, leap=True),
    e.SpanCount.FEBRUARY_29: calendar.leap_days,
}


def _between(node: e.Between, to: Compile) -> Fn:
    return lift2(_COUNTS[node.count], to.compile(node.first), to.compile(node.last))


def _hours_apart(node: e.HoursApart, to: Compile) -> Fn:
    return lift2(
        lambda start, end: max(0, end - start) // _HOUR_MICROSECONDS, to.compile(node.start), to.compile(node.end)
    )


def _instant_at(node: e.InstantAt, to: Surroundings) -> Fn:
    zone, minutes = to.zone, node.minutes
    return lift(lambda day: zone.instant_at(day, minutes), to.compile(node.day))


def _add_days(node: e.AddDays, to: Compile) -> Fn:
    day, days = to.compile(node.day), node.days
    if not isinstance(days, e.Const):
        return lift2(lambda day, days: day + int(days), day, to.compile(days))
    count = int(days.value)

    def shifted(scope: Scope) -> int | None:
        start = day(scope)
        return None if start is None else start + count

    return shifted


def _day_after_months(node: e.DayAfterMonths, to: Compile) -> Fn:
    months = node.months
    return lift(lambda first: calendar.day_after_months(first, months), to.compile(node.first))


def _same_day(node: SameDay, to: Compile) -> Fn:
    months = node.months
    return lift(lambda day: calendar.same_day(day, months), to.compile(node.day))


def _next_annual(node: NextAnnual, to: Compile) -> Fn:
    month, day_of_month = node.month, node.day_of_month
    return lift(lambda day: calendar.next_annual(day, month, day_of_month), to.compile(node.day))


def _add_months(node: e.AddMonths, to: Compile) -> Fn:
    months = node.months
    return lift(lambda month: month + months, to.compile(node.month))


def _next_open(node: e.NextOpen, to: Surroundings) -> Fn:
    closed = to.closed[node.calendar]
    return lift(lambda day: next_open(day, closed), to.compile(node.day))


def _tax_rate(node: e.TaxRate, to: Surroundings) -> Fn:
    rates, tax_class = to.rates, node.tax_class
    return lift(lambda day: rates.rate(tax_class, day), to.compile(node.day))


def _of_month(fn: Callable[[int], int]) -> Callable[[Any, Compile], Fn]:
    return lambda node, to: lift(fn, to.compile(node.month))


DATES: dict[type[e.Expr], Callable[..., Fn]] = {
    e.DayOf: lambda node, to: lift(to.zone.day_of, to.compile(node.value)),
    e.InstantAt: _instant_at,
    e.AddDays: _add_days,
    e.DayAfterMonths: _day_after_months,
    e.Between: _between,
    e.HoursApart: _hours_apart,
    SameDay: _same_day,
    NextAnnual: _next_annual,
    e.MonthOf: lambda node, to: lift(month_of, to.compile(node.day)),
    e.AddMonths: _add_months,
    e.MonthsApart: lambda node, to: lift2(
        lambda earlier, later: later - earlier, to.compile(node.earlier), to.compile(node.later)
    ),
    e.FirstDay: _of_month(first_day),
    e.LastDay: _of_month(last_day),
    e.DaysOfMonth: _of_month(lambda month: first_day(month + 1) - first_day(month)),
    e.NextOpen: _next_open,
    e.TaxRate: _tax_rate,
}

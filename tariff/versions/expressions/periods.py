"""Lowering days, months and periods, which say how they count."""

from tariff.model import expr as core
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.expr import Expr
from tariff.model.types import NUMBER, Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import number_of
from tariff.versions.expressions.lowering import TIMELIKE, Lower, Lowering, same_time
from tariff.versions.pack import currency_of
from tariff.versions.provisions import unquote
from tariff.versions.scope import fail

MOST_DAYS = 36_525  # a hundred years: computed days stay within what both evaluators can hold
MONTHS_IN = {"month": 1, "months": 1, "year": 12, "years": 12}


def _shift_day(days: int) -> Lower:
    return lambda low, node: core.AddDays(low.day(node.nodes()[0]), core.Const(days, NUMBER))


def _period_end(low: Lowering, node: Node) -> Expr:
    period = node.nodes()[0]
    quantity, base = period.nodes()
    count = number_of(quantity.text("NUMBER"))
    longest = MOST_DAYS // (1 if quantity.text("UNIT") not in MONTHS_IN else 31 * MONTHS_IN[quantity.text("UNIT")])
    if not isinstance(count, int) or not 1 <= count <= longest:
        fail(
            "E0309",
            "this is not the length of a period",
            quantity.span,
            "write a whole number, from a day to a hundred years",
        )
    start = low.day(base)
    counted = 0 if period.kind == "counting_from" else 1
    unit = quantity.text("UNIT")
    if unit not in MONTHS_IN:
        return core.AddDays(start, core.Const(count - 1 + counted, NUMBER))
    first = core.AddDays(start, core.Const(1, NUMBER)) if counted else start
    return core.AddDays(core.DayAfterMonths(first, count * MONTHS_IN[unit]), core.Const(-1, NUMBER))


def _within(low: Lowering, node: Node) -> Expr:
    return core.Compare(
        core.CompareOp.LE, low.day(node.nodes()[0]), _period_end(low, Node("period_end", node.nodes()[1:], node.span))
    )


def _between(count: core.SpanCount) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        first, last = (low.day(child) for child in node.nodes())
        return core.Between(count, first, last)

    return lower


def _whole_hours(low: Lowering, node: Node) -> Expr:
    start, end = (low.want(child, low.expr(child), Kind.INSTANT) for child in node.nodes())
    return core.HoursApart(start, end)


def _calendar_months(low: Lowering, node: Node) -> Expr:
    first, last = (low.month(child) for child in node.nodes())
    return core.Arithmetic(core.ArithmeticOp.ADD, core.MonthsApart(first, last), core.Const(1, NUMBER))


def _instant_at(low: Lowering, node: Node) -> Expr:
    hours, minutes = (int(part) for part in node.text("TIME").split(":"))
    return core.InstantAt(low.day(node.nodes()[0]), 60 * hours + minutes)


def _pick(kind: type[core.Least] | type[core.Greatest]) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        left, right = (low.want(child, low.expr(child), *TIMELIKE, Kind.MONTH) for child in node.nodes())
        if Kind.MONTH in (left.type.kind, right.type.kind):
            low.want(node, left, Kind.MONTH)
            return kind((left, low.want(node, right, Kind.MONTH)))
        return kind(same_time(left, right))

    return lower


def _next_annual(low: Lowering, node: Node) -> Expr:
    month, day = (int(part) for part in node.text("MONTH_DAY").split("-"))
    return NextAnnual(low.day(node.nodes()[0]), month, day)


def _same_day(sign: int) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        quantity, base = node.nodes()
        count, unit = number_of(quantity.text("NUMBER")), MONTHS_IN.get(quantity.text("UNIT"))
        if unit is None or not isinstance(count, int) or not 1 <= count * unit <= MOST_DAYS // 31:
            mend = "write a whole number of months or years, up to a hundred years"
            fail("E0309", "the corresponding day is so many months or years away", quantity.span, mend)
        return SameDay(low.day(base), sign * count * unit)

    return lower


def _open_day(low: Lowering, node: Node) -> Expr:
    name = low.scope.calendar(unquote(node.text("NAME")), node.span)
    return core.NextOpen(low.day(node.nodes()[0]), name)


def _in_force_on(low: Lowering, node: Node) -> Expr:
    schedule = low.scope.schedule(unquote(node.text("NAME")), node.span)
    declared = currency_of(low.scope.pack)
    if schedule.currency not in ("", declared):
        fail("E0303", f"{schedule.name} is in {schedule.currency}", node.span, f"use a schedule in {declared}")
    return schedule.on(low.day(node.nodes()[0]))


PERIODS: dict[str, Lower] = {
    "within": _within,
    "day_after": _shift_day(1),
    "day_before": _shift_day(-1),
    "day_of": lambda low, node: low.day(node.nodes()[0]),
    "month_of": lambda low, node: low.month(node.nodes()[0]),
    "month_after": lambda low, node: core.AddMonths(low.month(node.nodes()[0]), 1),
    "month_before": lambda low, node: core.AddMonths(low.month(node.nodes()[0]), -1),
    "first_day": lambda low, node: core.FirstDay(low.month(node.nodes()[0])),
    "last_day": lambda low, node: core.LastDay(low.month(node.nodes()[0])),
    "period_end": _period_end,
    "open_day": _open_day,
    "in_force_on": _in_force_on,
    "earlier": _pick(core.Least),
    "later_of": _pick(core.Greatest),
    "instant_at": _instant_at,
    "next_annual": _next_annual,
    "same_day_before": _same_day(-1),
    "same_day_after": _same_day(1),
    "whole_months": _between(core.SpanCount.MONTHS),
    "whole_years": _between(core.SpanCount.YEARS),
    "whole_hours": _whole_hours,
    "days_between": _between(core.SpanCount.DAYS),
    "calendar_months": _calendar_months,
    "its_month": lambda low, _node: core.UnitMonth() if low.place.unit else core.LineMonth(),
    "days_of_month": lambda low, node: core.DaysOfMonth(low.month(node.nodes()[0])),
}

"""How the expressions over days, months and instants become SQL."""

from sqlglot import exp

from tariff.compile import primitives, rationals, trees
from tariff.compile.bounds import Bounds
from tariff.compile.rationals import Value, combined
from tariff.compile.scope import Scope, lowers
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.expr import (
    AddDays,
    AddMonths,
    Between,
    DayAfterMonths,
    DayOf,
    DaysOfMonth,
    FirstDay,
    HoursApart,
    InstantAt,
    LastDay,
    MonthOf,
    MonthsApart,
    NextOpen,
    SpanCount,
)

CALENDAR_SCHEMA = "calendar"


@lowers(DayOf)
def _day_of(scope: Scope, item: DayOf) -> Value:
    return primitives.day_of_instant(scope.value(item.value), scope.plan.terms.zone)


@lowers(InstantAt)
def _instant_at(scope: Scope, item: InstantAt) -> Value:
    return primitives.instant_at(scope.value(item.day), item.minutes, scope.plan.terms.zone)


@lowers(AddDays)
def _add_days(scope: Scope, item: AddDays) -> Value:
    return primitives.add_days(scope.value(item.day), rationals.whole(scope.value(item.days)))


@lowers(DayAfterMonths)
def _day_after_months(scope: Scope, item: DayAfterMonths) -> Value:
    return primitives.day_after_months(scope.value(item.first), rationals.number(item.months), scope.share)


@lowers(SameDay)
def _same_day(scope: Scope, item: SameDay) -> Value:
    return primitives.same_day(scope.value(item.day), item.months, scope.share)


@lowers(NextAnnual)
def _next_annual(scope: Scope, item: NextAnnual) -> Value:
    return primitives.next_annual(scope.value(item.day), item.month, item.day_of_month, scope.share)


@lowers(Between)
def _between(scope: Scope, item: Between) -> Value:
    first, last, share = scope.value(item.first), scope.value(item.last), scope.share
    match item.count:
        case SpanCount.DAYS:
            span = primitives.days_between(first, primitives.add_days(last, rationals.number(1)))
            return primitives.not_negative(span, share)
        case SpanCount.MONTHS:
            return primitives.whole_months(first, last, share)
        case SpanCount.YEARS:
            return primitives.whole_years(first, last, share)
        case SpanCount.COMMON_DAYS:
            return primitives.remaining_days(first, last, share, leap=False)
        case SpanCount.LEAP_DAYS:
            return primitives.remaining_days(first, last, share, leap=True)
        case SpanCount.FEBRUARY_29:
            return primitives.leap_days(first, last, share)


@lowers(HoursApart)
def _hours_apart(scope: Scope, item: HoursApart) -> Value:
    return primitives.whole_hours(scope.value(item.start), scope.value(item.end), scope.share)


@lowers(MonthOf)
def _month_of(scope: Scope, item: MonthOf) -> Value:
    return primitives.month_of(scope.value(item.day), scope.share)


@lowers(AddMonths)
def _add_months(scope: Scope, item: AddMonths) -> Value:
    return rationals.add(scope.value(item.month), rationals.number(item.months))


@lowers(MonthsApart)
def _months_apart(scope: Scope, item: MonthsApart) -> Value:
    return rationals.subtract(scope.value(item.later), scope.value(item.earlier))


@lowers(FirstDay)
def _first_day(scope: Scope, item: FirstDay) -> Value:
    return primitives.first_day(scope.value(item.month), scope.share)


@lowers(LastDay)
def _last_day(scope: Scope, item: LastDay) -> Value:
    return primitives.last_day(scope.value(item.month), scope.share)


@lowers(DaysOfMonth)
def _days_of_month(scope: Scope, item: DaysOfMonth) -> Value:
    return primitives.days_of_month(scope.value(item.month), scope.share)


@lowers(NextOpen)
def _next_open(scope: Scope, item: NextOpen) -> Value:
    day = scope.share(scope.value(item.day))
    alias = scope.plan.name("calendar")
    days = primitives.days_of(day) + Bounds(0, scope.plan.terms.calendar(item.calendar).longest)
    opening = combined((day,), trees.coalesce(trees.column("next_open", alias), day.tree), days)
    made = scope.rows.join(
        trees.table(item.calendar, CALENDAR_SCHEMA, alias),
        "left",
        [(day, lambda tree: trees.binary(exp.EQ, trees.column("day", alias), tree))],
        open=opening,
    )
    return made["open"]

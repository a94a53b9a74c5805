"""Days, months and instants in SQL: the primitives that know the engine's functions (DuckDB's here, and only here).

Each mirrors a function of `model.calendar`, and takes and gives `Value`s; `share` gives a column for an operand used
twice. The engine's `year`, `month` and `day` give BIGINT, a difference of dates is a BIGINT of days, and a date moves
by INTEGER days.
"""

from sqlglot import exp

from tariff.compile import trees
from tariff.compile.bounds import Bounds
from tariff.compile.rationals import Share, Value, add, combined, number, subtract
from tariff.model import calendar

MICROSECONDS_AN_HOUR = 3_600_000_000
MICROSECONDS_A_DAY = 24 * MICROSECONDS_AN_HOUR
_ALL_DAYS = Bounds(1, 3_652_059)
_ALL_MONTHS = Bounds(12, 12 * 10_000 - 1)
_COMMON_YEAR = 12 * 2001


def days_of(value: Value) -> Bounds:
    """The range of a date; every day that a calendar of four-digit years has, where nothing is known."""
    return value.bounds or _ALL_DAYS


def day(ordinal: int) -> Value:
    """A constant day."""
    return Value(trees.day(ordinal), bounds=Bounds(ordinal, ordinal))


def _number_of(part: str, value: Value, low: int, high: int) -> Value:
    return combined((value,), trees.call(part, value.tree), Bounds(low, high))


def month_of(value: Value, share: Share) -> Value:
    """The month of a day (`calendar.month_of`)."""
    days = days_of(value)
    if days.single and not value.nullable:
        return number(calendar.month_of(days.low))
    shared = share(value)
    year = trees.binary(exp.Mul, trees.call("YEAR", shared.tree), trees.integer(12))
    index = trees.binary(exp.Sub, trees.call("MONTH", shared.tree), trees.integer(1))
    return combined((shared,), trees.binary(exp.Add, year, index), month_range(days))


def month_range(days: Bounds) -> Bounds:
    """The months that days of a range lie in."""
    limited = Bounds(max(days.low, _ALL_DAYS.low), min(days.high, _ALL_DAYS.high))
    return Bounds(calendar.month_of(limited.low), calendar.month_of(limited.high))


def spelled(month: Value) -> exp.Expr:
    """``YYYY-MM`` of a month (`results.month_text`)."""
    return trees.call("STRFTIME", _first_tree(month), trees.text("%Y-%m"))


def _months(value: Value) -> Bounds:
    known = value.bounds or _ALL_MONTHS
    return Bounds(max(known.low, _ALL_MONTHS.low), min(known.high, _ALL_MONTHS.high - 1))


def _first_tree(month: Value) -> exp.Expr:
    year = trees.binary(exp.IntDiv, month.tree, trees.integer(12))
    index = trees.binary(exp.Add, trees.binary(exp.Mod, month.tree, trees.integer(12)), trees.integer(1))
    return trees.call("MAKE_DATE", year, index, trees.integer(1))


def first_day(value: Value, share: Share) -> Value:
    """The first day of a month (`calendar.first_day`)."""
    months = _months(value)
    if months.single and not value.nullable:
        return day(calendar.first_day(months.low))
    month = share(value)
    return combined(
        (month,), _first_tree(month), Bounds(calendar.first_day(months.low), calendar.first_day(months.high))
    )


def last_day(value: Value, share: Share) -> Value:
    """The last day of a month (`calendar.last_day`)."""
    months = _months(value)
    if months.single and not value.nullable:
        return day(calendar.last_day(months.low))
    month = share(value)
    bounds = Bounds(calendar.last_day(months.low), calendar.last_day(months.high))
    return combined((month,), trees.call("LAST_DAY", _first_tree(month)), bounds)


def days_of_month(value: Value, share: Share) -> Value:
    """How many days a month has (`calendar.days_of_month`)."""
    months = _months(value)
    if months.single and not value.nullable:
        return number(calendar.days_of_month(months.low))
    return _number_of("DAY", last_day(value, share), 28, 31)


def add_days(start: Value, days: Value) -> Value:
    """The day `days` (a whole number) after `start`."""
    span = days_of(start) + days.range
    if span.single and not (start.nullable or days.nullable) and _ALL_DAYS.low <= span.low <= _ALL_DAYS.high:
        return day(span.low)
    count = trees.cast(days.tree, "INT") if days.constant is None else trees.literal(days.range.low)
    moved = trees.binary(exp.Add, start.tree, count)
    return combined((start, days), moved, span)


def days_between(first: Value, end: Value) -> Value:
    """The days from `first` to the day before `end`; negative when `end` is earlier."""
    span = days_of(end) - days_of(first)
    return combined((first, end), trees.binary(exp.Sub, end.tree, first.tree), span)


def not_negative(value: Value, share: Share) -> Value:
    """The value, or 0 where it is negative; unknown stays unknown (`greatest` would lose it)."""
    if value.range.low >= 0:
        return value
    column = share(value)
    negative = trees.binary(exp.LT, column.tree, trees.integer(0))
    bounds = Bounds(0, max(0, value.range.high))
    return combined((column,), trees.case([(negative, trees.integer(0))], column.tree), bounds)


def day_after_months(first: Value, months: Value, share: Share) -> Value:
    """The day after a period of whole months whose first counted day is `first` (`calendar.day_after_months`)."""
    start = share(first)
    target = share(add(month_of(start, share), months))
    opening = share(first_day(target, share))
    corresponding = trees.binary(
        exp.Add, opening.tree, trees.cast(trees.binary(exp.Sub, trees.call("DAY", start.tree), trees.integer(1)), "INT")
    )
    beyond = trees.binary(exp.Add, trees.call("LAST_DAY", opening.tree), trees.literal(1))
    bounds = Bounds(days_of(opening).low, days_of(opening).high + 31)
    return combined((start, opening), trees.least([corresponding, beyond]), bounds)


def same_day(value: Value, months: int, share: Share) -> Value:
    """The corresponding day of another month, or its last day (`calendar.same_day`)."""
    days = days_of(value)
    if days.single and not value.nullable:
        return day(calendar.same_day(days.low, months))
    start = share(value)
    opening = share(first_day(add(month_of(start, share), number(months)), share))
    corresponding = trees.binary(
        exp.Add, opening.tree, trees.cast(trees.binary(exp.Sub, trees.call("DAY", start.tree), trees.integer(1)), "INT")
    )
    bounds = Bounds(days_of(opening).low, days_of(opening).high + 30)
    return combined((start, opening), trees.least([corresponding, trees.call("LAST_DAY", opening.tree)]), bounds)


def next_annual(value: Value, month: int, day_of_month: int, share: Share) -> Value:
    """The first such day of a year on or after a day (`calendar.next_annual`)."""
    days = days_of(value)
    if days.single and not value.nullable:
        return day(calendar.next_annual(days.low, month, day_of_month))
    start = share(value)
    this = share(_of_year(start, 0, month, day_of_month))
    passed = trees.binary(exp.LT, this.tree, start.tree)
    following = _of_year(start, 1, month, day_of_month)
    tree = trees.case([(passed, following.tree)], this.tree)
    return combined((this, following), tree, days + Bounds(0, 366))


def _of_year(start: Value, later: int, month: int, day_of_month: int) -> Value:
    """A day of the year in which `start` lies, or of a later one; the last of its month where that has none such."""
    year = trees.call("YEAR", start.tree)
    if later:
        year = trees.binary(exp.Add, year, trees.integer(later))
    tree = trees.call("MAKE_DATE", year, trees.integer(month), trees.integer(1))
    if day_of_month > calendar.days_of_month(_COMMON_YEAR + month - 1):
        tree = trees.call("LAST_DAY", tree)
    elif day_of_month > 1:
        tree = trees.binary(exp.Add, tree, trees.literal(day_of_month - 1))
    return combined((start,), tree, days_of(start) + Bounds(-366, 732))


def whole_months(first: Value, last: Value, share: Share) -> Value:
    """How many whole months lie between two days, both included (`calendar.whole_months`)."""
    start, end = share(first), share(add_days(last, number(1)))
    apart = subtract(month_of(end, share), month_of(start, share))
    short = trees.binary(exp.LT, trees.call("DAY", end.tree), trees.call("DAY", start.tree))
    less = combined((start, end), trees.case([(short, trees.integer(1))], trees.integer(0)), Bounds(0, 1))
    return not_negative(subtract(apart, less), share)


def whole_years(first: Value, last: Value, share: Share) -> Value:
    """How many whole years lie between two days, both included (`calendar.whole_years`)."""
    months = whole_months(first, last, share)
    years = trees.binary(exp.IntDiv, months.tree, trees.integer(12))
    return combined((months,), years, months.range.quotient(12))


def remaining_days(first: Value, last: Value, share: Share, *, leap: bool) -> Value:
    """The days after the whole years that lie in leap years, or in common ones (`calendar.remaining_days`).

    They are under a year, so they lie in the year of their first day and, perhaps, in the next.
    """
    opened, end = share(first), share(last)
    months = share(_twelvefold(share(whole_years(opened, end, share))))
    start = share(day_after_months(opened, months, share))
    total = share(not_negative(_bounded(days_between(start, add_days(end, number(1))), 366), share))
    january = trees.call("MAKE_DATE", trees.call("YEAR", end.tree), trees.integer(1), trees.integer(1))
    crossing = trees.binary(exp.GT, trees.call("YEAR", end.tree), trees.call("YEAR", start.tree))
    since = trees.binary(exp.Add, trees.binary(exp.Sub, end.tree, january), trees.integer(1))
    tail = share(combined((start, end, total), trees.case([(crossing, since)], total.tree), Bounds(0, 366)))
    head = share(_bounded(subtract(total, tail), 366))
    return add(_kept(head, start, leap=leap), _kept(tail, end, leap=leap))


def _twelvefold(years: Value) -> Value:
    return combined((years,), trees.binary(exp.Mul, years.tree, trees.integer(12)), years.range * Bounds(12, 12))


def _bounded(value: Value, most: int) -> Value:
    return Value(value.node, value.depth, value.nullable, Bounds(-3_660_000, most), value.denominator)


def _kept(days: Value, within: Value, *, leap: bool) -> Value:
    february = trees.call("MAKE_DATE", trees.call("YEAR", within.tree), trees.integer(2), trees.integer(1))
    # Asked so that an unknown day falls to the days, which are unknown then, and not to 0.
    other = trees.binary(
        exp.NEQ if leap else exp.EQ, trees.call("DAY", trees.call("LAST_DAY", february)), trees.integer(29)
    )
    return combined((days, within), trees.case([(other, trees.integer(0))], days.tree), Bounds(0, 366))


def leap_days(first: Value, last: Value, share: Share) -> Value:
    """How many 29 Februaries lie between two days, both included (`calendar.leap_days`)."""
    start, end = share(first), share(add_days(last, number(1)))
    until = [_leap_days_before(item, share) for item in (end, start)]
    return not_negative(_bounded(subtract(*until), 2_500), share)


def _leap_days_before(value: Value, share: Share) -> Value:
    """How many 29 Februaries lie before a day: those of the years before the year that starts on its 1 March."""
    early = trees.binary(exp.LT, trees.call("MONTH", value.tree), trees.integer(3))
    previous = trees.case([(early, trees.integer(1))], trees.integer(0))
    tree = trees.binary(exp.Sub, trees.call("YEAR", value.tree), previous)
    year = share(combined((value,), tree, Bounds(0, 9999)))

    def over(divisor: int) -> exp.Expr:
        return trees.binary(exp.IntDiv, year.tree, trees.integer(divisor))

    counted = trees.binary(exp.Add, trees.binary(exp.Sub, over(4), over(100)), over(400))
    return combined((year,), counted, Bounds(0, 2_500))


def day_of_instant(value: Value, zone: str) -> Value:
    """The civil day of an instant in a zone; the session's own zone never matters."""
    local = trees.call("TIMEZONE", trees.text(zone), value.tree)
    bounds = Bounds(calendar.MIN_DAY - 2, calendar.MAX_DAY + 2)
    return combined((value,), trees.cast(local, "DATE"), bounds)


def instant_at(value: Value, minutes: int, zone: str) -> Value:
    """The instant of a day at a wall-clock time in a zone."""
    local = trees.cast(value.tree, "TIMESTAMP")
    if minutes:
        local = trees.binary(exp.Add, local, trees.call("TO_MINUTES", trees.integer(minutes)))
    return combined((value,), trees.call("TIMEZONE", trees.text(zone), local))


def instant(microseconds: int) -> Value:
    """A constant instant, from microseconds since 1970-01-01 UTC."""
    return Value(trees.call("MAKE_TIMESTAMPTZ", trees.integer(microseconds)))


def microseconds_between(start: Value, end: Value) -> exp.Expr:
    """The elapsed microseconds between two instants."""
    return trees.binary(exp.Sub, trees.call("EPOCH_US", end.tree), trees.call("EPOCH_US", start.tree))


def whole_hours(start: Value, end: Value, share: Share) -> Value:
    """How many whole hours of elapsed time lie from `start` to `end`; 0 where that is earlier."""
    most = 24 * (calendar.MAX_DAY - calendar.MIN_DAY + 3)
    hours = trees.binary(exp.IntDiv, microseconds_between(start, end), trees.integer(MICROSECONDS_AN_HOUR))
    return not_negative(combined((start, end), hours, Bounds(-most, most)), share)


def instant_after(start: Value, days: Value) -> Value:
    """The instant that is `days` times 24 hours of elapsed time after another."""
    elapsed = trees.binary(exp.Mul, days.tree, trees.integer(MICROSECONDS_A_DAY))
    moved = trees.binary(exp.Add, trees.call("EPOCH_US", start.tree), elapsed)
    return combined((start, days), trees.call("MAKE_TIMESTAMPTZ", moved))

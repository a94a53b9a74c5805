"""Days, months and periods as the Civil Code counts them (articles 138-143).

A day is its proleptic ordinal (``date.toordinal``), a month is ``12 * year + month - 1``. No library's month
arithmetic is used: those clamp to the month's end and then end a day early (article 143, paragraph 2).
"""

from datetime import date

MIN_DAY = date(1900, 1, 1).toordinal()
MAX_DAY = date(2199, 12, 31).toordinal()

_CUMULATIVE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


def is_leap(year: int) -> bool:
    """Whether the Gregorian year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_of(day: int) -> int:
    """The month that `day` lies in."""
    value = date.fromordinal(day)
    return 12 * value.year + value.month - 1


def first_day(month: int) -> int:
    """The first day of a month."""
    year, index = divmod(month, 12)
    before = year - 1
    leap = 1 if index > 1 and is_leap(year) else 0
    return before * 365 + before // 4 - before // 100 + before // 400 + _CUMULATIVE[index] + leap + 1


def last_day(month: int) -> int:
    """The last day of a month."""
    return first_day(month + 1) - 1


def days_of_month(month: int) -> int:
    """How many days a month has (28 to 31)."""
    return first_day(month + 1) - first_day(month)


def day_after_months(first: int, months: int) -> int:
    """The day after a period of whole months whose first counted day is `first` (article 143, paragraph 2).

    The period ends the day before the corresponding day; where that month has none, on its last day.
    """
    month = month_of(first)
    target = month + months
    return min(first_day(target) + first - first_day(month), last_day(target) + 1)


def whole_months(first: int, last: int) -> int:
    """How many whole months lie between the first counted day and the last, both included; at least 0."""
    if last < first:
        return 0
    end = last + 1
    start_month, end_month = month_of(first), month_of(end)
    short = (end - first_day(end_month)) < (first - first_day(start_month))
    return max(0, end_month - start_month - short)


def whole_years(first: int, last: int) -> int:
    """How many whole years lie between the first counted day and the last, both included; at least 0."""
    return whole_months(first, last) // 12


def remaining_days(first: int, last: int, *, leap: bool) -> int:
    """The days left after the whole years that lie in leap years (or, with `leap` false, in common years)."""
    if last < first:
        return 0
    start = day_after_months(first, 12 * whole_years(first, last))
    count = 0
    while start <= last:
        year = date.fromordinal(start).year
        end = min(last, date(year, 12, 31).toordinal())
        if is_leap(year) is leap:
            count += end - start + 1
        start = end + 1
    return count


def leap_days(first: int, last: int) -> int:
    """How many 29 Februaries lie between two days, both included."""
    return _leap_days_until(last) - _leap_days_until(first - 1) if first <= last else 0


def _leap_days_until(day: int) -> int:
    value = date.fromordinal(day)
    year = value.year if (value.month, value.day) >= (2, 29) else value.year - 1
    return year // 4 - year // 100 + year // 400


def same_day(day: int, months: int) -> int:
    """The corresponding day `months` later (earlier, when negative); the last day of a month that has none."""
    month = month_of(day)
    target = month + months
    return min(first_day(target) + day - first_day(month), last_day(target))


def next_annual(day: int, month: int, day_of_month: int) -> int:
    """The first day on or after `day` that is a day of the year; a 29 February is the last of February otherwise."""
    year = date.fromordinal(day).year
    this = _annual(year, month, day_of_month)
    return this if this >= day else _annual(year + 1, month, day_of_month)


def _annual(year: int, month: int, day_of_month: int) -> int:
    start = 12 * year + month - 1
    return min(first_day(start) + day_of_month - 1, last_day(start))

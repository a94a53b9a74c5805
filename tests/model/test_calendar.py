"""Periods as the Civil Code counts them: the golden table, and slow day-by-day counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariff.model import calendar


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def text(value: int) -> str:
    return date.fromordinal(value).isoformat()


DAYS = st.integers(calendar.MIN_DAY, calendar.MAX_DAY)
SPANS = st.integers(-40, 3_000)


@pytest.mark.parametrize(
    ("label", "result", "expected"),
    [
        ("G-4: past one year counting from 2022-06-01", calendar.day_after_months(day("2022-06-01"), 12), "2023-06-01"),
        ("G-11: attains 6", calendar.day_after_months(day("2020-04-01"), 12 * 6) - 1, "2026-03-31"),
        ("G-12: attains 13", calendar.day_after_months(day("2008-02-29"), 12 * 13) - 1, "2021-02-28"),
        ("G-12: attains 12", calendar.day_after_months(day("2008-02-29"), 12 * 12) - 1, "2020-02-28"),
    ],
    ids=lambda item: item if isinstance(item, str) and item.startswith("G") else "",
)
def test_golden(label: str, result: int, expected: str) -> None:
    assert text(result) == expected, label


@pytest.mark.parametrize(
    ("label", "first", "months", "last"),
    [
        ("G-5", "2024-01-31", 1, "2024-02-29"),
        ("G-6", "2023-01-31", 1, "2023-02-28"),
        ("G-7", "2024-01-31", 2, "2024-03-30"),
        ("G-8", "2024-02-29", 12, "2025-02-28"),
        ("G-9", "2024-03-31", 1, "2024-04-30"),
        ("G-10", "2024-01-29", 1, "2024-02-28"),
        ("G-10", "2024-01-30", 1, "2024-02-29"),
    ],
)
def test_golden_last_day(label: str, first: str, months: int, last: str) -> None:
    assert text(calendar.day_after_months(day(first), months) - 1) == last, label
    assert calendar.whole_months(day(first), day(last)) == months, label
    assert calendar.whole_months(day(first), day(last) - 1) == months - 1, label


@given(DAYS, st.integers(0, 60))
def test_a_period_of_months_ends_before_the_corresponding_day(first: int, months: int) -> None:
    """Article 143(2), step by step: seek the corresponding day in the month reached, or its end."""
    start = date.fromordinal(first)
    year, index = divmod(12 * start.year + start.month - 1 + months, 12)
    probe = date(year, index + 1, 1)
    while probe.day != start.day and probe.month == index + 1:
        probe += timedelta(days=1)
    assert calendar.day_after_months(first, months) == probe.toordinal()


def slow_months(first: int, last: int) -> int:
    """The longest run of whole months that ends by `last`."""
    months = 0
    while calendar.day_after_months(first, months + 1) - 1 <= last:
        months += 1
    return months


@given(DAYS, SPANS)
def test_whole_months_and_years(first: int, span: int) -> None:
    assert calendar.whole_months(first, first + span) == slow_months(first, first + span)
    assert calendar.whole_years(first, first + span) == slow_months(first, first + span) // 12


@given(DAYS, SPANS)
def test_remaining_days_by_kind_of_year(first: int, span: int) -> None:
    last = first + span
    start = calendar.day_after_months(first, 12 * (slow_months(first, last) // 12))
    days = [date.fromordinal(value).year for value in range(start, last + 1)]
    assert calendar.remaining_days(first, last, leap=True) == sum(calendar.is_leap(year) for year in days)
    assert calendar.remaining_days(first, last, leap=False) == sum(not calendar.is_leap(year) for year in days)


@given(DAYS, SPANS)
def test_leap_days(first: int, span: int) -> None:
    days = (date.fromordinal(value) for value in range(first, first + span + 1))
    assert calendar.leap_days(first, first + span) == sum((item.month, item.day) == (2, 29) for item in days)


@given(DAYS)
def test_months(value: int) -> None:
    on = date.fromordinal(value)
    month = calendar.month_of(value)
    assert month == 12 * on.year + on.month - 1
    assert date.fromordinal(calendar.first_day(month)) == on.replace(day=1)
    assert calendar.last_day(month) + 1 == calendar.first_day(month + 1)
    assert calendar.days_of_month(month) == calendar.last_day(month) - calendar.first_day(month) + 1
    assert calendar.first_day(month) <= value <= calendar.last_day(month)

"""Which debts a ruling over arrears can fall on in a month: few, so that few fees are computed."""

from datetime import date

import pytest

from tariff.compile.demand import MonthRange
from tariff.compile.due_days import due_days
from tariff.compile.plan import Plan
from tariff.model.calendar import MIN_DAY
from tariff.model.clause import Every, Once
from tariff.model.expr import AddDays, Expr, FirstDay, Greatest, MonthOf, NextOpen
from tariff.model.records import ARREARS
from tests.model_terms import TERMS, day, field, number

JUNE, LAST = 12 * 2016 + 5, day("2016-06-30")
DUE, SETTLED = field("arrears", "due_on"), field("arrears", "settled_on")


def within(driver: Once | Every) -> tuple[str, str] | None:
    days = due_days(Plan(TERMS, "facts", LAST), [driver], MonthRange(JUNE, JUNE))
    return None if days is None else (date.fromordinal(days.low).isoformat(), date.fromordinal(days.high).isoformat())


EVER = (date.fromordinal(MIN_DAY).isoformat(), "2016-06-30")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (DUE, ("2016-06-01", "2016-06-30")),
        (AddDays(DUE, number(1)), ("2016-05-31", "2016-06-29")),
        (FirstDay(MonthOf(AddDays(DUE, number(-40)))), None),
        # A closed day moves into the month by as much as the calendar is closed on end.
        (NextOpen(AddDays(DUE, number(10)), "sundays"), ("2016-05-21", "2016-06-20")),
        (Greatest((DUE, field("contract", "applied_on"))), EVER),
        (SETTLED, EVER),
    ],
)
def test_the_day_of_a_ruling_bounds_the_debts_that_matter(on: Expr, expected: tuple[str, str] | None) -> None:
    assert within(Once(ARREARS.name, on, DUE)) == expected


def test_what_falls_monthly_can_go_back_to_any_debt() -> None:
    assert within(Every(ARREARS.name, MonthOf(DUE), None)) == EVER


def test_no_debt_matters_to_other_records() -> None:
    assert within(Once("contract", field("contract", "applied_on"), field("contract", "applied_on"))) is None

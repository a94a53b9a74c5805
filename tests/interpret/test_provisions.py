"""The worked numbers of the late-interest provisions (K-07, S-04) and of the device penalty (K-06)."""

from fractions import Fraction

import pytest

from tariff.model import expr as e
from tariff.model.clause import Clause, Once
from tariff.model.terms import Calendar
from tariff.model.types import DATE
from tests.interpret.build import (
    APPLIED,
    ENDS,
    LATE_DUE,
    LATE_PAID,
    LATE_PRINCIPAL,
    clause,
    compare,
    day,
    days_after,
    evaluate,
    facts,
    interest,
    money,
    number,
    over,
    pay,
    plus,
    terms,
    times,
)

SUNDAYS = (Calendar("sundays", frozenset({day("2019-11-10")})),)


def charged(given: Clause, principal: int, due: str, paid: str) -> int:
    """The interest on one debt, paid late at once."""
    debt = {"month": due[:7], "due_on": due, "amount": principal}
    result = evaluate(
        terms(given, calendars=SUNDAYS),
        facts(brought_forward=[debt], payment=[pay(due[:7], paid, principal)]),
        "2026-12-31",
    )
    return sum(line.amount for line in result.lines)


def kddi(*, shifted: bool = False) -> Clause:
    """K-07: 14.5% over 365 days, from the day after the due day to the day before payment; none within 10 days."""
    days = e.Between(e.SpanCount.DAYS, days_after(LATE_DUE, 1), days_after(LATE_PAID, -1))
    last = days_after(LATE_DUE, 10)
    grace = compare(LATE_PAID, "<=", e.NextOpen(last, "sundays") if shifted else last)
    amount = over(times(times(LATE_PRINCIPAL, number(Fraction(145, 1_000))), days), number(365))
    return interest("late_interest", amount, guard=e.Not(grace), quantity=days)


@pytest.mark.parametrize(
    ("principal", "due", "paid", "expected"),
    [
        (421, "2016-07-31", "2016-08-10", 0),
        (421, "2016-07-31", "2016-08-11", 1),
        (2_160, "2016-06-30", "2016-09-30", 78),
        (10_000, "2020-01-31", "2020-03-31", 234),
        (10_000, "2019-10-31", "2019-11-11", 39),
        (100_000, "2019-12-31", "2021-01-01", 14_539),
    ],
)
def test_k_07(principal: int, due: str, paid: str, expected: int) -> None:
    assert charged(kddi(), principal, due, paid) == expected


def test_k_07_with_the_grace_day_on_a_sunday() -> None:
    assert charged(kddi(shifted=True), 10_000, "2019-10-31", "2019-11-11") == 0
    assert charged(kddi(shifted=True), 10_000, "2019-10-31", "2019-11-12") == 43


def softbank(basis: str = "years") -> Clause:
    """S-04: 14.6%, the day of payment included; whole years, then days over the days of their calendar year."""
    first, last = days_after(LATE_DUE, 1), LATE_PAID

    def count(what: e.SpanCount) -> e.Expr:
        return e.Between(what, first, last)

    days = count(e.SpanCount.DAYS)
    years = plus(
        plus(count(e.SpanCount.YEARS), over(count(e.SpanCount.COMMON_DAYS), number(365))),
        over(count(e.SpanCount.LEAP_DAYS), number(366)),
    )
    share = {"years": years, "365": over(days, number(365))}[basis]
    return interest("late_interest", times(times(LATE_PRINCIPAL, number(Fraction(146, 1_000))), share), quantity=days)


@pytest.mark.parametrize(
    ("principal", "due", "paid", "expected", "fixed"),
    [
        (33_000, "2022-05-31", "2022-06-01", 13, 13),
        (22_000, "2023-05-31", "2023-06-30", 264, 264),
        (22_000, "2024-01-31", "2024-03-31", 526, 528),
        (22_000, "2023-12-15", "2024-01-20", 316, 316),
        (22_000, "2022-06-30", "2023-08-15", 3_616, 3_616),
        (22_000, "2023-06-30", "2024-08-15", 3_615, 3_625),
        (330_000, "2024-01-31", "2024-12-31", 44_099, 44_220),
    ],
)
def test_s_04(principal: int, due: str, paid: str, expected: int, fixed: int) -> None:
    assert charged(softbank(), principal, due, paid) == expected
    assert charged(softbank("365"), principal, due, paid) == fixed


@pytest.mark.parametrize(
    ("accepted", "ended", "amount", "total"),
    [
        ("2015-06-10", "2016-07-09", 5_600, 6_048),
        ("2015-06-10", "2016-07-10", 2_800, 3_024),
        ("2016-01-31", "2017-02-27", 5_600, 6_048),
        ("2016-01-31", "2017-02-28", 2_800, 3_024),
        ("2016-05-20", "2018-06-20", 1_400, 1_512),
        ("2016-05-20", "2019-06-20", 1_000, 1_080),
        ("2016-05-20", "2019-10-20", 1_000, 1_100),
    ],
)
def test_k_06(accepted: str, ended: str, amount: int, total: int) -> None:
    months = e.Between(e.SpanCount.MONTHS, days_after(APPLIED, 1), ENDS)
    price: e.Expr = money(1_000)
    for under, worth in ((37, 1_400), (25, 2_800), (13, 5_600)):
        price = e.If(compare(months, "<", number(under)), money(worth), price)
    penalty = clause("penalty", Once("contract", ENDS, e.Field("contract", "ends_on", DATE)), amount=price)
    (invoice,) = evaluate(terms(penalty), facts(applied_on=accepted, ends_on=ended), "2026-12-31").invoices
    assert (invoice.subtotal, invoice.total) == (amount, total)

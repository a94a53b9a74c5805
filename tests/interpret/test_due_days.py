"""Debts that are not paid when they fall due, and debts that fall due early."""

from typing import Any

import pytest

from tariff.model import expr as e
from tariff.model.clause import Once
from tariff.model.records import ARREARS
from tariff.model.results import Owed
from tariff.model.ruling import Outcome, Ruling, RulingKind
from tariff.model.types import DATE, MONEY, MONTH
from tests.interpret.build import (
    LATE_PRINCIPAL,
    clause,
    compare,
    days_after,
    decided,
    evaluate,
    facts,
    ground,
    interest,
    money,
    monthly,
    number,
    on_day,
    over,
    pay,
    record,
    ruling,
    terms,
)

DUE = e.Field(ARREARS.name, "due_on", DATE)
SETTLED = e.Field(ARREARS.name, "settled_on", DATE.or_unknown())
UNPAID = e.Field(ARREARS.name, "amount", MONEY)
MONTH_OF = e.Field(ARREARS.name, "month", MONTH)
FEE = clause("fee", monthly(), amount=1_000)
STOP = ruling(
    "stop",
    Once(ARREARS.name, days_after(DUE, 1), DUE),
    kind=RulingKind.SUSPENSION,
    outcome=Outcome.SUSPENDED,
    until=days_after(SETTLED, -1),
    amount=UNPAID,
)


def stopped(
    *payments: dict[str, Any], until: str = "2016-12-31", **more: Any
) -> list[tuple[str, str, str, int | None]]:
    found = evaluate(terms(FEE, STOP), facts(payment=list(payments), **more), until).decisions
    return [(item.subject or "", str(item.from_), str(item.to or ""), item.amount) for item in found]


@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        ([], [("bill:2016-05", "2016-07-01", "", 1_080)]),
        ([pay("2016-05", "2016-06-30", 1_080)], []),
        ([pay("2016-05", "2016-06-30", 1_079)], [("bill:2016-05", "2016-07-01", "", 1)]),
        ([pay("2016-05", "2016-07-01", 1_080)], []),
        ([pay("2016-05", "2016-07-02", 1_080)], [("bill:2016-05", "2016-07-01", "2016-07-01", 1_080)]),
        (
            [pay("2016-05", "2016-06-01", 80), pay("2016-05", "2016-07-05", 600), pay("2016-05", "2016-07-10", 900)],
            [("bill:2016-05", "2016-07-01", "2016-07-09", 1_000)],
        ),
        (
            [pay("2016-05", "2016-07-05", 1_000, id="a"), pay("2016-05", "2016-07-05", 80, id="b")],
            [("bill:2016-05", "2016-07-01", "2016-07-04", 1_080)],
        ),
    ],
)
def test_a_bill_not_paid_by_the_end_of_its_due_day(payments: list[dict[str, Any]], expected: Any) -> None:
    # Paid on the day after the due day it stops nothing: its last day would be the due day.
    assert stopped(*payments, ends_on="2016-05-31") == expected


def test_each_month_has_its_own_arrears() -> None:
    assert [item[:2] for item in stopped(pay("2016-06", "2016-07-31", 1_080), ends_on="2016-07-31")] == [
        ("bill:2016-05", "2016-07-01"),
        ("bill:2016-07", "2016-09-01"),
    ]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2016-06-30", []),
        ("2016-07-01", [("bill:2016-05", "2016-07-01", "", 1_080)]),
        ("2016-07-09", [("bill:2016-05", "2016-07-01", "", 1_080)]),
        ("2016-07-10", [("bill:2016-05", "2016-07-01", "2016-07-09", 1_080)]),
    ],
)
def test_arrears_are_seen_as_of_the_day(until: str, expected: Any) -> None:
    assert stopped(pay("2016-05", "2016-07-10", 1_080), until=until, ends_on="2016-05-31") == expected


def test_on_the_due_day_itself_its_payments_are_all_in() -> None:
    on_the_day = ruling("stop", Once(ARREARS.name, DUE, DUE), amount=UNPAID)
    these = terms(FEE, on_the_day)
    assert decided(these, facts(ends_on="2016-05-31"), "2016-06-29") == []
    assert decided(these, facts(ends_on="2016-05-31"), "2016-06-30") == [
        ("stop", "bill:2016-05", "2016-06-30", "", "duty")
    ]


def test_a_debt_brought_forward_is_in_arrears_by_its_own_due_day() -> None:
    carried = {"month": "2016-01", "due_on": "2016-03-15", "amount": 500}
    paid = pay("2016-01", "2016-03-15", 200)
    assert stopped(paid, brought_forward=[carried], ends_on="2016-04-30") == [
        ("bill:2016-01", "2016-03-16", "", 300),
    ]


def test_a_month_that_owes_the_customer_is_never_in_arrears() -> None:
    back = clause("back", monthly(), amount=money(-2_000))
    given = facts(ends_on="2016-06-30")
    assert decided(terms(FEE, back, STOP), given) == []


def test_rulings_read_every_field_of_arrears() -> None:
    guard = e.And(
        (
            compare(MONTH_OF, "==", e.MonthOf(on_day("2016-06-01"))),
            compare(UNPAID, ">", money(1)),
            e.Not(e.Known(SETTLED)),
        )
    )
    these = terms(FEE, ruling("stop", Once(ARREARS.name, DUE, DUE), guard=guard))
    assert [item[1] for item in decided(these, facts(ends_on="2016-07-31"))] == ["bill:2016-06"]


END = record("termination", ended_on=DATE, mild=MONEY)
ENDED = e.Field("termination", "ended_on", DATE)
AT_ONCE = ruling(
    "at_once",
    Once("termination", ENDED, ENDED),
    kind=RulingKind.ACCELERATION,
    until=ENDED,
)
MILD = ground("1", "mild", compare(e.Field("termination", "mild", MONEY), ">", money(0)))


def ended(*days: str, mild: int = 0, **more: Any) -> Any:
    rows = [{"ended_on": day, "mild": mild} for day in days]
    return facts(ends_on="2016-07-31", termination=rows, **more)


def due_days(given: Any, acceleration: Ruling = AT_ONCE, until: str = "2016-12-31") -> list[str]:
    found = evaluate(terms(FEE, acceleration, records=[END]), given, until)
    return [str(invoice.due_on) for invoice in found.invoices]


def test_all_debts_fall_due_at_once() -> None:
    assert due_days(ended()) == ["2016-06-30", "2016-07-31", "2016-08-31"]
    assert due_days(ended("2016-07-20")) == ["2016-06-30", "2016-07-20", "2016-07-20"]
    assert due_days(ended("2016-06-20")) == ["2016-06-20", "2016-06-20", "2016-08-31"]
    assert due_days(ended("2016-09-20")) == ["2016-06-30", "2016-07-31", "2016-08-31"]


def test_the_earliest_acceleration_counts_whether_or_not_it_is_seen() -> None:
    assert due_days(ended("2016-07-20", "2016-06-20")) == ["2016-06-20", "2016-06-20", "2016-08-31"]
    assert due_days(ended("2016-07-20"), until="2016-06-30") == ["2016-06-30", "2016-07-20"]


def test_where_it_is_not_decided_nothing_falls_due() -> None:
    refused = ruling(
        "at_once",
        Once("termination", ENDED, ENDED),
        kind=RulingKind.ACCELERATION,
        against=Outcome.REFUSED,
        grounds=(MILD,),
    )
    assert due_days(ended("2016-06-20", mild=1), refused) == ["2016-06-30", "2016-07-31", "2016-08-31"]
    assert due_days(ended("2016-06-20"), refused) == ["2016-06-20", "2016-06-20", "2016-08-31"]


def test_an_acceleration_is_a_decision_of_its_own() -> None:
    these = terms(FEE, AT_ONCE, records=[END])
    assert decided(these, ended("2016-07-20")) == [
        ("at_once", "termination:1", "2016-07-20", "2016-07-20", "duty"),
    ]


def test_interest_arrears_and_what_is_owed_follow_the_earlier_due_day() -> None:
    tenth = interest("late", over(LATE_PRINCIPAL, number(10)))
    these = terms(FEE, AT_ONCE, STOP, tenth, records=[END])
    carried = {"month": "2016-01", "due_on": "2016-12-15", "amount": 500}
    given = ended("2016-07-20", brought_forward=[carried], payment=[pay("2016-07", "2016-07-21", 1_080)])
    found = evaluate(these, given, "2016-07-22")
    assert [(line.subject, line.amount) for line in found.lines if line.clause == "late"] == [("payment:1", 108)]
    assert [(item.subject, str(item.from_)) for item in found.decisions if item.clause == "stop"] == [
        ("bill:2016-05", "2016-07-01"),
        ("bill:2016-01", "2016-07-21"),
        ("bill:2016-06", "2016-07-21"),
    ]
    assert found.owed == Owed(500 + 2 * 1_080 + 108, 500 + 2 * 1_080 + 108, 50 + 2 * 108)

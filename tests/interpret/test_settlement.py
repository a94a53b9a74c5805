"""What late payments settle, the interest on it, and what is owed on a day."""

from typing import Any

import pytest

from tariff.model import expr as e
from tariff.model.clause import Basis, Clause, LineKind
from tariff.model.results import Owed
from tariff.model.terms import Terms
from tests.interpret.build import (
    APPLIED_ONCE,
    LATE_DUE,
    LATE_MONTH,
    LATE_PAID,
    LATE_PRINCIPAL,
    amounts,
    clause,
    days_after,
    evaluate,
    facts,
    interest,
    money,
    monthly,
    number,
    over,
    pay,
    plus,
    terms,
    times,
)

DAYS_LATE = e.Between(e.SpanCount.DAYS, days_after(LATE_DUE, 1), LATE_PAID)
TENTH = over(LATE_PRINCIPAL, number(10))
PENALTY = clause("penalty", APPLIED_ONCE, amount=100, kind=LineKind.PENALTY)
FEE = clause("fee", APPLIED_ONCE, amount=900)


def interests(these: Terms, *payments: dict[str, Any], until: str = "2017-12-31", **rows: Any) -> list[tuple[str, int]]:
    lines = evaluate(these, facts(payment=list(payments), **rows), until).lines
    return [(line.date.isoformat(), line.amount) for line in lines if line.kind is LineKind.INTEREST]


def with_interest(*clauses: Clause, basis: Basis | None = None) -> Terms:
    return terms(FEE, PENALTY, *clauses, interest("late", TENTH, basis))


@pytest.mark.parametrize(
    ("basis", "amount"),
    [
        (Basis(), 108),
        (Basis(with_tax=False), 100),
        (Basis(("penalty",)), 97),
        (Basis(("penalty",), with_tax=False), 90),
        (Basis(("penalty", "fee")), None),
    ],
)
def test_interest_runs_on_the_part_of_the_debt_that_its_basis_takes(basis: Basis, amount: int | None) -> None:
    expected = [] if amount is None else [("2016-07-01", amount)]
    assert interests(with_interest(basis=basis), pay("2016-05", "2016-07-01", 5_000)) == expected


def test_a_payment_on_the_due_day_is_not_late() -> None:
    assert interests(with_interest(), pay("2016-05", "2016-06-30", 1_080)) == []
    assert interests(with_interest(), pay("2016-05", "2016-07-01", 1_080)) == [("2016-07-01", 108)]


def test_partial_payments_each_bear_interest_on_what_they_settle() -> None:
    payments = [
        pay("2016-05", "2016-09-01", 500),
        pay("2016-05", "2016-06-30", 300),
        pay("2016-05", "2016-08-01", 400),
        pay("2016-05", "2016-10-01", 1),
    ]
    assert interests(with_interest(), *payments) == [("2016-08-01", 40), ("2016-09-01", 38)]


def test_payments_of_one_day_settle_in_the_order_of_their_ids() -> None:
    payments = [
        pay("2016-05", "2016-07-01", 800, id="10"),
        pay("2016-05", "2016-07-01", 500, id="9"),
        pay("2016-05", "2016-07-01", 50, id="1"),
    ]
    lines = evaluate(with_interest(), facts(payment=payments)).lines
    assert [(line.subject, line.amount) for line in lines if line.clause == "late"] == [
        ("payment:1", 5),
        ("payment:10", 80),
        ("payment:9", 23),
    ]


def test_a_payment_not_seen_yet_settles_nothing() -> None:
    payments = [pay("2016-05", "2016-07-01", 80), pay("2016-05", "2016-08-01", 1_000)]
    assert interests(with_interest(), *payments, until="2016-07-31") == [("2016-07-01", 8)]


def test_a_month_whose_fees_are_negative_has_nothing_to_settle() -> None:
    back = clause("back", APPLIED_ONCE, amount=2_000, kind=LineKind.REFUND)
    assert interests(with_interest(back), pay("2016-05", "2016-08-01", 100)) == []


def test_a_debt_brought_forward_replaces_the_months_own() -> None:
    row = {"month": "2016-05", "due_on": "2016-07-15", "amount": 200}
    for basis in (Basis(), Basis(("penalty",), with_tax=False)):
        these = with_interest(basis=basis)
        assert interests(these, pay("2016-05", "2016-07-15", 500), brought_forward=[row]) == []
        assert interests(these, pay("2016-05", "2016-07-16", 500), brought_forward=[row]) == [("2016-07-16", 20)]


def test_a_debt_brought_forward_makes_no_line_but_takes_payments() -> None:
    row = {"month": "2015-01", "due_on": "2015-02-28", "amount": 1_000}
    result = evaluate(with_interest(), facts(brought_forward=[row], payment=[pay("2015-01", "2016-06-10", 400)]))
    assert [(line.clause, line.month) for line in result.lines if line.clause == "late"] == [("late", "2016-06")]
    assert result.faults == ()
    assert result.owed == Owed(600 + 40 + 1_080, 600 + 40 + 1_080, 60 + 108)


def test_interest_sees_the_fields_of_the_late_payment() -> None:
    amount = plus(plus(times(LATE_MONTH, number(0)), times(DAYS_LATE, money(100))), LATE_PRINCIPAL)
    these = terms(FEE, interest("late", amount, quantity=DAYS_LATE))
    (_, line) = evaluate(these, facts(payment=[pay("2016-05", "2016-07-10", 5)])).lines
    assert (line.id, line.amount, line.quantity, line.rate) == (
        "test.terms/K-1/late/payment:1/2016-07",
        1_005,
        10,
        "",
    )


def test_interest_bears_no_interest() -> None:
    these = terms(clause("fee", monthly(), amount=1_000), interest("late", TENTH))
    payments = [pay("2016-05", "2016-07-10", 1_080), pay("2016-07", "2016-09-10", 1_188)]
    assert interests(these, *payments, ends_on="2016-07-31") == [("2016-07-10", 108), ("2016-09-10", 108)]


def test_a_payment_without_an_invoice_is_a_fault() -> None:
    payments = [pay("2016-04", "2016-06-01", 10, id="p-7"), pay("2016-05", "2016-06-01", 10)]
    (fault,) = evaluate(with_interest(), facts(payment=payments)).faults
    assert (fault.code, fault.message) == ("E0702", "payment for 2016-04, which has no invoice")
    assert fault.where == "contract K-1, table payment, row p-7, field month"
    assert evaluate(with_interest(), facts(payment=payments), "2016-05-31").faults == ()


def test_a_payment_for_interest_alone_or_ahead_of_its_invoice_is_none() -> None:
    these = terms(FEE, interest("late", TENTH))
    late = [pay("2016-05", "2016-07-10", 500), pay("2016-07", "2016-08-31", 50)]
    assert evaluate(these, facts(payment=late)).faults == ()
    these = terms(clause("fee", monthly(), amount=1))
    ahead = facts(payment=[pay("2016-08", "2016-06-01", 1)], ends_on="2016-08-01")
    assert evaluate(these, ahead, "2016-06-15").faults == ()
    assert evaluate(these, ahead, "2016-06-15").owed.balance == 1 + 1 - 1
    ended = facts(payment=[pay("2016-08", "2016-06-01", 1)], ends_on="2016-07-31")
    assert len(evaluate(these, ended, "2016-06-15").faults) == 1


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2016-05-19", Owed()),
        ("2016-05-20", Owed(1_080, 0, 0)),
        ("2016-06-30", Owed(1_080, 0, 0)),
        ("2016-07-01", Owed(1_080, 1_080, 108)),
        ("2016-07-02", Owed(780 + 30, 780, 78)),
        ("2016-08-31", Owed(780 + 30, 780, 78)),
        ("2016-09-01", Owed(780 + 30, 780 + 30, 78)),
        ("2016-09-02", Owed(30 + 78, 30, 0)),
        ("2016-09-03", Owed(78, 0, 0)),
    ],
)
def test_owed_day_by_day(until: str, expected: Owed) -> None:
    payments = [pay("2016-05", "2016-07-02", 300), pay("2016-05", "2016-09-02", 780), pay("2016-07", "2016-09-03", 30)]
    assert evaluate(with_interest(), facts(payment=payments), until).owed == expected


def test_what_is_overpaid_is_owed_back() -> None:
    result = evaluate(with_interest(), facts(payment=[pay("2016-05", "2016-06-01", 2_000)]))
    assert result.owed == Owed(-920, 0, 0)


def test_accrued_interest_counts_days_to_the_day_asked_about() -> None:
    these = terms(FEE, interest("late", times(money(7), DAYS_LATE)))
    assert [evaluate(these, facts(), until).owed.accrued_interest for until in ("2016-07-01", "2016-07-31")] == [7, 217]


def test_accrued_interest_stays_under_what_a_cap_leaves() -> None:
    these = terms(FEE, interest("late", TENTH, cap=money(40)))
    assert amounts(these, facts(payment=[pay("2016-05", "2016-07-02", 300)]))[-1] == ("late", "2016-07-02", 30)
    assert evaluate(these, facts(payment=[pay("2016-05", "2016-07-02", 300)])).owed.accrued_interest == 10

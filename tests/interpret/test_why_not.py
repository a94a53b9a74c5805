"""What stands against a line: the row, its dates, the conditions, the version."""

import pytest

from tariff.interpret import Evaluator
from tariff.model.clause import Once
from tariff.model.results import Reason
from tests.interpret.build import (
    APPLIED,
    APPLIED_ONCE,
    LATE_DUE,
    LATE_PAID,
    LATE_PRINCIPAL,
    clause,
    compare,
    day,
    days_after,
    facts,
    interest,
    month,
    on_day,
    pay,
    terms,
)

_TERMS = terms(
    clause("fee", APPLIED_ONCE, amount=2000),
    clause("guarded", APPLIED_ONCE, amount=100, guard=compare(APPLIED, "<", on_day("2016-05-01"))),
    clause("early", Once("contract", APPLIED, APPLIED, compare(APPLIED, "<", on_day("2016-05-02"))), amount=100),
    clause("nothing", APPLIED_ONCE, amount=0),
    interest("late", LATE_PRINCIPAL, guard=compare(LATE_PAID, ">", days_after(LATE_DUE, 10))),
)


def _flat(reason: Reason) -> list[tuple[str, str]]:
    return [(reason.label, reason.value)] + [pair for item in reason.because for pair in _flat(item)]


@pytest.mark.parametrize(
    ("name", "subject", "label", "value"),
    [
        ("guarded", None, "before 2016-05-01", "does not hold"),
        ("early", None, "before 2016-05-02", "does not hold"),
        ("nothing", None, "amount", "0 JPY"),
        ("late", "payment:1", "due on", "does not hold"),
        ("late", "payment:2", "payment:2", "not among the facts, or not in time for this clause"),
        ("gone", None, "the terms have no such clause", "gone"),
    ],
)
def test_what_stands_against_a_line(name: str, subject: str | None, label: str, value: str) -> None:
    paid = facts(payment=[pay("2016-05", "2016-07-05", 2160)])
    reason = Evaluator(_TERMS).why_not(paid, day("2016-12-31"), name, subject, month("2016-07"))
    assert reason.label == "no such line is due"
    assert any(label in found and shown == value for found, shown in _flat(reason)), _flat(reason)

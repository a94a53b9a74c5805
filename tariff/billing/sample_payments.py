"""How a contract pays: mostly in full and on time, some late, some in parts, some never, each after its habit."""

import random
from collections.abc import Iterable, Sequence

from attrs import frozen

from tariff.billing.sample_days import bounded
from tariff.billing.sample_hints import Hints
from tariff.interpret import Evaluation
from tariff.model.calendar import day_after_months, last_day, month_of
from tariff.model.clause import LineKind
from tariff.model.facts import Value
from tariff.model.results import due_day, issue_day, month_text
from tariff.model.terms import BillingCycle

# Of a hundred invoices: paid on time, paid late, paid in parts, never paid. Of a hundred contracts: how many pay so.
_PUNCTUAL, _CARELESS, _TROUBLED, _SILENT = (98, 1, 1, 0), (60, 25, 10, 5), (20, 40, 25, 15), (10, 5, 5, 80)
_HABITS = ((_PUNCTUAL, 68), (_CARELESS, 18), (_TROUBLED, 10), (_SILENT, 4))

BROUGHT_FORWARD_SHARE = 0.06


@frozen
class Bill:
    """What is to be paid for a month before any interest: a whole number of minor units, tax included."""

    month: int
    issued: int
    due: int
    amount: int


def brought_forward(rng: random.Random, hints: Hints, cycle: BillingCycle, first: int) -> list[dict[str, Value]]:
    """Debts from before the ledger, for months about the first day of the contract; none for most contracts."""
    if rng.random() >= BROUGHT_FORWARD_SHARE:
        return []
    months = rng.sample(range(month_of(first) - 6, month_of(first) + 12), rng.choice((1, 1, 1, 2, 3)))
    return [
        {
            "month": month,
            "due_on": due_day(cycle, month) + rng.choice((0, 0, 0, -10, 1)),
            "amount": rng.choice((*hints.amounts, 1_000)) * rng.choice((1, 2, 5)) + rng.randrange(100),
        }
        for month in sorted(months)
    ]


def bills(evaluation: Evaluation, debts: Sequence[dict[str, Value]], cycle: BillingCycle, until: int) -> list[Bill]:
    """What an evaluation without payments asks for by the day `until`; a debt brought forward stands for its month."""
    asked: dict[int, Bill] = {}
    for invoice in evaluation.invoices:
        issued = invoice.issued_on.toordinal()
        month = _month(invoice.month)
        asked[month] = Bill(month, issued, invoice.due_on.toordinal(), invoice.total)
    for debt in debts:
        month, due, amount = (int(debt[name] or 0) for name in ("month", "due_on", "amount"))
        asked[month] = Bill(month, min(issue_day(cycle, month), due), due, amount)
    return [asked[month] for month in sorted(asked) if asked[month].amount > 0 and asked[month].issued <= until]


def payments(rng: random.Random, hints: Hints, asked: Iterable[Bill], until: int) -> list[dict[str, Value]]:
    """The payments made by the day `until`. `early`, beside the fields, is by how many days one could come earlier."""
    habit = rng.choices([habit for habit, _ in _HABITS], [share for _, share in _HABITS])[0]
    paid: list[dict[str, Value]] = []
    for bill in asked:
        kind = rng.choices(("on time", "late", "parts", "never"), habit)[0]
        if kind == "on time":
            amount = bill.amount if rng.random() < 0.99 else bill.amount + rng.choice((-1, 1, 1_000))
            early = max(0, bill.due - bill.issued) if rng.random() < 0.7 else 0
            paid.append(_payment(bill.month, bill.due, amount, early))
        elif kind == "late":
            paid.append(_payment(bill.month, _late(rng, hints, bill.due), bill.amount))
        elif kind == "parts":
            for part in _parts(rng, hints, bill.amount):
                day = bill.due if rng.random() < 0.3 else _late(rng, hints, bill.due)
                paid.append(_payment(bill.month, day, part))
    seen = [payment for payment in paid if int(payment["paid_on"] or 0) <= until and int(payment["amount"] or 0) > 0]
    return sorted(seen, key=lambda payment: (payment["month"], payment["paid_on"], payment["amount"]))


def is_late(paid: Iterable[dict[str, Value]], asked: Iterable[Bill]) -> bool:
    """Whether a payment was made after its bill was due, and so may bring interest."""
    due = {bill.month: bill.due for bill in asked}
    return any(int(payment["paid_on"] or 0) > due[int(payment["month"] or 0)] for payment in paid)


def with_interest(
    evaluation: Evaluation, paid: list[dict[str, Value]], cycle: BillingCycle, until: int
) -> list[dict[str, Value]]:
    """The same payments, the last one for a month raised by the interest on its invoice.

    An invoice of interest alone is paid when due. Where the fees are paid in full this brings no further interest.
    """
    interest: dict[str, int] = {}
    for line in evaluation.lines:
        if line.kind is LineKind.INTEREST:
            interest[line.month] = interest.get(line.month, 0) + line.amount
    fees = {invoice.month for invoice in evaluation.invoices if invoice.total != interest.get(invoice.month, 0)}
    raised = []
    for payment in reversed(paid):
        extra = interest.pop(month_text(int(payment["month"] or 0)), 0)
        raised.append({**payment, "amount": int(payment["amount"] or 0) + extra})
    for text, amount in interest.items():
        due = due_day(cycle, _month(text))
        if text not in fees and due <= until:
            raised.append(_payment(_month(text), due, amount))
    return sorted(raised, key=lambda payment: (payment["month"], payment["paid_on"], payment["amount"]))


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:]) - 1


def _payment(month: int, day: int, amount: int, early: int = 0) -> dict[str, Value]:
    return {"month": month, "paid_on": bounded(day), "amount": amount, "early": early}


def _late(rng: random.Random, hints: Hints, due: int) -> int:
    """A day after the due day: one of the next, one about the end of a grace, a month end, weeks or a year later."""
    chance = rng.random()
    if chance < 0.25:
        return due + rng.choice((1, 1, 2, 3))
    if chance < 0.55 and hints.late_gaps:
        months, days = rng.choice(hints.late_gaps)
        return day_after_months(due, months) + days + rng.choice((-1, 0, 0, 1))
    if chance < 0.65:
        return last_day(month_of(due) + rng.randrange(1, 14))
    return due + rng.randrange(1, 60) if chance < 0.85 else due + rng.randrange(60, 900)


def _parts(rng: random.Random, hints: Hints, amount: int) -> list[int]:
    """An amount in two or three parts, any or one that a clause names first; the last part may be missing."""
    named = [value for value in hints.amounts if 0 < value < amount]
    first = rng.choice(named) if named and rng.random() < 0.3 else rng.randrange(amount) + 1
    second = rng.randrange(amount - first) + 1 if amount > first else 0
    third = amount - first - second
    return [part for part in (first, second, third if rng.random() < 0.7 else 0) if part > 0]

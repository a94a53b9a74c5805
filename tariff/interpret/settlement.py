"""Debts and what payments settle of them: the rows that interest runs over."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

from tariff.interpret.invoices import with_tax
from tariff.interpret.plan import Making, Plan
from tariff.interpret.reckoning import Reckoning
from tariff.model.clause import Basis
from tariff.model.facts import Row
from tariff.model.records import BROUGHT_FORWARD, PAYMENT


class Payment(NamedTuple):
    """A row of the record payment."""

    paid_on: int
    id: str
    amount: int


class Debt(NamedTuple):
    """A row of the record brought_forward."""

    due_on: int
    amount: int


class Settlement:
    """The payments of one contract made by a day, and the debts they settle.

    payments: those seen, by month, in the order of day and id. paid: their sums by month.
    brought_forward: the debts from before the ledger, by month; such a debt replaces the month's own.
    """

    def __init__(self, reckoning: Reckoning, until: int) -> None:
        self.plan: Plan = reckoning.plan
        self._reckoning = reckoning
        self.payments = _payments(reckoning.facts.of(PAYMENT.name), until)
        self.paid = {month: sum([item.amount for item in payments]) for month, payments in self.payments.items()}
        self.brought_forward = _debts(reckoning.facts.of(BROUGHT_FORWARD.name))
        self._debts: dict[tuple[int, Basis], int] = {}
        self._late: dict[Basis, list[Row]] = {}

    def due(self, month: int) -> int:
        """The day by which a month's debt is to be paid."""
        carried = self.brought_forward.get(month)
        return self.plan.months.of(month).due if carried is None else carried.due_on

    def debt(self, month: int, basis: Basis) -> int:
        """What bears interest in a month: the amount brought forward, else the month's fees as `basis` takes them."""
        carried = self.brought_forward.get(month)
        if carried is not None:
            return carried.amount
        key = (month, basis)
        debt = self._debts.get(key)
        if debt is None:
            fees = self._reckoning.in_month(month)
            if basis.leave_out:
                fees = [item for item in fees if item.making.clause.name not in basis.leave_out]
            total = with_tax(self.plan, fees) if basis.with_tax else sum(item.amount for item in fees)
            debt = self._debts[key] = total
        return debt

    def late(self, basis: Basis) -> list[Row]:
        """The payments made after the due day that settle some of a debt, as rows of the derived record."""
        rows = self._late.get(basis)
        if rows is None:
            rows = self._late[basis] = list(self._settle(basis))
        return rows

    def unpaid(self, basis: Basis, months: Sequence[int], day: int) -> list[Row]:
        """What is left of the debts of `months`, all overdue, as though it were paid on `day`."""
        rows = []
        for month in months:
            principal = self.debt(month, basis) - self.paid.get(month, 0)
            if principal > 0:
                rows.append(_late(f"unpaid {month}", month, self.due(month), day, principal))
        return rows

    def seen_by(self, makings: Sequence[Making]) -> dict[Making, list[Row]]:
        """The late payments that each form of an interest clause runs over."""
        return {making: self.late(making.basis) for making in makings}

    def _settle(self, basis: Basis) -> Iterator[Row]:
        for month, payments in self.payments.items():
            due = self.due(month)
            if payments[-1].paid_on <= due:
                continue
            left = self.debt(month, basis)
            for payment in payments:
                principal = min(payment.amount, max(left, 0))
                left -= payment.amount
                if payment.paid_on > due and principal > 0:
                    yield _late(payment.id, month, due, payment.paid_on, principal)


def _late(row_id: str, month: int, due: int, paid_on: int, principal: int) -> Row:
    return Row(row_id, {"month": month, "due_on": due, "paid_on": paid_on, "principal": principal})


# The fields of the built-in records are known and of these types: rows come here checked.


def _payments(rows: tuple[Row, ...], until: int) -> Mapping[int, list[Payment]]:
    months: dict[int, list[Payment]] = {}
    for row in rows:
        values = cast("dict[str, int]", row.values)
        if values["paid_on"] <= until:
            months.setdefault(values["month"], []).append(Payment(values["paid_on"], row.id, values["amount"]))
    for payments in months.values():
        payments.sort()
    return months


def _debts(rows: tuple[Row, ...]) -> Mapping[int, Debt]:
    values = (cast("dict[str, int]", row.values) for row in rows)
    return {item["month"]: Debt(item["due_on"], item["amount"]) for item in values}

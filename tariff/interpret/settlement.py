"""Debts, when they fall due, and what payments settle of them: the rows that interest and rulings on debts run over."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from tariff.interpret.acceleration import accelerated
from tariff.interpret.plan import Making
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.sums import sums
from tariff.model.clause import Basis
from tariff.model.facts import Row
from tariff.model.records import BROUGHT_FORWARD, PAYMENT


class Payment(NamedTuple):
    """A row of the record payment."""

    paid_on: int
    id: str
    amount: int


class Carried(NamedTuple):
    """A row of the record brought_forward."""

    due_on: int
    amount: int


class Settlement:
    """The payments of one contract made by a day, and the debts they settle.

    payments: those seen, by month, in the order of day and id. paid: their sums by month.
    brought_forward: the debts from before the ledger, by month; such a debt replaces the month's own.
    acceleration: what makes debts fall due early, if anything does.
    """

    def __init__(self, reckoning: Reckoning) -> None:
        self._reckoning = reckoning
        self._months = reckoning.plan.months
        self.payments, self.paid = _payments(reckoning.rows(PAYMENT.name))
        self.brought_forward = _carried(reckoning.facts.of(BROUGHT_FORWARD.name))
        self.acceleration = accelerated(reckoning) if reckoning.plan.accelerations else None
        self._debts: dict[Basis, Mapping[int, int]] = {}
        self._late: dict[Basis, list[Row]] = {}

    def due(self, month: int) -> int:
        """The day by which a month's debt is to be paid."""
        carried = self.brought_forward.get(month)
        day = self._months.of(month).due if carried is None else carried.due_on
        return day if self.acceleration is None else self.acceleration.due(month, day)

    @cached_property
    def fallen_due(self) -> Mapping[int, int]:
        """The months that may have a debt that fell due by the day seen, in order, with their due days."""
        months = sorted(self._reckoning.by_month.keys() | self.brought_forward.keys())
        return {month: due for month in months if (due := self.due(month)) <= self._reckoning.until}

    def debts(self, basis: Basis) -> Mapping[int, int]:
        """The debts that fell due by the day seen, by month: brought forward, or the fees as `basis` takes them."""
        debts = self._debts.get(basis)
        if debts is None:
            debts = self._debts[basis] = {month: self._debt(month, basis) for month in self.fallen_due}
        return debts

    def late(self, basis: Basis) -> list[Row]:
        """The payments made after the due day that settle some of a debt, as rows of the derived record."""
        rows = self._late.get(basis)
        if rows is None:
            rows = self._late[basis] = list(self._settle(self.debts(basis)))
        return rows

    @cached_property
    def arrears(self) -> list[Row]:
        """The debts not fully paid by the end of a due day that is over, as rows of the derived record."""
        debts = self.debts(Basis())
        found = [self._arrear(month, due, debts[month]) for month, due in self.fallen_due.items()]
        return [row for row in found if row is not None]

    def unpaid(self, basis: Basis) -> list[Row]:
        """What is left of the debts that were due before the day seen, as though it were paid on that day."""
        debts, day, rows = self.debts(basis), self._reckoning.until, []
        for month, due in self.fallen_due.items():
            principal = debts[month] - self.paid.get(month, 0)
            if principal > 0 and due < day:
                rows.append(_late(f"unpaid {month}", month, due, day, principal))
        return rows

    def seen_by(self, makings: Sequence[Making]) -> dict[Making, list[Row]]:
        """The late payments that each form of an interest clause runs over."""
        return {making: self.late(making.basis) for making in makings}

    def _debt(self, month: int, basis: Basis) -> int:
        carried = self.brought_forward.get(month)
        if carried is not None:
            return carried.amount
        fees = self._reckoning.fees[month]
        if basis.leave_out:
            drafts = self._reckoning.by_month[month]
            fees = sums(
                self._reckoning.plan, [item for item in drafts if item.making.clause.name not in basis.leave_out]
            )
        return fees.total if basis.with_tax else fees.subtotal

    def _settle(self, debts: Mapping[int, int]) -> Iterator[Row]:
        for month, due in self.fallen_due.items():
            payments = self.payments.get(month)
            if payments is None or payments[-1].paid_on <= due:
                continue
            left = debts[month]
            for payment in payments:
                principal = min(payment.amount, max(left, 0))
                left -= payment.amount
                if payment.paid_on > due and principal > 0:
                    yield _late(payment.id, month, due, payment.paid_on, principal)

    def _arrear(self, month: int, due: int, debt: int) -> Row | None:
        left = unpaid = debt
        settled_on = None
        for payment in self.payments.get(month, ()):
            left -= payment.amount
            if payment.paid_on <= due:
                unpaid = left
            if left <= 0:
                settled_on = payment.paid_on
                break
        if unpaid <= 0:
            return None
        row_id = self._months.of(month).text
        return Row(row_id, {"month": month, "due_on": due, "amount": unpaid, "settled_on": settled_on})


def _late(row_id: str, month: int, due: int, paid_on: int, principal: int) -> Row:
    return Row(row_id, {"month": month, "due_on": due, "paid_on": paid_on, "principal": principal})


# The fields of the built-in records are known and of these types: rows come here checked.


def _payments(rows: Sequence[Row]) -> tuple[Mapping[int, list[Payment]], Mapping[int, int]]:
    months: dict[int, list[Payment]] = {}
    paid: dict[int, int] = {}
    for row in rows:
        values: dict[str, Any] = row.values
        month, amount = values["month"], values["amount"]
        months.setdefault(month, []).append(Payment(values["paid_on"], row.id, amount))
        paid[month] = paid.get(month, 0) + amount
    for payments in months.values():
        payments.sort()
    return months, paid


def _carried(rows: tuple[Row, ...]) -> Mapping[int, Carried]:
    values: Iterator[dict[str, Any]] = (row.values for row in rows)
    return {item["month"]: Carried(item["due_on"], item["amount"]) for item in values}

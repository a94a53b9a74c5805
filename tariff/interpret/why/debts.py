"""Debts in explanations: what a late payment settled of one, and what was not paid of one in time."""

from collections.abc import Iterator

from tariff.interpret.sums import sums
from tariff.interpret.why.telling import Telling
from tariff.model.clause import Basis
from tariff.model.facts import Row
from tariff.model.results import Reason, month_text
from tariff.model.types import DATE, MONEY


class DebtReasons:
    """Explains the rows of the derived records of late payments and of arrears."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._settlement = telling.settlement
        self._words = telling.words

    def of_late(self, late: Row, basis: Basis) -> Iterator[Reason]:
        """The debt, its due day, the payments before this one, and what this one settles."""
        month = _month(late)
        payments = self._settlement.payments[month]
        position = [payment.id for payment in payments].index(late.id)
        yield self._debt(month, basis)
        yield self._due(late)
        for payment in payments[: position + 1]:
            paid_on = self._words.value(payment.paid_on, DATE)
            label = f"paid on {paid_on}" if payment.id == late.id else f"paid before, on {paid_on}"
            yield Reason(label, self._words.money(payment.amount))
        yield Reason("part of the debt that this payment settles", self._words.value(late.values["principal"], MONEY))

    def of_arrears(self, arrears: Row) -> Iterator[Reason]:
        """The debt, its due day, the payments made for it, what was unpaid when it was due, and when it was settled."""
        month = _month(arrears)
        yield self._debt(month, Basis())
        yield self._due(arrears)
        for payment in self._settlement.payments.get(month, ()):
            label = f"paid on {self._words.value(payment.paid_on, DATE)}"
            yield Reason(label, self._words.money(payment.amount))
        yield Reason("unpaid at the end of that day", self._words.value(arrears.values["amount"], MONEY))
        settled_on = arrears.values["settled_on"]
        yield Reason("settled on", "not yet" if settled_on is None else self._words.value(settled_on, DATE))

    def _due(self, row: Row) -> Reason:
        acceleration = self._settlement.acceleration
        day = self._words.value(row.values["due_on"], DATE)
        if acceleration is None or _month(row) > acceleration.month or row.values["due_on"] != acceleration.day:
            return Reason("due on", day)
        return Reason("due on", day, (Reason("all debts fell due on", day),))

    def _debt(self, month: int, basis: Basis) -> Reason:
        amount = self._words.money(self._settlement.debts(basis)[month])
        if month in self._settlement.brought_forward:
            return Reason(f"debt brought forward for {month_text(month)}", amount)
        drafts = self._telling.reckoning.in_month(month)
        fees = [item for item in drafts if item.making.clause.name not in basis.leave_out]
        because = [
            Reason(self._telling.phrases.clause(item.making.clause.name), self._words.money(item.amount))
            for item in fees
        ]
        if basis.with_tax:
            taxes = sums(self._telling.plan, fees).taxes
            because += [Reason(f"tax {tax.rate}", self._words.money(tax.tax)) for tax in taxes]
        return Reason(f"debt for {month_text(month)}", amount, tuple(because))


def _month(row: Row) -> int:
    month = row.values["month"]
    assert isinstance(month, int), "the month of a derived row is known"
    return month

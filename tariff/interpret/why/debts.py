"""What a late payment settled: the debt, what was paid before, and the part that bears interest."""

from collections.abc import Iterator

from tariff.interpret.invoices import sums
from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.interpret.why.phrases import Phrases
from tariff.interpret.why.words import Words
from tariff.model.clause import Basis
from tariff.model.facts import Row
from tariff.model.results import Reason, month_text
from tariff.model.types import DATE, MONEY


class DebtReasons:
    """Explains the rows of the derived record of late payments."""

    def __init__(
        self, plan: Plan, reckoning: Reckoning, settlement: Settlement, phrases: Phrases, words: Words
    ) -> None:
        self._plan = plan
        self._reckoning = reckoning
        self._settlement = settlement
        self._phrases = phrases
        self._words = words

    def of(self, late: Row, basis: Basis) -> Iterator[Reason]:
        """The debt, its due day, the payments before this one, and what this one settles."""
        month = late.values["month"]
        assert isinstance(month, int)
        payments = self._settlement.payments[month]
        position = [payment.id for payment in payments].index(late.id)
        yield self._debt(month, basis)
        yield Reason("due on", self._words.value(late.values["due_on"], DATE))
        for payment in payments[: position + 1]:
            paid_on = self._words.value(payment.paid_on, DATE)
            label = f"paid on {paid_on}" if payment.id == late.id else f"paid before, on {paid_on}"
            yield Reason(label, self._words.money(payment.amount))
        yield Reason("part of the debt that this payment settles", self._words.value(late.values["principal"], MONEY))

    def _debt(self, month: int, basis: Basis) -> Reason:
        amount = self._words.money(self._settlement.debts(basis).of(month))
        if month in self._settlement.brought_forward:
            return Reason(f"debt brought forward for {month_text(month)}", amount)
        fees = [item for item in self._reckoning.in_month(month) if item.making.clause.name not in basis.leave_out]
        because = [
            Reason(self._phrases.clause(item.making.clause.name), self._words.money(item.amount)) for item in fees
        ]
        if basis.with_tax:
            _, taxes = sums(self._plan, fees)
            because += [Reason(f"tax {tax.rate}", self._words.money(tax.tax)) for tax in taxes.by_rate]
        return Reason(f"debt for {month_text(month)}", amount, tuple(because))

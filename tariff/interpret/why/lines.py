"""Why a line is there and is worth what it is."""

from datetime import date

from tariff.interpret.drafts import Draft
from tariff.interpret.taxrates import UNTAXED
from tariff.interpret.why.amounts import AmountReasons
from tariff.interpret.why.standing import StandingReasons
from tariff.interpret.why.telling import Telling
from tariff.model.results import Reason


class LineReasons:
    """Explains the drafts of one contract."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._standing = StandingReasons(telling)
        self._amounts = AmountReasons(telling)

    def of(self, item: Draft) -> Reason:
        """The whole tree for one draft: provision, row, version, conditions, worth, limits, rounding, tax."""
        making, clause = item.making, item.making.clause
        scope = self._telling.reckoning.scope(item.row)
        because = self._standing.of(clause, making.drivers, item, scope, making.basis)
        scope.day, scope.month = item.day, item.month
        if clause.guard is not None:
            because.append(self._telling.values.of(clause.guard, scope))
        because += self._amounts.of(item, scope)
        because.append(self._tax(item))
        return Reason(
            self._telling.words.title(clause.titles, clause.name),
            self._telling.words.money(item.amount),
            tuple(because),
        )

    def _tax(self, item: Draft) -> Reason:
        tax = item.making.clause.tax
        if tax in UNTAXED:
            return Reason("tax", "exempt" if tax == "exempt" else "outside its scope")
        day = date.fromordinal(item.day).isoformat()
        rate = self._telling.plan.rates.text(tax, item.day)
        return Reason(f"{tax} tax rate on {day}, applied to the invoice's sum", rate)

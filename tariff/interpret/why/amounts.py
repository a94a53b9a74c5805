"""The arithmetic of a line: its worth, the pieces of 24 hours, the cap, the rounding, the sign."""

from collections.abc import Iterator
from fractions import Fraction

from tariff.interpret.drafts import Draft, piece_months, worth_of_pieces
from tariff.interpret.operands import is_constant
from tariff.interpret.plan import Pieces
from tariff.interpret.scope import Scope
from tariff.interpret.why.telling import Telling
from tariff.model.clause import Units
from tariff.model.results import Reason, month_text


class AmountReasons:
    """Explains the amounts of drafts."""

    def __init__(self, telling: Telling) -> None:
        self._zone = telling.plan.zone
        self._values = telling.values
        self._words = telling.words

    def of(self, item: Draft, scope: Scope) -> Iterator[Reason]:
        """The steps from the exact worth to the line's amount."""
        making, clause = item.making, item.making.clause
        exact: int | Fraction | None
        if making.units is not None and clause.units is not None:
            months = piece_months(making.units, scope, self._zone)
            exact = worth_of_pieces(making, scope, months)
            yield self._pieces(item, clause.units, making.units, scope, months, exact)
        else:
            exact = making.amount(scope)
            worth = self._values.of(clause.amount, scope)
            label = "amount" if is_constant(clause.amount) else f"amount: {worth.label}"
            yield Reason(label, worth.value, worth.because)
        if exact != item.worth:
            yield Reason(
                f"rounded {clause.rounding} to {self._words.money(clause.unit)}", self._words.money(item.worth)
            )
        if clause.cap is not None:
            yield self._cap(item, scope)
        if clause.sign < 0:
            yield Reason("given to the customer", self._words.money(item.amount))

    def _pieces(
        self,
        item: Draft,
        units: Units,
        pieces: Pieces,
        scope: Scope,
        months: dict[int, int],
        exact: int | Fraction | None,
    ) -> Reason:
        because = [self._values.of(units.start, scope), self._values.of(units.end, scope)]
        for month, count in months.items():
            scope.unit_month = month
            worth = self._values.of(item.making.clause.amount, scope)
            label = f"{count} begun in {month_text(month)}, each worth {worth.label}"
            because.append(Reason(label, worth.value, worth.because))
        label = f"{sum(months.values())} whole pieces of 24 hours (at least {pieces.at_least})"
        return Reason(label, self._words.amount(exact), tuple(because))

    def _cap(self, item: Draft, scope: Scope) -> Reason:
        clause = item.making.clause
        because = [] if clause.capped is None else [self._values.of(clause.capped, scope)]
        if item.limit is None or clause.cap is None:
            return Reason("the cap does not apply", "", tuple(because))
        because.append(self._values.of(clause.cap, scope))
        because.append(Reason("counted under the cap before this", self._words.money(item.before)))
        return Reason(
            f"at most {self._words.money(item.limit)} in all", self._words.money(abs(item.amount)), tuple(because)
        )

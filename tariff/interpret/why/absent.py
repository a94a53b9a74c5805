"""Why a clause makes no line for a row and a month: what its sentences come to under the facts as they are."""

from collections.abc import Iterator, Sequence
from datetime import date

from tariff.interpret.dates import first_day
from tariff.interpret.plan import EveryDriver, Making, OnceDriver, Plan
from tariff.interpret.reckoning import Reckoning, alternative
from tariff.interpret.scope import Scope
from tariff.interpret.settlement import Settlement
from tariff.interpret.why.values import ValueReasons
from tariff.interpret.why.words import Words
from tariff.model.calendar import month_of
from tariff.model.facts import Row
from tariff.model.records import LATE
from tariff.model.results import Reason


class AbsentReasons:
    """Explains lines that one contract does not have."""

    def __init__(
        self, plan: Plan, reckoning: Reckoning, settlement: Settlement, values: ValueReasons, words: Words
    ) -> None:
        self._plan = plan
        self._reckoning = reckoning
        self._settlement = settlement
        self._values = values
        self._words = words

    def of(self, clause: str, subject: str | None, month: int) -> Reason:
        """What stands against a line of a clause about `subject` in a month: the row, its dates, the conditions."""
        makings = self._plan.makings.get(clause, ())
        because = [reason for making in makings for reason in self._making(making, subject, month)]
        if not makings:
            because = [Reason("the terms have no such clause", clause)]
        elif not because and any(self._rows_of(making, subject) for making in makings):
            because = [Reason("no version of the clause governs it")]
        elif not because:
            because = [Reason(subject or "its row", "not among the facts, or not in time for this clause")]
        return Reason("no such line is due", because=tuple(dict.fromkeys(because)))

    def _rows_of(self, making: Making, subject: str | None) -> list[Row]:
        records = [record for record, _ in making.once] + [every.source.record for every in making.every]
        return [row for record in records for row in self._rows(making, record, subject)]

    def _rows(self, making: Making, record: str, subject: str | None) -> list[Row]:
        late = record == LATE.name
        rows: Sequence[Row] = self._settlement.late(making.basis) if late else self._reckoning.facts.of(record)
        return [row for row in rows if self._plan.subject(record, row.id) == subject]

    def _making(self, making: Making, subject: str | None, month: int) -> Iterator[Reason]:
        for record, drivers in making.once:
            for row in self._rows(making, record, subject):
                yield from self._once(making, record, drivers, self._reckoning.scope(row))
        for every in making.every:
            for row in self._rows(making, every.source.record, subject):
                yield from self._every(making, every, self._reckoning.scope(row), month)

    def _once(self, making: Making, record: str, drivers: tuple[OnceDriver, ...], scope: Scope) -> Iterator[Reason]:
        chosen = alternative(drivers, scope)
        if chosen is None:
            for driver in drivers:
                yield self._values.of(driver.source.on, scope)
                if driver.source.when is not None:
                    yield self._values.of(driver.source.when, scope)
            return
        driver, day, governing = chosen
        if self._governs(making, record, governing, scope):
            scope.day, scope.month = day, month_of(day)
            row = f"{self._words.record(record)} {scope.row.id}".strip()
            dated = (self._values.of(driver.source.on, scope),)
            yield Reason(f"once for {row}", date.fromordinal(day).isoformat(), dated)
            yield from self._worth(making, scope)

    def _every(self, making: Making, every: EveryDriver, scope: Scope, month: int) -> Iterator[Reason]:
        source, day = every.source, first_day(month)
        if not self._governs(making, source.record, max(day, self._plan.governance.first_in_force), scope):
            return
        first = self._values.of(source.first, scope)
        yield Reason("from " + first.label, first.value, first.because)
        if source.last is not None:
            last = self._values.of(source.last, scope)
            yield Reason("to " + last.label, "open" if last.value == "unknown" else last.value, last.because)
        scope.day, scope.month = day, month
        begins, ends = every.first(scope), every.last(scope) if every.last is not None else None
        if begins is not None and begins <= month and (ends is None or month <= ends):
            yield from self._worth(making, scope)

    def _governs(self, making: Making, record: str, day: int, scope: Scope) -> bool:
        governance = self._plan.governance
        return governance.stand(day, governance.kept(record, scope)) in making.stands

    def _worth(self, making: Making, scope: Scope) -> Iterator[Reason]:
        clause = making.clause
        if clause.guard is not None:
            yield self._values.of(clause.guard, scope)
        if clause.units is not None:
            yield self._values.of(clause.units.start, scope)
            yield self._values.of(clause.units.end, scope)
        elif making.guard is None or making.guard(scope):
            amount = self._values.of(clause.amount, scope)
            yield Reason(f"amount: {amount.label}", amount.value, amount.because)

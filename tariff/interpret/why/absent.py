"""Why a clause makes no line or decision for a row and a month: what its sentences come to under the facts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from tariff.interpret.dates import first_day
from tariff.interpret.drivers import Drivers, EveryDriver, OnceDriver, alternative
from tariff.interpret.governance import Stand
from tariff.interpret.plan import Deciding, Making
from tariff.interpret.scope import Scope
from tariff.interpret.why.decisions import grounds
from tariff.interpret.why.telling import Telling
from tariff.model.calendar import month_of
from tariff.model.clause import Basis
from tariff.model.facts import Row
from tariff.model.records import ARREARS, LATE
from tariff.model.results import Reason


class _Form(NamedTuple):
    """A form of a clause or ruling. basis: the debts that late payments settle. rest: what comes after its drivers.

    whole: it stands once a month, whatever the row.
    """

    drivers: Drivers
    stands: frozenset[Stand]
    basis: Basis
    whole: bool
    rest: Callable[[Scope], Iterator[Reason]]


class AbsentReasons:
    """Explains lines and decisions that one contract does not have."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._plan = telling.plan
        self._reckoning = telling.reckoning
        self._values = telling.values

    def of(self, clause: str, subject: str | None, month: int) -> Reason:
        """What stands against a line or decision about `subject` in a month: the row, its dates, the conditions."""
        forms = list(self._forms(clause))
        because = [reason for form in forms for reason in self._form(form, subject, month)]
        if not forms:
            because = [Reason("the terms have no such clause", clause)]
        elif not because and any(self._rows_of(form, subject) for form in forms):
            because = [Reason("no version of the clause governs it")]
        elif not because:
            because = [Reason(subject or "its row", "not among the facts, or not in time for this clause")]
        return Reason("no such line is due", because=tuple(dict.fromkeys(because)))

    def _forms(self, clause: str) -> Iterator[_Form]:
        for making in self._plan.makings.get(clause, ()):
            yield _Form(making.drivers, making.stands, making.basis, False, partial(self._worth, making))
        for deciding in self._plan.decidings.get(clause, ()):
            whole = deciding.ruling.once_a_month
            yield _Form(deciding.drivers, deciding.stands, Basis(), whole, partial(self._judgement, deciding))

    def _rows_of(self, form: _Form, subject: str | None) -> list[Row]:
        records = [record for record, _ in form.drivers.once] + [every.source.record for every in form.drivers.every]
        return [row for record in records for row in self._rows(form, record, subject)]

    def _rows(self, form: _Form, record: str, subject: str | None) -> list[Row]:
        settlement = self._telling.settlement
        rows: Sequence[Row] = self._reckoning.facts.of(record)
        if record == LATE.name:
            rows = settlement.late(form.basis)
        elif record == ARREARS.name:
            rows = settlement.arrears
        return [row for row in rows if form.whole or self._plan.subject(record, row.id) == subject]

    def _form(self, form: _Form, subject: str | None, month: int) -> Iterator[Reason]:
        for record, drivers in form.drivers.once:
            for row in self._rows(form, record, subject):
                yield from self._once(form, record, drivers, self._reckoning.scope(row), month)
        for every in form.drivers.every:
            for row in self._rows(form, every.source.record, subject):
                yield from self._every(form, every, self._reckoning.scope(row), month)

    def _once(
        self, form: _Form, record: str, drivers: tuple[OnceDriver, ...], scope: Scope, month: int
    ) -> Iterator[Reason]:
        chosen = alternative(drivers, scope)
        if chosen is None:
            for driver in drivers:
                yield self._values.of(driver.source.on, scope)
                if driver.source.when is not None:
                    yield self._values.of(driver.source.when, scope)
            return
        driver, day, governing = chosen
        elsewhere = form.whole and month_of(day) != month
        if not elsewhere and self._governs(form, record, governing, scope):
            scope.day, scope.month = day, month_of(day)
            row = self._telling.words.row(record, scope.row)
            dated = (self._values.of(driver.source.on, scope),)
            yield Reason(f"once for {row}", date.fromordinal(day).isoformat(), dated)
            yield from form.rest(scope)

    def _every(self, form: _Form, every: EveryDriver, scope: Scope, month: int) -> Iterator[Reason]:
        source, day = every.source, first_day(month)
        if not self._governs(form, source.record, max(day, self._plan.governance.first_in_force), scope):
            return
        first = self._values.of(source.first, scope)
        yield Reason("from " + first.label, first.value, first.because)
        if source.last is not None:
            last = self._values.of(source.last, scope)
            yield Reason("to " + last.label, "open" if last.value == "unknown" else last.value, last.because)
        scope.day, scope.month = day, month
        begins, ends = every.first(scope), every.last(scope) if every.last is not None else None
        if begins is not None and begins <= month and (ends is None or month <= ends):
            yield from form.rest(scope)

    def _governs(self, form: _Form, record: str, day: int, scope: Scope) -> bool:
        governance = self._plan.governance
        return governance.stand(day, governance.kept(record, scope, day)) in form.stands

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

    def _judgement(self, deciding: Deciding, scope: Scope) -> Iterator[Reason]:
        ruling = deciding.ruling
        if ruling.guard is not None:
            yield self._values.of(ruling.guard, scope)
        if deciding.guard is None or deciding.guard(scope):
            yield from grounds(self._telling, deciding, scope)
            if ruling.until is not None:
                until = self._values.of(ruling.until, scope)
                yield Reason(f"until {until.label}", until.value, until.because)

"""Why a clause or ruling falls on a row: its provision, the row and its days, the version that governs it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from tariff.interpret.dates import first_day
from tariff.interpret.drivers import Drivers, EveryDriver, OnceDriver, alternative
from tariff.interpret.governance import Keeping, Stand
from tariff.interpret.scope import Scope
from tariff.interpret.why.debts import DebtReasons
from tariff.interpret.why.telling import Telling
from tariff.model.clause import Basis, Clause
from tariff.model.facts import Row
from tariff.model.records import ARREARS, LATE
from tariff.model.results import Reason, month_text
from tariff.model.ruling import Ruling


class Fallen(Protocol):
    """A draft or verdict: what a clause or ruling came to for a row, on a day, under a version."""

    @property
    def stand(self) -> Stand: ...
    @property
    def record(self) -> str: ...
    @property
    def row(self) -> Row: ...
    @property
    def day(self) -> int: ...
    @property
    def month(self) -> int: ...


class StandingReasons:
    """Explains where the clauses and rulings of one contract fall."""

    def __init__(self, telling: Telling) -> None:
        self._governance = telling.plan.governance
        self._words = telling.words
        self._values = telling.values
        self._debts = DebtReasons(telling)

    def of(self, source: Clause | Ruling, drivers: Drivers, item: Fallen, scope: Scope, basis: Basis) -> list[Reason]:
        """The provision, the row, the version. basis: the debts that late payments settle."""
        row, alternatives = self._words.row(item.record, item.row), drivers.alternatives(item.record)
        chosen = alternative(alternatives, scope)
        if chosen is not None and chosen[1] == item.day:
            label, value = f"once for {row}", date.fromordinal(item.day).isoformat()
            because = tuple(self._once(alternatives, chosen[0], scope))
        else:
            chosen = None
            label, value = f"each month for {row}", month_text(item.month)
            because = tuple(reason for every in drivers.every for reason in self._every(every, item, scope))
        told = set(_all(because))
        because += tuple(reason for reason in self._row(item, basis) if reason not in told)
        return [self._provision(source), Reason(label, value, because), self._version(chosen, item, scope)]

    def _provision(self, source: Clause | Ruling) -> Reason:
        written = tuple(Reason(sentence.text) for sentence in source.sentences)
        return Reason(f"provision {source.article}", source.text.of("en"), written)

    def _once(self, drivers: tuple[OnceDriver, ...], chosen: OnceDriver, scope: Scope) -> Iterator[Reason]:
        for number, driver in enumerate(drivers, 1):
            applies = driver is chosen
            because = [self._values.of(driver.source.on, scope)]
            if driver.source.when is not None:
                because.append(self._values.of(driver.source.when, scope))
            if len(drivers) == 1:
                yield from because
            else:
                yield Reason(f"alternative {number}", "applies" if applies else "does not apply", tuple(because))
            if applies:
                return

    def _every(self, driver: EveryDriver, item: Fallen, scope: Scope) -> Iterator[Reason]:
        source = driver.source
        if source.record == item.record:
            first = self._values.of(source.first, scope)
            yield Reason("from " + first.label, first.value, first.because)
            if source.last is None:
                yield Reason("to no stated end")
            else:
                last = self._values.of(source.last, scope)
                yield Reason("to " + last.label, "open" if last.value == "unknown" else last.value, last.because)

    def _row(self, item: Fallen, basis: Basis) -> Iterator[Reason]:
        """What is known of a row; what its date rests on is told already."""
        if item.record == LATE.name:
            yield from self._debts.of_late(item.row, basis)
        elif item.record == ARREARS.name:
            yield from self._debts.of_arrears(item.row)
        else:
            for name, kind in self._words.fields(item.record):
                value = self._words.value(item.row.values.get(name), kind)
                yield Reason(self._words.field(item.record, name), value)

    def _version(self, chosen: tuple[OnceDriver, int, int] | None, item: Fallen, scope: Scope) -> Reason:
        governance = self._governance
        because: list[Reason] = []
        if chosen is not None:
            driver, _, day = chosen
            because.append(self._governed("governing date", day, (self._values.of(driver.source.governed, scope),)))
        else:
            day = max(first_day(item.month), governance.first_in_force)
            because.append(self._governed("governing date: the first of the month, or of the terms if later", day, ()))
        applied: list[Keeping] = []
        governance.stand(day, governance.kept(item.record, scope, day), applied)
        because += [self._prior(keeping, scope) for keeping in applied]
        since, until = item.stand.since_date.isoformat(), item.stand.until
        value = f"from {since}" if until is None else f"from {since}, before {date.fromordinal(until).isoformat()}"
        return Reason("version in force", value, tuple(because))

    def _governed(self, label: str, day: int, because: tuple[Reason, ...]) -> Reason:
        return Reason(label, date.fromordinal(day).isoformat(), because)

    def _prior(self, keeping: Keeping, scope: Scope) -> Reason:
        branch = keeping.branch
        last = date.fromordinal(branch.prior_day).isoformat()
        value = f"as they stood on {last}" if branch.frozen else "as amended since"
        return Reason(f"prior terms kept by {branch.amendment}", value, (self._values.of(branch.condition, scope),))


def _all(reasons: Iterable[Reason]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from _all(reason.because)

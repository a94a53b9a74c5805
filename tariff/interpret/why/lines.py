"""Why a line is there and is worth what it is."""

from collections.abc import Iterable, Iterator
from datetime import date

from tariff.interpret.dates import first_day
from tariff.interpret.drafts import Draft
from tariff.interpret.governance import Keeping
from tariff.interpret.plan import EveryDriver, OnceDriver, Plan
from tariff.interpret.reckoning import Reckoning, alternative
from tariff.interpret.scope import Scope
from tariff.interpret.settlement import Settlement
from tariff.interpret.taxrates import UNTAXED
from tariff.interpret.why.absent import AbsentReasons
from tariff.interpret.why.amounts import AmountReasons
from tariff.interpret.why.debts import DebtReasons
from tariff.interpret.why.phrases import Phrases
from tariff.interpret.why.values import ValueReasons
from tariff.interpret.why.words import Words, title
from tariff.model.records import LATE
from tariff.model.results import Reason, month_text


class LineReasons:
    """Explains the drafts of one contract."""

    def __init__(self, plan: Plan, reckoning: Reckoning, settlement: Settlement) -> None:
        self._plan = plan
        self._reckoning = reckoning
        self._words = Words(plan.terms, plan.zone)
        phrases = Phrases(self._words, {name: forms[0].clause.titles for name, forms in plan.makings.items()})
        self._values = ValueReasons(plan.expressions, reckoning, self._words, phrases)
        self._amounts = AmountReasons(plan, self._values, self._words)
        self._debts = DebtReasons(plan, reckoning, settlement, phrases, self._words)
        self._absent = AbsentReasons(plan, reckoning, settlement, self._values, self._words)

    def of(self, item: Draft) -> Reason:
        """The whole tree for one draft: provision, row, version, conditions, worth, limits, rounding, tax."""
        clause = item.making.clause
        scope = self._reckoning.scope(item.row)
        because = [self._provision(item), self._driver(item, scope), self._version(item, scope)]
        scope.day, scope.month = item.day, item.month
        if clause.guard is not None:
            because.append(self._values.of(clause.guard, scope))
        because += self._amounts.of(item, scope)
        because.append(self._tax(item))
        return Reason(title(clause.titles, clause.name), self._words.money(item.amount), tuple(because))

    def absent(self, clause: str, subject: str | None, month: int) -> Reason:
        """Why there is no line of a clause about `subject` in a month."""
        return self._absent.of(clause, subject, month)

    def _provision(self, item: Draft) -> Reason:
        clause = item.making.clause
        written = tuple(Reason(sentence.text) for sentence in clause.sentences)
        return Reason(f"provision {clause.article}", clause.text.of("en"), written)

    def _driver(self, item: Draft, scope: Scope) -> Reason:
        row = (f"{self._words.record(item.record)} {item.row.id}").strip()
        once = next((drivers for record, drivers in item.making.once if record == item.record), None)
        if once is not None:
            day = date.fromordinal(item.day).isoformat()
            return Reason(f"once for {row}", day, self._with_row(item, tuple(self._once(once, scope))))
        because = tuple(reason for driver in item.making.every for reason in self._every(driver, item, scope))
        return Reason(f"each month for {row}", month_text(item.month), self._with_row(item, because))

    def _once(self, drivers: tuple[OnceDriver, ...], scope: Scope) -> Iterator[Reason]:
        chosen = alternative(drivers, scope)
        for number, driver in enumerate(drivers, 1):
            applies = chosen is not None and driver is chosen[0]
            because = [self._values.of(driver.source.on, scope)]
            if driver.source.when is not None:
                because.append(self._values.of(driver.source.when, scope))
            if len(drivers) == 1:
                yield from because
            else:
                yield Reason(f"alternative {number}", "applies" if applies else "does not apply", tuple(because))
            if applies:
                return

    def _every(self, driver: EveryDriver, item: Draft, scope: Scope) -> Iterator[Reason]:
        source = driver.source
        if source.record == item.record:
            first = self._values.of(source.first, scope)
            yield Reason("from " + first.label, first.value, first.because)
            if source.last is None:
                yield Reason("to no stated end")
            else:
                last = self._values.of(source.last, scope)
                yield Reason("to " + last.label, "open" if last.value == "unknown" else last.value, last.because)

    def _with_row(self, item: Draft, because: tuple[Reason, ...]) -> tuple[Reason, ...]:
        """What a line's date rests on, and the values of its row that were not read for that."""
        told = set(_all(because))
        return because + tuple(reason for reason in self._row(item) if reason not in told)

    def _row(self, item: Draft) -> Iterator[Reason]:
        if item.record == LATE.name:
            yield from self._debts.of(item.row, item.making.basis)
        else:
            for name, kind in self._words.fields(item.record):
                value = self._words.value(item.row.values.get(name), kind)
                yield Reason(self._words.field(item.record, name), value)

    def _version(self, item: Draft, scope: Scope) -> Reason:
        governance = self._plan.governance
        because: list[Reason] = []
        once = next((drivers for record, drivers in item.making.once if record == item.record), None)
        chosen = alternative(once, scope) if once is not None else None
        if chosen is not None:
            driver, _, day = chosen
            because.append(self._governed("governing date", day, (self._values.of(driver.source.governed, scope),)))
        else:
            day = max(first_day(item.month), governance.first_in_force)
            because.append(self._governed("governing date: the first of the month, or of the terms if later", day, ()))
        applied: list[Keeping] = []
        governance.stand(day, governance.kept(item.record, scope), applied)
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

    def _tax(self, item: Draft) -> Reason:
        tax = item.making.clause.tax
        if tax in UNTAXED:
            return Reason("tax", "exempt" if tax == "exempt" else "outside its scope")
        day = date.fromordinal(item.day).isoformat()
        rate = self._plan.rates.text(tax, item.day)
        return Reason(f"{tax} tax rate on {day}, applied to the invoice's sum", rate)


def _all(reasons: Iterable[Reason]) -> Iterator[Reason]:
    for reason in reasons:
        yield reason
        yield from _all(reason.because)

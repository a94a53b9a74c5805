"""One contract's drafts: the drivers run over its rows, clause by clause, as far as asked."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from tariff.interpret.dates import first_day, month_of
from tariff.interpret.drafts import Draft, draft, under_caps
from tariff.interpret.plan import EveryDriver, Making, OnceDriver, Plan
from tariff.interpret.scope import Scope
from tariff.model.facts import Facts, Row, Value

_EMPTY: Mapping[str, Value] = {}


class Reckoning:
    """The drafts of one contract. A clause is run when its amounts are first needed, its monthly lines up to `through`.

    Rows made once are all here, whatever their date: what is shown, or settled, by a day is decided later.
    """

    def __init__(self, plan: Plan, facts: Facts, through: int) -> None:
        self.plan = plan
        self.facts = facts
        self.through = through
        self._singles = {name: _only(facts.of(name)) for name in plan.singles}
        self._drafts: dict[str, tuple[int, list[Draft]]] = {}

    def charges(self) -> Iterator[Draft]:
        """The drafts of every clause but interest."""
        for name in self.plan.charges:
            yield from self.of(name, self.through)

    def in_month(self, month: int) -> Sequence[Draft]:
        """The drafts of every clause but interest in one month, whether or not it lies within `through`."""
        if month > self.through:
            return [item for name in self.plan.charges for item in self.of(name, month) if item.month == month]
        return self.by_month.get(month, ())

    @cached_property
    def by_month(self) -> Mapping[int, Sequence[Draft]]:
        """The drafts of every clause but interest, by month."""
        months: dict[int, list[Draft]] = {}
        for item in self.charges():
            months.setdefault(item.month, []).append(item)
        return months

    def of(self, name: str, through: int) -> list[Draft]:
        """The drafts of a clause that runs over facts, with monthly ones up to at least the month `through`."""
        known = self._drafts.get(name)
        if known is None or known[0] < through:
            through = max(through, self.through)
            known = self._drafts[name] = (through, self._run(name, through))
        return known[1]

    def over(self, name: str, late: Mapping[Making, Sequence[Row]]) -> list[Draft]:
        """The drafts of an interest clause, given the late payments that each of its forms sees."""
        return self._run(name, self.through, late)

    def scope(self, row: Row) -> Scope:
        """What an expression over `row` can see."""
        return Scope(self._singles, row, self._sum)

    def _sum(self, names: tuple[str, ...], month: int) -> int:
        return sum(item.amount for name in names for item in self.of(name, month) if item.month == month)

    def _run(self, name: str, through: int, late: Mapping[Making, Sequence[Row]] | None = None) -> list[Draft]:
        drafts: list[Draft] = []
        capped = False
        for making in self.plan.makings[name]:
            capped = capped or making.cap is not None
            for record, drivers in making.once:
                rows = self.facts.of(record) if late is None else late[making]
                for row in rows:
                    self._once(making, record, drivers, row, drafts)
            for every in making.every:
                for row in self.facts.of(every.source.record):
                    self._every(making, every, row, through, drafts)
        return under_caps(drafts) if capped else drafts

    def _once(
        self, making: Making, record: str, drivers: tuple[OnceDriver, ...], row: Row, drafts: list[Draft]
    ) -> None:
        scope = self.scope(row)
        chosen = alternative(drivers, scope)
        if chosen is None:
            return
        _, day, governing = chosen
        governance = self.plan.governance
        stand = governance.stand(governing, governance.kept(record, scope))
        if stand is None or stand not in making.stands:
            return
        scope.day, scope.month = day, month_of(day)
        made = draft(self.plan, making, stand, record, scope)
        if made is not None:
            drafts.append(made)

    def _every(self, making: Making, every: EveryDriver, row: Row, through: int, drafts: list[Draft]) -> None:
        scope = self.scope(row)
        record = every.source.record
        first = every.first(scope)
        last = every.last(scope) if every.last is not None else None
        if first is None:
            return
        governance, stands = self.plan.governance, making.stands
        kept = governance.kept(record, scope)
        for month in range(first, (through if last is None else min(last, through)) + 1):
            day = first_day(month)
            stand = governance.stand(max(day, governance.first_in_force), kept)
            if stand is None or stand not in stands:
                continue
            scope.day, scope.month = day, month
            made = draft(self.plan, making, stand, record, scope)
            if made is not None:
                drafts.append(made)


def alternative(drivers: tuple[OnceDriver, ...], scope: Scope) -> tuple[OnceDriver, int, int] | None:
    """The first alternative whose date and governing date are known and whose condition holds, with those two days."""
    for driver in drivers:
        day, governing = driver.on(scope), driver.governed(scope)
        if day is not None and governing is not None and (driver.when is None or driver.when(scope)):
            return driver, day, governing
    return None


def _only(rows: tuple[Row, ...]) -> Mapping[str, Value]:
    return rows[0].values if rows else _EMPTY

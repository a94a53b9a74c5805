"""One contract's drafts: the drivers run over its rows, clause by clause, as far as asked."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeVar, cast

from tariff.interpret.dates import month_of
from tariff.interpret.drafts import Draft, draft, under_caps
from tariff.interpret.drivers import fall_monthly, fall_once
from tariff.interpret.governance import Stand
from tariff.interpret.plan import Deciding, Making, Plan
from tariff.interpret.scope import Index, NotGivenError, Scope
from tariff.interpret.sums import sums
from tariff.interpret.taxrates import Sums
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import PAYMENT

T = TypeVar("T")
Rows = Callable[[str], Sequence[Row]]
_EMPTY: Mapping[str, Value] = {}


class Reckoning:
    """The drafts of one contract, seen on the day `until`. A clause is run when its amounts are first needed.

    Monthly lines are here up to the month `through`, that of the day; those made once all of them, whatever their
    date: what is shown, or settled, by a day is decided later.
    present: the records that the contract has rows of.
    not_given: the parameters that were needed and are not given; what needed one is not here.
    """

    def __init__(self, plan: Plan, facts: Facts, until: int) -> None:
        self.plan = plan
        self.facts = facts
        self.until = until
        self.through = month_of(until)
        self.contract = facts.contract
        self.looked: dict[str, Row | None] = {}
        self.indexes: dict[object, Index] = {}
        self.present = frozenset([record for record, rows in facts.rows.items() if rows])
        self.not_given: list[NotGivenError] = []
        self._charges = plan.charges(self.present)
        self._singles = {name: _only(facts.of(name)) for name in plan.singles}
        self._drafts: dict[str, tuple[int, list[Draft]]] = {}
        self._sums: dict[str, tuple[list[Draft], dict[int, int]]] = {}
        self._seen: Sequence[Row] | None = None

    def in_month(self, month: int) -> Sequence[Draft]:
        """The drafts of every clause but interest in one month, whether or not it lies within `through`."""
        if month > self.through:
            return [item for name in self._charges for item in self.of(name, month) if item.month == month]
        return self.by_month.get(month, ())

    @cached_property
    def by_month(self) -> Mapping[int, Sequence[Draft]]:
        """The drafts of every clause but interest, by month."""
        months: dict[int, list[Draft]] = {}
        for name in self._charges:
            for item in self.of(name, self.through):
                months.setdefault(item.month, []).append(item)
        return months

    @cached_property
    def fees(self) -> Mapping[int, Sums]:
        """What the drafts of `by_month` come to."""
        return {month: sums(self.plan, drafts) for month, drafts in self.by_month.items()}

    def seen(self) -> dict[int, Sequence[Draft]]:
        """Those of `by_month` that are dated by the day seen."""
        months: dict[int, Sequence[Draft]] = {
            month: items for month, items in self.by_month.items() if month < self.through
        }
        if last := [item for item in self.by_month.get(self.through, ()) if item.day <= self.until]:
            months[self.through] = last
        return months

    def of(self, name: str, through: int) -> list[Draft]:
        """The drafts of a clause that runs over facts, with monthly ones up to at least the month `through`."""
        known = self._drafts.get(name)
        if known is None or known[0] < through:
            # As far again as asked: who asks for months one after the other does not run the clause for each.
            through = max(self.through, 2 * through - self.through)
            known = self._drafts[name] = (through, self._run(name, through))
        return known[1]

    def over(self, name: str, late: Mapping[Making, Sequence[Row]]) -> list[Draft]:
        """The drafts of an interest clause, given the late payments that each of its forms sees."""
        return self._run(name, self.through, late)

    def scope(self, row: Row) -> Scope:
        """What an expression over `row` can see."""
        return Scope(self._singles, row, self)

    def rows(self, record: str) -> Sequence[Row]:
        """The rows of a record that an Aggregate looks at: all of them, but of payments only those seen."""
        if record != PAYMENT.name:
            return self.facts.of(record)
        if self._seen is None:
            self._seen = [row for row in self.facts.of(record) if cast("int", row.values["paid_on"]) <= self.until]
        return self._seen

    def sums(self, clauses: tuple[str, ...], month: int) -> int:
        """The sum of the amounts of the named clauses in a month."""
        return sum([self._summed(name, month).get(month, 0) for name in clauses])

    def wherever(
        self, form: Making | Deciding, rows: Rows, through: int, make: Callable[[Stand, str, Scope], T | None]
    ) -> list[T]:
        """What `make` makes wherever a clause or ruling falls on a row under a version in which it stands.

        rows: the rows of a record that it runs over. through: the last month of what falls monthly. make: is given the
        version, the record, and a scope in which the date is set.
        """
        governance, stands = self.plan.governance, form.stands
        found = []
        for record, alternatives in form.drivers.once:
            for row in rows(record):
                scope = self.scope(row)
                try:
                    stand = fall_once(alternatives, record, governance, scope)
                    if stand in stands and (made := make(stand, record, scope)) is not None:
                        found.append(made)
                except NotGivenError as error:
                    self.not_given.append(error)
        for every in form.drivers.every:
            record = every.source.record
            for row in rows(record):
                scope = self.scope(row)
                try:
                    for stand in fall_monthly(every, through, governance, scope):
                        if stand in stands and (made := make(stand, record, scope)) is not None:
                            found.append(made)  # noqa: PERF401 - what was made before a fault stays
                except NotGivenError as error:
                    self.not_given.append(error)
        return found

    def _summed(self, name: str, through: int) -> Mapping[int, int]:
        """A clause's amounts by month, with at least the month `through`."""
        drafts = self.of(name, through)
        known = self._sums.get(name)
        if known is None or known[0] is not drafts:
            months: dict[int, int] = {}
            for item in drafts:
                months[item.month] = months.get(item.month, 0) + item.amount
            known = self._sums[name] = (drafts, months)
        return known[1]

    def _run(self, name: str, through: int, late: Mapping[Making, Sequence[Row]] | None = None) -> list[Draft]:
        drafts: list[Draft] = []
        capped = False
        for making in self.plan.makings[name]:
            capped = capped or making.cap is not None
            rows: Rows = self.facts.of if late is None else partial(_the_same, late[making])
            drafts += self.wherever(making, rows, through, partial(draft, self.plan, making))
        return under_caps(drafts) if capped else drafts


def _the_same(rows: Sequence[Row], _record: str) -> Sequence[Row]:
    return rows


def _only(rows: tuple[Row, ...]) -> Mapping[str, Value]:
    return rows[0].values if rows else _EMPTY

"""Which lines are asked for: every clause is compiled as a function of a demand, a relation of (contract, month).

The months of a run, the amounts that another clause refers to, the debts that payments settle and the months to
correct are all demands. A `MonthRange` asks for every contract, and becomes predicates; `Pairs` and `Through` name a
table, and become joins; so does `Debts`, which asks for what is decided about some debts.
"""

from typing import Protocol

from attrs import frozen
from sqlglot import exp

from tariff.compile import primitives, trees
from tariff.compile.bounds import Bounds
from tariff.compile.rationals import Value, choose, combined, number
from tariff.compile.rows import KEY
from tariff.compile.scope import Scope
from tariff.model.calendar import MAX_DAY, MIN_DAY, first_day, last_day, month_of

MONTHS = Bounds(month_of(MIN_DAY), month_of(MAX_DAY))


class Demand(Protocol):
    """What restricts rows to the lines that are asked for."""

    @property
    def months(self) -> Bounds:
        """The months that can be asked for."""

    def once(self, scope: Scope, on: Value) -> Value:
        """Keep the rows dated in a demanded month; that month."""

    def every(self, scope: Scope, first: Value, last: Value | None) -> Value:
        """A row for each demanded month from `first` to `last` (none, or unknown: open); that month."""


@frozen
class MonthRange:
    """Every contract, the months from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def months(self) -> Bounds:
        """The months that can be asked for."""
        return Bounds(self.first, self.last)

    def once(self, scope: Scope, on: Value) -> Value:
        """Keep the rows dated in the range; their month."""
        day = scope.share(on, "on")
        scope.rows.keep(_compared(exp.GTE, day, primitives.day(first_day(self.first))))
        scope.rows.keep(_compared(exp.LTE, day, primitives.day(last_day(self.last))))
        return number(self.first) if self.first == self.last else primitives.month_of(day, scope.share)

    def every(self, scope: Scope, first: Value, last: Value | None) -> Value:
        """A row for each month of the range in which the clause runs."""
        start = scope.share(first, "first")
        scope.rows.keep(_compared(exp.LTE, start, number(self.last)))
        end = scope.share(last, "last") if last else None
        if end is not None:
            scope.rows.keep(unless_over(end, number(self.first)))
        if self.first == self.last:
            return number(self.first)
        low = choose([(_compared(exp.GT, start, number(self.first)), start)], number(self.first))
        high = number(self.last)
        if end is not None:
            high = choose([(_compared(exp.LT, end, high), end)], high)
        return _unnested(scope, low, high, self.months)


@frozen
class Pairs:
    """The rows of a table with columns contract and month, each at most once."""

    table: str
    schema: str | None = None

    @property
    def months(self) -> Bounds:
        """The months that can be asked for."""
        return MONTHS

    def once(self, scope: Scope, on: Value) -> Value:
        """Keep the rows whose contract is asked for in the month of their date; that month."""
        month = scope.share(primitives.month_of(on, scope.share), "month")
        alias = scope.plan.name("d")
        scope.rows.join(
            trees.table(self.table, self.schema, alias),
            "inner",
            [
                (scope.key, lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key)),
                (month, lambda tree: trees.binary(exp.EQ, trees.column("month", alias), tree)),
            ],
        )
        return month

    def every(self, scope: Scope, first: Value, last: Value | None) -> Value:
        """A row for each month asked for in which the clause runs."""
        alias = scope.plan.name("d")
        asked = trees.column("month", alias)
        conditions = [
            (scope.key, lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key)),
            (scope.share(first, "first"), lambda tree: trees.binary(exp.GTE, asked.copy(), tree)),
        ]
        if last is not None:
            end = scope.share(last, "last")
            conditions.append((end, lambda tree: _open_end(asked.copy(), tree, nullable=end.nullable)))
        made = scope.rows.join(
            trees.table(self.table, self.schema, alias), "inner", conditions, month=Value(asked, bounds=self.months)
        )
        return made["month"]


@frozen
class Through:
    """All months up to one: what a limit over all time looks back on.

    `table` has columns contract and month, one row a contract.
    """

    table: str

    @property
    def months(self) -> Bounds:
        """The months that can be asked for."""
        return MONTHS

    def once(self, scope: Scope, on: Value) -> Value:
        """Keep the rows dated by the end of their contract's last month; their month."""
        month = scope.share(primitives.month_of(on, scope.share), "month")
        until = self._until(scope)
        scope.rows.keep(_compared(exp.LTE, month, until))
        return month

    def every(self, scope: Scope, first: Value, last: Value | None) -> Value:
        """A row for each month in which the clause runs, up to the contract's last one."""
        start = scope.share(first, "first")
        until = self._until(scope)
        scope.rows.keep(_compared(exp.LTE, start, until))
        high = until
        if last is not None:
            end = scope.share(last, "last")
            high = choose([(_compared(exp.LT, end, until), end)], until)
        return _unnested(scope, start, high, self.months)

    def _until(self, scope: Scope) -> Value:
        alias = scope.plan.name("d")
        made = scope.rows.join(
            trees.table(self.table, alias=alias),
            "inner",
            [(scope.key, lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key))],
            until=Value(trees.column("month", alias), bounds=self.months),
        )
        return made["until"]


@frozen
class Debts:
    """Rulings over `arrears` alone, about some debts, in the months from `first` to `last`.

    `table` has columns contract and month, each pair once: the debts.
    """

    table: str
    first: int
    last: int

    @property
    def months(self) -> Bounds:
        """The months that can be asked for."""
        return Bounds(self.first, self.last)

    def once(self, scope: Scope, on: Value) -> Value:
        """Keep the rows dated in the months; their month."""
        return MonthRange(self.first, self.last).once(scope, on)

    def every(self, scope: Scope, first: Value, last: Value | None) -> Value:
        """A row for each of the months in which the ruling runs."""
        return MonthRange(self.first, self.last).every(scope, first, last)


def _compared(op: type[exp.Binary], left: Value, right: Value) -> Value:
    return combined((left, right), trees.binary(op, left.tree, right.tree))


def at_or_before(first: Value, month: Value) -> Value:
    """Whether a clause that runs from `first` has begun in a month."""
    return _compared(exp.LTE, first, month)


def _open_end(month: exp.Expr, end: exp.Expr, *, nullable: bool) -> exp.Expr:
    by = trees.binary(exp.LTE, month, end)
    return trees.any_of([trees.is_null(end.copy()), by]) if nullable else by


def unless_over(end: Value, month: Value) -> Value:
    """Whether a clause that runs to `end` (unknown: open) still does in a month."""
    return Value(_open_end(month.tree, end.tree, nullable=end.nullable), max(end.depth, month.depth))


def _unnested(scope: Scope, low: Value, high: Value, months: Bounds) -> Value:
    """A row for each month from `low` to `high`; none when `high` is earlier."""
    after = trees.binary(exp.Add, high.tree, trees.integer(1))
    each = trees.call("UNNEST", trees.call("RANGE", low.tree, after))
    month = scope.rows.add(combined((low, high), each, months), "month")
    scope.rows.advance()
    return month

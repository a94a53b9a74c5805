"""Where an expression is evaluated: the columns of a driver's rows, and the facts of their contracts."""

from collections.abc import Callable
from typing import Any

from attrs import evolve
from sqlglot import exp

from tariff.compile import trees
from tariff.compile.bounds import Bounds
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value
from tariff.compile.rows import KEY, Rows
from tariff.compile.walk import looked_at, of_line, records_of
from tariff.model.calendar import MAX_DAY, MIN_DAY, month_of
from tariff.model.expr import And, Compare, Expr, Field, Known, Named, Not, Or
from tariff.model.gather import Element
from tariff.model.lists import OneOf
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import CONTRACT, PARAMETER, Cardinality
from tariff.model.types import Kind, Type

_BOUNDS = {
    Kind.DATE: Bounds(MIN_DAY, MAX_DAY),
    Kind.MONTH: Bounds(month_of(MIN_DAY), month_of(MAX_DAY)),
    Kind.MONEY: Bounds(-MAX_AMOUNT, MAX_AMOUNT),
    Kind.NUMBER: Bounds(-MAX_AMOUNT, MAX_AMOUNT),
}
_CONDITIONS = (Compare, Known, And, Or, Not, OneOf)

Lowering = Callable[["Scope", Any], Value]
_LOWERINGS: dict[type[Expr], Lowering] = {}


def lowers(kind: type[Expr]) -> Callable[[Lowering], Lowering]:
    """Registers how a node becomes SQL; a condition's NULL means that it does not hold."""

    def register(function: Lowering) -> Lowering:
        _LOWERINGS[kind] = function
        return function

    return register


def field_value(name: str, of: Type, *, nullable: bool, depth: int = 0) -> Value:
    """A fact as it stands in a column, within the bounds that loading enforces."""
    return Value(trees.column(name), depth, nullable, _BOUNDS.get(of.kind))


class Scope:
    """Evaluates expressions over rows. `repeated` are the expressions worth a column of their own."""

    def __init__(self, plan: Plan, rows: Rows, repeated: frozenset[Expr] = frozenset()) -> None:
        self.plan = plan
        self.rows = rows
        self.line_month: Value | None = None
        self.line_date: Value | None = None
        self.unit_month: Value | None = None
        self._repeated = repeated
        self._memo: dict[Expr, Value] = {}

    @property
    def key(self) -> Value:
        """The contract."""
        return Value(trees.column(KEY))

    def field(self, item: Field) -> Value:
        """The column of a field."""
        raise NotImplementedError

    def delegate(self, item: Expr) -> Value | None:
        """A column that someone else makes for this expression, or None."""
        del item
        return None

    def element(self, item: Element) -> Value:
        """The column of a field of the row that an aggregate looks at."""
        raise NotImplementedError

    def define(self, hint: str, make: Callable[[], exp.Query]) -> str:
        """A common table that these rows can join; its name."""
        return self.plan.define_later(hint, make)

    def store(self, hint: str) -> str:
        """The rows so far as a common table, from which they go on: for what must be read twice."""
        self.rows.advance()
        name = self.define(hint, lambda: self.rows.until(name))
        self.rows.store(name)
        return name

    def share(self, value: Value, hint: str = "value") -> Value:
        """`value` as a column."""
        return self.rows.share(value, hint)

    def value(self, item: Expr) -> Value:
        """The value of an expression; a condition's is never NULL."""
        found = self._memo.get(item)
        if found is not None:
            return found
        value = self.delegate(item) or self._lowered(item)
        if isinstance(item, Named):
            value = self.share(value, item.name)
        elif item in self._repeated:
            value = self.share(value)
        if value.leaf:
            self._memo[item] = value
        return value

    def shared(self, item: Expr) -> Value:
        """The value of an expression as a column, the same one each time."""
        value = self._memo[item] = self.share(self.value(item))
        return value

    def _lowered(self, item: Expr) -> Value:
        value = _LOWERINGS[type(item)](self, item)
        return definite(value) if isinstance(item, _CONDITIONS) else value

    def condition(self, item: Expr) -> Value:
        """Whether an expression holds; NULL where an unknown keeps it from holding."""
        if item in self._memo or item in self._repeated or not isinstance(item, _CONDITIONS):
            return self.value(item)
        return _LOWERINGS[type(item)](self, item)

    def holds(self, item: Expr | None) -> None:
        """Keep only the rows for which an expression holds."""
        if item is not None:
            self.rows.keep(self.condition(item))


def definite(condition: Value) -> Value:
    """A condition that is false, and not NULL, where it does not hold."""
    if not condition.nullable:
        return condition
    return evolve(condition, node=trees.coalesce(condition.tree, exp.false()), nullable=False)


class ContractScope(Scope):
    """The contracts with their at-most-once records, one row each: the source that every clause shares.

    It is printed with the fields and definitions that were asked of it; without any it is not printed at all.
    """

    def __init__(self, plan: Plan, common: frozenset[Expr] = frozenset()) -> None:
        """`common`: what is worth computing once for all clauses that use it."""
        super().__init__(plan, Rows(self._scan, plan.name))
        self.common = common
        self._fields: dict[str, Field] = {}
        self.used = False
        self.table = plan.define_later(CONTRACT, lambda: self.rows.query() if self.used else None)

    def field(self, item: Field) -> Value:
        """A field of the contract or of an at-most-once record, which is unknown without a row."""
        if item.record == CONTRACT and item.name == "id":
            return self.key
        name = f"{item.record}.{item.name}"
        self._fields[name] = item
        return field_value(name, item.of, nullable=item.of.optional or item.record not in (CONTRACT, PARAMETER))

    def define(self, hint: str, make: Callable[[], exp.Query]) -> str:
        """A common table, before that of the contracts."""
        return self.plan.define_later(hint, make, before=self.table)

    def covers(self, item: Expr) -> bool:
        """Whether the contract's own facts decide an expression."""
        records = records_of(item)
        return bool(records) and all(self.single(name) for name in records) and not (of_line(item) or looked_at(item))

    def single(self, name: str) -> bool:
        """Whether a contract has at most one row of a record."""
        record = self.plan.terms.record(name)
        return name == CONTRACT or (record is not None and record.cardinality is not Cardinality.MANY)

    def _scan(self) -> exp.Query:
        columns = [trees.named(trees.column(KEY, CONTRACT), KEY)]
        columns += [trees.named(trees.column(item.name, item.record), name) for name, item in self._fields.items()]
        joins = [
            trees.join(
                self.plan.facts(record, record),
                "left",
                [trees.binary(exp.EQ, trees.column(KEY, record), trees.column(KEY, CONTRACT))],
            )
            for record in dict.fromkeys(item.record for item in self._fields.values())
            if record != CONTRACT
        ]
        return trees.select(columns, self.plan.facts(CONTRACT, CONTRACT), joins)


class RowScope(Scope):
    """The rows of one record (the contracts themselves for ``contract``), each with what is known of its contract."""

    def __init__(
        self, contracts: ContractScope, record: str, repeated: frozenset[Expr], rows: Rows | None = None
    ) -> None:
        super().__init__(contracts.plan, rows or Rows(self._scan, contracts.plan.name), repeated)
        self._contracts = contracts
        self._record = record
        self._fields: dict[str, Field] = {}
        self._borrowed: dict[str, None] = {}
        if record == CONTRACT:
            contracts.used = True

    def field(self, item: Field) -> Value:
        """A field of the driver's row, or of its contract."""
        if item.record == CONTRACT and item.name == "id":
            return self.key
        if item.record != self._record or item.record == CONTRACT:
            return self._borrow(self._contracts.value(item))
        name = f"{item.record}.{item.name}"
        self._fields[name] = item
        return field_value(name, item.of, nullable=item.of.optional)

    def delegate(self, item: Expr) -> Value | None:
        """What several clauses use, and the contract decides, is computed once for all of them."""
        if item not in self._contracts.common or not self._contracts.covers(item):
            return None
        return self._borrow(self._contracts.shared(item))

    def _borrow(self, value: Value) -> Value:
        if isinstance(value.node, exp.Column):
            self._contracts.used = True
            self._borrowed[value.node.name] = None
        return evolve(value, depth=0)

    def settle(self) -> None:
        """Drop the rows that stand for nothing; where a row is a fact there are none."""

    def borrowed_columns(self) -> list[exp.Expr]:
        """The columns of the contract that were asked for."""
        return [trees.named(trees.column(name, "c"), name) for name in self._borrowed]

    def borrowed_joins(self) -> list[exp.Join]:
        """The join that brings them to a row of the table called ``r``."""
        same = trees.binary(exp.EQ, trees.column(KEY, "c"), trees.column(KEY, "r"))
        return [trees.join(trees.table(self._contracts.table, alias="c"), "inner", [same])] if self._borrowed else []

    def _scan(self) -> exp.Query:
        if self._record == CONTRACT:
            return trees.select([trees.star("c")], trees.table(self._contracts.table, alias="c"))
        columns = [trees.named(trees.column(KEY, "r"), KEY)]
        columns += [trees.named(trees.column(item.name, "r"), name) for name, item in self._fields.items()]
        source = self.plan.facts(self._record, "r")
        return trees.select([*columns, *self.borrowed_columns()], source, self.borrowed_joins())

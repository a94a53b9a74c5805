"""The rows of records that a rule makes wrong, in every contract at once."""

from collections.abc import Iterator

from attrs import evolve
from sqlglot import exp

from tariff.compile import trees
from tariff.compile.rationals import Value, combined
from tariff.compile.rows import KEY
from tariff.compile.scope import ContractScope, RowScope
from tariff.compile.walk import repeated
from tariff.model.calendar import MAX_DAY
from tariff.model.expr import Field
from tariff.model.records import Cardinality, Never, NeverAtOnce, Record
from tariff.model.types import TEXT


def broken(contracts: ContractScope) -> Iterator[exp.Query]:
    """The wrong rows of each record by each of its rules: contract, record, id (NULL without ids), rule (its place)."""
    for record in contracts.plan.terms.records:
        for place, rule in enumerate(record.rules):
            scope = _wrong(contracts, record, rule) if isinstance(rule, Never) else _meeting(contracts, record, rule)
            columns = [(KEY, scope.key), ("record", Value(trees.text(record.name))), ("id", _id(scope, record))]
            yield scope.rows.result([*columns, ("rule", Value(trees.integer(place)))])


def _id(scope: RowScope, record: Record) -> Value:
    if record.cardinality is Cardinality.MANY:
        return scope.field(Field(record.name, "id", TEXT))
    return Value(trees.cast(exp.null(), "VARCHAR"), nullable=True)


def _wrong(contracts: ContractScope, record: Record, rule: Never) -> RowScope:
    scope = RowScope(contracts, record.name, repeated([rule.when]))
    scope.holds(rule.when)
    return scope


def _meeting(contracts: ContractScope, record: Record, rule: NeverAtOnce) -> RowScope:
    """The rows that share a day with a row of their kind before them, by first day and id."""
    scope = RowScope(contracts, record.name, frozenset())
    first = scope.share(scope.value(rule.first), "first")
    last = scope.share(_last(scope, rule), "last")
    kind = [scope.key, *_kind(scope, record, rule)]
    for known in (first, *kind[1:]):
        scope.rows.keep(combined((known,), trees.not_null(known.tree)))
    scope.rows.keep(combined((first, last), trees.binary(exp.LTE, first.tree, last.tree)))
    scope.rows.advance()
    before = exp.Window(
        this=exp.Max(this=last.tree),
        partition_by=[item.tree for item in kind],
        order=exp.Order(
            expressions=[exp.Ordered(this=item.tree, nulls_first=False) for item in (first, _id(scope, record))]
        ),
        spec=trees.all_before(),
    )
    longest = scope.rows.add(combined((first, last, *kind), before), "longest")
    scope.rows.keep(combined((first, longest), trees.binary(exp.LTE, first.tree, longest.tree)))
    return scope


def _last(scope: RowScope, rule: NeverAtOnce) -> Value:
    """The last day that a row takes; the last of all where it is open."""
    end = trees.day(MAX_DAY)
    if rule.last is None:
        return Value(end)
    last = scope.value(rule.last)
    return evolve(last, node=trees.coalesce(last.tree, end), nullable=False) if last.nullable else last


def _kind(scope: RowScope, record: Record, rule: NeverAtOnce) -> list[Value]:
    declared = None if rule.per is None else record.field(rule.per)
    return [] if declared is None else [scope.field(Field(record.name, declared.name, declared.type))]

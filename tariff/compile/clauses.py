"""A clause of one or more versions as a query: driver, version, guard, worth, line."""

from collections.abc import Iterator

from attrs import evolve, frozen
from sqlglot import exp

from tariff.compile import rationals, taxes, trees
from tariff.compile.bounds import ANY
from tariff.compile.demand import Demand
from tariff.compile.drivers import Driven, ScopeOf, driven
from tariff.compile.rationals import Value, choose, combined
from tariff.compile.scope import RowScope
from tariff.compile.units import pieces, summed_worth
from tariff.compile.versions import Group, Place, picked, reachable, version_day
from tariff.compile.walk import conjuncts, uses
from tariff.model.clause import Clause
from tariff.model.expr import Expr, Field, NextOpen, SumOfClauses
from tariff.model.gather import Aggregate
from tariff.model.records import CONTRACT, LATE, PAYMENT, Cardinality
from tariff.model.results import Line
from tariff.model.types import TEXT
from tariff.model.walk import walk

# The columns of a line: its fields in the model, less its terms, which are one, and the ids made of the others.
LINE = tuple(name for name in Line._fields if name not in ("id", "invoice", "terms", "refers_to"))


@frozen(eq=False)
class Made:
    """A clause's rows and their worth.

    magnitude: rounded, not 0, unsigned. limit: the rounded cap, NULL for a row that is not counted under it.
    """

    scope: RowScope
    columns: dict[str, Value]
    magnitude: Value
    limit: Value | None
    row_id: Value


def made(group: Group, demand: Demand, scope_of: ScopeOf) -> Iterator[Made]:
    """The rows that a clause makes lines of, by driver; drivers that no demanded month can reach are left out."""
    for item in driven(group.clause, demand, scope_of):
        places = reachable(group.places, item.governing)
        if places:
            yield _made(group, item, places)


def lines(item: Made, clause: Clause) -> exp.Query:
    """The lines of rows that no cap limits."""
    amount = item.magnitude
    if clause.sign < 0:
        negative = rationals.subtract(rationals.number(0), amount)
        amount = item.scope.share(negative, "amount")
    columns = {**item.columns, "amount": amount}
    return item.scope.rows.result([(name, columns[name]) for name in LINE])


def _made(group: Group, item: Driven, places: tuple[Place, ...]) -> Made:
    clause, scope = group.clause, item.scope
    condition = picked(places, item.governing)
    if condition is not None:
        scope.rows.keep(condition)
    version = scope.share(version_day(places, item.governing), "version")
    _guard(scope, clause.guard)
    row = _row(scope, item.record)
    if clause.units is None:
        exact = scope.value(clause.amount)
        quantity = rationals.whole(scope.value(clause.quantity))
    else:
        count, piece = pieces(scope, clause.units)
        exact = summed_worth(scope, clause, row, count, piece)
        quantity = count
    magnitude = scope.share(rationals.rounded(exact, clause.rounding, clause.unit, scope.share), "amount")
    if magnitude.nullable or (magnitude.range.low <= 0 <= magnitude.range.high):
        scope.rows.keep(combined((magnitude,), trees.binary(exp.NEQ, magnitude.tree, trees.integer(0))))
    return Made(scope, _columns(clause, item, version, quantity), _narrow(magnitude), _limit(scope, clause), row[-1])


def _narrow(value: Value) -> Value:
    if value.range.narrow:
        return value
    return evolve(value, node=trees.bigint(value.tree), bounds=ANY)


def _guard(scope: RowScope, guard: Expr | None) -> None:
    """What the guard asks, the parts that need a join last; a late payment must settle something beside."""
    parts = list(conjuncts(guard)) if guard is not None else []
    for part in parts:
        if not _joins(part):
            scope.holds(part)
    scope.settle()
    for part in parts:
        if _joins(part):
            scope.holds(part)


def _joins(item: Expr) -> bool:
    principal = any(
        isinstance(part, Field) and (part.record, part.name) == (LATE.name, "principal") for part in walk(item)
    )
    return principal or any(uses(item, kind) for kind in (SumOfClauses, NextOpen, Aggregate))


def _row(scope: RowScope, record: str) -> tuple[Value, ...]:
    """The columns that tell a line's row apart: contract, month, and the row's id (``""`` without one)."""
    assert scope.line_month is not None
    return scope.key, scope.line_month, _row_id(scope, record)


def _row_id(scope: RowScope, record: str) -> Value:
    declared = scope.plan.terms.record(record)
    if record == LATE.name or (declared is not None and declared.cardinality is Cardinality.MANY):
        return scope.field(Field(record, "id", TEXT))
    return Value(trees.text(""))


def _limit(scope: RowScope, clause: Clause) -> Value | None:
    if clause.cap is None:
        return None
    limit = rationals.rounded(scope.value(clause.cap), clause.rounding, clause.unit, scope.share)
    if clause.capped is not None:
        unlimited = Value(trees.cast(exp.null(), "BIGINT"), nullable=True, bounds=limit.bounds)
        limit = choose([(scope.condition(clause.capped), limit)], unlimited)
    return scope.share(_narrow(limit), "limit")


def _columns(clause: Clause, item: Driven, version: Value, quantity: Value) -> dict[str, Value]:
    scope = item.scope
    assert scope.line_month is not None
    assert scope.line_date is not None
    if quantity.nullable:
        quantity = evolve(quantity, node=trees.coalesce(quantity.tree, trees.integer(0)), nullable=False)
    return {
        "contract": scope.key,
        "month": scope.line_month,
        "date": scope.line_date,
        "kind": _text(clause.kind.value),
        "clause": _text(clause.name),
        "article": _text(clause.article),
        "version": version,
        "subject": _subject(scope, item.record),
        "quantity": scope.share(_narrow(quantity), "quantity"),
        "tax": _text(clause.tax.value),
        "rate": scope.share(taxes.rate_text(scope.plan.terms, clause.tax, scope.line_date), "rate"),
    }


def _subject(scope: RowScope, record: str) -> Value:
    """``record:row-id``, the payment of a late one, or NULL where the record has no ids."""
    if record == CONTRACT:
        return Value(trees.cast(exp.null(), "VARCHAR"))
    row_id = _row_id(scope, record)
    if row_id.leaf and not isinstance(row_id.node, exp.Column):
        return Value(trees.cast(exp.null(), "VARCHAR"))
    prefix = PAYMENT.name if record == LATE.name else record
    return combined((row_id,), trees.binary(exp.DPipe, trees.text(f"{prefix}:"), row_id.tree))


def _text(value: str) -> Value:
    return Value(trees.text(value))

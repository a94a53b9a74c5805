"""What clauses of money and rulings have in common: the rows that a version governs, the guard, what a row is about."""

from collections.abc import Iterator

from sqlglot import exp

from tariff.compile import trees
from tariff.compile.demand import Demand
from tariff.compile.drivers import Driven, ScopeOf, driven
from tariff.compile.rationals import Value, combined
from tariff.compile.scope import RowScope
from tariff.compile.versions import Form, Group, picked, reachable, version_day
from tariff.compile.walk import conjuncts, uses
from tariff.model.expr import Expr, Field, NextOpen, SumOfClauses
from tariff.model.gather import Aggregate
from tariff.model.records import ARREARS, CONTRACT, LATE, PAYMENT, Cardinality
from tariff.model.types import TEXT
from tariff.model.walk import walk

# What a row of a derived record is about.
_PREFIXES = {LATE.name: PAYMENT.name, ARREARS.name: "bill"}
# The fields of derived records that fees have to be computed for.
_SETTLED = {(LATE.name, "principal"), (ARREARS.name, "amount"), (ARREARS.name, "settled_on")}


def standing(group: Group[Form], demand: Demand, scope_of: ScopeOf) -> Iterator[tuple[Driven, Value]]:
    """The rows that a clause governs, by driver, and the day from which the version that does is in force.

    Drivers that no demanded month can reach are left out.
    """
    for item in driven(group.clause, demand, scope_of):
        places = reachable(group.places, item.governing)
        if places:
            condition = picked(places, item.governing)
            if condition is not None:
                item.scope.rows.keep(condition)
            yield item, item.scope.share(version_day(places, item.governing), "version")


def guarded(scope: RowScope, guard: Expr | None) -> None:
    """Keep what the guard lets through, asking last what needs a join; a late payment must settle something."""
    parts = list(conjuncts(guard)) if guard is not None else []
    for part in parts:
        if not _joins(part):
            scope.holds(part)
    scope.settle()
    for part in parts:
        if _joins(part):
            scope.holds(part)


def _joins(item: Expr) -> bool:
    settled = any(isinstance(part, Field) and (part.record, part.name) in _SETTLED for part in walk(item))
    return settled or any(uses(item, kind) for kind in (SumOfClauses, NextOpen, Aggregate))


def row_id(scope: RowScope, record: str) -> Value:
    """The id of a driver's row, ``""`` where its record has none."""
    declared = scope.plan.terms.record(record)
    if record in _PREFIXES or (declared is not None and declared.cardinality is Cardinality.MANY):
        return scope.field(Field(record, "id", TEXT))
    return Value(trees.text(""))


def subject(scope: RowScope, record: str) -> Value:
    """``record:row-id``, the payment of a late one, the bill of arrears, or NULL where the record has no ids."""
    if record == CONTRACT:
        return nobody()
    found = row_id(scope, record)
    if found.leaf and not isinstance(found.node, exp.Column):
        return nobody()
    return combined((found,), trees.binary(exp.DPipe, trees.text(f"{_PREFIXES.get(record, record)}:"), found.tree))


def nobody() -> Value:
    """No subject: what a line or decision about the contract itself has."""
    return Value(trees.cast(exp.null(), "VARCHAR"))

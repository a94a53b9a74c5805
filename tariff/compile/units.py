"""Whole pieces of 24 hours: a row for each, the worth of each, their sum, one row again."""

from attrs import evolve
from sqlglot import exp

from tariff.compile import primitives, trees
from tariff.compile.bounds import Bounds
from tariff.compile.rationals import Value, combined
from tariff.compile.scope import Scope
from tariff.model.calendar import MAX_DAY, MIN_DAY
from tariff.model.clause import Clause, Units

_MOST = MAX_DAY - MIN_DAY + 3


def pieces(scope: Scope, units: Units) -> tuple[Value, Value]:
    """How many pieces lie between the instants, and which (0, 1, …) a row now is; rows with too few are dropped."""
    start, end = scope.share(scope.value(units.start), "start"), scope.share(scope.value(units.end), "end")
    elapsed = primitives.microseconds_between(start, end)
    whole = trees.binary(exp.IntDiv, elapsed, trees.integer(primitives.MICROSECONDS_A_DAY))
    count = scope.rows.add(evolve(combined((start, end), whole), bounds=Bounds(0, _MOST)), "pieces")
    enough = trees.binary(exp.GTE, count.tree, trees.integer(max(1, units.at_least)))
    scope.rows.keep(combined((count,), enough))
    each = trees.call("UNNEST", trees.call("RANGE", trees.integer(0), count.tree))
    scope.rows.advance()
    piece = scope.rows.add(combined((count,), each, Bounds(0, _MOST)), "piece")
    scope.rows.advance()
    began = primitives.day_of_instant(primitives.instant_after(start, piece), scope.plan.terms.zone)
    scope.unit_month = scope.share(primitives.month_of(began, scope.share), "unit_month")
    return count, piece


def summed_worth(scope: Scope, clause: Clause, row: tuple[Value, ...], count: Value, piece: Value) -> Value:
    """The exact worth of a row's pieces together, unknown where one's is; only the row's first piece is kept.

    row: the columns that tell the rows apart.
    """
    worth = scope.share(scope.value(clause.amount), "worth")
    total: exp.Expr = _over(exp.Sum(this=worth.tree), row)
    bounds = worth.range * Bounds(1, _MOST) | Bounds(0, 0)
    if bounds.narrow:
        total = trees.bigint(total)
    if worth.nullable:
        complete = trees.binary(exp.EQ, _over(exp.Count(this=worth.tree), row), count.tree)
        total = trees.case([(complete, total)], None)
    result = scope.rows.add(combined((worth, count, *row), total, bounds, worth.denominator), "total")
    first = trees.binary(exp.EQ, piece.tree, trees.integer(0))
    scope.rows.advance()
    scope.rows.keep(combined((piece, result), first))
    return result


def _over(aggregate: exp.Expr, row: tuple[Value, ...]) -> exp.Expr:
    return exp.Window(this=aggregate, partition_by=[item.tree for item in row])

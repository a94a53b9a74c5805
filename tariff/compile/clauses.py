"""A clause of one or more versions as a query: driver, version, guard, worth, line."""

from collections.abc import Iterator

from attrs import evolve, frozen
from sqlglot import exp

from tariff.compile import rationals, taxes, trees
from tariff.compile.demand import Demand
from tariff.compile.drivers import Driven, ScopeOf
from tariff.compile.rationals import Value, choose, combined
from tariff.compile.scope import RowScope
from tariff.compile.standing import guarded, row_id, standing, subject
from tariff.compile.units import pieces, summed_worth
from tariff.compile.versions import Group
from tariff.model.clause import Clause
from tariff.model.results import Line

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


def made(group: Group[Clause], demand: Demand, scope_of: ScopeOf) -> Iterator[Made]:
    """The rows that a clause makes lines of, by driver; drivers that no demanded month can reach are left out."""
    for item, version in standing(group, demand, scope_of):
        yield _made(group.clause, item, version)


def lines(item: Made, clause: Clause) -> exp.Query:
    """The lines of rows that no cap limits."""
    amount = item.magnitude
    if clause.sign < 0:
        negative = rationals.subtract(rationals.number(0), amount)
        amount = item.scope.share(negative, "amount")
    columns = {**item.columns, "amount": amount}
    return item.scope.rows.result([(name, columns[name]) for name in LINE])


def _made(clause: Clause, item: Driven, version: Value) -> Made:
    scope = item.scope
    guarded(scope, clause.guard)
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
    columns = _columns(clause, item, version, quantity)
    return Made(scope, columns, rationals.narrowed(magnitude), _limit(scope, clause), row[-1])


def _row(scope: RowScope, record: str) -> tuple[Value, ...]:
    """The columns that tell a line's row apart: contract, month, and the row's id (``""`` without one)."""
    assert scope.line_month is not None
    return scope.key, scope.line_month, row_id(scope, record)


def _limit(scope: RowScope, clause: Clause) -> Value | None:
    if clause.cap is None:
        return None
    limit = rationals.rounded(scope.value(clause.cap), clause.rounding, clause.unit, scope.share)
    if clause.capped is not None:
        unlimited = Value(trees.cast(exp.null(), "BIGINT"), nullable=True, bounds=limit.bounds)
        limit = choose([(scope.condition(clause.capped), limit)], unlimited)
    return scope.share(rationals.narrowed(limit), "limit")


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
        "subject": subject(scope, item.record),
        "quantity": scope.share(rationals.narrowed(quantity), "quantity"),
        "tax": _text(clause.tax.shown.value),
        "rate": scope.share(taxes.rate_text(scope.plan.terms, clause.tax, scope.line_date), "rate"),
    }


def _text(value: str) -> Value:
    return Value(trees.text(value))

"""Lowering the days of a month on which a suspension holds."""

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate, Gathering
from tariff.model.records import Cardinality
from tariff.model.types import NUMBER
from tariff.syntax.nodes import Node
from tariff.versions.expressions.gathering import gathered_record, looking_at, rows_where
from tariff.versions.expressions.guards import lower_guard, together
from tariff.versions.expressions.lasting import lower_last_day
from tariff.versions.expressions.lowering import Lower, Lowering
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, Place, fail


def days_suspended(low: Lowering, node: Node, among: tuple[Expr, Expr] | None = None) -> Expr:
    """How many days of the line's month the suspension named last in `node` holds, over the rows ``where (…)`` takes.

    The suspension is that of the version which governs the line. among: the first and the last day that count, both
    in the month; None: all of its days.
    """
    name, suspension = _suspension(low, node)
    once = list(suspension.all("once"))
    if len(once) != 1:
        mend = "make a suspension of its own for each record"
        fail("E0225", f"{name} is suspended by rows of several records", suspension.span, mend)
    record = low.scope.record(unquote(once[0].text("NAME")), once[0].span)
    inner = low.at(Place(frozenset({record.name}), unit=low.place.unit, using=(*low.place.using, name)))
    many = record.cardinality is Cardinality.MANY
    if many:
        inner = looking_at(inner, gathered_record(low, record.name, node).name)
    first = inner.day(once[0].nodes()[0])
    dated = core.Known(first) if first.type.optional else None
    holds = together(dated, lower_guard(inner, once[0]), lower_guard(inner, suspension))
    days = _days_among(among or _month(low), first, lower_last_day(inner, suspension))
    if many:
        return Aggregate(Gathering.SUM, record.name, days, rows_where(low, node, record.name, holds))
    return days if holds is None else core.If(holds, days, core.Const(0, NUMBER))


def _suspension(low: Lowering, node: Node) -> tuple[str, Node]:
    """The name and the sentences of the suspension that a node names last."""
    word = node.words("NAME")[-1]
    name = unquote(word.text)
    found = low.scope.clauses.get(name)
    if found is None or found.node.text("CLAUSE_KIND") != "suspension":
        suspensions = [key for key, item in low.scope.clauses.items() if item.node.text("CLAUSE_KIND") == "suspension"]
        message, otherwise = f"there is no suspension {name}", "name a suspension of these terms"
        low.scope.missing("E0225", message, name, suspensions, word.span, otherwise)
    if name in low.place.using:
        fail("E0210", f"{name} rests on its own days", node.span, "break the circle")
    suspension = low.scope.read(name, found.node)
    if suspension.torn or not suspension.first("once"):
        raise Fault  # which is found where it stands
    return name, suspension


def _month(low: Lowering) -> tuple[Expr, Expr]:
    month = core.UnitMonth() if low.place.unit else core.LineMonth()
    return core.FirstDay(month), core.LastDay(month)


def _days_among(bounds: tuple[Expr, Expr], first: Expr, last: Expr | None) -> Expr:
    start = core.Greatest((first, bounds[0]))
    end = bounds[1] if last is None else core.Least((last, bounds[1]))
    return core.Between(core.SpanCount.DAYS, start, end)


SUSPENDED: dict[str, Lower] = {"days_suspended": days_suspended}

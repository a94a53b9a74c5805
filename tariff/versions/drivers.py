"""Lowering what drives a clause, and finding the day that governs it."""

from tariff.diagnostics.nearest import did_you_mean
from tariff.model import expr as core
from tariff.model.clause import Every, Once
from tariff.model.expr import Expr
from tariff.model.types import Kind
from tariff.model.walk import walk
from tariff.syntax.nodes import Node
from tariff.versions.expressions import Lowering, as_day
from tariff.versions.provisions import unquote
from tariff.versions.scope import Place, fail


def lower_once(low: Lowering, node: Node) -> Once:
    """``once per RECORD on DAY [governed by DAY]`` with its own guards."""
    record = _record(low, node)
    low = low.at(Place(frozenset({record})))
    blocks = ("when", "unless", "assume")
    days = [item for item in node.nodes() if item.kind not in blocks]
    on = low.day(days[0])
    governed = low.day(days[1]) if len(days) > 1 else _governing_day(days[0], on)
    guards = []
    for item in node.all("when", "unless"):
        condition = low.condition(item.nodes()[0])
        guards.append(condition if item.kind == "when" else core.Not(condition))
    when = None if not guards else guards[0] if len(guards) == 1 else core.And(tuple(guards))
    return Once(record, on, governed, when)


def lower_every(low: Lowering, node: Node) -> Every:
    """``every month per RECORD from MONTH [to MONTH]``; a day stands for its month."""
    record = _record(low, node)
    low = low.at(Place(frozenset({record})))
    months = [low.month(item) for item in node.nodes() if item.kind != "assume"]
    return Every(record, months[0], months[1] if len(months) > 1 else None)


def _record(low: Lowering, node: Node) -> str:
    name = unquote(node.text("NAME"))
    if name not in low.scope.records:
        fail(
            "E0213",
            f"there is no record {name}",
            node.span,
            did_you_mean(name, low.scope.records, "declare the record"),
        )
    return name


def _governing_day(node: Node, on: Expr) -> Expr:
    """The day of the one fact that `on` is computed from."""
    facts = {item for item in walk(on) if isinstance(item, core.Field) and item.type.kind in (Kind.DATE, Kind.INSTANT)}
    if len(facts) != 1:
        fail(
            "E0509",
            "this day rests on several facts, so it does not say which version governs it",
            node.span,
            "add “governed by …”",
        )
    return as_day(facts.pop())

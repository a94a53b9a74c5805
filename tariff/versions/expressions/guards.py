"""Lowering guards, and joining conditions."""

from collections.abc import Iterable

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import Lowering


def together(*conditions: Expr | None) -> Expr | None:
    """What holds when all conditions do; None for none."""
    items: list[Expr] = []
    for condition in conditions:
        items.extend(condition.items if isinstance(condition, core.And) else () if condition is None else (condition,))
    return core.And(tuple(items)) if len(items) > 1 else next(iter(items), None)


def either(conditions: Iterable[Expr]) -> Expr | None:
    """What holds when one of the conditions does; None for none."""
    items = tuple(conditions)
    return core.Or(items) if len(items) > 1 else next(iter(items), None)


def lower_guard(low: Lowering, node: Node) -> Expr | None:
    """What the sentences ``when`` and ``unless`` under a node ask for together; None without any."""
    found = ((item.kind, low.condition(item.nodes()[0])) for item in node.all("when", "unless"))
    return together(*(condition if kind == "when" else core.Not(condition) for kind, condition in found))

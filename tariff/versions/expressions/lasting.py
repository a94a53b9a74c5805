"""Lowering how long what is decided lasts: until a day, and at most for a period."""

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.scope import fail


def lower_last_day(low: Lowering, node: Node) -> Expr | None:
    """The last day that the sentences ``until …`` and ``at most …`` under a node say together; None: no end."""
    lasting, longest = node.first("lasting"), node.first("at_most_for")
    until = low.day(lasting.nodes()[0]) if lasting else None
    if longest is None:
        return until
    period, *rest = longest.operands()
    end = low.expr(Node("period_end", (period,), period.span))
    least: Expr = end if until is None else core.Least((until, end))
    if not rest:
        return least
    if until is None:
        fail("E0519", "without “until” nothing is said of the end", longest.span, "add “until …”, or drop “unless …”")
    return core.If(low.condition(rest[0]), until, least)

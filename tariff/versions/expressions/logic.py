"""Lowering comparisons, and what joins them."""

from tariff.diagnostics.nearest import did_you_mean
from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.types import Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import NUMERIC, TIMELIKE, Lower, Lowering, called, same_time
from tariff.versions.provisions import unquote
from tariff.versions.scope import fail


def _join(kind: type[core.And] | type[core.Or]) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        items: list[Expr] = []
        for child in node.nodes():
            value = low.condition(child)
            items.extend(value.items if isinstance(value, kind) else (value,))
        return kind(tuple(items))

    return lower


def _compare(op: core.CompareOp, *, dates: bool) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        left, right = low.parts(node)
        if dates and left.type.kind is Kind.MONTH:
            return core.Compare(op, left, low.want(node, right, Kind.MONTH))
        wanted = TIMELIKE if dates else NUMERIC
        low.want(node.nodes()[0], left, *wanted)
        low.want(node.nodes()[1], right, *wanted)
        return core.Compare(op, *same_time(left, right))

    return lower


def _equal(low: Lowering, node: Node) -> Expr:
    first, second = node.nodes()
    left = low.expr(first)
    if left.type.kind is Kind.CHOICE and second.kind == "name":
        word = unquote(second.text("NAME"))
        if word not in left.type.choices:
            fail(
                "E0306",
                f"{word} is not one of {', '.join(left.type.choices)}",
                second.span,
                did_you_mean(word, left.type.choices, ""),
            )
        return core.Compare(core.CompareOp.EQ, left, core.Const(word, left.type.known()))
    right = low.expr(second)
    if left.type.kind in TIMELIKE and right.type.kind in TIMELIKE:
        left, right = same_time(left, right)
    elif left.type.kind is not right.type.kind and not {left.type.kind, right.type.kind} <= NUMERIC:
        fail(
            "E0301",
            f"{called(left.type.kind)} is compared with {called(right.type.kind)}",
            node.span,
            "compare like with like",
        )
    return core.Compare(core.CompareOp.EQ, left, right)


LOGIC: dict[str, Lower] = {
    "or_": _join(core.Or),
    "and_": _join(core.And),
    "not_": lambda low, node: core.Not(low.condition(node.nodes()[0])),
    "eq": _equal,
    "ne": lambda low, node: core.Not(_equal(low, node)),
    "known": lambda low, node: core.Known(low.expr(node.nodes()[0])),
    "unknown": lambda low, node: core.Not(core.Known(low.expr(node.nodes()[0]))),
    "before": _compare(core.CompareOp.LT, dates=True),
    "by": _compare(core.CompareOp.LE, dates=True),
    "later": _compare(core.CompareOp.GT, dates=True),
    "on_or_later": _compare(core.CompareOp.GE, dates=True),
    "ge": _compare(core.CompareOp.GE, dates=False),
    "le": _compare(core.CompareOp.LE, dates=False),
    "lt": _compare(core.CompareOp.LT, dates=False),
    "gt": _compare(core.CompareOp.GT, dates=False),
}

"""Lowering comparisons, and what joins them."""

from tariff.diagnostics.nearest import did_you_mean
from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.lists import OneOf
from tariff.model.money import Rounding
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
        if dates and left.type.kind in (Kind.MONTH, Kind.TEXT):
            return core.Compare(op, left, low.want(node.nodes()[1], right, left.type.kind))
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


def _listed(low: Lowering, node: Node) -> Expr:
    """``X is in LIST``."""
    value = node.nodes()[0]
    word = node.words("NAME")[0]
    name = unquote(word.text)
    if name not in low.scope.lists:
        message = f"there is no list {name}"
        low.scope.missing("E0222", message, name, low.scope.lists, word.span, "declare the list")
    rows = low.scope.lists[name].node.all("listed")
    options = tuple(unquote(text.text) for row in rows for text in row.words("STRING"))
    return OneOf(low.want(value, low.expr(value), Kind.TEXT), options)


def _multiple(low: Lowering, node: Node) -> Expr:
    """``X is a multiple of N JPY``: it is what it is when rounded to such a multiple."""
    value, step = node.nodes()
    unit = low.expr(step)
    if not isinstance(unit, core.Const) or not isinstance(unit.value, int) or unit.value < 1:
        fail("E0312", "only of 0 itself is 0 a multiple", step.span, "write an amount over 0")
    amount = low.want(value, low.expr(value), Kind.MONEY)
    return core.Compare(core.CompareOp.EQ, core.Round(amount, Rounding.DOWN, unit.value), amount)


def _choice(low: Lowering, node: Node) -> Expr:
    """``(A if COND otherwise B)``."""
    first, test, second = node.nodes()
    then, other = low.expr(first), low.expr(second)
    if {then.type.kind, other.type.kind} <= TIMELIKE:
        then, other = same_time(then, other)
    elif then.type.kind is not other.type.kind:
        fail(
            "E0301",
            f"this is a {then.type.kind} or a {other.type.kind}, whichever holds",
            node.span,
            "give both one type",
        )
    return core.If(low.condition(test), then, other)


LOGIC: dict[str, Lower] = {
    "or_": _join(core.Or),
    "and_": _join(core.And),
    "not_": lambda low, node: core.Not(low.condition(node.nodes()[0])),
    "eq": _equal,
    "ne": lambda low, node: core.Not(_equal(low, node)),
    "known": lambda low, node: core.Known(low.expr(node.nodes()[0])),
    "unknown": lambda low, node: core.Not(core.Known(low.expr(node.nodes()[0]))),
    "listed_in": _listed,
    "multiple": _multiple,
    "choice": _choice,
    "before": _compare(core.CompareOp.LT, dates=True),
    "by": _compare(core.CompareOp.LE, dates=True),
    "later": _compare(core.CompareOp.GT, dates=True),
    "on_or_later": _compare(core.CompareOp.GE, dates=True),
    "ge": _compare(core.CompareOp.GE, dates=False),
    "le": _compare(core.CompareOp.LE, dates=False),
    "lt": _compare(core.CompareOp.LT, dates=False),
    "gt": _compare(core.CompareOp.GT, dates=False),
}

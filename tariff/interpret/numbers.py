"""Closures of the exact arithmetic."""

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Protocol

from tariff.interpret.scope import Fn, Scope
from tariff.model import expr as e
from tariff.model.money import round_to


class Compile(Protocol):
    """What a builder needs to compile its operands."""

    def compile(self, expr: e.Expr) -> Fn: ...


def lift(fn: Callable[[Any], Any], operand: Fn) -> Fn:
    """`fn` of an operand's value, unknown where the operand is."""

    def lifted(scope: Scope) -> Any:
        value = operand(scope)
        return None if value is None else fn(value)

    return lifted


def lift2(fn: Callable[[Any, Any], Any], left: Fn, right: Fn) -> Fn:
    """`fn` of two operands' values, unknown where either is."""

    def lifted(scope: Scope) -> Any:
        first = left(scope)
        if first is None:
            return None
        second = right(scope)
        return None if second is None else fn(first, second)

    return lifted


def divide(left: int | Fraction, right: int | Fraction) -> Fraction:
    """The exact quotient."""
    return Fraction(left) / right


_OPERATIONS: dict[e.ArithmeticOp, Callable[[Any, Any], Any]] = {
    e.ArithmeticOp.ADD: operator.add,
    e.ArithmeticOp.SUBTRACT: operator.sub,
    e.ArithmeticOp.MULTIPLY: operator.mul,
    e.ArithmeticOp.DIVIDE: divide,
}


def _arithmetic(node: e.Arithmetic, to: Compile) -> Fn:
    scale, factors = _product(node)
    if scale != 1 and factors:
        return _scaled(scale, [to.compile(item) for item in factors])
    return lift2(_OPERATIONS[node.op], to.compile(node.left), to.compile(node.right))


def _product(expr: e.Expr) -> tuple[Fraction, list[e.Expr]]:
    """A product as one constant and the factors that are none; ``a × 0.145 × b ÷ 365`` is 29/73000 and a, b."""
    match expr:
        case e.Const(int() | Fraction() as value):
            return Fraction(value), []
        case e.Arithmetic(e.ArithmeticOp.MULTIPLY, left, right):
            (scale, factors), (other, more) = _product(left), _product(right)
            return scale * other, factors + more
        case e.Arithmetic(e.ArithmeticOp.DIVIDE, left, e.Const(int() | Fraction() as value)):
            scale, factors = _product(left)
            return scale / value, factors
        case _:
            return Fraction(1), [expr]


def _scaled(scale: Fraction, factors: list[Fn]) -> Fn:
    """The product of a constant and factors. A Fraction is made once, of the whole: each one made costs a division."""
    above, below = scale.numerator, scale.denominator

    def scaled(scope: Scope) -> Any:
        product: int | Fraction = above
        for factor in factors:
            value = factor(scope)
            if value is None:
                return None
            product *= value
        return Fraction(product, below)

    return scaled


def _round(node: e.Round, to: Compile) -> Fn:
    mode, unit = node.mode, node.unit
    return lift(lambda value: round_to(value, mode, unit), to.compile(node.value))


def _extreme(choose: Callable[[list[Any]], Any]) -> Callable[[e.Least | e.Greatest, Compile], Fn]:
    def build(node: e.Least | e.Greatest, to: Compile) -> Fn:
        items = [to.compile(item) for item in node.items]

        def extreme(scope: Scope) -> Any:
            known = [value for item in items if (value := item(scope)) is not None]
            return choose(known) if known else None

        return extreme

    return build


NUMBERS: dict[type[e.Expr], Callable[..., Fn]] = {
    e.Arithmetic: _arithmetic,
    e.Round: _round,
    e.Least: _extreme(min),
    e.Greatest: _extreme(max),
}

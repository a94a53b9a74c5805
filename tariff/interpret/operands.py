"""The parts of an expression."""

from collections.abc import Iterator
from typing import cast

from attrs import AttrsInstance, fields

from tariff.model import expr as e

_VARYING = (e.Field, e.LineMonth, e.LineDate, e.UnitMonth, e.SumOfClauses)


def operands(expr: e.Expr) -> Iterator[e.Expr]:
    """The direct operands of an expression, in order."""
    for item in fields(cast("type[AttrsInstance]", type(expr))):
        value = getattr(expr, item.name)
        if isinstance(value, e.Expr):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, e.Expr))


def is_constant(expr: e.Expr) -> bool:
    """Whether an expression has one value whatever the facts."""
    return not isinstance(expr, _VARYING) and all(is_constant(item) for item in operands(expr))

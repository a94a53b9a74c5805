"""Walking expressions: the children of a node, and all nodes below it."""

from collections.abc import Iterator
from typing import cast

from attrs import AttrsInstance, fields

from tariff.model.expr import Expr


def children(expr: Expr) -> Iterator[Expr]:
    """The operands of a node, in order."""
    for attribute in fields(cast(type[AttrsInstance], type(expr))):
        value = getattr(expr, attribute.name)
        if isinstance(value, Expr):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Expr))


def walk(expr: Expr) -> Iterator[Expr]:
    """The node itself and every node below it, parents first."""
    yield expr
    for child in children(expr):
        yield from walk(child)

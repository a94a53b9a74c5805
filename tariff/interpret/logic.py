"""Closures of comparisons, connectives and choices: two-valued, an unknown never holds."""

import operator
from collections.abc import Callable
from typing import Any

from tariff.interpret.numbers import Compile
from tariff.interpret.scope import Fn, Scope
from tariff.model import expr as e
from tariff.model.lists import OneOf

_COMPARISONS: dict[e.CompareOp, Callable[[Any, Any], bool]] = {
    e.CompareOp.LT: operator.lt,
    e.CompareOp.LE: operator.le,
    e.CompareOp.GT: operator.gt,
    e.CompareOp.GE: operator.ge,
    e.CompareOp.EQ: operator.eq,
}


def _compare(node: e.Compare, to: Compile) -> Fn:
    left, right, holds = to.compile(node.left), to.compile(node.right), _COMPARISONS[node.op]

    def compare(scope: Scope) -> bool:
        first = left(scope)
        if first is None:
            return False
        second = right(scope)
        return second is not None and holds(first, second)

    return compare


def _one_of(node: OneOf, to: Compile) -> Fn:
    value, options = to.compile(node.value), frozenset(node.options)
    # None is on no list.
    return lambda scope: value(scope) in options


def _known(node: e.Known, to: Compile) -> Fn:
    value = to.compile(node.value)
    return lambda scope: value(scope) is not None


def _and(node: e.And, to: Compile) -> Fn:
    items = [to.compile(item) for item in node.items]

    def every(scope: Scope) -> bool:
        return all(item(scope) for item in items)

    return every


def _or(node: e.Or, to: Compile) -> Fn:
    items = [to.compile(item) for item in node.items]

    def some(scope: Scope) -> bool:
        return any(item(scope) for item in items)

    return some


def _not(node: e.Not, to: Compile) -> Fn:
    value = to.compile(node.value)
    return lambda scope: not value(scope)


def _if(node: e.If, to: Compile) -> Fn:
    test, then, other = to.compile(node.test), to.compile(node.then), to.compile(node.other)
    return lambda scope: then(scope) if test(scope) else other(scope)


LOGIC: dict[type[e.Expr], Callable[..., Fn]] = {
    e.Compare: _compare,
    OneOf: _one_of,
    e.Known: _known,
    e.And: _and,
    e.Or: _or,
    e.Not: _not,
    e.If: _if,
}

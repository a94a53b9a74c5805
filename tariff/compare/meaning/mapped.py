"""Expressions and clauses with some of their nodes replaced."""

from collections.abc import Callable, Container, Mapping
from typing import Any, TypeVar, cast

from attrs import AttrsInstance, evolve, fields, has

from tariff.compare.meaning.change import RoundingRule
from tariff.model import expr as e
from tariff.model.gather import Element

T = TypeVar("T")
Replace = Callable[[e.Expr], e.Expr]


def with_children(expr: e.Expr, replace: Replace) -> e.Expr:
    """The node with every operand replaced."""
    changes: dict[str, Any] = {}
    for item in fields(cast(type[AttrsInstance], type(expr))):
        value = getattr(expr, item.name)
        if isinstance(value, e.Expr):
            changes[item.name] = replace(value)
        elif isinstance(value, tuple):
            changes[item.name] = tuple(replace(part) if isinstance(part, e.Expr) else part for part in value)
    return cast(e.Expr, evolve(cast(Any, expr), **changes)) if changes else expr


def mapped(value: T, replace: Replace) -> T:
    """The clause, driver or other part with every expression in it replaced from within."""

    def inner(expr: e.Expr) -> e.Expr:
        return replace(with_children(expr, inner))

    def whole(part: Any) -> Any:
        if isinstance(part, e.Expr):
            return inner(part)
        if isinstance(part, tuple):
            return tuple(map(whole, part))
        if not has(type(part)):
            return part
        return evolve(part, **{item.name: whole(getattr(part, item.name)) for item in fields(type(part))})

    return cast(T, whole(value))


def renaming(names: Mapping[str, str]) -> Replace:
    """Puts other names for the clauses whose amounts are summed."""

    def replace(expr: e.Expr) -> e.Expr:
        if isinstance(expr, e.SumOfClauses):
            return evolve(expr, clauses=tuple(names.get(name, name) for name in expr.clauses))
        return expr

    return replace


def over_another(old: str, new: str, fields_of_new: Container[str]) -> Replace:
    """Reads the rows of the record `new` where those of `old` were read, as far as those have such fields."""

    def replace(expr: e.Expr) -> e.Expr:
        field = isinstance(expr, e.Field | Element) and expr.record == old and expr.name in fields_of_new
        return evolve(cast(e.Field, expr), record=new) if field else expr

    return replace


def rounding_as(old: RoundingRule, new: RoundingRule) -> Replace:
    """Rounds by the rule `new` what was rounded by `old`."""

    def replace(expr: e.Expr) -> e.Expr:
        if isinstance(expr, e.Round) and (expr.mode, expr.unit) == (old.mode, old.unit):
            return evolve(expr, mode=new.mode, unit=new.unit)
        return expr

    return replace


def of_the_row(expr: e.Expr) -> e.Expr:
    """A field of a row that is looked at, as that of the row which a clause is about."""
    return e.Field(expr.record, expr.name, expr.of) if isinstance(expr, Element) else expr

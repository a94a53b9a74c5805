"""Comparisons and connectives, which are never unknown, and what is chosen by them."""

from enum import StrEnum

from attrs import frozen

from tariff.model.expr.base import Expr, optional
from tariff.model.types import YESNO, Type


class CompareOp(StrEnum):
    """Comparison operators. There is no `is not`: that is Not(Compare(EQ, …))."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "=="


@frozen
class Compare(Expr):
    """Compares two values of one kind; does not hold where an operand is unknown."""

    op: CompareOp
    left: Expr
    right: Expr

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class Known(Expr):
    """Whether a value is known."""

    value: Expr

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class And(Expr):
    """Holds when every item holds (an unknown yes/no field does not hold)."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class Or(Expr):
    """Holds when some item holds (an unknown yes/no field does not hold)."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class Not(Expr):
    """Holds when `value` does not hold; of an unknown yes/no field it holds."""

    value: Expr

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class If(Expr):
    """`then` where `test` holds, else `other`; both of one kind."""

    test: Expr
    then: Expr
    other: Expr

    @property
    def type(self) -> Type:
        return optional(self.then.type.known(), self.then, self.other)


@frozen
class Least(Expr):
    """The least (earliest) of the known items; unknown only when all are."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return _least_type(self.items)


@frozen
class Greatest(Expr):
    """The greatest (latest) of the known items; unknown only when all are."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return _least_type(self.items)


def _least_type(items: tuple[Expr, ...]) -> Type:
    first = items[0].type.known()
    return first.or_unknown() if all(item.type.optional for item in items) else first

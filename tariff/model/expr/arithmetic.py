"""Exact arithmetic over money and numbers, rounding, and the rate of tax."""

from enum import StrEnum

from attrs import frozen

from tariff.model.expr.base import Expr, optional
from tariff.model.money import Rounding
from tariff.model.types import MONEY, NUMBER, Kind, Type


class ArithmeticOp(StrEnum):
    """The four exact operations. The divisor of DIVIDE is a Const that is not 0, or a DaysOfMonth."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@frozen
class Arithmetic(Expr):
    """Exact rational arithmetic over money and numbers."""

    op: ArithmeticOp
    left: Expr
    right: Expr

    @property
    def type(self) -> Type:
        money = Kind.MONEY in (self.left.type.kind, self.right.type.kind)
        return optional(MONEY if money else NUMBER, self.left, self.right)


@frozen
class Round(Expr):
    """`value` rounded to a multiple of `unit` minor units (`money.round_to`)."""

    value: Expr
    mode: Rounding
    unit: int = 1

    @property
    def type(self) -> Type:
        return self.value.type


@frozen
class TaxRate(Expr):
    """The tax rate of a class in force on a day, as a fraction (8% is 2/25); 0 before the first."""

    tax_class: str
    day: Expr

    @property
    def type(self) -> Type:
        return optional(NUMBER, self.day)

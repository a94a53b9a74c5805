"""Lowering literals: amounts, numbers, percentages, days, texts."""

from datetime import date
from fractions import Fraction

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.money import minor_digits
from tariff.model.types import DATE, MONEY, NUMBER, TEXT
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import Lower, Lowering
from tariff.versions.pack import currency_of
from tariff.versions.provisions import unquote
from tariff.versions.scope import fail


def number_of(text: str) -> int | Fraction:
    """The exact value of a number as written: ``1,200``, ``14.5``."""
    value = Fraction(text.replace(",", ""))
    return value.numerator if value.denominator == 1 else value


def _money(low: Lowering, node: Node) -> Expr:
    declared = currency_of(low.scope.pack)
    if node.text("CURRENCY") != declared:
        fail("E0303", f"{node.text('CURRENCY')} is not the currency of these terms", node.span, f"write {declared}")
    value = number_of(node.text("NUMBER")) * 10 ** minor_digits(declared)
    if value != int(value):
        message = f"{node.text('NUMBER')} is not a whole number of the smallest unit of {declared}"
        fail("E0304", message, node.span, "write a whole amount")
    return core.Const(int(value), MONEY)


def _quantity(_low: Lowering, node: Node) -> Expr:
    return core.Const(number_of(node.text("NUMBER")), NUMBER)


def _percent(_low: Lowering, node: Node) -> Expr:
    return core.Const(Fraction(node.text("PERCENT")[:-1]) / 100, NUMBER)


def _date_literal(_low: Lowering, node: Node) -> Expr:
    return core.Const(date.fromisoformat(node.text("DATE")).toordinal(), DATE)


def _text(_low: Lowering, node: Node) -> Expr:
    return core.Const(unquote(node.text("STRING")), TEXT)


LITERALS: dict[str, Lower] = {
    "money": _money,
    "quantity": _quantity,
    "number": _quantity,
    "percent": _percent,
    "day": _date_literal,
    "string": _text,
}

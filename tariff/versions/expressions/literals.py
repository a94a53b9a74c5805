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


def minor_units(node: Node) -> int:
    """An amount as written, ``2,000 JPY``, in the minor units of its currency. Raises Fault where it is not whole."""
    number, currency = node.text("NUMBER"), node.text("CURRENCY")
    value = number_of(number) * 10 ** minor_digits(currency)
    if value != int(value):
        message = f"{number} is not a whole number of the smallest unit of {currency}"
        fail("E0304", message, node.span, "write a whole amount")
    return int(value)


def fraction_of(percent: str) -> Fraction:
    """The exact value of a percentage as written: ``14.5%``."""
    return Fraction(percent.removesuffix("%")) / 100


def _money(low: Lowering, node: Node) -> Expr:
    declared = currency_of(low.scope.pack)
    if node.text("CURRENCY") != declared:
        fail("E0303", f"{node.text('CURRENCY')} is not the currency of these terms", node.span, f"write {declared}")
    return core.Const(minor_units(node), MONEY)


def _quantity(_low: Lowering, node: Node) -> Expr:
    return core.Const(number_of(node.text("NUMBER")), NUMBER)


def _percent(_low: Lowering, node: Node) -> Expr:
    return core.Const(fraction_of(node.text("PERCENT")), NUMBER)


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

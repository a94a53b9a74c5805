"""What an amount of interest says: its rate, the days for which it runs, how a year counts."""

from fractions import Fraction

from attrs import frozen

from tariff.compare.meaning.change import RoundingRule, Year
from tariff.compare.meaning.form import plain
from tariff.model import expr as e
from tariff.model.records import LATE
from tariff.model.walk import walk


@frozen
class Interest:
    """A yearly rate on the principal from the day `first` to `last`, both included; parts: how each is rounded."""

    rate: Fraction
    first: e.Expr
    last: e.Expr
    year: Year
    parts: RoundingRule | None


def interest(amount: e.Expr) -> Interest | None:
    """What an amount of interest by the day says; None for another amount."""
    nodes = list(walk(amount))
    rates = {Fraction(rate) for node in nodes if (rate := _rate(node)) is not None}
    spans = [node for node in nodes if isinstance(node, e.Between)]
    if len(rates) != 1 or len({(plain(span.first), plain(span.last)) for span in spans}) != 1:
        return None
    days = [
        int(node.right.value)
        for node in nodes
        if isinstance(node, e.Arithmetic) and node.op is e.ArithmeticOp.DIVIDE and isinstance(node.right, e.Const)
    ]
    leap = any(span.count is e.SpanCount.FEBRUARY_29 for span in spans)
    rounded = next((node for node in nodes if isinstance(node, e.Round)), None)
    parts = None if rounded is None else RoundingRule(rounded.mode, rounded.unit)
    return Interest(rates.pop(), spans[0].first, spans[0].last, Year(tuple(days), leap), parts)


def _rate(node: e.Expr) -> int | Fraction | None:
    match node:
        case e.Arithmetic(
            e.ArithmeticOp.MULTIPLY, e.Field(LATE.name, "principal"), e.Const(int() | Fraction() as rate)
        ):
            return rate
    return None

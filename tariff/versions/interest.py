"""Lowering interest: a rate on a principal over days, and the ways a year can be counted."""

from tariff.model import expr as core
from tariff.model.expr import ArithmeticOp, Expr, SpanCount
from tariff.model.records import LATE
from tariff.model.types import MONEY, NUMBER
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import fraction_of, number_of
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.scope import fail


def lower_interest(low: Lowering, node: Node) -> tuple[Expr, Expr]:
    """What an interest clause is worth, and the days for which it runs; raises Fault."""
    rate, period = node.first("rate_fixed", "rate_leap", "rate_calendar"), node.first("period")
    if rate is None or period is None:
        fail("E0506", "interest needs a rate and the days it runs", node.span, "add “rate …% per …” and “from … to …”")
    first, last = (low.day(item) for item in period.nodes()[:2])
    amount = _amount(rate, first, last, low, each_part=node.first("round_parts") is not None)
    return amount, core.Between(SpanCount.DAYS, first, last)


def _amount(rate: Node, first: Expr, last: Expr, low: Lowering, *, each_part: bool) -> Expr:
    """Interest on the late payment's principal over the days counted; with `each_part` every part is rounded."""
    percent = fraction_of(rate.text("PERCENT"))
    a_year = _times(core.Field(LATE.name, "principal", MONEY), core.Const(percent, NUMBER))
    years = [_days_in_year(word.text, rate) for word in rate.words("NUMBER")]

    def over(count: SpanCount, days: int) -> Expr:
        worth = _times(a_year, core.Between(count, first, last))
        part: Expr = worth if days == 1 else core.Arithmetic(ArithmeticOp.DIVIDE, worth, core.Const(days, NUMBER))
        return core.Round(part, low.rounding, low.unit) if each_part else part

    if rate.kind == "rate_fixed":
        return over(SpanCount.DAYS, years[0])
    if rate.kind == "rate_leap":
        leap = core.Compare(core.CompareOp.GT, core.Between(SpanCount.FEBRUARY_29, first, last), core.Const(0, NUMBER))
        return core.If(leap, over(SpanCount.DAYS, years[1]), over(SpanCount.DAYS, years[0]))
    parts = over(SpanCount.YEARS, 1), over(SpanCount.COMMON_DAYS, 365), over(SpanCount.LEAP_DAYS, 366)
    whole = core.Arithmetic(ArithmeticOp.ADD, parts[0], parts[1])
    return core.Arithmetic(ArithmeticOp.ADD, whole, parts[2])


def _times(left: Expr, right: Expr) -> Expr:
    return core.Arithmetic(ArithmeticOp.MULTIPLY, left, right)


def _days_in_year(text: str, node: Node) -> int:
    days = number_of(text)
    if not isinstance(days, int) or days < 1:
        fail("E0510", f"a year has no {text} days", node.span, "write a whole number of days, such as 365")
    return days

"""Lowering sums, products and tax: days are added to days, amounts and numbers reckoned with."""

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.types import NUMBER, Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import NUMERIC, TIMELIKE, Lower, Lowering, as_day
from tariff.versions.expressions.periods import MONTHS_IN, MOST_DAYS
from tariff.versions.scope import fail
from tariff.versions.taxes import with_tax


def _sum(op: core.ArithmeticOp) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        first, second = node.nodes()
        left = low.expr(first)
        if left.type.kind in TIMELIKE:
            return core.AddDays(as_day(left), _days(low, second, negative=op is core.ArithmeticOp.SUBTRACT))
        right = low.amount(second)
        low.want(first, left, *NUMERIC)
        match op, left, right:
            # A clause that is named twice counts twice; in one sum it would count once.
            case core.ArithmeticOp.ADD, core.SumOfClauses(one, month), core.SumOfClauses(other) if {*one}.isdisjoint(
                other
            ):
                return core.SumOfClauses((*one, *other), month)
        return core.Arithmetic(op, left, right)

    return lower


def _days(low: Lowering, node: Node, *, negative: bool) -> Expr:
    if node.kind == "quantity" and node.text("UNIT") in MONTHS_IN:
        fail(
            "E0307",
            "adding months to a day does not say how they count",
            node.span,
            "write “the last of N months after …” or “… counting from …”",
        )
    days = low.want(node, low.expr(node), Kind.NUMBER)
    if not isinstance(days, core.Const) or not isinstance(days.value, int) or days.value > MOST_DAYS:
        fail("E0311", "only a written number of days can be added", node.span, f"write 0 to {MOST_DAYS:,} days")
    return core.Const(-days.value, NUMBER) if negative else days


def _product(op: core.ArithmeticOp) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        left, right = (low.amount(child) for child in node.nodes())
        if op is core.ArithmeticOp.DIVIDE:
            bare = right.body if isinstance(right, core.Named) else right
            if not (isinstance(bare, core.DaysOfMonth) or (isinstance(bare, core.Const) and bare.value != 0)):
                fail(
                    "E0308",
                    "this cannot be a divisor",
                    node.nodes()[1].span,
                    "divide by a number other than 0, or by the days of a month",
                )
            right = bare
        elif left.type.kind is Kind.MONEY and right.type.kind is Kind.MONEY:
            fail("E0301", "money is multiplied by money", node.span, "multiply money by a number")
        return core.Arithmetic(op, left, right)

    return lower


def _with_tax(low: Lowering, node: Node) -> Expr:
    value = low.amount(node.nodes()[0])
    return with_tax(
        value, core.FirstDay(core.UnitMonth()) if low.place.unit else core.LineDate(), low.rounding, low.unit
    )


ARITHMETIC: dict[str, Lower] = {
    "plus": _sum(core.ArithmeticOp.ADD),
    "minus": _sum(core.ArithmeticOp.SUBTRACT),
    "times": _product(core.ArithmeticOp.MULTIPLY),
    "over": _product(core.ArithmeticOp.DIVIDE),
    "with_tax": _with_tax,
}

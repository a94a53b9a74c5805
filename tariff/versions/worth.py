"""Lowering what a clause is worth: an amount, a table, counted pieces or interest; its cap, proration and tax."""

from attrs import evolve, frozen

from tariff.diagnostics import Severity
from tariff.model import expr as core
from tariff.model.clause import LineKind, TaxClass, Units
from tariff.model.expr import ArithmeticOp, Expr
from tariff.model.types import NUMBER, YESNO, Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import number_of
from tariff.versions.expressions.lowering import Lowering, as_day
from tariff.versions.interest import lower_interest
from tariff.versions.scope import Fault, fail
from tariff.versions.tables import table_faults
from tariff.versions.taxes import before_tax, with_tax
from tariff.versions.waivers import less_waived

_TAX = {
    "plus_tax": TaxClass.STANDARD,
    "plus_reduced_tax": TaxClass.REDUCED,
    "plus_metered_tax": TaxClass.METERED,
    "tax_included": TaxClass.STANDARD,
    "tax_exempt": TaxClass.EXEMPT,
    "outside_tax": TaxClass.OUTSIDE,
}
_UNTAXED = frozenset({LineKind.COMPENSATION, LineKind.INTEREST})
_TRUE = core.Const(True, YESNO)
_ONE = core.Const(1, NUMBER)


@frozen
class Worth:
    """What a clause says of the worth of its lines; `amount` to `capped` as `model.clause.Clause` has them.

    bites: the cap of each line, and when a line would be over it; None without one.
    measured: what tables go by. It must be known, although where it is not, a row may still hold.
    """

    amount: Expr
    tax: TaxClass
    quantity: Expr = _ONE
    units: Units | None = None
    cap: Expr | None = None
    capped: Expr | None = None
    bites: tuple[Expr, Expr] | None = None
    measured: tuple[Expr, ...] = ()


def lower_worth(low: Lowering, name: str, node: Node, kind: LineKind) -> Worth:
    """What the sentences of the clause called `name` say of the worth of its lines; raises Fault."""
    if kind is LineKind.INTEREST:
        amount, days = lower_interest(low, node)
        return Worth(amount, _tax_class(node, _tax_words(node, None), kind), days)
    item = _only_worth(node)
    subject, units = None, None
    if item.kind == "table":
        subject = low.amount(item.nodes()[0])
        amount = _table(low, item, subject)
    elif item.kind == "worth":
        units = _units(low, node)
        amount = low.at(evolve(low.place, unit=True)).amount(item.nodes()[0])
    else:
        amount = low.amount(item.nodes()[0])
    limit = _limit(low, node, amount)
    words = _tax_words(node, item)
    tax = _tax_class(node, words, kind)
    amount = charged = limit.amount
    every = node.first("every") if node.first("prorate") else None
    span = _days_charged(low, every) if every else None
    if span:
        charged = core.Arithmetic(ArithmeticOp.MULTIPLY, amount, _share_of_month(span))
    charged = less_waived(low, name, amount, charged, span)
    if words is not None and words.kind == "tax_included":
        charged = before_tax(charged, low.scope.taxes, low.rounding, low.unit)
    measured = () if subject is None else (subject,)
    return Worth(charged, tax, _ONE, units, limit.cap, limit.capped, limit.bites, measured)


def _only_worth(node: Node) -> Node:
    found = list(node.all("amount", "table", "worth"))
    if len(found) != 1:
        fail("E0503", "a clause has one worth", node.span, "write one of “amount …”, “table by …”, “each day worth …”")
    return found[0]


def _table(low: Lowering, node: Node, subject: Expr) -> Expr:
    for fault in table_faults(node):
        if fault.severity is Severity.ERROR:
            raise Fault(fault)
    result: Expr | None = None
    for tier in reversed(list(node.all("tier"))):
        bounds, value = tier.nodes()
        worth = low.amount(value)
        test = _tier_test(low, subject, bounds)
        result = worth if result is None else core.If(test or _TRUE, worth, result)
    assert result is not None, "the grammar gives every table a row"
    return result


def _tier_test(low: Lowering, subject: Expr, bounds: Node) -> Expr | None:
    """What must hold for a row, given that no row above it held; the checks see that rows fit together."""
    limits = [low.amount(item) for item in bounds.nodes()]
    if bounds.kind in ("below", "within_bounds"):
        return core.Compare(core.CompareOp.LT, subject, limits[-1])
    return core.Compare(core.CompareOp.GE, subject, limits[0]) if limits else None


def _units(low: Lowering, node: Node) -> Units:
    count = node.first("count")
    if count is None:
        fail(
            "E0504",
            "“each day worth” needs the time that is counted",
            node.span,
            "add “count whole 24 hours from … to …”",
        )
    numbers = [number_of(word.text) for word in count.words("NUMBER")]
    if numbers[0] != 24:
        fail("E0505", "only pieces of 24 hours can be counted", count.span, "write “count whole 24 hours”")
    start, end = (low.want(item, low.expr(item), Kind.INSTANT) for item in count.nodes()[:2])
    return Units(start, end, int(numbers[1]) if len(numbers) > 1 else 1)


@frozen
class _Limit:
    """An amount with the cap of each line in it; or the cap of all lines together with what counts under it."""

    amount: Expr
    cap: Expr | None = None
    capped: Expr | None = None
    bites: tuple[Expr, Expr] | None = None


def _limit(low: Lowering, node: Node, amount: Expr) -> _Limit:
    item = node.first("cap")
    if item is None:
        return _Limit(amount)
    limit = low.amount(item.nodes()[0])
    if node.first("cap_with_tax"):
        limit = with_tax(limit, core.LineDate(), low.rounding, low.unit)
    unless = [low.condition(child) for child in item.operands()[1:]]
    capped: Expr = core.Not(unless[0]) if unless else _TRUE
    if node.first("cap_in_all"):
        return _Limit(amount, limit, capped)
    if node.first("worth"):
        fail("E0517", "a cap limits a line, not the pieces counted for it", item.span, "write “cap in all”, or drop it")
    over = core.Compare(core.CompareOp.GT, amount, limit)
    least = core.Least((amount, limit))
    if unless:
        return _Limit(core.If(capped, least, amount), bites=(limit, core.And((over, capped))))
    return _Limit(least, bites=(limit, over))


def _tax_words(node: Node, worth: Node | None) -> Node | None:
    """The words that say how tax treats the clause: of a sentence of their own, or behind its worth."""
    sentence = next(reversed(list(node.all("tax"))), None)
    return sentence.nodes()[0] if sentence else worth.first(*_TAX) if worth else None


def _tax_class(node: Node, words: Node | None, kind: LineKind) -> TaxClass:
    tax = _TAX[words.kind] if words else None
    if kind in _UNTAXED:
        if tax not in (None, TaxClass.OUTSIDE):
            fail("E0508", f"{kind} is outside tax", node.span, "write “outside tax”")
        return TaxClass.OUTSIDE
    if tax is None:
        fail(
            "E0507",
            "an amount must say how tax treats it",
            node.span,
            "add “plus tax”, “tax included”, “tax exempt” or “outside tax”",
        )
    return tax


def _days_charged(low: Lowering, every: Node) -> tuple[Expr, Expr]:
    """The first and the last day of the line's month from the clause's first day to its last."""
    ends = [low.expr(item) for item in every.operands()]
    days = [core.FirstDay(end) if end.type.kind is Kind.MONTH else as_day(end) for end in ends[:1]]
    days += [core.LastDay(end) if end.type.kind is Kind.MONTH else as_day(end) for end in ends[1:]]
    month = core.LineMonth()
    return core.Greatest((days[0], core.FirstDay(month))), core.Least((*days[1:], core.LastDay(month)))


def _share_of_month(days: tuple[Expr, Expr]) -> Expr:
    """So many days over the days of the line's month."""
    charged = core.Between(core.SpanCount.DAYS, *days)
    return core.Arithmetic(ArithmeticOp.DIVIDE, charged, core.DaysOfMonth(core.LineMonth()))

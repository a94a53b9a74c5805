"""How each expression of the core becomes SQL. Dates are in `dates`."""

from fractions import Fraction
from math import lcm

from attrs import evolve
from sqlglot import exp

from tariff.compile import dates, primitives, rationals, trees
from tariff.compile.bounds import SUM, Bounds
from tariff.compile.demand import Pairs
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value, combined
from tariff.compile.rows import KEY
from tariff.compile.scope import Scope, definite, lowers
from tariff.model.expr import (
    And,
    Arithmetic,
    ArithmeticOp,
    Compare,
    CompareOp,
    Const,
    DaysOfMonth,
    Expr,
    Field,
    Greatest,
    If,
    Known,
    Least,
    LineDate,
    LineMonth,
    Named,
    Not,
    Or,
    Round,
    SumOfClauses,
    TaxRate,
    UnitMonth,
)
from tariff.model.gather import Element
from tariff.model.lists import OneOf
from tariff.model.types import Kind

__all__ = ["Scope", "dates"]

_COMPARISONS: dict[CompareOp, type[exp.Binary]] = {
    CompareOp.LT: exp.LT,
    CompareOp.LE: exp.LTE,
    CompareOp.GT: exp.GT,
    CompareOp.GE: exp.GTE,
    CompareOp.EQ: exp.EQ,
}
_MONTH_LENGTHS = lcm(28, 29, 30, 31)


@lowers(Const)
def _const(_scope: Scope, item: Const) -> Value:
    kind, value = item.of.kind, item.value
    if kind is Kind.YESNO:
        return Value(exp.true() if value else exp.false())
    if isinstance(value, str):
        return Value(trees.text(value))
    if kind is Kind.DATE:
        return primitives.day(int(value))
    if kind is Kind.INSTANT:
        return primitives.instant(int(value))
    return rationals.number(value)


@lowers(Field)
def _field(scope: Scope, item: Field) -> Value:
    return scope.field(item)


@lowers(Element)
def _element(scope: Scope, item: Element) -> Value:
    return scope.element(item)


@lowers(Named)
def _named(scope: Scope, item: Named) -> Value:
    return scope.value(item.body)


@lowers(LineMonth)
def _line_month(scope: Scope, _item: LineMonth) -> Value:
    assert scope.line_month is not None
    return scope.line_month


@lowers(LineDate)
def _line_date(scope: Scope, _item: LineDate) -> Value:
    assert scope.line_date is not None
    return scope.line_date


@lowers(UnitMonth)
def _unit_month(scope: Scope, _item: UnitMonth) -> Value:
    assert scope.unit_month is not None
    return scope.unit_month


@lowers(Arithmetic)
def _arithmetic(scope: Scope, item: Arithmetic) -> Value:
    left = scope.value(item.left)
    match item.op:
        case ArithmeticOp.ADD:
            return rationals.add(left, scope.value(item.right))
        case ArithmeticOp.SUBTRACT:
            return rationals.subtract(left, scope.value(item.right))
        case ArithmeticOp.MULTIPLY:
            return rationals.multiply(left, scope.value(item.right))
        case ArithmeticOp.DIVIDE:
            return _divided(scope, left, item.right)


def _divided(scope: Scope, left: Value, right: Expr) -> Value:
    """Over a constant, or over the days of a month: those are few, so that one denominator serves them all."""
    while isinstance(right, Named):
        right = right.body
    divisor = scope.value(right)
    if divisor.constant is not None:
        return rationals.divide_by(left, divisor.constant)
    if not isinstance(right, DaysOfMonth):
        raise TypeError(f"no static denominator for a division by {type(right).__name__}")
    share = trees.binary(exp.IntDiv, trees.integer(_MONTH_LENGTHS), divisor.tree)
    factor = combined((divisor,), share, Bounds(_MONTH_LENGTHS // 31, _MONTH_LENGTHS // 28), _MONTH_LENGTHS)
    return rationals.multiply(left, factor)


@lowers(Round)
def _round(scope: Scope, item: Round) -> Value:
    return rationals.rounded(scope.value(item.value), item.mode, item.unit, scope.share)


@lowers(Compare)
def _compare(scope: Scope, item: Compare) -> Value:
    left, right = rationals.comparable(scope.value(item.left), scope.value(item.right))
    return combined((left, right), trees.binary(_COMPARISONS[item.op], left.tree, right.tree))


@lowers(OneOf)
def _one_of(scope: Scope, item: OneOf) -> Value:
    if not item.options:
        return Value(exp.false())
    value = scope.value(item.value)
    return combined((value,), trees.one_of(value.tree, [trees.text(option) for option in item.options]))


@lowers(Known)
def _known(scope: Scope, item: Known) -> Value:
    value = scope.value(item.value)
    if not value.nullable:
        return Value(exp.true())
    return Value(trees.not_null(value.tree), value.depth)


@lowers(And)
def _and(scope: Scope, item: And) -> Value:
    conditions = tuple(scope.condition(part) for part in item.items)
    return combined(conditions, trees.all_of([part.tree for part in conditions]))


@lowers(Or)
def _or(scope: Scope, item: Or) -> Value:
    conditions = tuple(scope.condition(part) for part in item.items)
    return combined(conditions, trees.any_of([part.tree for part in conditions]))


@lowers(Not)
def _not(scope: Scope, item: Not) -> Value:
    condition = definite(scope.condition(item.value))
    return evolve(condition, node=trees.negation(condition.tree))


@lowers(If)
def _if(scope: Scope, item: If) -> Value:
    return rationals.choose([(scope.condition(item.test), scope.value(item.then))], scope.value(item.other))


@lowers(Least)
def _least(scope: Scope, item: Least) -> Value:
    return rationals.extreme(tuple(scope.value(part) for part in item.items), greatest=False)


@lowers(Greatest)
def _greatest(scope: Scope, item: Greatest) -> Value:
    return rationals.extreme(tuple(scope.value(part) for part in item.items), greatest=True)


@lowers(TaxRate)
def _tax_rate(scope: Scope, item: TaxRate) -> Value:
    day = scope.share(scope.value(item.day))
    steps = [(step.since, step.rates.get(item.tax_class, Fraction(0))) for step in scope.plan.terms.taxes]
    branches = [
        (combined((day,), trees.binary(exp.GTE, day.tree, trees.day(since))), rationals.number(rate))
        for since, rate in reversed(steps)
    ]
    if day.nullable:
        unknown = Value(trees.cast(exp.null(), "BIGINT"), nullable=True, bounds=Bounds(0, 0))
        branches.insert(0, (Value(trees.is_null(day.tree), day.depth), unknown))
    return rationals.choose(branches, rationals.number(0)) if branches else rationals.number(0)


@lowers(SumOfClauses)
def _sum_of_clauses(scope: Scope, item: SumOfClauses) -> Value:
    month = scope.share(scope.value(item.month))
    return month_sum(scope, scope.plan, frozenset(item.clauses), month)


def month_sum(scope: Scope, plan: Plan, names: frozenset[str], month: Value) -> Value:
    """The sum of clauses' lines in a month of this row's contract: their months are demanded, summed and joined."""
    month = scope.rows.add(month, "month") if month.constant is not None else month
    scope.rows.advance()
    held = plan.store(scope.rows, "rows")
    pairs = plan.define(
        "pairs",
        trees.select(
            [trees.named(trees.column(KEY), KEY), trees.named(month.tree, "month")],
            trees.table(held, alias=trees.PREVIOUS),
            where=[trees.not_null(month.tree)],
            distinct=True,
        ),
    )
    lines = plan.fees(names, Pairs(pairs))
    if lines is None:
        return rationals.number(0)
    keys = [trees.column(KEY), trees.column("month")]
    total = trees.named(trees.bigint(exp.Sum(this=trees.column("amount"))), "amount")
    sums = plan.define(
        "sums", trees.select([*keys, total], trees.subquery(lines, trees.PREVIOUS), group=[key.copy() for key in keys])
    )
    alias = plan.name("s")
    amount = trees.coalesce(trees.column("amount", alias), trees.integer(0))
    if month.nullable:
        amount = trees.case([(trees.not_null(month.tree), amount)], None)
    made = scope.rows.join(
        trees.table(sums, alias=alias),
        "left",
        [
            (scope.key, lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key)),
            (month, lambda value: trees.binary(exp.EQ, trees.column("month", alias), value)),
        ],
        sum=Value(amount, nullable=month.nullable, bounds=SUM),
    )
    return made["sum"]

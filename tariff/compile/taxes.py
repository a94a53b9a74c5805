"""Consumption tax and invoices: the rate on a line's day, tax once per invoice and rate, and when an invoice is due."""

from fractions import Fraction
from math import lcm

from sqlglot import exp

from tariff.compile import primitives, rationals, trees
from tariff.compile.bounds import SUM, Bounds
from tariff.compile.plan import Plan
from tariff.compile.rationals import Share, Value, combined
from tariff.compile.rows import KEY, Rows
from tariff.model.clause import TaxClass
from tariff.model.money import percent
from tariff.model.terms import Terms

_UNTAXED = (TaxClass.EXEMPT, TaxClass.OUTSIDE)


def rate_text(terms: Terms, tax: TaxClass, day: Value) -> Value:
    """The rate in force on a line's day; `day` is a column whose bounds leave out the steps that cannot be."""
    if tax in _UNTAXED:
        return _text("")
    days = primitives.days_of(day)
    branches: list[tuple[Value, Value]] = []
    for step in sorted(terms.taxes, key=lambda item: -item.since):
        text = _text(percent(step.rates.get(tax.value, Fraction(0))))
        if step.since <= days.low:
            return rationals.choose(branches, text) if branches else text
        if step.since <= days.high:
            branches.append((combined((day,), trees.binary(exp.GTE, day.tree, trees.day(step.since))), text))
    before = _text(percent(Fraction(0)))
    return rationals.choose(branches, before) if branches else before


def _text(value: str) -> Value:
    return Value(trees.text(value))


def rates(terms: Terms) -> dict[str, Fraction]:
    """Every rate that a line can bear, by its text."""
    taxed = [item for item in TaxClass if item not in _UNTAXED]
    found = {step.rates.get(tax.value, Fraction(0)) for step in terms.taxes for tax in taxed}
    return {percent(rate): rate for rate in sorted({*found, Fraction(0)})}


def tax_on(terms: Terms, base: Value, rate: Value, share: Share) -> Value:
    """The tax on a sum of amounts that bear `rate`, rounded as the terms say; 0 where there is no rate."""
    found = {text: value for text, value in rates(terms).items() if value}
    if not found:
        return rationals.number(0)
    over = lcm(*(value.denominator for value in found.values()))
    exact = [
        (
            combined((rate,), trees.binary(exp.EQ, rate.tree, trees.text(text))),
            rationals.multiply(base, rationals.over(value, over)),
        )
        for text, value in found.items()
    ]
    chosen = rationals.choose(exact, rationals.number(0))
    return rationals.rounded(chosen, terms.rounding, terms.unit, share)


def summed(column: str, name: str) -> exp.Expr:
    """The sum of a BIGINT column, as BIGINT: it raises where it does not fit."""
    return trees.named(trees.bigint(exp.Sum(this=trees.column(column))), name)


def bases(source: exp.Expr) -> exp.Query:
    """The sums of lines by contract, month and rate; `source` is lines under the alias ``p``."""
    keys = [KEY, "month", "rate"]
    columns = [trees.named(trees.column(key), key) for key in keys]
    return trees.select([*columns, summed("amount", "base")], source, group=[trees.column(key) for key in keys])


def with_tax(plan: Plan, based: exp.Query) -> exp.Query:
    """`based` (`bases`) with a column ``tax``."""
    rows = Rows(lambda: based, plan.name)
    tax = tax_on(plan.terms, amount_column("base"), Value(trees.column("rate")), rows.share)
    columns = {name: Value(trees.column(name)) for name in (KEY, "month", "rate", "base")}
    return rows.result([*columns.items(), ("tax", tax)])


def issue_day(terms: Terms, month: Value, share: Share) -> Value:
    """The day on which a month's invoice is issued (`results.issue_day`)."""
    return _day_in(month, terms.billing.issue_months, terms.billing.issue_day, share)


def due_day(terms: Terms, month: Value, share: Share) -> Value:
    """The day by which a month's invoice is to be paid (`results.due_day`)."""
    return _day_in(month, terms.billing.due_months, terms.billing.due_day, share)


def _day_in(month: Value, later: int, day: int, share: Share) -> Value:
    target = rationals.add(month, rationals.number(later))
    if day == 0:
        return primitives.last_day(target, share)
    target = share(target)
    wanted = primitives.add_days(primitives.first_day(target, share), rationals.number(day - 1))
    return rationals.extreme((wanted, primitives.last_day(target, share)), greatest=False)


def amount_column(name: str) -> Value:
    """A BIGINT column of which nothing more is known."""
    return Value(trees.column(name), bounds=SUM)


def month_column(months: Bounds, name: str = "month") -> Value:
    """A column of months."""
    return Value(trees.column(name), bounds=months)

"""Tax inside an amount: adding the tax of a day, and taking out the tax that a price includes."""

from datetime import date
from fractions import Fraction

from tariff.model import expr as core
from tariff.model.clause import TaxClass
from tariff.model.expr import ArithmeticOp, Expr
from tariff.model.money import Rounding
from tariff.model.terms import TaxStep
from tariff.model.types import DATE, NUMBER
from tariff.syntax.nodes import Node
from tariff.versions.consolidate import Consolidation
from tariff.versions.expressions.literals import fraction_of
from tariff.versions.provisions import Provision, unquote

_STANDARD = TaxClass.STANDARD.value
_OTHERS = (TaxClass.REDUCED.value, TaxClass.METERED.value)
_NO_RATES = dict.fromkeys((_STANDARD, *_OTHERS), Fraction(0))


def with_tax(value: Expr, day: Expr, rounding: Rounding, unit: int) -> Expr:
    """An amount with the standard tax of a day, the tax rounded."""
    tax = core.Arithmetic(ArithmeticOp.MULTIPLY, value, core.TaxRate(_STANDARD, day))
    return core.Arithmetic(ArithmeticOp.ADD, value, core.Round(tax, rounding, unit))


def before_tax(gross: Expr, steps: tuple[TaxStep, ...], rounding: Rounding, unit: int) -> Expr:
    """An amount that includes standard tax, less the rounded tax in it, at the rate in force on the line's date."""
    result = gross
    for step in steps:
        rate = step.rates[_STANDARD]
        inside = core.Arithmetic(ArithmeticOp.MULTIPLY, gross, core.Const(rate / (1 + rate), NUMBER))
        net = core.Arithmetic(ArithmeticOp.SUBTRACT, gross, core.Round(inside, rounding, unit))
        started = core.Compare(core.CompareOp.GE, core.LineDate(), core.Const(step.since, DATE))
        result = core.If(started, net, result)
    return result


def tax_steps(line: Consolidation) -> tuple[TaxStep, ...]:
    """The steps of the tax rates in a line of editions, in order: on each day, what the edition of the day says of it.

    A step without a reduced rate, or one for fees for use, has the standard one. Rates of a later edition that reach
    back do not count before it.
    """
    found: list[TaxStep] = []
    for edition, days in line.spans():
        earlier, later = TaxStep(days.start, _NO_RATES), []
        for step in _steps(edition.tree):
            if step.since <= days.start:
                earlier = TaxStep(days.start, step.rates)
            elif step.since in days:
                later.append(step)
        for step in (earlier, *later):
            if step.rates != (found[-1].rates if found else _NO_RATES):
                found.append(step)
    return tuple(found)


def _steps(tree: Provision) -> list[TaxStep]:
    rows = [row for _, item in tree.walk() for node in item.content for row in node.all("rate_row")]
    return sorted(map(_step, rows), key=lambda step: step.since)


def _step(row: Node) -> TaxStep:
    cells = {unquote(cell.text("NAME")): fraction_of(cell.text("PERCENT")) for cell in row.all("rate_cell")}
    standard = cells.get(_STANDARD, Fraction(0))
    rates = {_STANDARD: standard, **{name: cells.get(name, standard) for name in _OTHERS}}
    return TaxStep(date.fromisoformat(row.text("DATE")).toordinal(), rates)

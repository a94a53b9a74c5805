"""From expressions to Python closures: the reference meaning of every node of `tariff.model.expr`."""

from collections.abc import Callable
from typing import Any

from tariff.interpret.dates import DATES
from tariff.interpret.logic import LOGIC
from tariff.interpret.numbers import NUMBERS
from tariff.interpret.operands import is_constant
from tariff.interpret.scope import NOWHERE, Fn, Scope
from tariff.interpret.taxrates import TaxRates
from tariff.interpret.zones import Zone
from tariff.model import expr as e
from tariff.model.records import Cardinality
from tariff.model.terms import Terms

_BUILDERS: dict[type[e.Expr], Callable[..., Fn]] = {**NUMBERS, **LOGIC, **DATES}


class Expressions:
    """Compiles the expressions of one Terms. Equal expressions give one closure; constant ones are computed here, once.

    A closure takes a Scope and returns an int, Fraction, str, bool or None (unknown).
    """

    def __init__(self, terms: Terms, rates: TaxRates, zone: Zone) -> None:
        self.rates = rates
        self.zone = zone
        self.closed = {calendar.name: calendar.closed for calendar in terms.calendars}
        self._singles = {item.name for item in terms.records if item.cardinality is not Cardinality.MANY}
        self._compiled: dict[e.Expr, Fn] = {}

    def compile(self, expr: e.Expr) -> Fn:
        """The closure of an expression."""
        fn = self._compiled.get(expr)
        if fn is None:
            fn = self._build(expr)
            if is_constant(expr):
                fn = constant(fn(NOWHERE))
            self._compiled[expr] = fn
        return fn

    def _build(self, expr: e.Expr) -> Fn:
        match expr:
            case e.Const(value):
                return constant(value)
            case e.Field(record, name):
                return self._field(record, name)
            case e.Named(body=body):
                return self.compile(body)
            case e.LineMonth():
                return lambda scope: scope.month
            case e.LineDate():
                return lambda scope: scope.day
            case e.UnitMonth():
                return lambda scope: scope.unit_month
            case e.SumOfClauses(clauses, month):
                return _sum_of(clauses, self.compile(month))
            case _:
                return _BUILDERS[type(expr)](expr, self)

    def _field(self, record: str, name: str) -> Fn:
        if record in self._singles:
            return lambda scope: scope.singles[record].get(name)
        if name == "id":
            return lambda scope: scope.row.id
        return lambda scope: scope.values.get(name)


def constant(value: Any) -> Fn:
    """The closure of a value that never changes."""
    return lambda _: value


def _sum_of(clauses: tuple[str, ...], month: Fn) -> Fn:
    def total(scope: Scope) -> int | None:
        value = month(scope)
        return None if value is None else scope.sums(clauses, value)

    return total

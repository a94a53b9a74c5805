"""From expressions to Python closures: the reference meaning of every node of `tariff.model.expr`."""

from collections.abc import Callable
from typing import Any

from tariff.interpret.dates import DATES
from tariff.interpret.gathering import GATHERING
from tariff.interpret.logic import LOGIC
from tariff.interpret.numbers import NUMBERS
from tariff.interpret.operands import is_constant
from tariff.interpret.scope import NOWHERE, Fn, NotGivenError, Scope
from tariff.interpret.taxrates import TaxRates
from tariff.interpret.zones import Zone
from tariff.model import expr as e
from tariff.model.records import CONTRACT, PARAMETER, Cardinality
from tariff.model.terms import Terms

_BUILDERS: dict[type[e.Expr], Callable[..., Fn]] = {**NUMBERS, **LOGIC, **DATES, **GATHERING}


class Expressions:
    """Compiles the expressions of one Terms. Equal expressions give one closure; constant ones are computed here, once.

    A closure takes a Scope and returns an int, Fraction, str, bool or None (unknown). It raises NotGivenError where it
    reads a parameter that has to be given and is not.
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

    def optional(self, expr: e.Expr | None) -> Fn | None:
        """The closure of an expression that may be left out."""
        return None if expr is None else self.compile(expr)

    def _build(self, expr: e.Expr) -> Fn:
        match expr:
            case e.Const(value):
                return constant(value)
            case e.Field():
                return self._field(expr)
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

    def _field(self, field: e.Field) -> Fn:
        record, name = field.record, field.name
        if record == PARAMETER and not field.type.optional:
            return _parameter(name)
        if record == CONTRACT and name == "id":
            return lambda scope: scope.source.contract
        if record in self._singles:
            return lambda scope: scope.singles[record].get(name)
        if name == "id":
            return lambda scope: scope.row.id
        return lambda scope: scope.values.get(name)


def constant(value: Any) -> Fn:
    """The closure of a value that never changes."""
    return lambda _: value


def _parameter(name: str) -> Fn:
    def read(scope: Scope) -> Any:
        value = scope.singles[PARAMETER].get(name)
        if value is None:
            raise NotGivenError(name, scope.day)
        return value

    return read


def _sum_of(clauses: tuple[str, ...], month: Fn) -> Fn:
    def total(scope: Scope) -> int | None:
        value = month(scope)
        return None if value is None else scope.source.sums(clauses, value)

    return total

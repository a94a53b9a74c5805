"""An expression's value and what it rests on, down to the facts read."""

from collections import Counter
from collections.abc import Iterator

from tariff.interpret.expressions import Expressions
from tariff.interpret.gathering import taken
from tariff.interpret.operands import is_constant
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.scope import NotGivenError, Scope
from tariff.interpret.why.phrases import Phrases
from tariff.interpret.why.words import Words
from tariff.model import expr as e
from tariff.model.gather import Aggregate, Element
from tariff.model.lists import OneOf
from tariff.model.results import Reason
from tariff.model.walk import children, walk

_CONNECTIVES = (e.Compare, e.Known, OneOf, e.And, e.Or, e.Not)
# Nodes that an explanation opens up under a heading of their own; all others dissolve into the phrase above them.
_HEADINGS = (
    e.Field,
    Element,
    e.Named,
    e.Between,
    e.If,
    e.Least,
    e.Greatest,
    e.SumOfClauses,
    Aggregate,
    e.TaxRate,
    e.Round,
    *_CONNECTIVES,
)


class ValueReasons:
    """Explains expressions over one contract's rows."""

    def __init__(self, expressions: Expressions, reckoning: Reckoning, words: Words, phrases: Phrases) -> None:
        self._expressions = expressions
        self._reckoning = reckoning
        self._words = words
        self._phrases = phrases

    def of(self, expr: e.Expr, scope: Scope) -> Reason:
        """The expression in words, its value, and the values it was made from.

        An expression that was passed over may rest on a parameter that is not given: it has no value, and says why.
        """
        label = self._phrases.head(expr)
        try:
            return Reason(label, self._value(expr, scope), self._because(expr, scope))
        except NotGivenError as error:
            return Reason(label, f"unresolved: the parameter {error.parameter} is not given")

    def _value(self, expr: e.Expr, scope: Scope) -> str:
        value = self._expressions.compile(expr)(scope)
        if isinstance(expr, _CONNECTIVES):
            return "holds" if value else "does not hold"
        return self._words.value(value, expr.type)

    def _because(self, expr: e.Expr, scope: Scope) -> tuple[Reason, ...]:
        if is_constant(expr):
            return ()
        match expr:
            case e.Named(body=e.If() as body):
                return self._because(body, scope)
            case e.Named(body=body):
                return (self.of(body, scope),)
            case e.If():
                return tuple(self._cases(expr, scope))
            case e.Not(e.Compare() | e.Known() | OneOf() | e.And() | e.Or() as inner):
                return self._because(inner, scope)
            case e.SumOfClauses(clauses, month):
                return tuple(self._summed(clauses, self._expressions.compile(month)(scope)))
            case Aggregate():
                return tuple(self._taken(expr, scope))
            case _:
                return tuple(self.of(item, scope) for item in dict.fromkeys(_notable(expr)))

    def _cases(self, expr: e.Expr, scope: Scope) -> Iterator[Reason]:
        while isinstance(expr, e.If):
            yield self.of(expr.test, scope)
            expr = expr.then if self._expressions.compile(expr.test)(scope) else expr.other
        chosen = self.of(expr, scope)
        yield Reason("value of that case", chosen.value) if isinstance(expr, e.Const) else chosen

    def _summed(self, clauses: tuple[str, ...], month: int | None) -> Iterator[Reason]:
        for name in clauses if month is not None else ():
            lines = [item.amount for item in self._reckoning.of(name, month or 0) if item.month == month]
            counts = Counter(lines).items() if len(lines) > 1 else ()
            parts = tuple(Reason(f"{count} × {self._words.money(amount)}") for amount, count in counts)
            yield Reason(self._phrases.clause(name), self._words.money(sum(lines)), parts)

    def _taken(self, expr: Aggregate, scope: Scope) -> Iterator[Reason]:
        """The rows that an Aggregate takes, each with its value and what that and its being taken rest on."""
        parts = [part for part in (expr.value, expr.where) if part is not None]
        for row, worth in taken(expr, self._expressions)(scope):
            read = dict.fromkeys(item for part in parts for item in walk(part) if isinstance(item, Element))
            because = [self.of(item, scope) for item in read if item != expr.value and item.record == expr.record]
            value = "" if expr.value is None else self._words.value(worth, expr.value.type)
            yield Reason(self._words.row(expr.record, row), value, tuple(because))


def _notable(expr: e.Expr) -> Iterator[e.Expr]:
    for item in children(expr):
        if isinstance(item, _HEADINGS):
            if isinstance(item, e.Named) or not is_constant(item):
                yield item
        else:
            yield from _notable(item)

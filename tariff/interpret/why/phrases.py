"""Expressions in plain English, short enough to head a line of an explanation."""

from collections.abc import Mapping

from attrs import evolve

from tariff.interpret.why.words import Words, title
from tariff.model import expr as e
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.lists import OneOf
from tariff.model.records import Titles
from tariff.model.types import Kind

_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}
_IN_TIME = {"<": "before", "<=": "on or before", ">": "after", ">=": "on or after", "==": ""}
_IN_SIZE = {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "==": ""}
_TIMES = (Kind.DATE, Kind.MONTH, Kind.INSTANT)
# Texts are ordered too: names of contracts and rows.
_ORDERED = (*_TIMES, Kind.TEXT)
_MOST = 5
_LONG = 160
# Longer: without the arithmetic, the values under a line do not say how they make its amount.
_LONG_ARITHMETIC = 320


class Phrases:
    """Puts expressions into words. `clauses` gives the titles of clauses by name."""

    def __init__(self, words: Words, clauses: Mapping[str, Titles]) -> None:
        self._words = words
        self._clauses = clauses

    def clause(self, name: str) -> str:
        """The title of a clause."""
        return title(self._clauses.get(name, Titles()), name)

    def of(self, expr: e.Expr) -> str:
        """The expression in words."""
        match expr:
            case e.Const(value, kind):
                return self._words.value(value, kind)
            case e.Field(record, name) | Element(record, name):
                return self._words.field(record, name)
            case Aggregate():
                return self._aggregate(expr)
            case e.Named(name, titles):
                return title(titles, name)
            case e.Arithmetic():
                return self._arithmetic(expr)
            case e.Round(value, mode, unit):
                return f"{self._inner(value)} rounded {mode} to {self._words.money(unit)}"
            case e.If(then=then, other=other) if isinstance(then, e.If) or isinstance(other, e.If):
                return "the first case that holds"
            case e.If(test, then, other):
                return f"{self.of(then)} where {self.of(test)}, else {self.of(other)}"
            case e.Least(items) | e.Greatest(items):
                return f"the {_extreme(expr)} of {_listed([self.of(item) for item in items])}"
            case e.SumOfClauses(clauses, month):
                fees = " + ".join(map(self.clause, clauses))
                return f"{fees if len(clauses) == 1 else f'({fees})'} in {self.of(month)}"
            case e.TaxRate(tax_class, day):
                return f"the {tax_class} tax rate on {self.of(day)}"
            case _:
                return self._condition(expr) or self._time(expr)

    def head(self, expr: e.Expr) -> str:
        """The expression in words or, where they would be too many to head a line, what stands under it in a few."""
        words = self.of(expr)
        if len(words) <= _LONG:
            return words
        match expr:
            case e.And():
                return "all of these"
            case e.Or():
                return "one of these"
            case e.Not(e.And()):
                return "not all of these"
            case e.Not(e.Or()):
                return "none of these"
            case e.Compare(op, left, right):
                return self._compared(self.head(left), "is", op, left, self.head(right))
            case e.If():
                return "the first case that holds"
            case e.Least() | e.Greatest():
                return self._brief(expr) or f"the {_extreme(expr)} of these"
            case Aggregate(_, record, None):
                return f"the number of these rows of {self._words.record(record)}"
            case Aggregate(gathering, _, e.Expr() as value):
                return f"the {_gathered(gathering)} {self.of(value)} over these rows"
            case e.Arithmetic():
                return self._brief(expr) or "what these come to"
            case _:
                return words

    def _brief(self, expr: e.Expr) -> str:
        """The arithmetic, its spans and rows left to what stands under it; ``""`` where even that is too long."""
        words = _BriefPhrases(self._words, self._clauses).of(expr)
        return words if len(words) <= _LONG_ARITHMETIC else ""

    def _aggregate(self, expr: Aggregate) -> str:
        among = f" where {self.of(expr.where)}" if expr.where is not None else ""
        values = f"rows of {self._words.record(expr.record)}" if expr.value is None else self.of(expr.value)
        return f"the {_gathered(expr.gathering)} {values}{among}"

    def _arithmetic(self, expr: e.Arithmetic) -> str:
        binding = _BINDING[expr.op]
        # The right operand of - and ÷ keeps its brackets at equal binding.
        left = self._operand(expr.left, binding)
        right = self._operand(expr.right, binding + (expr.op in ("-", "/")))
        return f"{left} {_SIGNS[expr.op]} {right}"

    def _operand(self, expr: e.Expr, binding: int) -> str:
        bare = not isinstance(expr, e.Arithmetic) or _BINDING[expr.op] >= binding
        return self.of(expr) if bare else f"({self.of(expr)})"

    def _inner(self, expr: e.Expr) -> str:
        composite = isinstance(expr, (e.Arithmetic, e.And, e.Or, e.If))
        return f"({self.of(expr)})" if composite else self.of(expr)

    def _condition(self, expr: e.Expr) -> str:
        match expr:
            case e.Compare(e.CompareOp.EQ, e.NextOpen(day, calendar), same) if day == same:
                return f"{calendar} leaves {self.of(day)} open"
            case e.Compare():
                return self._compare(expr, "is")
            case e.Known(value):
                return f"{self.of(value)} is known"
            case OneOf(value, options):
                return f"{self.of(value)} is one of {_some(options)}"
            case e.Not(e.Known(value)):
                return f"{self.of(value)} is unknown"
            case e.Not(OneOf(value, options)):
                return f"{self.of(value)} is none of {_some(options)}"
            case e.Not(e.Compare() as compare):
                return self._compare(compare, "is not")
            case e.Not(value):
                return f"not ({self.of(value)})"
            case e.And(items):
                return " and ".join(map(self._inner, items)) or "always"
            case e.Or(items):
                return " or ".join(map(self._inner, items)) or "never"
            case _:
                return ""

    def _compare(self, expr: e.Compare, verb: str) -> str:
        return self._compared(self.of(expr.left), verb, expr.op, expr.left, self.of(expr.right))

    def _compared(self, left: str, verb: str, op: e.CompareOp, of: e.Expr, right: str) -> str:
        words = _IN_TIME if of.type.kind in _ORDERED else _IN_SIZE
        return " ".join(filter(None, (left, verb, words[op], right)))

    def _time(self, expr: e.Expr) -> str:
        match expr:
            case e.LineMonth():
                return "the month of the line"
            case e.LineDate():
                return "the date of the line"
            case e.UnitMonth():
                return "the month in which the 24 hours began"
            case e.DayOf(value):
                return f"the day of {self.of(value)}"
            case e.InstantAt(day, minutes):
                return f"{minutes // 60:02d}:{minutes % 60:02d} on {self.of(day)}"
            case e.AddDays(e.AddDays(day, e.Const(int() as inner, kind)), e.Const(int() as outer)):
                return self.of(e.AddDays(day, e.Const(inner + outer, kind)))
            case e.AddDays(day, e.Const(0)):
                return self.of(day)
            case e.AddDays(e.DayAfterMonths(first, months), e.Const(-1)):
                return f"the last day of {_span(months)} counted from {self.of(first)}"
            case e.AddDays(day, e.Const(int() as days)):
                return _shift("day", days, self.of(day))
            case e.AddDays(day, days):
                return f"{self.of(days)} days after {self.of(day)}"
            case e.DayAfterMonths(first, months):
                return f"the day after {_span(months)} counted from {self.of(first)}"
            case SameDay(day, months):
                side = "after" if months >= 0 else "before"
                return f"the same day {_span(abs(months))} {side} {self.of(day)}"
            case NextAnnual(day, month, day_of_month):
                return f"the first {month:02d}-{day_of_month:02d} on or after {self.of(day)}"
            case e.Between(count, first, last):
                return f"{count} from {self.of(first)} to {self.of(last)}"
            case e.HoursApart(start, end):
                return f"whole hours from {self.of(start)} to {self.of(end)}"
            case e.MonthOf(day):
                return f"the month of {self.of(day)}"
            case e.AddMonths(month, months):
                return _shift("month", months, self.of(month))
            case e.MonthsApart(earlier, later):
                return f"months from {self.of(earlier)} to {self.of(later)}"
            case e.FirstDay(month):
                return f"the first day of {self.of(month)}"
            case e.LastDay(month):
                return f"the last day of {self.of(month)}"
            case e.DaysOfMonth(month):
                return f"the days of {self.of(month)}"
            case e.NextOpen(day, calendar):
                return f"{self.of(day)}, or the next day that {calendar} leaves open"
            case _:
                raise TypeError(type(expr).__name__)


class _BriefPhrases(Phrases):
    """Phrases that name what is counted or gathered, and leave out between which days and over which rows."""

    def _aggregate(self, expr: Aggregate) -> str:
        return super()._aggregate(evolve(expr, where=None))

    def _time(self, expr: e.Expr) -> str:
        return expr.count if isinstance(expr, e.Between) else super()._time(expr)


def _extreme(expr: e.Least | e.Greatest) -> str:
    in_time = expr.type.kind in _TIMES
    if isinstance(expr, e.Least):
        return "earliest" if in_time else "least"
    return "latest" if in_time else "greatest"


def _listed(items: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def _some(options: tuple[str, ...]) -> str:
    shown = ", ".join(options[:_MOST])
    return shown if len(options) <= _MOST else f"{shown} and {len(options) - _MOST} more"


def _shift(what: str, count: int, place: str) -> str:
    side = "after" if count >= 0 else "before"
    return f"the {what} {side} {place}" if abs(count) == 1 else f"{abs(count)} {what}s {side} {place}"


def _span(months: int) -> str:
    return _count(months // 12, "year") if months and months % 12 == 0 else _count(months, "month")


def _gathered(gathering: Gathering) -> str:
    return str(gathering) if gathering in (Gathering.EARLIEST, Gathering.LATEST) else f"{gathering} of"


def _count(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"

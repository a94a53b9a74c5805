"""Expressions in plain words of either language, short enough to head a line of an explanation."""

from collections.abc import Mapping

from attrs import evolve

from tariff.interpret.why import wording
from tariff.interpret.why.words import Words
from tariff.model import expr as e
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.gather import Aggregate, Element
from tariff.model.lists import OneOf
from tariff.model.records import Titles
from tariff.model.types import Kind

_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2}
_TIMES = (Kind.DATE, Kind.MONTH, Kind.INSTANT)
# Texts are ordered too: names of contracts and rows.
_ORDERED = (*_TIMES, Kind.TEXT)
_MOST = 5
_LONG = 160
# Longer: without the arithmetic, the values under a line do not say how they make its amount.
_LONG_ARITHMETIC = 320


class Phrases:
    """Puts expressions into words, in the language of `words`. `clauses` gives the titles of clauses by name."""

    def __init__(self, words: Words, clauses: Mapping[str, Titles]) -> None:
        self._words = words
        self._clauses = clauses

    def clause(self, name: str) -> str:
        """The title of a clause."""
        return self._words.title(self._clauses.get(name, Titles()), name)

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
                return self._words.title(titles, name)
            case e.Arithmetic():
                return self._arithmetic(expr)
            case e.Round(value, mode, unit):
                return self._say(
                    "rounded", value=self._inner(value), mode=self._term(mode), unit=self._words.money(unit)
                )
            case e.If(then=then, other=other) if isinstance(then, e.If) or isinstance(other, e.If):
                return self._say("first_case")
            case e.If(test, then, other):
                return self._say("if", test=self.holds(test), then=self.of(then), other=self.of(other))
            case e.Least(items) | e.Greatest(items):
                return self._say("extreme", extreme=self._extreme(expr), items=self._listed([*map(self.of, items)]))
            case e.SumOfClauses(clauses, month):
                fees = " + ".join(map(self.clause, clauses))
                return self._say(
                    "in_month",
                    fees=fees if len(clauses) == 1 else self._say("bracketed", value=fees),
                    month=self.of(month),
                )
            case e.TaxRate(tax_class, day):
                return self._say("tax_rate", tax_class=self._term(tax_class), day=self.of(day))
            case _:
                return self._condition(expr) or self._time(expr)

    def holds(self, expr: e.Expr) -> str:
        """A condition in words: that it holds."""
        bare = isinstance(expr, e.Field | Element | e.Named) and expr.type.kind is Kind.YESNO
        return self._say("is_yes", value=self.of(expr)) if bare and self._words.language == "ja" else self.of(expr)

    def head(self, expr: e.Expr) -> str:
        """The expression in words or, where they would be too many to head a line, what stands under it in a few."""
        words = self.of(expr)
        if len(words) <= _LONG:
            return words
        match expr:
            case e.And():
                return self._say("all")
            case e.Or():
                return self._say("one")
            case e.Not(e.And()):
                return self._say("not_all")
            case e.Not(e.Or()):
                return self._say("none")
            case e.Compare(op, left, right):
                return self._compared(op, left, self.head(left), self.head(right))
            case e.If():
                return self._say("first_case")
            case e.Least() | e.Greatest():
                return self._brief(expr) or self._say("extreme_of_these", extreme=self._extreme(expr))
            case Aggregate(_, record, None):
                return self._say("rows_of_these", record=self._words.record(record))
            case Aggregate(gathering, _, e.Expr() as value):
                return self._say("over_these", gathering=self._term(gathering), value=self.of(value))
            case e.Arithmetic():
                return self._brief(expr) or self._say("come_to")
            case _:
                return words

    def _say(self, pattern: str, **parts: str | int) -> str:
        return wording.say(self._words.language, pattern, **parts)

    def _term(self, word: str) -> str:
        return wording.term(self._words.language, word)

    def _listed(self, items: list[str]) -> str:
        return wording.listed(self._words.language, items)

    def _brief(self, expr: e.Expr) -> str:
        """The arithmetic, its spans and rows left to what stands under it; ``""`` where even that is too long."""
        words = _BriefPhrases(self._words, self._clauses).of(expr)
        return words if len(words) <= _LONG_ARITHMETIC else ""

    def _aggregate(self, expr: Aggregate) -> str:
        rows = self._say("rows", record=self._words.record(expr.record))
        parts = {"values": rows if expr.value is None else self.of(expr.value), "gathering": self._term(expr.gathering)}
        if expr.where is None:
            return self._say("gathered", **parts)
        return self._say("gathered_where", **parts, where=self.holds(expr.where))

    def _arithmetic(self, expr: e.Arithmetic) -> str:
        binding = _BINDING[expr.op]
        # The right operand of - and ÷ keeps its brackets at equal binding.
        left = self._operand(expr.left, binding)
        right = self._operand(expr.right, binding + (expr.op in ("-", "/")))
        return f"{left} {_SIGNS[expr.op]} {right}"

    def _operand(self, expr: e.Expr, binding: int) -> str:
        bare = not isinstance(expr, e.Arithmetic) or _BINDING[expr.op] >= binding
        return self.of(expr) if bare else self._say("bracketed", value=self.of(expr))

    def _inner(self, expr: e.Expr) -> str:
        composite = isinstance(expr, (e.Arithmetic, e.And, e.Or, e.If))
        return self._say("bracketed", value=self.holds(expr)) if composite else self.holds(expr)

    def _condition(self, expr: e.Expr) -> str:
        match expr:
            case e.Compare(e.CompareOp.EQ, e.NextOpen(day, calendar), same) if day == same:
                return self._say("open_day", calendar=calendar, day=self.of(day))
            case e.Not(e.Compare(e.CompareOp.EQ, e.NextOpen(day, calendar), same)) if day == same:
                return self._say("closed_day", calendar=calendar, day=self.of(day))
            case e.Compare():
                return self._compare(expr, holds=True)
            case e.Known(value):
                return self._say("known", value=self.of(value))
            case OneOf(value, options):
                return self._say("one_of", value=self.of(value), options=self._some(options))
            case e.Not(e.Known(value)):
                return self._say("unknown", value=self.of(value))
            case e.Not(OneOf(value, options)):
                return self._say("none_of", value=self.of(value), options=self._some(options))
            case e.Not(e.Compare() as compare):
                return self._compare(compare, holds=False)
            case e.Not(value) if self.holds(value) != self.of(value):
                return self._say("is_not_yes", value=self.of(value))
            case e.Not(value):
                return self._say("not", value=self.holds(value))
            case e.And(items):
                return wording.every_one(self._words.language, [*map(self._inner, items)]) or self._say("always")
            case e.Or(items):
                return wording.any_one(self._words.language, [*map(self._inner, items)]) or self._say("never")
            case _:
                return ""

    def _compare(self, expr: e.Compare, *, holds: bool) -> str:
        match expr:
            case e.Compare(e.CompareOp.EQ, e.Round(value, _, unit), other) if value == other:
                pattern = "multiple" if holds else "not_multiple"
                return self._say(pattern, value=self.of(value), unit=self._words.money(unit))
        wanted = expr.right.value if isinstance(expr.right, e.Const) else None
        # Where it may be unknown, no is not the same as not yes.
        if self._words.language == "ja" and (wanted is True or (wanted is False and not expr.left.type.optional)):
            return self._say("is_yes" if holds is wanted else "is_not_yes", value=self.of(expr.left))
        return self._compared(expr.op, expr.left, self.of(expr.left), self.of(expr.right), holds=holds)

    def _compared(self, op: e.CompareOp, of: e.Expr, left: str, right: str, *, holds: bool = True) -> str:
        in_time = of.type.kind in _ORDERED
        return wording.compared(self._words.language, op, left, right, in_time=in_time, holds=holds)

    def _time(self, expr: e.Expr) -> str:
        match expr:
            case e.LineMonth():
                return self._say("line_month")
            case e.LineDate():
                return self._say("line_date")
            case e.UnitMonth():
                return self._say("unit_month")
            case e.DayOf(value):
                return self._say("day_of", value=self.of(value))
            case e.InstantAt(day, minutes):
                return self._say("instant_at", hours=minutes // 60, minutes=minutes % 60, day=self.of(day))
            case e.Between(count, first, last):
                return self._say("between", count=self._term(count), first=self.of(first), last=self.of(last))
            case e.HoursApart(start, end):
                return self._say("hours", start=self.of(start), end=self.of(end))
            case e.MonthsApart(earlier, later):
                return self._say("months_apart", earlier=self.of(earlier), later=self.of(later))
            case e.MonthOf(day):
                return self._say("month_of", day=self.of(day))
            case e.FirstDay(month):
                return self._say("first_day", month=self.of(month))
            case e.LastDay(month):
                return self._say("last_day", month=self.of(month))
            case e.DaysOfMonth(month):
                return self._say("days_of_month", month=self.of(month))
            case e.NextOpen(day, calendar):
                return self._say("next_open", day=self.of(day), calendar=calendar)
            case _:
                return self._moved(expr)

    def _moved(self, expr: e.Expr) -> str:
        """A day or month some way from another."""
        match expr:
            case e.AddDays(e.AddDays(day, e.Const(int() as inner, kind)), e.Const(int() as outer)):
                return self.of(e.AddDays(day, e.Const(inner + outer, kind)))
            case e.AddDays(day, e.Const(0)):
                return self.of(day)
            case e.AddDays(e.DayAfterMonths(first, months), e.Const(-1)):
                return self._say("last_of_span", span=self._span(months), first=self.of(first))
            case e.AddDays(day, e.Const(int() as days)):
                return self._shift("day", days, self.of(day))
            case e.AddDays(day, days):
                return self._say("days_after", days=self.of(days), day=self.of(day))
            case e.DayAfterMonths(first, months):
                return self._say("after_span", span=self._span(months), first=self.of(first))
            case SameDay(day, months):
                side = "same_day_after" if months >= 0 else "same_day_before"
                return self._say(side, span=self._span(abs(months)), day=self.of(day))
            case NextAnnual(day, month, day_of_month):
                return self._say("annual", day=self.of(day), month=month, number=day_of_month)
            case e.AddMonths(month, months):
                return self._shift("month", months, self.of(month))
            case _:
                raise TypeError(type(expr).__name__)

    def _extreme(self, expr: e.Least | e.Greatest) -> str:
        in_time = expr.type.kind in _TIMES
        if isinstance(expr, e.Least):
            return self._say("earliest" if in_time else "least")
        return self._say("latest" if in_time else "greatest")

    def _some(self, options: tuple[str, ...]) -> str:
        shown = ("、" if self._words.language == "ja" else ", ").join(options[:_MOST])
        return shown if len(options) <= _MOST else self._say("more", shown=shown, count=len(options) - _MOST)

    def _shift(self, what: str, count: int, place: str) -> str:
        if abs(count) == 1:
            return self._say(f"{'next' if count > 0 else 'previous'}_{what}", place=place)
        return self._say(f"{'later' if count >= 0 else 'earlier'}_{what}s", count=abs(count), place=place)

    def _span(self, months: int) -> str:
        unit, count = ("year", months // 12) if months and months % 12 == 0 else ("month", months)
        return self._say(f"a_{unit}") if count == 1 else self._say(f"{unit}s", count=count)


class _BriefPhrases(Phrases):
    """Phrases that name what is counted or gathered, and leave out between which days and over which rows."""

    def _aggregate(self, expr: Aggregate) -> str:
        return super()._aggregate(evolve(expr, where=None))

    def _time(self, expr: e.Expr) -> str:
        return self._term(expr.count) if isinstance(expr, e.Between) else super()._time(expr)

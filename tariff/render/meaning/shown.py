"""Values, drivers and cases of two versions of terms, as sentences on a change name them."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from attrs import evolve, field, frozen

from tariff.compare.meaning import Stand
from tariff.compare.meaning.change import (
    BillingDay,
    Case,
    Cell,
    Otherwise,
    Reason,
    RoundingRule,
    Shown,
    Year,
)
from tariff.interpret.why import wording
from tariff.interpret.why.phrases import Phrases
from tariff.interpret.why.words import Words, number
from tariff.interpret.zones import Zone
from tariff.model import expr as e
from tariff.model.clause import Clause, Every, LineKind, Once, TaxClass
from tariff.model.gather import Aggregate
from tariff.model.records import CONTRACT, Cardinality, Never, NeverAtOnce, Titles
from tariff.model.ruling import Outcome, Ruling, RulingKind
from tariff.model.terms import Branch
from tariff.model.types import Kind, Type
from tariff.model.walk import walk
from tariff.render.meaning import patterns as p

_TIMES = (Kind.DATE, Kind.MONTH, Kind.INSTANT)
_LONG = 160


@frozen
class Side:
    """One of the two versions: how what stands in it is put into words of a language.

    clauses: the titles of clauses by name. own: the record whose fields are named without it.
    """

    stand: Stand
    language: str
    clauses: Mapping[str, Titles] = field(hash=False)
    own: str = CONTRACT

    @cached_property
    def words(self) -> Words:
        """How values and names are written."""
        return Words(self.stand.terms, Zone(self.stand.terms.zone), self.language, self.own)

    @cached_property
    def phrases(self) -> Phrases:
        """How expressions are put into words."""
        return Phrases(self.words, self.clauses)

    def over(self, drivers: Sequence[Once | Every]) -> "Side":
        """The same, for what is driven by the rows of one record."""
        records = {driver.record for driver in drivers}
        return evolve(self, own=records.pop()) if len(records) == 1 else self

    def say(self, pattern: Titles, **parts: str | int) -> str:
        """A pattern with its parts filled in."""
        return pattern.of(self.language).format(**parts)

    def shown(self, value: Shown) -> str:
        """Whatever stands on one side of a change."""
        match value:
            case e.Expr():
                return self.value(value)
            case Clause() | Ruling():
                return self.over(value.drivers).clause(value)
            case Once() | Every():
                return self.over([value]).driver(value)
            case Never(titles, when):
                return self._named(titles, when)
            case NeverAtOnce(titles):
                return self.say(p.GROUND, title=titles.of(self.language))
            case Reason(number_of, titles, when):
                label = " ".join(filter(None, (number_of, titles.of(self.language))))
                return self._named(Titles(label, label), when)
            case Titles():
                return value.of(self.language)
            case Type():
                return self._type(value)
            case _:
                return self._plain(value)

    def _plain(self, value: Shown) -> str:
        match value:
            case LineKind() | RulingKind():
                return p.KINDS[value].of(self.language)
            case TaxClass():
                return p.TAX[value].of(self.language)
            case Outcome():
                return p.OUTCOMES[value].of(self.language)
            case Cardinality():
                return p.ROWS[value].of(self.language)
            case RoundingRule(mode, unit):
                return self.say(p.ROUNDED, mode=wording.term(self.language, mode), unit=self.words.money(unit))
            case Year(days, leap):
                return self._year(days, leap)
            case BillingDay(months, day):
                return self._billing_day(months, day)
            case Fraction():
                return self.say(p.PERCENT, number=number(100 * value))
            case None:
                return p.NO_SUCH.of(self.language)
            case _:
                return str(value)

    def value(self, expr: e.Expr) -> str:
        """An expression, an amount by cases with all of them."""
        if isinstance(expr, e.Const) and expr.value is True:
            return p.ALWAYS.of(self.language)
        if not isinstance(expr, e.If) or not isinstance(expr.other, e.If):
            return self.phrases.holds(expr)
        rows: list[str] = []
        rest: e.Expr = expr
        while isinstance(rest, e.If):
            rows.append(self.say(p.ROW_WHERE, test=self.phrases.holds(rest.test), value=self.value(rest.then)))
            rest = rest.other
        rows.append(self.say(p.ROW_OTHERWISE, value=self.value(rest)))
        return p.BETWEEN_ROWS.of(self.language).join(rows)

    def brief(self, expr: e.Expr) -> str:
        """An expression in few words."""
        words = self.value(expr)
        return words if len(words) <= _LONG else self.phrases.head(expr)

    def clause(self, item: Clause | Ruling) -> str:
        """What a clause comes to, in one line."""
        kind, drivers = self._plain(item.kind), p.ALTERNATELY.of(self.language).join(map(self.driver, item.drivers))
        if isinstance(item, Ruling):
            return self.say(p.DECIDED, kind=kind, drivers=drivers)
        return self.say(p.MADE, kind=kind, amount=self.brief(item.amount), drivers=drivers)

    def driver(self, item: Once | Every) -> str:
        """What drives a clause."""
        record = self.words.record(item.record)
        if isinstance(item, Every):
            first = self.brief(item.first)
            if item.last is None:
                return self.say(p.EVERY, record=record, first=first)
            return self.say(p.EVERY_TO, record=record, first=first, last=self.brief(item.last))
        once = self.say(p.ONCE, record=record, on=self.brief(item.on))
        return once if item.when is None else self.say(p.WHERE, what=once, where=self.phrases.holds(item.when))

    def case(self, case: Case) -> str:
        """A case of an amount, to stand before what is said of it."""
        match case:
            case Otherwise():
                return p.OTHERWISE_CASE.of(self.language)
            case Cell():
                end = "" if case.row else p.SPLIT.of(self.language)
                return self._cell(case) + (end or ("、" if self.language == "ja" else ", "))
            case _:
                return self.say(p.CASE, test=self.phrases.holds(case))

    def rows(self, branch: Branch) -> str:
        """The rows of a record that keep prior terms."""
        rows = self.words.record(branch.record)
        if not isinstance(branch.condition, e.Const):
            where = evolve(self, own=branch.record).phrases.holds(branch.condition)
            rows = self.say(p.ROWS_WHERE, record=rows, where=where)
        return rows if branch.until is None else self.say(p.UNTIL_DAY, rows=rows, day=self.day(branch.until))

    def days_waived(self, days: e.Expr) -> str:
        """The days for which nothing is owed: by the suspension that they are of, where only one is over such rows."""
        stopped = [item for item in self.stand.version.rulings if item.kind is RulingKind.SUSPENSION]
        over = {node.record for node in walk(days) if isinstance(node, Aggregate | e.Field)}
        found = [item for item in stopped if all(driver.record in over for driver in item.drivers)]
        if len(found) != 1:
            return self.brief(days)
        named = self.say(p.DAYS_OF, title=self.words.title(found[0].titles, found[0].name))
        # Of the rows of the suspension, those are meant that fit the row of the clause.
        fitting = [item for item in _conditions(days) if any(isinstance(node, e.Field) for node in walk(item))]
        where = wording.every_one(self.language, [*map(self.phrases.holds, fitting)])
        return self.say(p.WHERE, what=named, where=where) if where else named

    def day(self, day: int) -> str:
        """A day."""
        return date.fromordinal(day).isoformat()

    def _cell(self, cell: Cell) -> str:
        in_time = cell.of.kind in _TIMES
        subject = self.phrases.of(cell.subject)
        low, high = ("" if bound is None else self.words.value(bound, cell.of) for bound in (cell.low, cell.high))
        if isinstance(cell.subject, e.LineDate):
            pattern = p.DATED_FROM_TO if low and high else p.DATED_FROM if low else p.DATED_BEFORE
            return self.say(pattern, low=low, high=high)
        if low and high:
            return self.say(p.FROM_DAY_TO if in_time else p.FROM_TO, subject=subject, low=low, high=high)
        if high:
            return self.say(p.BEFORE if in_time else p.UNDER, subject=subject, high=high)
        if low:
            return self.say(p.FROM_DAY if in_time else p.FROM, subject=subject, low=low)
        return p.ALWAYS.of(self.language)

    def _named(self, titles: Titles, when: e.Expr) -> str:
        title = titles.of(self.language)
        if isinstance(when, e.Const):
            return self.say(p.GROUND, title=title)
        condition = self.phrases.holds(when)
        return self.say(p.GROUND_WHEN, title=title, when=condition) if title else condition

    def _type(self, kind: Type) -> str:
        shown = p.TYPES[kind.kind].of(self.language)
        if kind.choices:
            shown = self.say(p.ONE_OF, choices=wording.listed(self.language, kind.choices))
        return self.say(p.OR_UNKNOWN, kind=shown) if kind.optional else shown

    def _year(self, days: tuple[int, ...], leap: bool) -> str:
        if len(days) == 1:
            return self.say(p.YEAR, days=days[0])
        if leap:
            return self.say(p.LEAP_YEAR, leap=days[0], common=days[1])
        return p.CALENDAR_YEAR.of(self.language)

    def _billing_day(self, months: int, day: int) -> str:
        month = p.MONTHS[months].of(self.language)
        return self.say(p.DAY_OF_MONTH, month=month, day=day) if day else self.say(p.LAST_DAY, month=month)


def _conditions(days: e.Expr) -> tuple[e.Expr, ...]:
    """What rows have to fulfil that are gathered."""
    where = days.where if isinstance(days, Aggregate) else None
    return where.items if isinstance(where, e.And) else () if where is None else (where,)

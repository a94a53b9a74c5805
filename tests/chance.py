"""Random expressions over the fields that a clause of the hand-built terms can see."""

import random
from copy import copy

from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.expr import (
    AddDays,
    AddMonths,
    And,
    Between,
    Compare,
    CompareOp,
    Const,
    DayAfterMonths,
    DayOf,
    DaysOfMonth,
    Expr,
    FirstDay,
    Greatest,
    HoursApart,
    If,
    InstantAt,
    Known,
    LastDay,
    Least,
    LineDate,
    LineMonth,
    MonthOf,
    MonthsApart,
    NextOpen,
    Not,
    Or,
    Round,
    SpanCount,
    TaxRate,
)
from tariff.model.expr import Field as FieldOf
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.lists import OneOf
from tariff.model.money import Rounding
from tariff.model.records import CONTRACT, Cardinality, Record
from tariff.model.types import DATE, TEXT, Kind
from tests.model_terms import RECORDS, day, field, money, number, over, times

_DAYS = tuple(map(day, ("2015-05-26", "2016-02-29", "2016-04-25", "2017-01-15")))


class Chance:
    """Draws expressions that a driver over `record` can evaluate; with `line`, the line's own date and month too."""

    def __init__(self, rng: random.Random, record: Record, *, line: bool = False, gather: float = 0.2) -> None:
        """`gather`: how many of the aggregates drawn are kept; each makes a query longer."""
        self.rng = rng
        self._gather = gather
        self._line = line
        seen = {record.name: record} | {item.name: item for item in RECORDS if item.cardinality is not Cardinality.MANY}
        self._fields: list[FieldOf | Element] = [
            field(item.name, column.name) for item in seen.values() for column in item.fields
        ]

    def _field(self, *kinds: Kind) -> FieldOf | Element | None:
        found = [item for item in self._fields if item.of.kind in kinds]
        return self.rng.choice(found) if found else None

    def condition(self, depth: int) -> Expr:
        """A condition; a constant one never."""
        draw = self.rng.randrange(10 if depth else 6)
        op = self.rng.choice(tuple(CompareOp))
        match draw:
            case 0 | 1:
                return Compare(op, self.date(depth), self.date(depth))
            case 2:
                return Compare(op, self.number(depth), self.number(depth))
            case 3:
                optional = [item for item in self._fields if item.of.optional]
                return Known(self.rng.choice(optional))
            case 4:
                return self._word(op)
            case 5:
                return self._text()
            case 6:
                return And((self.condition(depth - 1), self.condition(depth - 1)))
            case 7:
                return Or((self.condition(depth - 1), self.condition(depth - 1)))
            case 8:
                return Not(self.condition(depth - 1))
            case _:
                return If(self.condition(depth - 1), self.condition(depth - 1), self.condition(depth - 1))

    def _text(self) -> Expr:
        """A condition on texts, the names of rows among them."""
        texts = [item for item in self._fields if item.of.kind in (Kind.TEXT, Kind.CHOICE)]
        names = [FieldOf(CONTRACT, "id", TEXT), *(Element(item.record, "id", TEXT) for item in self._looked())]
        first, second = self.rng.choice(texts), self.rng.choice(names)
        if self.rng.random() < 0.5:
            words = first.of.choices or ("", "a", "é")
            return OneOf(first, tuple(self.rng.sample(words, self.rng.randrange(len(words) + 1))))
        return Compare(self.rng.choice(tuple(CompareOp)), second, self.rng.choice(names))

    def _looked(self) -> list[Element]:
        return [item for item in self._fields if isinstance(item, Element)]

    def _gathered(self, gathering: Gathering, kind: Kind, depth: int) -> Expr | None:
        """What the rows of some record come to; they are compared among each other, and with the row outside."""
        if depth == 0 or self.rng.random() > self._gather:
            return None
        record = self.rng.choice([item for item in RECORDS if item.cardinality is Cardinality.MANY])
        inner = copy(self)
        outer = [item for item in self._fields if not (isinstance(item, Element) and item.record == record.name)]
        elements = [Element(record.name, column.name, column.type) for column in record.fields]
        inner._fields = [*elements, *elements, *elements, *outer]
        inner._line = self._line and self.rng.random() < 0.3
        value = None
        if gathering is not Gathering.COUNT or self.rng.random() < 0.3:
            value = inner.date(0) if kind is Kind.DATE else inner.money(0)
        where = None if self.rng.random() < 0.2 else inner._found(depth - 1)
        return Aggregate(gathering, record.name, value, where)

    def _found(self, depth: int) -> Expr:
        """How a row that is looked at is found: often by what it shares with the row outside."""
        found = self.condition(depth)
        if self.rng.random() < 0.5:
            mine = self.rng.choice(self._looked())
            same = [item for item in self._fields if item.of.kind is mine.of.kind and item not in self._looked()]
            if same and mine.of.kind is not Kind.YESNO:
                return And((Compare(CompareOp.EQ, mine, self.rng.choice(same)), found))
        return found

    def _word(self, op: CompareOp) -> Expr:
        """A condition on a field that is no day and no number."""
        found = self._field(Kind.CHOICE, Kind.YESNO, Kind.INSTANT, Kind.MONEY)
        if found is None or found.of.kind is Kind.YESNO:
            return found or Known(field(CONTRACT, "paperless"))
        if found.of.kind is Kind.CHOICE:
            return Compare(CompareOp.EQ, found, Const(self.rng.choice(found.of.choices), found.of.known()))
        if found.of.kind is Kind.INSTANT:
            return Compare(op, found, InstantAt(self.date(1), self.rng.choice((0, 150, 900, 1_439))))
        return Compare(op, found, self.money(0))

    def date(self, depth: int) -> Expr:
        """A day, perhaps unknown."""
        found = self._field(Kind.DATE, Kind.INSTANT, Kind.MONTH)
        base: Expr = found or Const(self.rng.choice(_DAYS), DATE)
        if found is not None and found.of.kind is Kind.INSTANT:
            base = DayOf(found)
        if found is not None and found.of.kind is Kind.MONTH:
            base = FirstDay(found)
        if self._line and self.rng.random() < 0.2:
            base = LineDate()
        if depth == 0:
            return base
        items = (self.date(depth - 1), self.date(depth - 1))
        options = (
            base,
            base,
            base,
            Const(self.rng.choice(_DAYS), DATE),
            AddDays(items[0], number(self.rng.choice((-1, 1, 7, 10)))),
            DayAfterMonths(items[0], self.rng.choice((1, 12, -1))),
            LastDay(AddMonths(MonthOf(items[0]), self.rng.choice((0, 1, -1)))),
            NextOpen(items[0], "sundays"),
            SameDay(items[0], self.rng.choice((-13, -1, 1, 12))),
            NextAnnual(items[0], *self.rng.choice(((4, 1), (2, 29), (12, 31)))),
            self._gathered(self.rng.choice((Gathering.EARLIEST, Gathering.LATEST)), Kind.DATE, depth) or base,
            Least(items),
            Greatest(items),
            If(self.condition(depth - 1), *items),
        )
        return self.rng.choice(options)

    def number(self, depth: int) -> Expr:
        """A whole number, perhaps unknown."""
        month: Expr = LineMonth() if self._line and self.rng.random() < 0.5 else MonthOf(self.date(0))
        options = (
            number(self.rng.choice((0, 1, 12, 30))),
            field(CONTRACT, "seats"),
            DaysOfMonth(month),
            Between(self.rng.choice(tuple(SpanCount)), self.date(depth), self.date(depth)),
            MonthsApart(MonthOf(self.date(depth)), month),
            self._hours(depth) or number(24),
            self._gathered(Gathering.COUNT, Kind.MONEY, depth) or number(3),
        )
        return self.rng.choice(options)

    def _hours(self, depth: int) -> Expr | None:
        """Whole hours between an instant of the facts and a time of some day."""
        found = self._field(Kind.INSTANT)
        return found and HoursApart(found, InstantAt(self.date(depth), self.rng.choice((0, 150, 900, 1_439))))

    def money(self, depth: int) -> Expr:
        """An amount, perhaps unknown, and at times below zero; small enough that sums of it stay within 64 bits."""
        rng = self.rng
        base: Expr = money(rng.choice((0, 1, 390, 2_000, 123_457)))
        if rng.random() < 0.5:
            base = self._field(Kind.MONEY) or base
        if depth == 0:
            return base
        divisor: Expr = (
            DaysOfMonth(LineMonth()) if self._line and rng.random() < 0.5 else number(rng.choice((3, 7, 365)))
        )
        parts = (self.money(depth - 1), self.money(depth - 1))
        options = (
            base,
            times(money(390), self.number(depth)),
            over(times(base, Between(SpanCount.DAYS, self.date(0), self.date(0))), number(365)),
            times(base, TaxRate(rng.choice(("standard", "reduced")), self.date(0))),
            over(base, divisor),
            Least(parts),
            Greatest(parts),
            If(self.condition(depth - 1), *parts),
            Round(over(base, divisor), rng.choice(tuple(Rounding)), rng.choice((1, 10))),
            self._gathered(Gathering.SUM, Kind.MONEY, depth) or base,
        )
        return rng.choice(options)

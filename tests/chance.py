"""Random expressions over the fields that a clause of the hand-built terms can see."""

import random

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
from tariff.model.money import Rounding
from tariff.model.records import CONTRACT, Cardinality, Record
from tariff.model.types import DATE, Kind
from tests.model_terms import RECORDS, day, field, money, number, over, times

_DAYS = tuple(map(day, ("2015-05-26", "2016-02-29", "2016-04-25", "2017-01-15")))


class Chance:
    """Draws expressions that a driver over `record` can evaluate; with `line`, the line's own date and month too."""

    def __init__(self, rng: random.Random, record: Record, *, line: bool = False) -> None:
        self.rng = rng
        self._line = line
        seen = {record.name: record} | {item.name: item for item in RECORDS if item.cardinality is not Cardinality.MANY}
        self._fields = [field(item.name, column.name) for item in seen.values() for column in item.fields]

    def _field(self, *kinds: Kind) -> FieldOf | None:
        found = [item for item in self._fields if item.of.kind in kinds]
        return self.rng.choice(found) if found else None

    def condition(self, depth: int) -> Expr:
        """A condition; a constant one never."""
        draw = self.rng.randrange(9 if depth else 5)
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
                return And((self.condition(depth - 1), self.condition(depth - 1)))
            case 6:
                return Or((self.condition(depth - 1), self.condition(depth - 1)))
            case 7:
                return Not(self.condition(depth - 1))
            case _:
                return If(self.condition(depth - 1), self.condition(depth - 1), self.condition(depth - 1))

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
        )
        return self.rng.choice(options)

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
        )
        return rng.choice(options)

"""Random expressions of every kind, of values that stay within 128 bits whatever they are put together from."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tariff.model import expr as e
from tariff.model import types
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.calendar import MAX_DAY, MIN_DAY, month_of
from tariff.model.facts import Facts
from tariff.model.lists import OneOf
from tariff.model.money import Rounding
from tariff.model.records import Titles
from tariff.model.types import Kind
from tests.compile.evaluating import KINDS, WORD, contract, field

EDGES = [
    date(year, month, day).toordinal()
    for year, month, day in (
        (2020, 1, 31),
        (2020, 2, 28),
        (2020, 2, 29),
        (2020, 3, 1),
        (2021, 2, 28),
        (2021, 12, 31),
        (2024, 2, 29),
        (2019, 10, 1),
        (2100, 2, 28),
        (2015, 5, 26),
    )
]
DAYS = st.sampled_from(EDGES) | st.integers(MIN_DAY, MAX_DAY)
RECENT = st.integers(date(1971, 1, 1).toordinal(), date(2037, 12, 31).toordinal())
NUMBERS: st.SearchStrategy[int | Fraction] = st.sampled_from(
    [0, 1, 2, 3, 28, 365, -1, Fraction(29, 200), Fraction(-7, 3), Fraction(1, 366)]
)
DIVISORS: st.SearchStrategy[int | Fraction] = st.sampled_from([2, 30, 365, -3, Fraction(2, 25), Fraction(7, 5)])
MICROSECONDS = 86_400_000_000
_EPOCH = date(1970, 1, 1).toordinal()


def facts(days: st.SearchStrategy[int] = DAYS) -> st.SearchStrategy[dict[str, Any]]:
    """A contract's values: known ones, and what may be unknown."""
    values: dict[str, st.SearchStrategy[object]] = {
        "day": days,
        "instant": st.builds(
            lambda day, rest: (day - _EPOCH) * MICROSECONDS + rest, days, st.integers(0, MICROSECONDS - 1)
        ),
        "month": days.map(month_of),
        "money": st.integers(-20, 20) | st.integers(0, 1_000_000),
        "number": st.integers(-5, 100),
        "text": st.sampled_from(["", "a", "b", "あ", "'"]),
        "word": st.sampled_from(WORD.choices),
        "yes": st.booleans(),
    }
    unknown = {f"{name}?": strategy | st.none() for name, strategy in values.items()}
    return st.fixed_dictionaries({**values, **unknown, "extra": st.none() | st.fixed_dictionaries(values)})


def contracts(rows: list[dict[str, Any]]) -> list[Facts]:
    """The contracts that have these values."""
    return [contract(f"K-{place}", **row) for place, row in enumerate(rows)]


def _leaf(kind: Kind) -> st.SearchStrategy[e.Expr]:
    name = next(name for name, of in KINDS.items() if of.kind is kind)
    fields = st.sampled_from([field(name), field(f"{name}?"), field(name, "extra")])
    constants: dict[Kind, st.SearchStrategy[int | Fraction | str | bool]] = {
        Kind.DATE: st.sampled_from(EDGES),
        Kind.MONTH: st.sampled_from(EDGES).map(month_of),
        Kind.INSTANT: st.sampled_from(EDGES).map(lambda day: (day - _EPOCH) * MICROSECONDS),
        Kind.MONEY: st.integers(-500, 10_000),
        Kind.NUMBER: NUMBERS,
        Kind.TEXT: st.sampled_from(["", "a", "あ", "'"]),
        Kind.CHOICE: st.sampled_from(WORD.choices),
        Kind.YESNO: st.booleans(),
    }
    of = KINDS[name]
    return fields | constants[kind].map(lambda value: e.Const(value, of))


def of_kind(kind: Kind, depth: int) -> st.SearchStrategy[e.Expr]:
    """Expressions of a kind, at most so deep."""
    if depth == 0:
        return _leaf(kind)
    below = st.deferred(lambda: of_kind(kind, depth - 1))
    conditions = st.deferred(lambda: of_kind(Kind.YESNO, depth - 1))
    pair = st.tuples(below, below)
    common = (
        _leaf(kind)
        | st.builds(e.If, conditions, below, below)
        | below.map(lambda item: e.Named("a definition", Titles(), "1", item))
    )
    if kind is Kind.YESNO:
        return common | _conditions(depth)
    if kind in (Kind.TEXT, Kind.CHOICE):
        return common
    return common | pair.map(e.Least) | pair.map(e.Greatest) | _OF[kind](depth)


def _conditions(depth: int) -> st.SearchStrategy[e.Expr]:
    below = of_kind(Kind.YESNO, depth - 1)
    some = st.lists(below, min_size=1, max_size=3).map(tuple)
    compared = st.sampled_from([Kind.DATE, Kind.INSTANT, Kind.MONTH, Kind.MONEY, Kind.NUMBER]).flatmap(
        lambda kind: st.builds(
            e.Compare, st.sampled_from(e.CompareOp), of_kind(kind, depth - 1), of_kind(kind, depth - 1)
        )
    )
    equal = st.sampled_from([Kind.TEXT, Kind.CHOICE, Kind.YESNO]).flatmap(
        lambda kind: st.builds(e.Compare, st.just(e.CompareOp.EQ), of_kind(kind, depth - 1), of_kind(kind, depth - 1))
    )
    known = st.sampled_from(list(Kind)).flatmap(lambda kind: of_kind(kind, depth - 1)).map(e.Known)
    listed = st.sampled_from([Kind.TEXT, Kind.CHOICE]).flatmap(
        lambda kind: st.builds(OneOf, of_kind(kind, depth - 1), st.sampled_from([(), ("", "あ"), ("one", "a", "'")]))
    )
    return compared | equal | listed | known | some.map(e.And) | some.map(e.Or) | below.map(e.Not)


def _dates(depth: int) -> st.SearchStrategy[e.Expr]:
    days, months = of_kind(Kind.DATE, depth - 1), of_kind(Kind.MONTH, depth - 1)
    shifts = st.integers(-400, 400).map(lambda value: e.Const(value, types.NUMBER)) | st.just(field("number?"))
    return (
        st.builds(e.AddDays, days, shifts)
        | st.builds(e.DayAfterMonths, days, st.integers(1, 60))
        | st.builds(e.NextOpen, days, st.just("sundays"))
        | st.builds(SameDay, days, st.integers(-30, 30))
        | st.builds(NextAnnual, days, st.integers(1, 12), st.integers(1, 31))
        | months.map(e.FirstDay)
        | months.map(e.LastDay)
        | of_kind(Kind.INSTANT, depth - 1).map(e.DayOf)
    )


def _instants(depth: int) -> st.SearchStrategy[e.Expr]:
    return st.builds(e.InstantAt, of_kind(Kind.DATE, depth - 1), st.integers(0, 1440))


def _months(depth: int) -> st.SearchStrategy[e.Expr]:
    shifted = st.builds(e.AddMonths, of_kind(Kind.MONTH, depth - 1), st.integers(-30, 30))
    return shifted | of_kind(Kind.DATE, depth - 1).map(e.MonthOf)


def _amounts(kind: Kind, depth: int) -> st.SearchStrategy[e.Expr]:
    below, months = of_kind(kind, depth - 1), of_kind(Kind.MONTH, depth - 1)
    small = NUMBERS.map(lambda value: e.Const(value, types.NUMBER)) | st.just(field("number"))
    divisors = DIVISORS.map(lambda value: e.Const(value, types.NUMBER)) | months.map(e.DaysOfMonth)
    sums = st.sampled_from([e.ArithmeticOp.ADD, e.ArithmeticOp.SUBTRACT])
    return (
        st.builds(e.Arithmetic, sums, below, below)
        | st.builds(e.Arithmetic, st.just(e.ArithmeticOp.MULTIPLY), below, small)
        | st.builds(e.Arithmetic, st.just(e.ArithmeticOp.DIVIDE), below, divisors)
        | st.builds(e.Round, below, st.sampled_from(Rounding), st.sampled_from([1, 10, 7]))
    )


def _numbers(depth: int) -> st.SearchStrategy[e.Expr]:
    days, months = of_kind(Kind.DATE, depth - 1), of_kind(Kind.MONTH, depth - 1)
    instants = of_kind(Kind.INSTANT, depth - 1)
    return (
        _amounts(Kind.NUMBER, depth)
        | st.builds(e.Between, st.sampled_from(e.SpanCount), days, days)
        | st.builds(e.MonthsApart, months, months)
        | st.builds(e.HoursApart, instants, instants)
        | months.map(e.DaysOfMonth)
        | st.builds(e.TaxRate, st.sampled_from(["standard", "reduced", "none"]), days)
    )


_OF = {
    Kind.DATE: _dates,
    Kind.INSTANT: _instants,
    Kind.MONTH: _months,
    Kind.MONEY: lambda depth: _amounts(Kind.MONEY, depth),
    Kind.NUMBER: _numbers,
}

EXPRESSIONS = st.sampled_from(list(Kind)).flatmap(lambda kind: of_kind(kind, 3))

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tariff.interpret.zones import EPOCH, MICROSECOND
from tariff.model import expr as e
from tariff.model import types
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.expr import Expr
from tariff.model.lists import OneOf
from tariff.model.money import Rounding
from tests.compile.evaluating import compiled, contract, field, interpreted, terms_of
from tests.compile.exprs import EXPRESSIONS, RECENT, contracts, facts


@settings(max_examples=30, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=8), st.lists(EXPRESSIONS, min_size=1, max_size=6))
def test_any_expression_has_the_value_that_the_reference_evaluator_gives(
    rows: list[dict[str, Any]], items: list[Expr]
) -> None:
    terms, batch = terms_of(), contracts(rows)
    assert compiled(terms, batch, items, "America/St_Johns") == interpreted(terms, batch, items)


@settings(max_examples=12, deadline=None)
@given(st.lists(facts(RECENT), min_size=1, max_size=8), st.lists(EXPRESSIONS, min_size=1, max_size=6))
def test_it_has_in_a_zone_that_changes_its_clocks(rows: list[dict[str, Any]], items: list[Expr]) -> None:
    terms, batch = terms_of("America/New_York"), contracts(rows)
    assert compiled(terms, batch, items, "Asia/Kathmandu") == interpreted(terms, batch, items)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def instant(text: str) -> int:
    return (datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Tokyo")) - EPOCH) // MICROSECOND


def number(value: int | Fraction) -> e.Const:
    return e.Const(value, types.NUMBER)


def arithmetic(op: e.ArithmeticOp, left: Expr, right: Expr) -> e.Arithmetic:
    return e.Arithmetic(op, left, right)


def between(count: e.SpanCount) -> e.Between:
    return e.Between(count, field("day"), field("day?"))


MONEY, DAY, MONTH, YES = field("money"), field("day"), field("month"), field("yes?")
THIRD = arithmetic(e.ArithmeticOp.DIVIDE, MONEY, number(3))
FEBRUARY = 12 * 2024 + 1
SUNDAY = e.Const(day("2015-05-31"), types.DATE)

# The expression, a contract's values, and what it comes to; None is unknown.
CASES: list[tuple[Expr, dict[str, Any], Any]] = [
    (THIRD, {"money": 100}, Fraction(100, 3)),
    (arithmetic(e.ArithmeticOp.DIVIDE, MONEY, e.DaysOfMonth(MONTH)), {"money": 290, "month": FEBRUARY}, 10),
    (arithmetic(e.ArithmeticOp.ADD, THIRD, number(Fraction(1, 6))), {"money": 1}, Fraction(1, 2)),
    (arithmetic(e.ArithmeticOp.SUBTRACT, MONEY, field("money?")), {"money": 5, "money?": None}, None),
    (e.Round(THIRD, Rounding.DOWN), {"money": -100}, -33),
    (e.Round(THIRD, Rounding.UP), {"money": -100}, -34),
    (e.Round(arithmetic(e.ArithmeticOp.DIVIDE, MONEY, number(2)), Rounding.HALF_UP), {"money": -5}, -3),
    (e.Round(arithmetic(e.ArithmeticOp.DIVIDE, MONEY, number(2)), Rounding.HALF_EVEN), {"money": -5}, -2),
    (e.Round(MONEY, Rounding.UP, 10), {"money": 2_001}, 2_010),
    (e.Compare(e.CompareOp.LT, MONEY, field("money?")), {"money?": None}, False),
    (e.Not(e.Compare(e.CompareOp.LT, MONEY, field("money?"))), {"money?": None}, True),
    (e.Compare(e.CompareOp.EQ, e.And((YES,)), e.Const(False, types.YESNO)), {"yes?": None}, True),
    (e.Not(YES), {"yes?": None}, True),
    (e.Or((YES, field("yes"))), {"yes?": None, "yes": True}, True),
    (e.Known(field("day", "extra")), {}, False),
    (e.Least((field("day?"), DAY)), {"day?": None, "day": 700_000}, 700_000),
    (e.Greatest((field("day?"), field("day", "extra"))), {"day?": None}, None),
    (e.DayOf(field("instant")), {"instant": instant("2020-03-01T00:00")}, day("2020-03-01")),
    (e.InstantAt(DAY, 1_440), {"day": day("2020-02-29")}, instant("2020-03-01T00:00")),
    (e.DayAfterMonths(DAY, 1), {"day": day("2024-01-31")}, day("2024-03-01")),
    (e.DayAfterMonths(DAY, 12), {"day": day("2024-02-29")}, day("2025-03-01")),
    (between(e.SpanCount.DAYS), {"day": 700_000, "day?": 699_000}, 0),
    (between(e.SpanCount.MONTHS), {"day": day("2016-02-01"), "day?": day("2017-02-28")}, 13),
    (between(e.SpanCount.YEARS), {"day": day("2023-07-01"), "day?": day("2024-08-15")}, 1),
    (between(e.SpanCount.COMMON_DAYS), {"day": day("2023-12-16"), "day?": day("2024-01-20")}, 16),
    (between(e.SpanCount.LEAP_DAYS), {"day": day("2023-12-16"), "day?": day("2024-01-20")}, 20),
    (between(e.SpanCount.FEBRUARY_29), {"day": day("2020-02-29"), "day?": day("2024-02-29")}, 2),
    (between(e.SpanCount.MONTHS), {"day?": None}, None),
    (e.HoursApart(e.InstantAt(DAY, 540), e.InstantAt(e.AddDays(DAY, number(1)), 539)), {}, 23),
    (e.HoursApart(e.InstantAt(DAY, 540), e.InstantAt(e.AddDays(DAY, number(1)), 540)), {}, 24),
    (e.HoursApart(e.InstantAt(DAY, 540), e.InstantAt(DAY, 0)), {}, 0),
    (e.MonthsApart(MONTH, e.AddMonths(MONTH, -5)), {}, -5),
    (e.LastDay(MONTH), {"month": FEBRUARY}, day("2024-02-29")),
    (SameDay(DAY, 1), {"day": day("2024-01-31")}, day("2024-02-29")),
    (SameDay(DAY, -1), {"day": day("2022-03-31")}, day("2022-02-28")),
    (SameDay(field("day?"), 1), {"day?": None}, None),
    (NextAnnual(DAY, 4, 1), {"day": day("2019-04-01")}, day("2019-04-01")),
    (NextAnnual(DAY, 4, 1), {"day": day("2019-04-02")}, day("2020-04-01")),
    (NextAnnual(DAY, 2, 29), {"day": day("2019-03-01")}, day("2020-02-29")),
    (NextAnnual(DAY, 2, 29), {"day": day("2019-02-28")}, day("2019-02-28")),
    (OneOf(field("text"), ("a", "あ")), {"text": "あ"}, True),
    (OneOf(field("text?"), ("a",)), {"text?": None}, False),
    (e.Not(OneOf(field("text?"), ("a",))), {"text?": None}, True),
    (OneOf(field("text"), ()), {"text": "a"}, False),
    (e.Compare(e.CompareOp.LT, field("text"), e.Const("あ", types.TEXT)), {"text": "z"}, True),
    (e.NextOpen(DAY, "sundays"), {"day": day("2015-01-04")}, day("2015-01-05")),
    (e.NextOpen(DAY, "sundays"), {"day": day("2015-01-05")}, day("2015-01-05")),
    (e.AddDays(e.NextOpen(SUNDAY, "sundays"), number(3)), {}, day("2015-06-04")),
    (e.MonthOf(e.NextOpen(SUNDAY, "sundays")), {}, 12 * 2015 + 5),
    (e.TaxRate("standard", DAY), {"day": day("2019-09-30")}, Fraction(2, 25)),
    (e.TaxRate("standard", field("day?")), {"day?": None}, None),
]


@pytest.mark.parametrize(("item", "values", "expected"), CASES)
def test_an_expression_means_what_its_node_says(item: Expr, values: dict[str, Any], expected: Any) -> None:
    assert compiled(terms_of(), [contract("K-1", **values)], [item]) == [[expected]]


@pytest.mark.parametrize("count", e.SpanCount)
@pytest.mark.parametrize(("first", "last"), [("day?", "day"), ("day", "day?"), ("day?", "day?")])
def test_what_lies_between_unknown_days_is_unknown(count: e.SpanCount, first: str, last: str) -> None:
    item = e.Between(count, field(first), field(last))
    unknown: dict[str, Any] = {"day?": None}
    assert compiled(terms_of(), [contract("K-1", **unknown)], [item]) == [[None]]


def test_a_division_by_what_the_facts_say_has_no_static_denominator() -> None:
    item = arithmetic(e.ArithmeticOp.DIVIDE, MONEY, field("number"))
    with pytest.raises(TypeError, match="no static denominator for a division by Field"):
        compiled(terms_of(), [contract("K-1")], [item])

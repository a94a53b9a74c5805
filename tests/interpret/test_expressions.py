"""Every node of the typed core, with known and unknown operands."""

from fractions import Fraction
from typing import Any

import pytest

from tariff.interpret.plan import Plan
from tariff.interpret.scope import Index, Scope
from tariff.model import anniversaries, lists
from tariff.model import expr as e
from tariff.model import gather as gathering
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.facts import Row
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.lists import OneOf
from tariff.model.money import Rounding
from tariff.model.records import Cardinality, Titles
from tariff.model.types import DATE, INSTANT, MONEY, MONTH, TEXT, YESNO
from tariff.model.walk import walk
from tests.interpret.build import (
    compare,
    day,
    instant,
    money,
    month,
    number,
    on_day,
    over,
    plus,
    record,
    terms,
    text,
    times,
)

ROW = Row(
    "r-1",
    {
        "on": day("2016-02-29"),
        "at": instant("2016-05-10T00:00:00+09:00"),
        "yes": True,
        "no": False,
        "month": month("2016-02"),
    },
)
SINGLES: dict[str, dict[str, Any]] = {"contract": {"applied_on": day("2016-05-20")}, "cancellation": {}}

USAGE = (
    Row("u-1", {"on": day("2016-02-29"), "yen": 1_000}),
    Row("u-2", {"on": day("2016-02-01"), "yen": 500}),
    Row("u-3", {"on": day("2016-03-01"), "yen": None}),
)
YEN = Element("usage", "yen", MONEY.or_unknown())
DAY = Element("usage", "on", DATE)
ID = Element("usage", "id", TEXT)

ON = e.Field("event", "on", DATE)
AT = e.Field("event", "at", INSTANT)
YES = e.Field("event", "yes", YESNO)
NO = e.Field("event", "no", YESNO)
MONTH_FIELD = e.Field("event", "month", MONTH)
NEVER = e.Field("event", "never", DATE.or_unknown())
MAYBE = e.Field("event", "maybe", YESNO.or_unknown())
NO_AMOUNT = e.Field("event", "no_amount", MONEY.or_unknown())
NO_MONTH = e.Field("event", "no_month", MONTH.or_unknown())
NO_INSTANT = e.Field("event", "no_instant", INSTANT.or_unknown())
CANCELLED = e.Field("cancellation", "received_on", DATE.or_unknown())


def gather(how: str, value: e.Expr | None, where: e.Expr | None = None, record: str = "usage") -> e.Expr:
    return Aggregate(Gathering(how), record, value, where)


def in_month(value: str) -> e.Expr:
    return e.Const(month(value), MONTH)


def minus(left: e.Expr, right: e.Expr) -> e.Expr:
    return e.Arithmetic(e.ArithmeticOp.SUBTRACT, left, right)


def between(count: e.SpanCount, first: e.Expr, last: e.Expr) -> e.Expr:
    return e.Between(count, first, last)


CASES: list[tuple[e.Expr, Any]] = [
    (money(390), 390),
    (text("a"), "a"),
    (e.Field("contract", "applied_on", DATE), day("2016-05-20")),
    (CANCELLED, None),
    (ON, day("2016-02-29")),
    (NEVER, None),
    (e.Field("event", "id", TEXT), "r-1"),
    (e.Named("leap", Titles(), "3", ON), day("2016-02-29")),
    (e.LineDate(), day("2016-07-03")),
    (e.LineMonth(), month("2016-07")),
    (e.UnitMonth(), month("2016-08")),
    (plus(money(2), number(3)), 5),
    (minus(money(2), money(3)), -1),
    (times(money(390), number(Fraction(8, 100))), Fraction(156, 5)),
    (over(money(20_000), number(30)), Fraction(2000, 3)),
    (over(money(60), number(30)), 2),
    (over(money(20_000), e.DaysOfMonth(MONTH_FIELD)), Fraction(20_000, 29)),
    (times(over(money(1), number(3)), number(3)), 1),
    (
        over(times(times(MONTH_FIELD, number(Fraction(29, 200))), MONTH_FIELD), number(365)),
        Fraction(24193**2 * 29, 73_000),
    ),
    (times(number(3), over(times(MONTH_FIELD, number(-2)), e.DaysOfMonth(MONTH_FIELD))), Fraction(-6 * 24193, 29)),
    (over(times(times(MONTH_FIELD, number(2)), NO_AMOUNT), number(365)), None),
    (plus(NO_AMOUNT, money(1)), None),
    (plus(money(1), NO_AMOUNT), None),
    (e.Round(over(money(5), number(2)), Rounding.DOWN), 2),
    (e.Round(over(money(5), number(2)), Rounding.UP), 3),
    (e.Round(over(money(5), number(2)), Rounding.HALF_EVEN), 2),
    (e.Round(money(1_250), Rounding.HALF_UP, 100), 1_300),
    (e.Round(NO_AMOUNT, Rounding.DOWN), None),
    (compare(number(1), "<", number(2)), True),
    (compare(number(2), "<", number(2)), False),
    (compare(number(2), "<=", number(2)), True),
    (compare(number(2), ">", number(2)), False),
    (compare(number(3), ">", number(2)), True),
    (compare(number(2), ">=", number(2)), True),
    (compare(text("a"), "==", text("a")), True),
    (compare(text("a"), "==", text("b")), False),
    (compare(NEVER, "<", ON), False),
    (compare(ON, ">=", NEVER), False),
    (compare(NEVER, "==", NEVER), False),
    (e.Known(ON), True),
    (e.Known(NEVER), False),
    (e.And((YES, YES)), True),
    (e.And((YES, MAYBE)), False),
    (e.And((YES, NO)), False),
    (e.And(()), True),
    (e.Or((NO, YES)), True),
    (e.Or((NO, MAYBE)), False),
    (e.Not(YES), False),
    (e.Not(NO), True),
    (e.Not(MAYBE), True),
    (e.Not(compare(NEVER, "==", ON)), True),
    (e.If(YES, money(1), money(2)), 1),
    (e.If(NO, money(1), money(2)), 2),
    (e.If(MAYBE, money(1), money(2)), 2),
    (e.If(YES, NO_AMOUNT, money(2)), None),
    (e.Least((number(3), NO_AMOUNT, number(2))), 2),
    (e.Least((NEVER, NEVER)), None),
    (e.Greatest((number(3), NO_AMOUNT, number(2))), 3),
    (e.Greatest((NEVER, NEVER)), None),
    (e.DayOf(AT), day("2016-05-10")),
    (e.DayOf(e.Const(instant("2016-05-09T23:59:59.999999+09:00"), INSTANT)), day("2016-05-09")),
    (e.DayOf(NO_INSTANT), None),
    (e.InstantAt(ON, 15 * 60 + 30), instant("2016-02-29T15:30:00+09:00")),
    (e.InstantAt(NEVER, 0), None),
    (e.AddDays(ON, number(1)), day("2016-03-01")),
    (e.AddDays(ON, number(-29)), day("2016-01-31")),
    (e.AddDays(NEVER, number(1)), None),
    (e.DayAfterMonths(on_day("2016-01-31"), 1), day("2016-03-01")),
    (e.DayAfterMonths(NEVER, 1), None),
    (between(e.SpanCount.DAYS, on_day("2016-01-31"), ON), 30),
    (between(e.SpanCount.DAYS, ON, ON), 1),
    (between(e.SpanCount.DAYS, ON, on_day("2016-02-27")), 0),
    (between(e.SpanCount.MONTHS, on_day("2015-06-11"), on_day("2016-07-10")), 13),
    (between(e.SpanCount.YEARS, on_day("2022-07-01"), on_day("2023-08-15")), 1),
    (between(e.SpanCount.COMMON_DAYS, on_day("2023-12-16"), on_day("2024-01-20")), 16),
    (between(e.SpanCount.LEAP_DAYS, on_day("2023-12-16"), on_day("2024-01-20")), 20),
    (between(e.SpanCount.FEBRUARY_29, on_day("2015-01-01"), on_day("2020-02-28")), 1),
    (between(e.SpanCount.DAYS, NEVER, ON), None),
    (between(e.SpanCount.DAYS, ON, NEVER), None),
    (e.MonthOf(ON), month("2016-02")),
    (e.MonthOf(NEVER), None),
    (e.AddMonths(in_month("2016-12"), 1), month("2017-01")),
    (e.AddMonths(NO_MONTH, 1), None),
    (e.HoursApart(e.InstantAt(ON, 540), e.InstantAt(on_day("2016-03-01"), 539)), 23),
    (e.HoursApart(e.InstantAt(ON, 540), e.InstantAt(on_day("2016-03-01"), 540)), 24),
    (e.HoursApart(e.InstantAt(ON, 540), e.InstantAt(ON, 0)), 0),
    (e.HoursApart(NO_INSTANT, e.InstantAt(ON, 0)), None),
    (e.MonthsApart(in_month("2015-11"), MONTH_FIELD), 3),
    (e.MonthsApart(MONTH_FIELD, in_month("2015-11")), -3),
    (e.MonthsApart(NO_MONTH, MONTH_FIELD), None),
    (e.FirstDay(MONTH_FIELD), day("2016-02-01")),
    (e.LastDay(MONTH_FIELD), day("2016-02-29")),
    (e.LastDay(NO_MONTH), None),
    (e.DaysOfMonth(MONTH_FIELD), 29),
    (e.NextOpen(on_day("2020-05-03"), "closed"), day("2020-05-05")),
    (e.NextOpen(on_day("2020-05-05"), "closed"), day("2020-05-05")),
    (e.NextOpen(NEVER, "closed"), None),
    (e.TaxRate("standard", on_day("2019-09-30")), Fraction(8, 100)),
    (e.TaxRate("standard", on_day("2019-10-01")), Fraction(10, 100)),
    (e.TaxRate("reduced", on_day("2019-09-30")), 0),
    (e.TaxRate("standard", on_day("1989-01-01")), 0),
    (e.TaxRate("standard", NEVER), None),
    (e.SumOfClauses(("fee", "option"), MONTH_FIELD), month("2016-02") + len("fee" + "option")),
    (e.Field("contract", "id", TEXT), "K-1"),
    (OneOf(text("a"), ("b", "a")), True),
    (OneOf(text("c"), ("b", "a")), False),
    (OneOf(e.Field("event", "no_text", TEXT.or_unknown()), ("a",)), False),
    (SameDay(on_day("2016-03-31"), -1), day("2016-02-29")),
    (SameDay(ON, 12), day("2017-02-28")),
    (SameDay(NEVER, 1), None),
    (NextAnnual(on_day("2019-04-01"), 4, 1), day("2019-04-01")),
    (NextAnnual(on_day("2019-04-02"), 4, 1), day("2020-04-01")),
    (NextAnnual(on_day("2017-01-01"), 2, 29), day("2017-02-28")),
    (NextAnnual(NEVER, 4, 1), None),
    (gather("sum", YEN), 1_500),
    (gather("sum", over(YEN, number(7))), Fraction(1_500, 7)),
    (gather("sum", YEN, compare(ID, "==", text("u-3"))), 0),
    (gather("sum", YEN, record="nothing"), 0),
    (gather("number", None), 3),
    (gather("number", YEN), 2),
    (gather("number", None, compare(DAY, "<=", ON)), 2),
    (gather("earliest", DAY), day("2016-02-01")),
    (gather("latest", DAY), day("2016-03-01")),
    (gather("latest", DAY, compare(DAY, "<", on_day("2016-01-01"))), None),
    (gather("number", None, compare(ON, ">", DAY)), 1),
    (gather("number", None, compare(DAY, ">=", ON)), 2),
    (gather("number", None, compare(ON, "<", DAY)), 1),
    (gather("number", None, compare(DAY, "==", ON)), 1),
    (gather("number", None, compare(DAY, "<=", NEVER)), 0),
    (gather("number", None, compare(YEN, "<=", money(1_000))), 2),
    (gather("number", None, e.Not(compare(YEN, "<=", money(500)))), 2),
    (gather("number", None, compare(e.MonthOf(DAY), "==", MONTH_FIELD)), 2),
    (gather("number", None, e.And((compare(DAY, "<", ON), e.And((compare(DAY, ">", ON), YES))))), 0),
    (gather("number", None, e.And((compare(DAY, "<=", ON), compare(DAY, ">", on_day("2016-02-01"))))), 1),
    (gather("number", None, compare(DAY, "<", e.AddDays(DAY, number(1)))), 3),
    (gather("number", None, compare(DAY, "<=", gather("latest", DAY, compare(DAY, "<", on_day("2016-03-01"))))), 2),
    (gather("number", None, compare(gather("sum", number(1), compare(DAY, "<=", ON)), "==", number(2))), 3),
    (gather("latest", DAY, compare(gather("latest", DAY), "==", DAY)), day("2016-03-01")),
]


class _Contract:
    """A contract whose clauses come to the month and the letters of their names, with three rows of usage."""

    contract = "K-1"

    def __init__(self) -> None:
        self.looked: dict[str, Row | None] = {}
        self.indexes: dict[object, Index] = {}

    def sums(self, clauses: tuple[str, ...], month: int) -> int:
        return month + sum(map(len, clauses))

    def rows(self, record: str) -> tuple[Row, ...]:
        return USAGE if record == "usage" else ()


def value_of(expr: e.Expr) -> Any:
    plan = Plan(terms(records=[record("cancellation", Cardinality.AT_MOST_ONCE, received_on=DATE), record("event")]))
    scope = Scope(SINGLES, ROW, _Contract())
    scope.day, scope.month, scope.unit_month = day("2016-07-03"), month("2016-07"), month("2016-08")
    return plan.expressions.compile(expr)(scope)


@pytest.mark.parametrize(("expr", "expected"), CASES, ids=lambda item: type(item).__name__)
def test_value(expr: e.Expr, expected: Any) -> None:
    assert value_of(expr) == expected
    assert not isinstance(value_of(expr), float)


def test_every_node_stands_in_the_table() -> None:
    modules = (e, anniversaries, gathering, lists)
    nodes = {node for module in modules for node in vars(module).values() if isinstance(node, type)}
    shown = {type(part) for expr, _ in CASES for part in walk(expr)}
    assert {node for node in nodes if issubclass(node, e.Expr)} - {e.Expr} == shown


def test_every_count_of_a_span_stands_in_the_table() -> None:
    assert {expr.count for expr, _ in CASES if isinstance(expr, e.Between)} == set(e.SpanCount)


def test_a_constant_is_computed_once() -> None:
    expressions = Plan(terms()).expressions
    constant = expressions.compile(over(money(10), number(4)))
    assert constant is expressions.compile(over(money(10), number(4)))

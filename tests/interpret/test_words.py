"""Expressions and values in words."""

import pytest

from tariff.interpret.plan import Plan
from tariff.interpret.why.phrases import Phrases
from tariff.interpret.why.words import Words
from tariff.model import expr as e
from tariff.model.gather import Aggregate, Gathering
from tariff.model.money import Rounding
from tariff.model.records import Cardinality, Field, Record, Titles
from tariff.model.types import DATE, MONEY, NUMBER, YESNO, Type
from tests.interpret.build import ENDS, compare, days_after, money, number, over, terms, times
from tests.interpret.test_expressions import CASES

DEVICE = Record(
    "device",
    Cardinality.MANY,
    (Field("due", DATE.or_unknown(), Titles("返還期限", "return deadline")), Field("price", MONEY)),
    Titles("本製品", "device"),
)
DUE = e.Field("device", "due", DATE.or_unknown())
PRICE = e.Field("device", "price", MONEY)
VIP = e.Field("contract", "vip", YESNO.or_unknown())
TRUE, NO = e.Const(True, YESNO), e.Const(False, YESNO)


@pytest.mark.parametrize("expr", [expr for expr, _ in CASES], ids=lambda item: type(item).__name__)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_node_has_words(expr: e.Expr, language: str) -> None:
    these = terms()
    words = Phrases(Words(these, Plan(these).zone, language), {}).of(expr)
    assert words.strip() == words != ""


@pytest.mark.parametrize(
    ("expr", "words"),
    [
        (times(e.Arithmetic(e.ArithmeticOp.SUBTRACT, PRICE, money(1)), number(2)), "(price (device) - 1 JPY) × 2"),
        (over(PRICE, over(number(2), number(3))), "price (device) ÷ (2 ÷ 3)"),
        (e.Not(e.Known(DUE)), "return deadline (device) is unknown"),
        (e.Not(compare(PRICE, "==", money(1))), "price (device) is not 1 JPY"),
        (e.Not(e.Or((e.Known(DUE), e.Known(ENDS)))), "not (return deadline (device) is known or ends on is known)"),
        (days_after(days_after(DUE, 1), 9), "10 days after return deadline (device)"),
        (days_after(days_after(DUE, 1), -1), "return deadline (device)"),
        (e.AddDays(DUE, PRICE), "price (device) days after return deadline (device)"),
        (e.Least((DUE, ENDS)), "the earliest of return deadline (device) and ends on"),
        (e.Greatest((PRICE, money(1), money(2))), "the greatest of price (device), 1 JPY and 2 JPY"),
        (e.Round(over(PRICE, number(2)), Rounding.HALF_UP, 10), "(price (device) ÷ 2) rounded half up to 10 JPY"),
        (e.DayAfterMonths(DUE, 1), "the day after 1 month counted from return deadline (device)"),
        (e.InstantAt(DUE, 905), "15:05 on return deadline (device)"),
        (e.If(e.Known(DUE), e.If(e.Known(ENDS), money(1), money(2)), money(3)), "the first case that holds"),
    ],
)
def test_phrases(expr: e.Expr, words: str) -> None:
    these = terms(records=[DEVICE])
    assert Phrases(Words(these, Plan(these).zone), {}).of(expr) == words


@pytest.mark.parametrize(
    ("expr", "words"),
    [
        (
            times(e.Arithmetic(e.ArithmeticOp.SUBTRACT, PRICE, money(1_000)), number(2)),
            "（本製品のprice - 1,000円） × 2",
        ),
        (e.Not(e.Known(DUE)), "本製品の返還期限が不明である"),
        (e.Not(compare(PRICE, ">", money(1))), "本製品のpriceが1円超でない"),
        (compare(DUE, "<=", days_after(ENDS, 1)), "本製品の返還期限がends onの翌日以前である"),
        (
            e.And((compare(VIP, "==", TRUE), e.Or((e.Known(DUE), compare(VIP, "==", NO))))),
            "vipに当たり、かつ（本製品の返還期限が判明しているか、又はvipがいいえである）",
        ),
        (e.Not(VIP), "vipに当たらない"),
        (e.If(VIP, money(1), money(2)), "vipに当たるときは1円、その他のときは2円"),
        (e.AddMonths(e.MonthOf(DUE), 1), "本製品の返還期限の属する月の翌月"),
        (e.AddDays(e.DayAfterMonths(DUE, 12), number(-1)), "本製品の返還期限から起算して1年の末日"),
        (
            Aggregate(Gathering.SUM, "device", PRICE, e.And((e.Known(DUE), compare(PRICE, ">=", money(5))))),
            "本製品のprice（本製品の返還期限が判明しており、かつ本製品のpriceが5円以上であるものに限る）の合計",
        ),
    ],
)
def test_phrases_in_japanese(expr: e.Expr, words: str) -> None:
    these = terms(records=[DEVICE])
    assert Phrases(Words(these, Plan(these).zone, "ja"), {}).of(expr) == words


def test_a_long_head_keeps_the_arithmetic_and_leaves_the_rest_to_what_stands_under_it() -> None:
    these = terms(records=[DEVICE])
    long = compare(DUE, "<", e.AddDays(e.Greatest((DUE, ENDS, ENDS, ENDS, ENDS, ENDS)), number(1)))
    count = Aggregate(Gathering.SUM, "device", e.Between(e.SpanCount.DAYS, DUE, ENDS), e.And((long, e.Not(long))))
    words = Phrases(Words(these, Plan(these).zone), {})
    assert words.head(times(PRICE, count)) == "price (device) × the sum of days"
    assert words.head(e.Greatest((times(PRICE, count), money(0)))) == (
        "the greatest of price (device) × the sum of days and 0 JPY"
    )


@pytest.mark.parametrize(
    ("value", "kind", "digits", "words"),
    [
        (1_234_567, MONEY, 0, "1,234,567 JPY"),
        (-5, MONEY, 0, "-5 JPY"),
        (-5, MONEY, 2, "-0.05 JPY"),
        (123_450, MONEY, 2, "1,234.50 JPY"),
        (True, e.Known(DUE).type, 0, "yes"),
        (False, e.Known(DUE).type, 0, "no"),
        (None, MONEY, 0, "unknown"),
        (24, NUMBER, 0, "24"),
    ],
)
def test_values_in_words(value: int | bool | None, kind: Type, digits: int, words: str) -> None:
    these = terms(minor_digits=digits)
    assert Words(these, Plan(these).zone).value(value, kind) == words

"""Aggregates over the rows of a record: what they come to, exactly, and alike in both evaluators."""

from fractions import Fraction
from typing import Any

import duckdb
import pytest
from attrs import evolve

from tariff.model import expr as e
from tariff.model import types
from tariff.model.expr import Expr
from tariff.model.facts import Facts, Row
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.money import MAX_AMOUNT
from tests.compile.evaluating import compiled, contract, field, interpreted, part, terms_of

TERMS = terms_of()


def compare(left: Expr, op: str, right: Expr) -> Expr:
    return e.Compare(e.CompareOp(op), left, right)


def number(value: int | Fraction) -> Expr:
    return e.Const(value, types.NUMBER)


def times(left: Expr, right: Expr) -> Expr:
    return e.Arithmetic(e.ArithmeticOp.MULTIPLY, left, right)


def over_parts(gathering: Gathering, value: Expr | None = None, where: Expr | None = None) -> Aggregate:
    return Aggregate(gathering, "part", value, where)


def total(where: Expr | None = None, value: Expr | None = None) -> Aggregate:
    return over_parts(Gathering.SUM, value or part("money"), where)


def count(where: Expr | None = None, value: Expr | None = None) -> Aggregate:
    return over_parts(Gathering.COUNT, value, where)


IS_ONE = compare(part("word"), "==", e.Const("one", types.TEXT))
NAME = e.Field("contract", "id", types.TEXT)
EARLIER = total(e.And((compare(part("day"), "<", field("day")), compare(part("word"), "==", field("word")))))
FIRST = over_parts(Gathering.EARLIEST, part("day"))
# For each payment, how many parts cost less.
AMOUNT = Element("payment", "amount", types.MONEY)
CHEAPER = count(compare(part("money"), "<", AMOUNT))

PARTS = (
    {"day": 737_000, "money": 100, "word": "one", "day?": 737_100, "text": "b"},
    {"day": 737_010, "money": 250, "word": "two", "day?": None, "text": "a"},
    {"day": 737_020, "money": 7, "word": "one", "day?": 737_050, "text": "b"},
)
GIVEN: dict[str, Any] = {"day": 737_010, "word": "one", "money": 99, "number": 3, "text": "b", "parts": PARTS}

CASES: list[tuple[Expr, Any]] = [
    (total(), 357),
    (total(IS_ONE), 107),
    (total(value=times(part("money"), number(Fraction(1, 3)))), 119),
    (total(value=times(part("money"), field("number"))), 1_071),
    (total(value=times(part("money"), number(-1))), -357),
    (total(compare(part("money"), ">", number(1_000))), 0),
    (count(), 3),
    (count(value=part("day?")), 2),
    (count(value=field("day?")), 0),
    (over_parts(Gathering.EARLIEST, part("day")), 737_000),
    (over_parts(Gathering.LATEST, part("day?")), 737_100),
    (over_parts(Gathering.LATEST, part("day?"), e.Not(IS_ONE)), None),
    (over_parts(Gathering.EARLIEST, e.MonthOf(part("day"))), 12 * 2018 + 10),
    # By what the contract has too, by what it only decides, and by an order.
    (total(compare(part("word"), "==", field("word"))), 107),
    (total(compare(field("text"), "==", part("text"))), 107),
    (
        total(
            compare(times(part("money"), number(Fraction(1, 2))), "==", times(field("number"), number(Fraction(7, 6))))
        ),
        7,
    ),
    (total(compare(part("day"), "==", field("day?"))), 0),
    (total(compare(field("money"), ">", number(98))), 357),
    (total(compare(field("money"), ">", number(99))), 0),
    (EARLIER, 100),
    (count(compare(part("id"), "<", e.Const("3", types.TEXT))), 2),
    (count(compare(part("id"), "<", NAME)), 3),
    # An aggregate in an aggregate: over the same record it looks at its own rows.
    (count(compare(part("day"), "==", FIRST)), 1),
    (total(compare(part("day"), ">", e.AddDays(FIRST, field("number")))), 257),
    (Aggregate(Gathering.SUM, "payment", CHEAPER), 6),
    (Aggregate(Gathering.SUM, "payment", AMOUNT, compare(CHEAPER, ">=", number(2))), 500),
    (Aggregate(Gathering.COUNT, "payment", None, compare(CHEAPER, "<", field("number"))), 2),
]


def paid(facts: Facts, *amounts: int) -> Facts:
    rows = (Row(f"{place}", {"month": 0, "paid_on": 1, "amount": amount}) for place, amount in enumerate(amounts))
    return evolve(facts, rows=facts.rows | {"payment": tuple(rows)})


@pytest.mark.parametrize(("item", "expected"), CASES)
def test_an_aggregate_comes_to_what_its_rows_do(item: Expr, expected: Any) -> None:
    others = (contract("K-2", **{**GIVEN, "parts": PARTS[:1]}), contract("K-3", **{**GIVEN, "parts": ()}))
    batch = [paid(contract("K-1", **GIVEN), 50, 200, 300), paid(others[0], 101), others[1]]
    found = compiled(TERMS, batch, [item])
    assert found[0] == [expected]
    assert found == interpreted(TERMS, batch, [item])


def test_a_sum_beyond_64_bits_raises() -> None:
    rows = [{"money": MAX_AMOUNT, "number": MAX_AMOUNT}] * 2
    item = total(value=times(times(part("money"), part("number")), number(1)))
    exact = interpreted(TERMS, [contract("K-1", parts=rows)], [item])
    assert compiled(TERMS, [contract("K-1", parts=rows)], [item]) == exact
    with pytest.raises(duckdb.OutOfRangeException):
        compiled(TERMS, [contract("K-1", parts=rows)], [times(item, item)])

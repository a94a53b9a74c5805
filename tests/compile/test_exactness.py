"""No number is ever inexact, and none ever wraps."""

import random
import re
from fractions import Fraction

import duckdb
import pytest
from attrs import evolve
from sqlglot import exp

from tariff.billing.sample import Sampler
from tariff.compile import Compiler, MonthRange, trees
from tariff.model import types
from tariff.model.calendar import last_day, month_of
from tariff.model.clause import Every, LineKind, Once
from tariff.model.expr import AddDays, Arithmetic, ArithmeticOp, Const, Expr, Round
from tariff.model.money import MAX_AMOUNT, Rounding, round_to
from tariff.model.records import CONTRACT
from tariff.model.terms import Terms, Version
from tariff.versions import Library
from tests.compile.evaluating import compiled, contract, field, terms_of
from tests.compile.loading import connect
from tests.model_terms import TERMS as MODEL
from tests.model_terms import clause
from tests.mutations import ruled

LIBRARY = Library.load()
FIRST, LAST = 12 * 2015, 12 * 2024
EXACT = {"BOOLEAN", "BIGINT", "INTEGER", "HUGEINT", "VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}
# Types that only stand inside: a list of pieces, a span of minutes, a literal that takes its neighbour's type.
INSIDE = {"LIST", "INTERVAL", "INTEGER_LITERAL", "STRING_LITERAL", "INVALID", "ANY", "NULL"}


def all_terms() -> list[Terms]:
    decided = [evolve(ruled(random.Random(f"exact/{one}")), name=f"ruled.{one}") for one in range(3)]
    return [MODEL, *decided, *(LIBRARY.terms(name) for name in LIBRARY.names)]


def queries(terms: Terms) -> list[exp.Query]:
    compiler, demand, until = Compiler(terms), MonthRange(FIRST, LAST), last_day(LAST)
    return [compiler.lines(demand, until), compiler.orphan_payments(until), compiler.decisions(demand, until)]


def operand_types(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The type of every part of a query's plan, however deep."""
    row = connection.execute("SELECT json_serialize_plan(?)", [sql]).fetchone()
    assert row is not None
    assert row[0].startswith('{"error":false'), row[0][:500]
    return set(re.findall(r'"id":"([A-Z_ ]+)"', row[0]))


@pytest.mark.parametrize("terms", all_terms(), ids=lambda terms: str(terms.name))
def test_no_part_of_a_plan_is_a_float_or_a_decimal(terms: Terms) -> None:
    with connect(terms, [Sampler(terms).facts(random.Random(1), "K-1")]) as connection:
        compiler = Compiler(terms)
        for query in queries(terms):
            assert operand_types(connection, query.sql(trees.DIALECT)) <= EXACT | INSIDE
        connection.execute(f"CREATE TABLE line AS {queries(terms)[0].sql(trees.DIALECT)}")
        connection.execute(f"CREATE TABLE tax AS {compiler.taxes('line').sql(trees.DIALECT)}")
        for made in (compiler.taxes("line"), compiler.invoices("line", "tax", last_day(LAST))):
            assert operand_types(connection, made.sql(trees.DIALECT)) <= EXACT | INSIDE
        columns = dict(connection.execute("SELECT column_name, data_type FROM duckdb_columns()").fetchall())
    assert {columns[name] for name in ("amount", "quantity", "base", "tax", "month")} <= {"BIGINT", "VARCHAR"}


def test_the_scan_finds_a_float() -> None:
    assert "DOUBLE" in operand_types(duckdb.connect(), "SELECT CAST(floor(x / 2) AS BIGINT) FROM range(3) AS t(x)")


def product(*items: Expr) -> Expr:
    result = items[0]
    for item in items[1:]:
        result = Arithmetic(ArithmeticOp.MULTIPLY, result, item)
    return result


MONEY, NUMBER = field("money"), field("number")


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("unit", [1, 10])
def test_the_greatest_amounts_round_exactly(rounding: Rounding, unit: int) -> None:
    # 128 bits inside, 64 again at the end.
    share = Const(Fraction(29, 200) / 365, types.NUMBER)
    item = Round(product(MONEY, NUMBER, share), rounding, unit)
    values = [(MAX_AMOUNT, 109_500), (-MAX_AMOUNT, 109_499), (MAX_AMOUNT - 1, 1), (0, 0), (73_000, 5), (-73_000, 5)]
    facts = [contract(f"K-{place}", money=one, number=other) for place, (one, other) in enumerate(values)]
    expected = [[round_to(one * other * Fraction(29, 200) / 365, rounding, unit)] for one, other in values]
    assert compiled(terms_of(), facts, [item]) == expected


def test_a_product_beyond_128_bits_raises() -> None:
    facts = [contract("K-1", money=MAX_AMOUNT, number=MAX_AMOUNT)]
    with pytest.raises(duckdb.OutOfRangeException):
        compiled(terms_of(), facts, [product(MONEY, NUMBER, MONEY, NUMBER)])


def billed(amount: Expr, *days: int) -> Terms:
    """Terms with one clause that charges `amount` on each of these days of the contract."""
    charge = clause(
        "huge",
        LineKind.CHARGE,
        tuple(Every(CONTRACT, field("month"), field("month")) for _ in days) or (Once(CONTRACT, *[field("day")] * 2),),
        amount,
    )
    return evolve(terms_of(), versions=(Version(1, None, (charge,)),), branches=())


@pytest.mark.parametrize("money", [MAX_AMOUNT, -MAX_AMOUNT])
def test_a_line_beyond_64_bits_raises(money: int) -> None:
    terms = billed(product(MONEY, NUMBER))
    facts = [contract("K-1", money=money, number=10_000_000)]
    query = Compiler(terms).lines(MonthRange(FIRST, LAST), last_day(LAST)).sql(trees.DIALECT)
    with connect(terms, facts) as connection, pytest.raises(duckdb.ConversionException):
        connection.execute(query).fetchall()


def test_a_sum_of_lines_beyond_64_bits_raises() -> None:
    # Two lines of which each fits and the sum does not.
    terms = billed(product(MONEY, NUMBER), 1, 2)
    facts = [contract("K-1", money=MAX_AMOUNT, number=5_000_000)]
    compiler = Compiler(terms)
    with connect(terms, facts) as connection:
        lines = compiler.lines(MonthRange(FIRST, LAST), last_day(LAST)).sql(trees.DIALECT)
        connection.execute(f"CREATE TABLE line AS {lines}")
        assert connection.execute("SELECT count(*) FROM line").fetchone() == (2,)
        with pytest.raises(duckdb.ConversionException):
            connection.execute(compiler.taxes("line").sql(trees.DIALECT)).fetchall()


def test_a_date_moved_beyond_all_calendars_raises() -> None:
    facts = [contract("K-1", number=MAX_AMOUNT)]
    with pytest.raises(duckdb.ConversionException):
        compiled(terms_of(), facts, [AddDays(field("day"), NUMBER)])


def test_interest_on_any_debt_stays_within_64_bits() -> None:
    # 128 bits cost eleven times as much, so the bounds must show that the usual clause does without.
    until = last_day(month_of(LAST))
    terms = LIBRARY.terms("kddi.nuisance_call_light")
    assert "INT128" not in Compiler(terms).lines(MonthRange(LAST, LAST), until).sql(trees.DIALECT)

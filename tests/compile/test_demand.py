"""What is demanded changes which lines come, and never what they say."""

import random
from collections.abc import Iterable

import duckdb
import pytest
from attrs import evolve

from tariff.billing.sample import Sampler
from tariff.compile import Compiler, MonthRange, Pairs, trees
from tariff.compile.demand import Demand
from tariff.model.calendar import last_day, month_of
from tariff.model.facts import Facts
from tariff.model.terms import Terms
from tariff.versions import Library
from tests.compile.loading import connect
from tests.model_terms import TERMS as MODEL
from tests.strategies import WildFacts

LIBRARY = Library.load()
Line = tuple[object, ...]


def books() -> list[tuple[Terms, list[Facts], int]]:
    """Terms, contracts, and a last month in the midst of their lives."""
    found = []
    for name in (MODEL.name, "kddi.nuisance_call_light", "softbank.call_recording"):
        terms = MODEL if name == MODEL.name else LIBRARY.terms(name)
        sampler, wild = Sampler(terms), WildFacts(terms)
        facts = [sampler.facts(random.Random(f"demand/{one}"), f"K-{one}") for one in range(40)]
        facts += [wild.facts(random.Random(f"demand/{one}"), f"W-{one}") for one in range(40)]
        found.append((terms, facts, month_of(sampler.window.last) - 6))
    return found


BOOKS = pytest.mark.parametrize(("terms", "facts", "last"), books(), ids=lambda value: str(getattr(value, "name", "")))


def lines(connection: duckdb.DuckDBPyConnection, terms: Terms, demand: Demand, until: int) -> list[Line]:
    query = Compiler(terms).lines(demand, until)
    return sorted(connection.execute(query.sql(trees.DIALECT)).fetchall(), key=repr)


@BOOKS
def test_single_months_give_the_lines_of_their_range(terms: Terms, facts: list[Facts], last: int) -> None:
    until = last_day(last)
    with connect(terms, facts) as connection:
        together = lines(connection, terms, MonthRange(last - 3, last), until)
        apart = [line for month in range(last - 3, last + 1) for line in lines(connection, terms, at(month), until)]
    assert together
    assert sorted(apart, key=repr) == together


def at(month: int) -> MonthRange:
    return MonthRange(month, month)


@BOOKS
def test_pairs_give_their_own_lines_and_no_others(terms: Terms, facts: list[Facts], last: int) -> None:
    until, rng = last_day(last), random.Random(7)
    with connect(terms, facts) as connection:
        every = lines(connection, terms, MonthRange(1900 * 12, last), until)
        months = sorted({(str(line[0]), line[1]) for line in every}, key=repr)
        wanted = {pair for pair in months if rng.random() < 0.3}
        fill(connection, wanted | {("nobody", last), (facts[0].contract, 1900 * 12)})
        assert lines(connection, terms, Pairs("pairs", "demanded"), until) == [
            line for line in every if (line[0], line[1]) in wanted
        ]


def fill(connection: duckdb.DuckDBPyConnection, pairs: Iterable[tuple[str, object]]) -> None:
    connection.execute("CREATE SCHEMA demanded")
    connection.execute("CREATE TABLE demanded.pairs (contract VARCHAR, month BIGINT)")
    connection.executemany("INSERT INTO demanded.pairs VALUES (?, ?)", [list(pair) for pair in pairs])


@BOOKS
def test_payments_after_the_last_day_seen_change_nothing(terms: Terms, facts: list[Facts], last: int) -> None:
    until = last_day(last) - 10
    early = [
        evolve(
            one,
            rows={
                **one.rows,
                "payment": tuple(row for row in one.of("payment") if int(row.values["paid_on"] or 0) <= until),
            },
        )
        for one in facts
    ]
    assert early != facts
    demand = MonthRange(last - 30, last)
    with connect(terms, facts) as all_payments, connect(terms, early) as seen_payments:
        assert lines(all_payments, terms, demand, until) == lines(seen_payments, terms, demand, until)


@BOOKS
def test_months_without_a_line_are_those_that_no_line_stands_in(terms: Terms, facts: list[Facts], last: int) -> None:
    until = last_day(last)
    asked = {(one.contract, month) for one in facts for month in range(last - 40, last, 3)} | {("nobody", last)}
    with connect(terms, facts) as connection:
        fill(connection, asked)
        query = Compiler(terms).unbilled(Pairs("pairs", "demanded"), until)
        found = connection.execute(query.sql(trees.DIALECT)).fetchall()
        billed = {line[:2] for line in lines(connection, terms, Pairs("pairs", "demanded"), until)}
    assert billed
    assert sorted(found) == sorted(asked - billed)

"""Equal clauses of several versions are one query, and versions that no demanded month reaches are none."""

import pytest
from attrs import evolve
from sqlglot import exp

from tariff.compile import Compiler, MonthRange, trees
from tariff.compile.versions import groups
from tariff.model.calendar import month_of
from tariff.model.clause import Clause
from tariff.model.records import Titles
from tariff.model.terms import Terms, Version
from tests.model_terms import MONTHLY, TERMS, day, money

FIRST, SECOND, THIRD = day("2015-05-26"), day("2016-04-25"), day("2017-01-10")
RENAMED = evolve(MONTHLY, titles=Titles(en="Fee by the month"))
DEARER = evolve(MONTHLY, amount=money(500))


def terms(*clauses: Clause) -> Terms:
    ends = (SECOND, THIRD, None)
    versions = tuple(
        Version(since, until, (clause,))
        for since, until, clause in zip((FIRST, SECOND, THIRD), ends, clauses, strict=True)
    )
    return evolve(TERMS, versions=versions, branches=())


def selects(made: Terms, first: str, last: str) -> list[str]:
    """The queries that together give the lines, printed."""
    months = MonthRange(month_of(day(first)), month_of(day(last)))
    query: exp.Expr = Compiler(made).lines(months, day(last))
    parts = []
    while isinstance(query, exp.Union):
        parts.append(query.expression.sql(trees.DIALECT))
        query = query.this
    return [*parts, query.sql(trees.DIALECT)]


def test_a_clause_that_stays_or_is_only_renamed_is_one_group() -> None:
    assert [len(group.places) for group in groups(terms(MONTHLY, RENAMED, MONTHLY))] == [3]
    assert [len(group.places) for group in groups(terms(MONTHLY, DEARER, MONTHLY))] == [2, 1]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [("2016-06-01", "2016-06-30", 1), ("2016-04-01", "2016-05-31", 2), ("2015-06-01", "2020-01-31", 2)],
)
def test_a_changed_clause_is_compiled_where_the_months_reach_it(first: str, last: str, count: int) -> None:
    assert len(selects(terms(MONTHLY, DEARER, MONTHLY), first, last)) == count


def test_one_version_in_reach_needs_no_condition_and_no_case() -> None:
    (query,) = selects(terms(MONTHLY, DEARER, MONTHLY), "2016-06-01", "2016-06-30")
    assert "CAST('2016-04-25' AS DATE) AS" in query
    assert "2015-05-26" not in query
    assert "2017-01-10" not in query


def test_a_version_without_the_clause_makes_no_line() -> None:
    other = evolve(MONTHLY, name="other")
    (query,) = selects(terms(MONTHLY, other, other), "2017-06-01", "2017-06-30")
    assert "'other'" in query


def test_a_definition_is_made_once_for_all_clauses() -> None:
    query = Compiler(TERMS).lines(MonthRange(24200, 24200), day("2016-09-30")).sql(trees.DIALECT)
    assert query.count('+ 7 AS "start#') == 1


def test_a_definition_of_one_clause_is_made_for_its_own_rows_alone() -> None:
    # Counting the months of every contract, for the few that leave, costs more than the rest of the query.
    query = Compiler(TERMS).lines(MonthRange(24200, 24200), day("2016-09-30")).sql(trees.DIALECT)
    contracts = query.partition('"rows#')[0]
    assert '"end#' in contracts
    assert '"contract.accepted_on"' in contracts
    assert 'DAY("p"' not in contracts

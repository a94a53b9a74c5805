"""The examples of the shipped packs: all come true in both evaluators, and between them they reach everything."""

import pytest

from tariff.billing.examples import BOTH, ExampleCase, read_examples, run
from tariff.billing.examples.expectations import ClauseAmount, DatedLine
from tariff.versions import Library

LIBRARY = Library.load()
MONEY_PACKS = [name for name in LIBRARY.names if any(version.clauses for version in LIBRARY.terms(name).versions)]


def cases_of(name: str) -> tuple[ExampleCase, ...]:
    suite = read_examples(LIBRARY, name)
    assert suite.findings == ()
    return suite.cases


@pytest.mark.parametrize("name", MONEY_PACKS)
def test_every_example_comes_true_in_both_evaluators(name: str) -> None:
    results = list(run(LIBRARY, cases_of(name), BOTH))
    failed = [(item.case.title, item.case.readings, item.failures) for item in results if not item.passed]
    assert results
    assert failed == []


@pytest.mark.parametrize("name", MONEY_PACKS)
def test_every_reading_has_an_example(name: str) -> None:
    chosen = {reading for case in cases_of(name) for reading in case.readings}
    assert chosen == {(axis.key, option.name) for axis in LIBRARY.axes(name) for option in axis.options}


@pytest.mark.parametrize("name", MONEY_PACKS)
def test_every_clause_has_an_example_that_makes_a_line(name: str) -> None:
    terms = LIBRARY.terms(name)
    expected = {
        item.clause
        for case in cases_of(name)
        for item in case.expectations
        if isinstance(item, DatedLine) or (isinstance(item, ClauseAmount) and item.amount)
    }
    assert expected == {clause.name for version in terms.versions for clause in version.clauses}

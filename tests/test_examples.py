"""The examples of the shipped packs: all come true in both evaluators, and between them they reach everything."""

import pytest

from tariff.billing.examples import BOTH, ExampleCase, coverage, read_examples, run
from tariff.billing.examples.decided import Decided
from tariff.billing.examples.expectations import ClauseAmount, DatedLine
from tests.shipped import LIBRARY, PACKS


def cases_of(name: str) -> tuple[ExampleCase, ...]:
    suite = read_examples(LIBRARY, name)
    assert suite.findings == ()
    return suite.cases


@pytest.mark.parametrize("name", PACKS)
def test_every_example_comes_true_in_both_evaluators(name: str) -> None:
    results = list(run(LIBRARY, cases_of(name), BOTH))
    failed = [(item.case.title, item.case.readings, item.failures) for item in results if not item.passed]
    assert results
    assert failed == []


@pytest.mark.parametrize("name", PACKS)
def test_the_examples_reach_everything_or_the_pack_says_why(name: str) -> None:
    found = coverage(LIBRARY, name, cases_of(name))
    assert [point for point in found.gaps if point not in found.reasons] == []
    assert found.idle == ()


@pytest.mark.parametrize("name", PACKS)
def test_every_clause_that_is_reached_is_expected_somewhere(name: str) -> None:
    reached = {point.owner for point, done in coverage(LIBRARY, name, cases_of(name)).points.items() if done}
    kinds = (ClauseAmount, DatedLine, Decided)
    expected = {item.clause for case in cases_of(name) for item in case.expectations if isinstance(item, kinds)}
    versions = LIBRARY.terms(name).versions
    named = {clause.name for version in versions for clause in version.clauses}
    named |= {ruling.name for version in versions for ruling in version.rulings}
    assert reached & named <= expected

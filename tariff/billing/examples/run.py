"""Running examples in either evaluator, or in both, which must then agree to the line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from attrs import frozen

from tariff.billing.examples.cases import ExampleCase
from tariff.billing.examples.outcome import Failure, Outcome
from tariff.interpret import Evaluator
from tariff.model.results import Invoice, Line
from tariff.model.terms import Terms
from tariff.versions import Library


class Engine(StrEnum):
    """What evaluates examples."""

    REFERENCE = "reference"
    SQL = "sql"


BOTH = (Engine.REFERENCE, Engine.SQL)


@frozen
class Result:
    """A case and what did not come true, per engine; where both ran, `disagreement` says how they differ.

    until: as in the case. failures: by engine; a payment without an invoice is one too.
    """

    case: ExampleCase
    failures: tuple[tuple[Engine, Failure], ...]

    @property
    def passed(self) -> bool:
        """Whether everything came true."""
        return not self.failures


def run(library: Library, cases: Sequence[ExampleCase], engines: Sequence[Engine]) -> Iterator[Result]:
    """The result of each case, grouped by terms and readings, in the order of the cases within a group."""
    ordered = sorted(cases, key=_group)
    for (name, readings), group in groupby(ordered, key=_group):
        terms, members = library.terms(name, readings=dict(readings)), list(group)
        outcomes = {engine: _evaluate(engine, terms, members) for engine in engines}
        for index, case in enumerate(members):
            yield Result(case, tuple(_failures(case, {engine: found[index] for engine, found in outcomes.items()})))


def _group(case: ExampleCase) -> tuple[str, tuple[tuple[str, str], ...]]:
    return case.terms_name, case.readings


def _evaluate(engine: Engine, terms: Terms, cases: Sequence[ExampleCase]) -> list[Outcome]:
    if engine is Engine.REFERENCE:
        evaluator = Evaluator(terms)
        found = (evaluator.evaluate(case.case.facts, case.until) for case in cases)
        return [Outcome(item.lines, item.invoices, item.faults) for item in found]
    from tariff.billing.examples.compiled import evaluate_compiled  # DuckDB is not wanted for the reference alone

    return evaluate_compiled(terms, cases)


def _failures(case: ExampleCase, outcomes: dict[Engine, Outcome]) -> Iterator[tuple[Engine, Failure]]:
    for engine, outcome in outcomes.items():
        for fault in outcome.faults:
            yield engine, Failure(case.span, "every payment pays an invoice", fault.message)
        for item in case.expectations:
            if failure := item.failure(outcome):
                yield engine, failure
    if len(outcomes) == len(BOTH):
        reference, compiled = (_rows(outcomes[engine]) for engine in BOTH)
        differing = sorted((reference - compiled) + (compiled - reference), key=lambda row: row.id)
        if differing:
            ids = tuple(dict.fromkeys(row.id for row in differing))
            yield Engine.SQL, Failure(case.span, "the lines and invoices of the reference evaluator", "others", ids)


def _rows(outcome: Outcome) -> Counter[Line | Invoice]:
    return Counter([*outcome.lines, *outcome.invoices])

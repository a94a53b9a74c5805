"""Running examples in either evaluator, or in both, which must then agree to the line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from attrs import frozen

from tariff.billing.examples.cases import ExampleCase
from tariff.billing.examples.outcome import Failure, Outcome
from tariff.diagnostics import InputError
from tariff.interpret import Evaluator
from tariff.model.results import Decision, Invoice, Line
from tariff.model.terms import Terms
from tariff.versions import Library


class Engine(StrEnum):
    """What evaluates examples."""

    REFERENCE = "reference"
    SQL = "sql"


BOTH = (Engine.REFERENCE, Engine.SQL)


@frozen
class Result:
    """A case and what did not come true, each with the engines in which it did not.

    A payment without an invoice is a failure too, and so is a line or invoice in which the engines differ.
    """

    case: ExampleCase
    failures: tuple[tuple[Failure, tuple[Engine, ...]], ...]

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
            yield _result(case, {engine: found[index] for engine, found in outcomes.items()})


def _group(case: ExampleCase) -> tuple[str, tuple[tuple[str, str], ...]]:
    return case.terms_name, case.readings


def _evaluate(engine: Engine, terms: Terms, cases: Sequence[ExampleCase]) -> list[Outcome]:
    if engine is Engine.REFERENCE:
        evaluator = Evaluator(terms)
        return [_interpreted(evaluator, case) for case in cases]
    from tariff.billing.examples.compiled import evaluate_compiled  # DuckDB is not wanted for the reference alone

    return evaluate_compiled(terms, cases)


def _interpreted(evaluator: Evaluator, case: ExampleCase) -> Outcome:
    try:
        found = evaluator.evaluate(case.case.facts, case.until)
    except InputError as error:
        return Outcome((), (), faults=error.findings)
    return Outcome(found.lines, found.invoices, found.decisions, found.faults)


def _result(case: ExampleCase, outcomes: dict[Engine, Outcome]) -> Result:
    failures: dict[Failure, list[Engine]] = {}
    for engine, outcome in outcomes.items():
        for failure in _failures(case, outcome):
            failures.setdefault(failure, []).append(engine)
    if len(outcomes) == len(BOTH):
        difference = _difference(case, *(outcomes[engine] for engine in BOTH))
        if difference is not None:
            failures[difference] = list(BOTH)
    return Result(case, tuple((failure, tuple(engines)) for failure, engines in failures.items()))


def _failures(case: ExampleCase, outcome: Outcome) -> Iterator[Failure]:
    for fault in outcome.faults:
        yield Failure(case.case.placed(fault).span or case.span, "facts that can be evaluated", fault.message)
    for item in case.expectations:
        if failure := item.failure(outcome):
            yield failure


def _difference(case: ExampleCase, reference: Outcome, compiled: Outcome) -> Failure | None:
    """What is in one outcome and not in the other: lines, invoices and decisions, by id."""
    left, right = (
        Counter[Line | Invoice | Decision]([*outcome.lines, *outcome.invoices, *outcome.decisions])
        for outcome in (reference, compiled)
    )
    ids = tuple(sorted({row.id for row in (left - right) + (right - left)}))
    return Failure(case.span, "the same from both evaluators", "a difference", ids) if ids else None

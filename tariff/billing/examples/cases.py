"""Examples as typed cases: one contract's facts, readings, a last day, and what must come out."""

from attrs import frozen

from tariff.billing.case.reader import Case
from tariff.billing.examples.expectations import Expectation
from tariff.diagnostics import Diagnostic, Span


@frozen
class ExampleCase:
    """One example under one choice of readings; an example with blocks of readings makes several.

    title: the example's, as written. case: its facts. until: the last day (ordinal) that it sees.
    readings: those chosen, as (key, name), sorted; () for the defaults.
    """

    title: str
    span: Span
    case: Case
    until: int
    readings: tuple[tuple[str, str], ...]
    expectations: tuple[Expectation, ...]

    @property
    def terms_name(self) -> str:
        """The name of the terms that it is an example of."""
        return self.case.terms_name


@frozen
class Suite:
    """Examples as far as they could be read, and what is wrong with the others."""

    cases: tuple[ExampleCase, ...]
    findings: tuple[Diagnostic, ...]

"""What an evaluator made of an example, and where that is not what was expected."""

from attrs import frozen

from tariff.diagnostics import Diagnostic, Span
from tariff.model.results import Decision, Invoice, Line


@frozen
class Outcome:
    """What one contract comes to by a day; `faults` is what is wrong with its payments as seen from the invoices."""

    lines: tuple[Line, ...]
    invoices: tuple[Invoice, ...]
    decisions: tuple[Decision, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


@frozen
class Failure:
    """An expectation that did not come true: what was expected, what came out, and the ids of what is concerned."""

    span: Span
    expected: str
    found: str
    ids: tuple[str, ...] = ()

"""What an evaluator made of an example, and where that is not what was expected."""

from attrs import frozen

from tariff.diagnostics import Diagnostic, Span
from tariff.model.results import Invoice, Line


@frozen
class Outcome:
    """One contract's lines and invoices by a day; `faults` is what is wrong with its payments as seen from them."""

    lines: tuple[Line, ...]
    invoices: tuple[Invoice, ...]
    faults: tuple[Diagnostic, ...] = ()


@frozen
class Failure:
    """An expectation that did not come true: what was expected, what came out, and the ids of the lines concerned."""

    span: Span
    expected: str
    found: str
    lines: tuple[str, ...] = ()

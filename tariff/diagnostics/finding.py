"""Span, Diagnostic, and the one exception that carries diagnostics out of a call."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen


class Severity(StrEnum):
    """How much a finding matters: errors stop evaluation, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen(order=True)
class Span:
    """A place in a text file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Diagnostic:
    """One finding.

    code: stable identifier such as ``E0102``, one per kind of fault.
    message: what is wrong, in one sentence that names the values involved.
    span: the place in a text; or None, when `where` names the place in other words (table, row and field).
    where: ``table payment, row 12, field amount`` for data that has no lines.
    mend: what the reader can do about it, as an instruction.
    """

    code: str
    message: str
    span: Span | None = None
    where: str = ""
    mend: str = ""
    severity: Severity = Severity.ERROR


def _collected(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(findings)


@frozen
class InputError(Exception):
    """The call or its input is wrong (exit code 2); `findings` say where and how to mend it."""

    findings: tuple[Diagnostic, ...] = field(converter=_collected)

    def __str__(self) -> str:
        return "; ".join(finding.message for finding in self.findings)

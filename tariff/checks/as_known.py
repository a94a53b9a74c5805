"""Terms as they were known on a day: what was announced has to hold together without what was announced later."""

from collections.abc import Iterator

from tariff.checks.references import dangling
from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic, Span


def as_known(subject: Subject) -> Iterator[Diagnostic]:
    """Amendments that do not apply, and references that dangle, in editions that stood until more was known."""
    known: set[Span | None] = {fault.span for fault in subject.line.faults}
    for edition in subject.line.editions:
        known.update(item.span for item in dangling(subject, edition))
    for past in subject.past:
        found = [*past.faults, *(item for edition in past.editions for item in dangling(subject, edition))]
        for item in found:
            if item.span not in known:
                known.add(item.span)
                mend = "let the amendment that it needs be issued no later, or write it without that one"
                yield warning("W0415", f"as known on {past.known_on}, {item.message}", item.span, mend)

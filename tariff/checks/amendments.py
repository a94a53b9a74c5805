"""Amendments in time: issued before they take effect, after the terms began, each name once."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic


def amendments(subject: Subject) -> Iterator[Diagnostic]:
    """Amendments that take effect before they were issued or before the terms, and names used twice."""
    seen: set[str] = set()
    for item in subject.pack.amendments:
        span = item.node.span
        if item.name in seen:
            yield Diagnostic("E0406", f"two amendments are called {item.name}", span, mend="name one of them otherwise")
        seen.add(item.name)
        if item.issued and item.in_force < item.issued:
            yield warning(
                "W0407",
                f"{item.name} takes effect on {item.in_force}, before it was issued on {item.issued}",
                span,
                "check both days",
            )
        if item.in_force <= subject.pack.in_force:
            yield warning(
                "W0408",
                f"{item.name} takes effect no later than the terms it amends ({subject.pack.in_force})",
                span,
                "check the day of effect",
            )

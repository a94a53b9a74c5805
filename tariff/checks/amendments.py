"""Amendments: each name once, and none before the terms that it amends."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic


def amendments(subject: Subject) -> Iterator[Diagnostic]:
    """Amendments that take effect before the terms, and names used twice."""
    seen: set[str] = set()
    for item in subject.pack.amendments:
        span = item.node.span
        if item.name in seen:
            yield Diagnostic("E0406", f"two amendments are called {item.name}", span, mend="name one of them otherwise")
        seen.add(item.name)
        if item.in_force <= subject.pack.in_force:
            yield warning(
                "W0408",
                f"{item.name} takes effect no later than the terms it amends ({subject.pack.in_force})",
                span,
                "check the day of effect",
            )

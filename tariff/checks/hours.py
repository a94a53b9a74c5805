"""Hours: two sentences that open a desk at one time."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning, wordings
from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.provisions import unquote

_WHOLE_DAY = ("00:00", "24:00")


def hours(subject: Subject) -> Iterator[Diagnostic]:
    """Sentences ``open …`` whose times another above it covers in part, on days on which both are known to hold."""
    for item in subject.declarations("clause"):
        for holder in wordings(item.node):
            above: list[Node] = []
            for node in holder.all("opens_from", "opens_all_day"):
                if any(_overlap(node, other) for other in above):
                    mend = "join the two, or let one begin where the other ends"
                    yield warning("W0527", "a sentence above opens at some of these times too", node.span, mend)
                above.append(node)


def _overlap(one: Node, other: Node) -> bool:
    (start, end), (from_, to) = _times(one), _times(other)
    calendars = {_calendar(one), _calendar(other)}
    return (len(calendars) == 1 or None in calendars) and start < to and from_ < end


def _times(node: Node) -> tuple[str, str]:
    times = [word.text for word in node.words("TIME")]
    return (times[0], times[1]) if times else _WHOLE_DAY


def _calendar(node: Node) -> str | None:
    found = node.first("open_days")
    return unquote(found.text("NAME")) if found else None

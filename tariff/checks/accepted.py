"""Findings that a pack accepts: what a source has so, with the reason beside it."""

from collections.abc import Iterable, Iterator

from tariff.checks.subject import warning
from tariff.diagnostics import Diagnostic, Severity, Span
from tariff.syntax.nodes import Node
from tariff.versions.pack import Pack


def without_accepted(pack: Pack, findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings without those that ``accept CODE because …`` covers, in what it stands in; never an error.

    An acceptance that covers nothing is a finding itself.
    """
    acceptances = [found for file in pack.files for unit in file.units for found in _accepting(unit)]
    used: set[Span] = set()
    for item in findings:
        covering = {node.span for node, holder in acceptances if _covers(node, holder, item)}
        used |= covering
        if not covering:
            yield item
    for node, _ in acceptances:
        if node.span not in used and not pack.unread:  # else what it covers may not have been looked for
            code = node.text("CODE")
            yield warning("W0612", f"there is no {code} here to accept", node.span, "drop the sentence")


def _accepting(holder: Node) -> Iterator[tuple[Node, Node]]:
    """Every acceptance in a node, with what it stands in."""
    for node in holder.nodes():
        if node.kind == "accept":
            yield node, holder
        else:
            yield from _accepting(node)


def _covers(node: Node, holder: Node, item: Diagnostic) -> bool:
    if item.span is None or item.severity is Severity.ERROR or node.text("CODE") != item.code:
        return False
    within = holder.span.line <= item.span.line and item.span.end_line <= holder.span.end_line
    return within and item.span.file == holder.span.file

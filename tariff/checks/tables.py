"""Tables: the rows of a ``table by`` must cover every value once, in order; those of a lookup must be reached."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning, wordings
from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.tables import table_faults


def tables(subject: Subject) -> Iterator[Diagnostic]:
    """Gaps, overlaps and rows never reached, in the clauses and in their readings."""
    for item in subject.declarations("clause"):
        for holder in wordings(item.node):
            for table in holder.all("table"):
                if not table.torn:
                    yield from table_faults(table)
            yield from _unreached(holder)


def _unreached(holder: Node) -> Iterator[Diagnostic]:
    """The answers below ``otherwise``."""
    rows = list(holder.all("answer_when", "answer_otherwise"))
    last = next((index for index, row in enumerate(rows) if row.kind == "answer_otherwise"), len(rows))
    for row in rows[last + 1 :]:
        yield warning("W0513", "this row is never reached", row.span, "drop it, or move it above “otherwise”")

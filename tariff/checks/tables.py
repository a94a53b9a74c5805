"""Tables: the rows of a ``table by`` must cover every value once, in order."""

from collections.abc import Iterator

from tariff.checks.subject import Subject
from tariff.diagnostics import Diagnostic
from tariff.versions.tables import table_faults


def tables(subject: Subject) -> Iterator[Diagnostic]:
    """Gaps, overlaps and rows never reached, in the clauses and in their readings."""
    for item in subject.declarations("clause"):
        for holder in (item.node, *item.node.all("reading")):
            for table in holder.all("table"):
                if not table.torn:
                    yield from table_faults(table)

"""Governing dates: every driver row must have exactly one version."""

from collections.abc import Iterator

from tariff.checks.subject import Subject
from tariff.diagnostics import Diagnostic
from tariff.model.clause import Clause, Once
from tariff.model.expr import Expr
from tariff.model.ruling import Ruling
from tariff.versions.scope import declared


def governance(subject: Subject) -> Iterator[Diagnostic]:
    """A clause whose versions are governed by different days: a row could fall in two of them, or in none."""
    first: dict[tuple[str, str], tuple[Expr, ...]] = {}
    for version, edition in zip(subject.terms.versions, subject.line.editions, strict=True):
        nodes = declared(edition.tree).clauses
        for clause in version.held:
            for record in {driver.record for driver in clause.drivers}:
                days = _days(clause, record)
                if first.setdefault((clause.name, record), days) != days:
                    yield Diagnostic(
                        "E0514",
                        f"from {edition.since}, {clause.name} is governed by another day than before",
                        nodes[clause.name].node.span,
                        mend="let every version be governed by the same day: “governed by …”",
                    )


def _days(clause: Clause | Ruling, record: str) -> tuple[Expr, ...]:
    return tuple(
        dict.fromkeys(item.governed for item in clause.drivers if isinstance(item, Once) and item.record == record)
    )

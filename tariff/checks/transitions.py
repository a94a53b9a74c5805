"""Transitions: kept terms that end before they begin, or begin on another day than the amendment."""

from collections.abc import Iterator
from datetime import date

from tariff.checks.subject import Subject, note, warning
from tariff.diagnostics import Diagnostic
from tariff.model.clause import Once
from tariff.model.expr import Compare, CompareOp, Const, Expr, Field
from tariff.model.terms import Branch
from tariff.model.types import DATE
from tariff.model.walk import walk
from tariff.syntax.nodes import Node
from tariff.versions.history import transitions as written
from tariff.versions.pack import Amendment
from tariff.versions.provisions import unquote


def transitions(subject: Subject) -> Iterator[Diagnostic]:
    """Transitions that keep nothing, and those whose facts end on another day than that of the amendment's effect."""
    for amendment in subject.pack.amendments:
        for _, node in written(amendment):
            until = node.text("DATE")
            if until and date.fromisoformat(until) <= amendment.in_force:
                message = f"prior terms are kept until {until}, and the new ones begin on {amendment.in_force}"
                yield warning("W0418", message, node.span, "let them end later, or drop the sentence")
            branches = (item for item in subject.terms.branches if item.amendment == amendment.name)
            for branch in (item for item in branches if item.record == _record(node)):
                yield from _apart(subject, amendment, node, branch)


def _record(node: Node) -> str:
    kept = node.first("kept_record")
    return unquote(kept.text("NAME")) if kept else ""


def _apart(subject: Subject, amendment: Amendment, node: Node, branch: Branch) -> Iterator[Diagnostic]:
    """A day in the condition that is not the day of effect, on a fact that does not itself pick the version."""
    for item in walk(branch.condition):
        if not isinstance(item, Compare) or not isinstance(item.left, Field) or not isinstance(item.right, Const):
            continue
        if item.left.record != branch.record or item.right.type != DATE or item.op not in (CompareOp.LT, CompareOp.LE):
            continue
        end, begin = int(item.right.value) + (item.op is CompareOp.LE), amendment.in_force.toordinal()
        if end != begin and not _governs(subject, branch.record, item.left):
            first, last = (date.fromordinal(day) for day in (min(end, begin), max(end, begin) - 1))
            terms = "have the new terms" if end < begin else "keep the prior terms"
            told = f"rows of {branch.record} whose {item.left.name} is from {first} to {last} {terms}"
            message = f"{told}, and {amendment.name} takes effect on {amendment.in_force}"
            yield note("N0419", message, node.span, f"write {amendment.in_force}, unless the source has another day")


def _governs(subject: Subject, record: str, field: Expr) -> bool:
    """Whether a fact picks the version of a clause over a record."""
    return any(
        isinstance(driver, Once) and driver.record == record and driver.governed == field
        for version in subject.terms.versions
        for item in version.held
        for driver in item.drivers
    )

"""Gaps in time: what is governed neither by the clause that was nor by the one that will be."""

from collections.abc import Iterator
from datetime import date

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic, Span
from tariff.model.clause import Clause, Once
from tariff.model.expr import Expr
from tariff.model.terms import Branch, Version
from tariff.versions.consolidate import Edition


def gaps(subject: Subject) -> Iterator[Diagnostic]:
    """Clauses that are gone for a while, and clauses that follow others and are governed by another day."""
    versions, editions = subject.terms.versions, subject.line.editions
    for index, edition in enumerate(editions[1:], start=1):
        before, after = versions[index - 1], versions[index]
        for name in _names(before) - _names(after):
            if back := _back(name, versions[index + 1 :]):
                yield _gap(name, after.since, back, _span(subject, edition))
        yield from _successors(subject, edition, before, after)
    for branch in subject.terms.branches:
        yield from _kept(subject, branch)


def _names(version: Version) -> set[str]:
    return {item.name for item in version.held}


def _back(name: str, later: tuple[Version, ...]) -> int | None:
    """The day from which a later version has a clause of that name."""
    return next((version.since for version in later if name in _names(version)), None)


def _gap(name: str, gone: int, back: int, span: Span) -> Diagnostic:
    message = f"{name} is gone from {date.fromordinal(gone)} and back from {date.fromordinal(back)}"
    mend = "keep prior terms until it is back, or name it otherwise if it is another clause"
    return warning("W0416", f"{message}: nothing governs what falls in between", span, mend)


def _kept(subject: Subject, branch: Branch) -> Iterator[Diagnostic]:
    """Clauses that kept terms have to their end, and the terms that follow only later."""
    if branch.until is None:
        return
    versions = subject.terms.versions
    day, line = (branch.prior_day, versions) if branch.frozen else (branch.until - 1, branch.versions)
    prior, then = _on(line, day), _on(versions, branch.until)
    for item in prior.held:
        over = any(driver.record == branch.record for driver in item.drivers)
        if over and item.name not in _names(then):
            later = tuple(version for version in versions if version.since > branch.until)
            if back := _back(item.name, later):
                span = next(found.node.span for found in subject.pack.amendments if found.name == branch.amendment)
                yield _gap(item.name, branch.until, back, span)


def _on(versions: tuple[Version, ...], day: int) -> Version:
    return next((version for version in reversed(versions) if version.since <= day), versions[0])


def _successors(subject: Subject, edition: Edition, before: Version, after: Version) -> Iterator[Diagnostic]:
    """A clause in place of another of its kind over the same record: a row can fall under both or neither."""
    kept = {branch.record for branch in subject.terms.branches if branch.amendment in edition.by}
    gone = [item for item in before.clauses if item.name not in _names(after)]
    for new in (item for item in after.clauses if item.name not in _names(before)):
        for old in (item for item in gone if item.kind is new.kind):
            for record in sorted(_records(old) & _records(new) - kept):
                if _governed(old, record) != _governed(new, record):
                    message = f"from {edition.since}, {new.name} follows {old.name} and is governed by another day"
                    mend = (
                        "let both be governed by the same day, or keep prior terms for the rows that the old one took"
                    )
                    told = f"{message}: a row of {record} between the two days falls under both or neither"
                    yield warning("W0417", told, _span(subject, edition), mend)


def _records(clause: Clause) -> set[str]:
    return {driver.record for driver in clause.drivers if isinstance(driver, Once)}


def _governed(clause: Clause, record: str) -> set[Expr]:
    return {item.governed for item in clause.drivers if isinstance(item, Once) and item.record == record}


def _span(subject: Subject, edition: Edition) -> Span:
    return next(item.node.span for item in subject.pack.amendments if item.name in edition.by)

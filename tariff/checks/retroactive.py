"""Amendments in force before they were made public."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic
from tariff.model.clause import Clause
from tariff.model.expr import Const
from tariff.model.records import Titles
from tariff.model.ruling import Ground, Ruling
from tariff.model.terms import Version


def retroactive(subject: Subject) -> Iterator[Diagnostic]:
    """Amendments that take effect before they were issued, and the clauses that they may make worse for customers."""
    worse = {
        name: _worse(before, after)
        for before, after, edition in zip(
            subject.terms.versions, subject.terms.versions[1:], subject.line.editions[1:], strict=False
        )
        for name in edition.by
    }
    for item in subject.pack.amendments:
        if item.issued is None or item.in_force >= item.issued:
            continue
        message = f"{item.name} takes effect on {item.in_force}, before it was issued on {item.issued}"
        clauses = worse.get(item.name, ())
        if clauses:
            mend = "let it take effect once it is public, or leave out what is not to the customer's advantage"
            yield warning("W0414", f"{message}, and changes {', '.join(clauses)}", item.node.span, mend)
        else:
            yield warning("W0407", message, item.node.span, "check both days")


def _worse(before: Version, after: Version) -> tuple[str, ...]:
    """The clauses that differ in more than their wording, but for those that surely cost the customer less."""
    old, new = _by_name(before), _by_name(after)
    names = (name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name))
    return tuple(name for name in names if not _better(old.get(name), new.get(name)))


def _by_name(version: Version) -> Mapping[str, Clause | Ruling]:
    """Clauses and rulings without their words and numbers."""
    found: dict[str, Clause | Ruling] = {}
    for clause in version.clauses:
        found[clause.name] = evolve(clause, titles=Titles(), text=Titles(), sentences=(), article="")
    for ruling in version.rulings:
        bare = evolve(ruling, titles=Titles(), text=Titles(), sentences=(), article="")
        found[ruling.name] = evolve(bare, grounds=_bare(ruling.grounds), remarks=_bare(ruling.remarks))
    return found


def _bare(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    return tuple(evolve(ground, number="", titles=Titles()) for ground in grounds)


def _better(old: Clause | Ruling | None, new: Clause | Ruling | None) -> bool:
    """Whether the customer surely pays less or gets more: by a fixed amount, a bill that is gone, a new credit."""
    if isinstance(old, Clause) and isinstance(new, Clause):
        if (
            not isinstance(old.amount, Const)
            or not isinstance(new.amount, Const)
            or evolve(new, amount=old.amount) != old
        ):
            return False
        return new.sign * int(new.amount.value) <= old.sign * int(old.amount.value)
    if isinstance(old, Clause) and new is None:
        return old.sign > 0
    return isinstance(new, Clause) and old is None and new.sign < 0

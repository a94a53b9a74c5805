"""Two stands of terms, and all that changed in meaning between them."""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from tariff.compare.meaning.change import Change, Weight
from tariff.compare.meaning.clauses import version_changes
from tariff.compare.meaning.facts import fact_changes
from tariff.compare.meaning.form import plain
from tariff.compare.meaning.mapped import mapped, of_the_row
from tariff.compare.meaning.stand import Stand
from tariff.compare.meaning.whole import (
    calendar_changes,
    header_changes,
    kept_changes,
    reading_changes,
    rounded_as,
    tax_changes,
)
from tariff.compare.sources import Origin
from tariff.model.expr import Expr


@frozen
class Meaning:
    """What changed in meaning from one stand of terms to another, the most costly kinds first."""

    old: Stand
    new: Stand
    changes: tuple[Change, ...]

    @property
    def wording_only(self) -> bool:
        """Whether nothing changed in what is owed, when, to what one is entitled, or what one has to do."""
        return all(change.weight is Weight.WORDING for change in self.changes)

    def of_article(self, number: str) -> "Meaning":
        """What changed in the clauses of one article or appendix."""
        within = {name for stand in (self.old, self.new) for name in stand.clauses_of(number)}
        return evolve(self, changes=tuple(item for item in self.changes if within & set(item.clauses)))


def between(old: Origin, new: Origin) -> Meaning:
    """What changed in meaning between the terms of two documents. Raises InputError where a pack has errors."""
    return compare(Stand.of(old), Stand.of(new))


def compare(old: Stand, new: Stand) -> Meaning:
    """What changed in meaning from one stand of terms to another.

    A change in a definition is told once, with all the clauses that it reaches; so is one that kept terms share.
    """
    found = _told_once(_changes(old, new))
    return Meaning(old, new, tuple(sorted(found, key=lambda change: change.rank)))


def _changes(old: Stand, new: Stand) -> Iterator[Change]:
    whole = [
        *header_changes(old.terms, new.terms),
        *tax_changes(old.terms.taxes, new.terms.taxes),
        *calendar_changes(old.terms, new.terms),
    ]
    told = frozenset(change.aspect for change in whole)
    yield from whole
    yield from version_changes(rounded_as(old.version, old.terms, new.terms), new.version, told)
    yield from kept_changes(old, new, told)
    yield from fact_changes(old.terms.records, new.terms.records)
    yield from reading_changes(old, new)


def _told_once(changes: Iterable[Change]) -> list[Change]:
    """Each change once: those of one definition joined, with the weight of the most costly clause that it reaches.

    What changes alike under kept terms is told of the main line alone.
    """
    found: dict[object, Change] = {}
    for change in changes:
        told = _told(change)
        key = (told, "") if (told, "") in found else (told, change.kept)
        first = found.get(key, change)
        weight = min(first, change, key=lambda item: item.rank).weight
        clauses = tuple(dict.fromkeys((*first.clauses, *change.clauses)))
        found[key] = evolve(first, weight=weight, clauses=clauses)
    return list(found.values())


def _told(change: Change) -> object:
    """What a sentence on a change says, but for the kept terms under which it holds."""
    parts = tuple(map(_side, (change.old, change.new, *change.cases)))
    if change.definition is not None:
        return change.definition.name, parts
    return change.aspect, change.clauses, change.subject, parts


def _side(shown: object) -> object:
    """What tells a changed part from another: not whether it is read of the row itself or of one looked at."""
    return mapped(plain(shown), of_the_row) if isinstance(shown, Expr) else shown

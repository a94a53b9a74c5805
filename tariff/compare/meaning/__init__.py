"""Two versions of terms compared in meaning: what changed in what they compute, wherever and however it is worded."""

from collections.abc import Iterable

from attrs import evolve

from tariff.compare.meaning.change import Aspect, Change, Effect, Weight
from tariff.compare.meaning.clauses import version_changes
from tariff.compare.meaning.facts import fact_changes
from tariff.compare.meaning.form import form_of_terms, plain
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
from tariff.model.expr import Expr
from tariff.model.terms import Terms

__all__ = ["Aspect", "Change", "Effect", "Stand", "Weight", "compare", "equal", "wording_only"]


def compare(old: Stand, new: Stand) -> tuple[Change, ...]:
    """What changed in meaning from one stand of terms to another, the most costly kinds first; empty where nothing did.

    A change in a definition is told once, with all the clauses that it reaches.
    """
    whole = [
        *header_changes(old.terms, new.terms),
        *tax_changes(old.terms.taxes, new.terms.taxes),
        *calendar_changes(old.terms, new.terms),
    ]
    told = frozenset(change.aspect for change in whole)
    found = [
        *whole,
        *version_changes(rounded_as(old.version, old.terms, new.terms), new.version, told),
        *kept_changes(old, new, told),
        *fact_changes(old.terms.records, new.terms.records),
        *reading_changes(old, new),
    ]
    return tuple(sorted(_told_once(found), key=lambda change: change.rank))


def wording_only(changes: Iterable[Change]) -> bool:
    """Whether nothing changed in what is owed, when, to what one is entitled, or what one has to do."""
    return all(change.weight is Weight.WORDING for change in changes)


def equal(old: Terms, new: Terms) -> bool:
    """Whether two lines of terms mean the same over all time, so that they come to the same for any facts.

    Names of clauses count, since lines carry them; titles, articles and the wording do not.
    """
    return form_of_terms(old) == form_of_terms(new)


def _told_once(changes: Iterable[Change]) -> list[Change]:
    """Changes of one definition joined, with the weight of the most costly clause that it reaches."""
    found: dict[object, Change] = {}
    for number, change in enumerate(changes):
        if change.definition is None:
            found[number] = change
            continue
        key = (change.definition.name, *map(_side, (change.old, change.new)), change.cases, change.kept)
        first = found.get(key, change)
        lighter = change if change.rank < first.rank else first
        clauses = tuple(dict.fromkeys((*first.clauses, *change.clauses)))
        found[key] = evolve(first, weight=lighter.weight, clauses=clauses)
    return list(found.values())


def _side(shown: object) -> object:
    """What tells a part of a definition from another: not whether it is read of the row itself or of one looked at."""
    return mapped(plain(shown), of_the_row) if isinstance(shown, Expr) else shown

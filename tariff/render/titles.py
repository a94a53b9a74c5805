"""Titles of what terms declare, in the reader's language."""

from collections.abc import Iterator

from tariff.model.terms import Terms, Version
from tariff.render.language import LOCALES, language


def clause_titles(terms: Terms) -> dict[str, str]:
    """The title of each clause and ruling by name; the latest version's where they differ."""
    found: dict[str, str] = {}
    for version in _versions(terms):
        found |= {ruling.name: ruling.titles.of(language()) or ruling.name for ruling in version.rulings}
        found |= {clause.name: clause.titles.of(language()) or clause.name for clause in version.clauses}
    return found


def reason_titles(terms: Terms) -> dict[tuple[str, str], str]:
    """What a decision gives as a reason, after the name of its clause, to the same for the reader."""
    rulings = [ruling for version in _versions(terms) for ruling in version.rulings]
    grounds = [(ruling.name, ground) for ruling in rulings for ground in (*ruling.grounds, *ruling.remarks)]
    return {(name, ground.label(code)): ground.label(language()) for name, ground in grounds for code in LOCALES}


def _versions(terms: Terms) -> Iterator[Version]:
    """Every version, those of prior terms that stay in force first."""
    for branch in terms.branches:
        yield from branch.versions
    yield from terms.versions

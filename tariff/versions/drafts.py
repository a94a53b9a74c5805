"""Drafts: clause files that are not published yet, in place of the published ones that they rewrite."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from tariff.syntax.nodes import Node, Reading
from tariff.versions.provisions import unquote


def with_draft(published: Sequence[Reading], draft: Sequence[Reading]) -> tuple[Reading, ...]:
    """The clause files with a draft among them.

    Terms that the draft declares take the place of the published ones with all their amendments and examples; an
    amendment in it takes the place of the published one of its name, or comes beside those there are.
    """
    terms, amendments = _named(draft, "terms"), _named(draft, "amendment")
    gone = {name for name, target in _targets(published) if target in terms}
    while more := {name for name, target in _targets(published) if target in gone} - gone:
        gone |= more
    kept = (_without(item, terms, gone | amendments) for item in published)
    return (*(item for item in kept if item.file.units or item.findings), *draft)


def declared(readings: Iterable[Reading]) -> frozenset[str]:
    """The names of the terms that clause files declare or amend."""
    readings = tuple(readings)
    return _named(readings, "terms") | {target for _, target in _targets(readings)}


def _without(item: Reading, terms: frozenset[str], amendments: frozenset[str] | set[str]) -> Reading:
    """A file without what belongs to the terms and the amendments named."""
    own = next((_name(unit) for unit in item.file.units if unit.kind == "terms"), "")
    if own in terms:
        return evolve(item, file=evolve(item.file, units=()), findings=())

    def stays(unit: Node) -> bool:
        if unit.kind == "amendment":
            return _name(unit) not in amendments
        return unit.kind != "example" or (_name(unit) or own) not in terms

    return evolve(item, file=evolve(item.file, units=tuple(filter(stays, item.file.units))))


def _named(readings: Iterable[Reading], kind: str) -> frozenset[str]:
    return frozenset(_name(unit) for item in readings for unit in item.file.units if unit.kind == kind)


def _targets(readings: Iterable[Reading]) -> Iterable[tuple[str, str]]:
    """Each amendment with what it amends: terms, or another amendment whose prior terms it amends."""
    for item in readings:
        for unit in item.file.units:
            target = unit.first("amends", "amends_prior") if unit.kind == "amendment" else None
            if target is not None:
                yield _name(unit), _name(target)


def _name(node: Node) -> str:
    return unquote(node.text("NAME"))

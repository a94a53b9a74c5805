"""Grounds: the item for which something is refused or granted must stand in the article."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning, wordings
from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.provisions import path_text
from tariff.versions.scope import declared


def grounds(subject: Subject) -> Iterator[Diagnostic]:
    """Grounds (``refuse item N``, ``grant item N``) whose number no item of the clause's article has."""
    found: set[Node] = set()
    for edition in subject.line.editions:
        for clause in declared(edition.tree).clauses.values():
            article = edition.tree.find(clause.path[:1])
            assert article is not None, "a clause stands in a provision"
            standing = {item.step.number for _, item in article.walk() if item.step.part == "item" and not item.deleted}
            for node in _grounds(clause.node):
                number = node.text("NUMERAL")
                if number and number not in standing and node not in found:
                    found.add(node)
                    yield warning(
                        "W0526",
                        f"from {edition.since}, {path_text(clause.path[:1])} has no item {number}",
                        node.span,
                        "give the number of an item that stands there, or none, or drop the ground",
                    )


def _grounds(node: Node) -> Iterator[Node]:
    for wording in wordings(node):
        yield from wording.all("refuse", "grant")

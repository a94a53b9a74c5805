"""Numbering: two provisions of one number."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, note
from tariff.diagnostics import Diagnostic
from tariff.versions.provisions import Provision, path_text


def numbering(subject: Subject) -> Iterator[Diagnostic]:
    """Provisions beside another of the same number, in every edition: a reference cannot tell them apart."""
    for edition in subject.line.editions:
        yield from _twice(edition.tree, "")
        for path, item in edition.tree.walk():
            yield from _twice(item, path_text(path))


def _twice(parent: Provision, where: str) -> Iterator[Diagnostic]:
    seen = set()
    for item in parent.children:
        if item.step in seen and item.span is not None and item.step.part != "supplement":
            message = f"{item.step} stands twice{f' in {where}' if where else ''}"
            yield note("N0412", message, item.span, "number it otherwise, unless the source has two")
        seen.add(item.step)

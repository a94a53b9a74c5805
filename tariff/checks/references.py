"""References: what ``see`` and the text point to must stand in the same edition."""

import re
from collections.abc import Iterator

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic, Severity
from tariff.versions.consolidate import Edition
from tariff.versions.provisions import Path, Provision, Step, path_of, path_text

_ARTICLE = re.compile(r"(?<![法則令定])第\s*(\d+)\s*条(?:の\s*(\d+))?")


def references(subject: Subject) -> Iterator[Diagnostic]:
    """References to provisions that are deleted or never were, in every edition in which the referring text stands."""
    for edition in subject.line.editions:
        for path, item in edition.tree.walk():
            if not _in_force(path, edition, subject):
                continue
            yield from _see(edition, item)
            yield from _text(edition, item)


def _in_force(path: Path, edition: Edition, subject: Subject) -> bool:
    """Whether a provision is in force in an edition: supplementary ones stand in the tree before they are."""
    if path[0].part != "supplement":
        return True
    return any(item.name == path[0].number and item.in_force <= edition.since for item in subject.line.amendments)


def _see(edition: Edition, item: Provision) -> Iterator[Diagnostic]:
    for holder in item.content:
        nodes = [holder] if holder.kind == "see" else list(holder.all("see"))
        for ref in (ref for node in nodes for ref in node.all("ref")):
            path, owner = path_of(ref)
            full = (Step("supplement", owner), *path) if owner else path
            found = edition.tree.find(full)
            if found is None:
                yield Diagnostic(
                    "E0409",
                    f"from {edition.since} there is no {path_text(path)}",
                    ref.span,
                    mend="refer to a provision of this version, or amend the reference too",
                )
            elif found.deleted is not None:
                yield warning(
                    "W0410", f"from {edition.since} {path_text(path)} is deleted", ref.span, "amend the reference too"
                )


def _text(edition: Edition, item: Provision) -> Iterator[Diagnostic]:
    for line in item.text:
        for match in _ARTICLE.finditer(line.text):
            number = "-".join(filter(None, match.groups()))
            found = edition.tree.child(Step("article", number))
            if found is None or found.deleted is not None:
                state = "there is no" if found is None else "deleted is"
                yield Diagnostic(
                    "N0411",
                    f"the text refers to article {number}, and from {edition.since} {state} article {number}",
                    line.span,
                    mend="check the reference",
                    severity=Severity.NOTE,
                )

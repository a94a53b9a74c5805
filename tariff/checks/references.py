"""References: what ``see`` and the text point to must stand in the same edition."""

import re
from collections.abc import Iterator

from tariff.checks.subject import Subject, note, warning
from tariff.diagnostics import Diagnostic, Span
from tariff.versions.consolidate import Edition
from tariff.versions.provisions import Path, Provision, Step, TextLine, path_of, path_text, text_lines, whole_path

# An article of these terms with its paragraph and item; none of a law (…法第1条), nor of something named in English.
_IN_JAPANESE = re.compile(
    r"(?<![法則令定])第\s*(?P<article>\d+)\s*条(?P<branch>(?:の\s*\d+)*)"
    r"(?:\s*第\s*(?P<para>\d+)\s*項)?(?:\s*第\s*(?P<item>\d+)\s*号)?"
)
_IN_ENGLISH = re.compile(
    r"(?<!Act )(?<!Code )\b[Aa]rticle (?P<article>\d+)(?P<branch>(?:-\d+)*)"
    r"(?:,? para(?:graph)? (?P<para>\d+))?(?:,? item (?P<item>\d+))?(?![-\d]| of (?!this|these))"
)
_PATTERNS = {"ja": _IN_JAPANESE, "en": _IN_ENGLISH}


def references(subject: Subject) -> Iterator[Diagnostic]:
    """References to provisions that are deleted or never were, in every edition in which the referring text stands.

    What a text refers to is noted once, from the first edition that lacks it.
    """
    noted: set[tuple[Span, str]] = set()
    for line in (subject.line, *subject.prior):
        for edition in line.editions:
            yield from dangling(subject, edition)
            for path, item in edition.tree.walk():
                for text in text_lines(item) if _in_force(path, edition, subject) else ():
                    yield from _text(edition, text, noted)


def dangling(subject: Subject, edition: Edition) -> Iterator[Diagnostic]:
    """The references of ``see`` that lead to nothing in an edition, or to what is deleted."""
    for path, item in edition.tree.walk():
        if _in_force(path, edition, subject):
            yield from _see(edition, item)


def _in_force(path: Path, edition: Edition, subject: Subject) -> bool:
    """Whether a provision is in force in an edition: supplementary ones stand in the tree before they are."""
    if path[0].part != "supplement":
        return True
    return any(item.name == path[0].number and item.in_force <= edition.since for item in subject.line.amendments)


def _see(edition: Edition, item: Provision) -> Iterator[Diagnostic]:
    for holder in item.content:
        nodes = [holder] if holder.kind == "see" else list(holder.all("see"))
        for ref in (ref for node in nodes for ref in node.all("ref")):
            path, _ = path_of(ref)
            found = edition.tree.find(whole_path(ref))
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


def _text(edition: Edition, line: TextLine, noted: set[tuple[Span, str]]) -> Iterator[Diagnostic]:
    pattern = _PATTERNS.get(line.language)
    for match in pattern.finditer(line.text) if pattern else ():
        path = _path(match)
        missing = _missing(edition.tree, path)
        if missing and (line.span, missing) not in noted:
            noted.add((line.span, missing))
            message = f"the text refers to {path_text(path)}, and from {edition.since} {missing}"
            yield note("N0411", message, line.span, "check the reference")


def _path(match: re.Match[str]) -> Path:
    article = "-".join([match["article"], *re.findall(r"\d+", match["branch"])])
    below = (Step(part, match[part]) for part in ("para", "item") if match[part])
    return (Step("article", article), *below)


def _missing(tree: Provision, path: Path) -> str:
    """Why there is nothing at a path, in words; ``""`` where something is.

    Paragraphs and items are only looked for where the article is written out in such.
    """
    found = tree
    for step in path:
        if step.part != "article" and not any(item.step.part == step.part for item in found.children):
            return ""
        below = found.child(step)
        if below is None:
            return f"there is no {path_text(path)}"
        if below.deleted is not None:
            return f"deleted is {path_text(path)}"
        found = below
    return ""

"""Languages: a text or title in one declared language needs its counterpart in the others."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.provisions import TextLine, text_of


def languages(subject: Subject) -> Iterator[Diagnostic]:
    """Provisions and clauses whose text lacks a declared language, and titles given in one language of two."""
    header = subject.pack.header.first("languages")
    declared = [word.text for word in header.words("LANGUAGE")] if header else []
    for edition in subject.line.editions:
        for _, item in edition.tree.walk():
            yield from _text(item.text, declared)
            for node in item.content:
                yield from _text(text_of(node), declared)
                yield from _titles(node, declared)
    for node in (*subject.pack.records, *subject.pack.parameters):
        yield from _titles(node, declared)
    for node in subject.pack.parameters:
        yield from _text(text_of(node), declared)


def _text(lines: tuple[TextLine, ...], declared: list[str]) -> Iterator[Diagnostic]:
    found = {line.language for line in lines}
    if not found:
        return
    for code in declared:
        if code not in found:
            yield warning("W0603", f"this text is missing in {code}", lines[0].span, f"add a line “{code}| …”")
    for line in lines:
        if line.language not in declared:
            mend = f"declare it: “languages {', '.join([*declared, line.language])}”"
            yield warning("W0604", f"the terms do not declare the language {line.language}", line.span, mend)


def _titles(node: Node, declared: list[str]) -> Iterator[Diagnostic]:
    """Titles of a declaration, and of what stands in it: fields, grounds, answers, readings."""
    if node.kind == "titles" and len(node.words("STRING")) < min(2, len(declared)):
        yield warning("W0605", "this title stands in one language only", node.span, "write “日本語” / “English”")
    for child in node.nodes():
        yield from _titles(child, declared)

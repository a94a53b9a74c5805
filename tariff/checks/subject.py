"""What the rules look at: a pack, its editions, and its clauses and definitions wherever their words differ."""

from collections.abc import Iterator

from attrs import frozen

from tariff.diagnostics import Diagnostic, Severity, Span
from tariff.model.terms import Terms
from tariff.syntax.nodes import Node
from tariff.versions import Library
from tariff.versions.consolidate import Consolidation
from tariff.versions.pack import Pack
from tariff.versions.provisions import unquote
from tariff.versions.scope import Declared, declared


@frozen
class Subject:
    """A pack under check."""

    pack: Pack
    line: Consolidation
    terms: Terms

    def declarations(self, kind: str) -> Iterator[Declared]:
        """The clauses (``clause``), definitions (``define``) or lists (``list``) of all editions, each wording once."""
        seen: set[Node] = set()
        for edition in self.line.editions:
            names = declared(edition.tree)
            for item in {"clause": names.clauses, "define": names.definitions, "list": names.lists}[kind].values():
                if item.node not in seen:
                    seen.add(item.node)
                    yield item


def subject_of(library: Library, name: str) -> Subject:
    """The pack called `name`, ready for the rules."""
    return Subject(library.pack(name), library.line(name), library.lowered(name).terms)


def warning(code: str, message: str, span: Span | None, mend: str) -> Diagnostic:
    """A finding that does not stop evaluation."""
    return Diagnostic(code, message, span, mend=mend, severity=Severity.WARNING)


def note(code: str, message: str, span: Span | None, mend: str) -> Diagnostic:
    """A finding that may well be as it is in the source."""
    return Diagnostic(code, message, span, mend=mend, severity=Severity.NOTE)


def wordings(node: Node) -> tuple[Node, ...]:
    """A clause or definition and its readings: each holds sentences."""
    return (node, *node.all("reading"))


def names_in(node: Node) -> Iterator[str]:
    """Every name written below a node."""
    for child in node.children:
        if isinstance(child, Node):
            yield from names_in(child)
        elif child.type == "NAME":
            yield unquote(child.text)

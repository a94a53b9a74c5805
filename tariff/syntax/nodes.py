"""The concrete tree of a clause file: one Node per grammar rule, one Word per token, each with its place."""

from collections.abc import Iterator

from attrs import field, frozen

from tariff.diagnostics import Diagnostic, Span

# What stands beside the operands of a sentence.
_BESIDE = frozenset({"titles", "assume", "untested", "when", "unless"})


@frozen
class Word:
    """A token that the grammar keeps: its terminal's name (``NAME``, ``DATE``…) and its text as written."""

    type: str
    text: str
    span: Span = field(eq=False)


@frozen
class Node:
    """A rule's match. `kind` is the rule's name (or alias) in the grammar; absent optional parts are left out.

    torn: something that stood in it could not be read, and is left out.
    """

    kind: str
    children: "tuple[Node | Word, ...]"
    span: Span = field(eq=False)
    torn: bool = field(default=False, eq=False)

    def all(self, *kinds: str) -> "Iterator[Node]":
        """The child nodes of these kinds, in order."""
        return (child for child in self.children if isinstance(child, Node) and child.kind in kinds)

    def first(self, *kinds: str) -> "Node | None":
        """The first child node of these kinds, or None."""
        return next(self.all(*kinds), None)

    def nodes(self) -> "tuple[Node, ...]":
        """The child nodes."""
        return tuple(child for child in self.children if isinstance(child, Node))

    def operands(self) -> "tuple[Node, ...]":
        """The child nodes that the sentence itself rests on: its titles, and what stands under it, aside."""
        return tuple(child for child in self.nodes() if child.kind not in _BESIDE)

    def words(self, *types: str) -> tuple[Word, ...]:
        """The child words of these types (of any type when none is given), in order."""
        return tuple(child for child in self.children if isinstance(child, Word) and (not types or child.type in types))

    def word(self, *types: str) -> Word | None:
        """The first child word of these types, or None."""
        found = self.words(*types)
        return found[0] if found else None

    def text(self, *types: str) -> str:
        """The text of the first child word of these types, or ``""``."""
        found = self.word(*types)
        return found.text if found else ""


@frozen
class SourceFile:
    """A parsed clause file: its name for diagnostics, its text, and its top-level units in order.

    unread: the words of what could not be read, so that nothing they may name is taken to be missing.
    """

    name: str
    text: str
    units: tuple[Node, ...]
    unread: frozenset[str] = frozenset()


@frozen
class Reading:
    """A file as far as it could be read, and what is wrong with the rest."""

    file: SourceFile
    findings: tuple[Diagnostic, ...]

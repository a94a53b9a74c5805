"""The provisions of terms as a tree: articles, paragraphs, items, rows; what amendments patch."""

from collections.abc import Callable, Iterator

from attrs import evolve, field, frozen

from tariff.diagnostics import Span
from tariff.model.records import Titles
from tariff.syntax.nodes import Node

PARTS = ("article", "appendix", "para", "item", "row", "supplement")
# Declarations of values that clauses use, and all that computes.
VALUES = frozenset({"define", "rates", "calendar", "schedule", "list"})
COMPUTING = VALUES | {"clause", "transition"}
_OWNED = COMPUTING | {"text_only", "see", "assume", "untested"}


@frozen
class Step:
    """One step of a reference: the part's kind and its number (``78-3`` is 第78条の3)."""

    part: str
    number: str

    def __str__(self) -> str:
        return f"{self.part} {self.number}"


Path = tuple[Step, ...]


@frozen
class TextLine:
    """A line of a provision's text in one language, as it stands after ``ja|``."""

    language: str
    text: str
    span: Span = field(eq=False)


@frozen
class Provision:
    """A provision with its text, the clauses and definitions it holds, and its sub-provisions.

    deleted: the word that stands in its place when it was deleted and kept its number (削除), else None.
    changed_by: the amendment that last changed it, ``""`` for the original.
    identity: what it is in every edition, whatever its number: where it first stood, and who put it there.
    """

    step: Step
    titles: Titles
    text: tuple[TextLine, ...]
    content: tuple[Node, ...]
    children: "tuple[Provision, ...]"
    deleted: str | None = None
    changed_by: str = ""
    span: Span | None = field(default=None, eq=False)
    identity: str = ""

    def child(self, step: Step) -> "Provision | None":
        """The sub-provision at `step`, or None."""
        return next((item for item in self.children if item.step == step), None)

    def find(self, path: Path) -> "Provision | None":
        """The provision at `path` below this one, or None."""
        found: Provision | None = self
        for step in path:
            found = found.child(step) if found else None
        return found

    def walk(self, path: Path = ()) -> "Iterator[tuple[Path, Provision]]":
        """Every provision below this one with its path, in order."""
        for item in self.children:
            here = (*path, item.step)
            yield here, item
            yield from item.walk(here)

    def update(self, path: Path, change: "Callable[[Provision], Provision]") -> "Provision":
        """The tree with the provision at `path` (which exists) replaced by what `change` makes of it."""
        if not path:
            return change(self)
        items = tuple(item.update(path[1:], change) if item.step == path[0] else item for item in self.children)
        return evolve(self, children=items)


ROOT = Provision(Step("terms", ""), Titles(), (), (), ())


def titles_of(node: Node | None) -> Titles:
    """The titles a node carries: the first string is Japanese, the second English."""
    found = node.first("titles") if node and node.kind != "titles" else node
    texts = [unquote(word.text) for word in found.words("STRING")] if found else []
    return Titles(*texts)


def unquote(text: str) -> str:
    """A string literal's or quoted name's content."""
    return text[1:-1] if text[:1] in ('"', "「") else text


def text_of(node: Node) -> tuple[TextLine, ...]:
    """The text lines that stand directly in a node."""
    lines = (word for item in node.all("text") for word in item.words("TEXT"))
    return tuple(TextLine(word.text[:2], word.text[3:].strip(), word.span) for word in lines)


def text_lines(item: Provision) -> Iterator[TextLine]:
    """The lines of a provision's text, those beside its clauses included."""
    yield from item.text
    for child in item.content:
        yield from text_of(child)


def joined_text(lines: tuple[TextLine, ...]) -> Titles:
    """The text of each language, its lines joined."""
    by_language = {code: "\n".join(line.text for line in lines if line.language == code) for code in ("ja", "en")}
    return Titles(by_language["ja"], by_language["en"])


def provision(node: Node, changed_by: str = "") -> Provision:
    """The provision of an article, appendix, para, item or row node."""
    step = Step(node.kind, node.text("NUMERAL"))
    return filled(step, node, titles_of(node), changed_by)


def filled(step: Step, node: Node, titles: Titles, changed_by: str) -> Provision:
    """A provision at `step` with what stands in the block of `node`."""
    return Provision(
        step,
        titles,
        text_of(node),
        tuple(item for item in node.nodes() if item.kind in _OWNED),
        tuple(provision(item, changed_by) for item in node.all(*PARTS)),
        changed_by=changed_by,
        span=node.span,
    )


def identified(item: Provision, path: Path, maker: str = "") -> Provision:
    """A new provision at `path` with an identity for it and each below it; `maker` sets it apart from others there."""
    children = tuple(identified(child, (*path, child.step), maker) for child in item.children)
    return evolve(item, identity=f"{maker}:{path_text(path)}" if maker else path_text(path), children=children)


def succeeding(item: Provision, old: Provision) -> Provision:
    """A provision that takes the place of `old`: it keeps the identity, and those below it that of the same number."""
    standing = {child.step: child for child in old.children}
    children = (succeeding(child, standing[child.step]) if child.step in standing else child for child in item.children)
    return evolve(item, identity=old.identity, children=tuple(children))


def path_of(ref: Node) -> tuple[Path, str]:
    """The path a reference names, and the amendment whose own provisions it points into (``""``: the terms)."""
    steps = tuple(Step(item.text("PART"), item.text("NUMERAL")) for item in ref.all("ref_step"))
    return steps, unquote(ref.text("NAME"))


def placed(path: Path, owner: str) -> Path:
    """A path from the root of the tree: one into an amendment's own provisions begins with these."""
    return (Step("supplement", owner), *path) if owner else path


def whole_path(ref: Node) -> Path:
    """The path a reference names, from the root of the tree."""
    return placed(*path_of(ref))


def path_text(path: Path) -> str:
    """A path in words: ``article 19 para 3``."""
    return " ".join(map(str, path))


def path_number(path: Path) -> str:
    """A path as the short number lines carry: ``19.3`` for article 19 paragraph 3."""
    return ".".join(step.number for step in path)

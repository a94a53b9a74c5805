"""Terms as a tree of numbered parts in one language: what comparisons of text are made over.

Consolidated terms and plain texts both become documents, so that either can be compared with the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

# From the outside in; `text` is a paragraph that no number stands before, such as a note or a preamble.
KINDS = (
    "document",
    "appendix",
    "supplement",
    "chapter",
    "section",
    "article",
    "para",
    "item",
    "subitem",
    "table",
    "row",
    "text",
)

DELETED = "削除"
OMITTED = "(略)"


@frozen
class Key:
    """What a part is called among its siblings: its kind and its number (``78-3`` is 第78条の3; ``""``: none)."""

    kind: str
    number: str


Place = tuple[Key, ...]


@frozen
class Part:
    """A part of a document.

    label: the number as it is written (``第78条の3``, ``(5)``, ``ア``), ``""`` where none is.
    title: its heading without the brackets around it.
    text: its own paragraphs as they are written, without its label and heading; those of its children are theirs.
    deleted: whether only the word 削除 stands in its place.
    omitted: whether only 略 stands in its place; `last` is then the number of the last part left out with it.
    identity: what it is in all versions, whatever its number, ``""`` where that is not known.
    line: the line of a plain text on which it begins, from 1; 0 where there is none.
    """

    key: Key
    label: str = ""
    title: str = ""
    text: tuple[str, ...] = ()
    children: "tuple[Part, ...]" = ()
    deleted: bool = False
    omitted: bool = False
    last: str = ""
    identity: str = ""
    line: int = 0

    def walk(self, place: Place = ()) -> "Iterator[tuple[Place, Part]]":
        """Every part below this one with its place, in order."""
        for child in self.children:
            here = (*place, child.key)
            yield here, child
            yield from child.walk(here)

    def find(self, place: Place) -> "Part | None":
        """The part at `place` below this one, or None."""
        found: Part | None = self
        for key in place:
            found = next(iter(found.called.get(key, ())), None) if found else None
        return found

    @cached_property
    def called(self) -> "Mapping[Key, Sequence[Part]]":
        """Its children by what they are called, in order."""
        found: dict[Key, list[Part]] = {}
        for child in self.children:
            found.setdefault(child.key, []).append(child)
        return found

    def update(self, place: Place, new: "Part") -> "Part":
        """The same part with the one at `place`, which exists, replaced."""
        if not place:
            return new
        children = tuple(child.update(place[1:], new) if child.key == place[0] else child for child in self.children)
        return evolve(self, children=children)


@frozen
class Document:
    """A text to compare.

    name: what it is called in headings: the title of the terms, or a file's name.
    day: the day on which it stands so, None for a plain text.
    root: the part that holds all others, of kind ``document``.
    pin: a hash of what it was made from, by which a result can be reproduced.
    """

    name: str
    day: date | None
    root: Part
    pin: str

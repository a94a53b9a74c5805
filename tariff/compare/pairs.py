"""What a comparison of two documents finds: their parts in pairs, and the words that differ in each pair."""

from collections.abc import Iterator

from attrs import frozen

from tariff.compare.document import Part, Place


@frozen
class Run:
    """A stretch of words: the same on both sides, or `old` in place of which stands `new`; either may be ``""``.

    Both sides are raw text. Words that differ only in what normalising sets aside (width, blanks) are the same, so
    `same` is stated and does not follow from the texts.
    """

    old: str
    new: str
    same: bool


Words = tuple[Run, ...]


@frozen
class Pair:
    """Two parts that are one in both documents, or one that stands in one of them only.

    At least one of `old` and `new` is a part; `at_old` and `at_new` are their places.
    title, text: the words of both, in runs; a paragraph of `text` ends with a line break.
    children: the pairs below, in the order of the new document, with those that went where they stood.
    """

    old: Part | None
    new: Part | None
    at_old: Place
    at_new: Place
    title: Words = ()
    text: Words = ()
    children: "tuple[Pair, ...]" = ()

    @property
    def renumbered(self) -> bool:
        """Whether the part stands on both sides under different numbers."""
        return self.old is not None and self.new is not None and self.old.key != self.new.key

    @property
    def emptied(self) -> bool:
        """Whether the part lost its content and kept its number (削除)."""
        return self.old is not None and self.new is not None and self.new.deleted and not self.old.deleted

    @property
    def reworded(self) -> bool:
        """Whether words of its own text differ."""
        return any(not run.same for run in self.text)

    @property
    def retitled(self) -> bool:
        """Whether words of its heading differ."""
        return any(not run.same for run in self.title)

    @property
    def changed(self) -> bool:
        """Whether this part itself differs; parts below it may differ where it does not."""
        return self.old is None or self.new is None or self.renumbered or self.emptied or self.reworded or self.retitled

    def walk(self) -> "Iterator[Pair]":
        """The pair itself and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

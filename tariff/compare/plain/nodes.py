"""A part while it is read, and the parts that stand open about it."""

import re
from collections.abc import Iterator

from attrs import define, evolve, field

from tariff.compare.document import Key, Part
from tariff.compare.normal import normal
from tariff.compare.plain.ranks import LIST, LOOSE
from tariff.compare.plain.signs import BLANK, Number, Style

BRACKETED = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
OMITTED = re.compile(rf"[(（]{BLANK}*略{BLANK}*[)）]")
DELETED = re.compile(rf"[(（]?{BLANK}*削{BLANK}*除{BLANK}*[)）]?")

_OMITTED_AT_END = re.compile(rf"{BLANK}*{OMITTED.pattern}$")
_ENDED = re.compile(rf"[。．][」』]?$|{OMITTED.pattern}$")
_UNCLOSED = re.compile(r"[(（][^()（）]*$")
_LATIN = re.compile(r"[0-9A-Za-z]")
_LONGEST_TITLE = 60
_LONGEST_END = 12


@define(eq=False)
class Node:
    """A part that stands open.

    heading: whether its first words are its title, if they are no sentence. style, number: of the sign before it, the
    number being the last one of a range. seen: the number that came last in it, by the style of its sign.
    """

    key: Key
    label: str = ""
    title: str = ""
    heading: bool = False
    style: Style | None = None
    number: Number = ()
    last: str = ""
    line: int = 0
    text: list[list[str]] = field(factory=list)
    children: "list[Node]" = field(factory=list)
    deleted: bool = False
    omitted: bool = False
    seen: dict[Style, Number] = field(factory=dict)

    @property
    def closed(self) -> bool:
        """Whether it is left out or deleted, so that nothing more stands in it."""
        return self.omitted or self.deleted

    @property
    def ended(self) -> bool:
        """Whether its last sentence has come to its end."""
        return not self.text or bool(_ENDED.search(self.text[-1][-1][-_LONGEST_END:]))

    def write(self, words: str, *, run_on: bool, apart: bool) -> None:
        """Add words: its title, the word that it is left out or deleted, or text.

        run_on: they stand on the line of the words before. apart: they are a paragraph of their own.
        """
        if not self.text and not self.children and self._closes(words):
            return
        if self.heading and not self.title and not self.text and is_title(words):
            self.title = words[1:-1].strip() if BRACKETED.fullmatch(words) else words
        elif run_on and self.text:
            self.text[-1].append(words)
        elif apart or self.ended:
            self.text.append([words])
        else:
            latin = _LATIN.match(self.text[-1][-1][-1]) and _LATIN.match(words)
            self.text[-1].append(f" {words}" if latin else words)

    def _closes(self, words: str) -> bool:
        """Whether the words say that nothing else stands here; what stands before 略 is the title."""
        if not self.label:
            return False
        if DELETED.fullmatch(words) and not self.heading:
            self.deleted = True
        elif found := _OMITTED_AT_END.search(words):
            if found.start() and not (
                self.heading and self.style is not Style.ROW and is_title(words[: found.start()])
            ):
                return False
            self.omitted, self.title = True, self.title or words[: found.start()]
        return self.closed

    def part(self) -> Part:
        """What it has become."""
        key = evolve(self.key, number=normal(self.title)) if self.key.kind == "supplement" else self.key
        return Part(
            key,
            self.label,
            self.title,
            tuple(map("".join, self.text)),
            tuple(child.part() for child in self.children),
            deleted=self.deleted,
            omitted=self.omitted,
            last=self.last,
            line=self.line,
        )


def is_title(words: str) -> bool:
    """Whether words are a heading and no sentence, what stands in brackets, closed or not, aside."""
    outside = _UNCLOSED.sub("", BRACKETED.sub("", words))
    return "。" not in outside and len(outside) <= _LONGEST_TITLE


@define
class Open:
    """The parts that stand open, from the document inwards, each with its rank: what has a higher one stands in it.

    base: how many of them cannot be left, because what is read is a cell of a row.
    short: whether the line before leaves room that the next words would have filled, had they belonged to it.
    """

    nodes: list[Node]
    ranks: list[int] = field(factory=lambda: [0])
    base: int = 1
    short: bool = False

    @property
    def ended(self) -> bool:
        """Whether what was read so far has come to an end, so that something else may begin."""
        return self.short or self.ranks[-1] == 0 or self.top.ended

    @property
    def top(self) -> Node:
        """The innermost part."""
        return self.nodes[-1]

    @property
    def contents(self) -> Node | None:
        """The contents page that stands open."""
        return self.nodes[1] if len(self.nodes) > 1 and self.nodes[1].style is Style.CONTENTS else None

    def inwards(self) -> "Iterator[tuple[int, Node]]":
        """The parts with their ranks, from the innermost out."""
        return zip(reversed(self.ranks), reversed(self.nodes), strict=True)

    def lists(self) -> list[tuple[int, Node]]:
        """The lists and rows that can be gone on with, with their ranks, from the innermost out."""
        standing = zip(self.ranks[self.base :], self.nodes[self.base :], strict=True)
        return [(rank, node) for rank, node in reversed(list(standing)) if LIST <= rank < LOOSE]

    def next_list(self) -> int:
        """The rank of a list within all that stand open."""
        return max((rank for rank in self.ranks if rank < LOOSE and rank >= LIST), default=LIST - 1) + 1

    def within(self, rank: int) -> Node:
        """The innermost part of a rank below `rank`."""
        return next(node for own, node in self.inwards() if own < rank)

    def leave(self, rank: int) -> None:
        """Leave all parts of this rank and above."""
        while self.ranks[-1] >= rank and len(self.nodes) > self.base:
            self.nodes.pop()
            self.ranks.pop()

    def enter(self, node: Node, rank: int) -> None:
        """Add a part under the innermost of a lower rank, and read on in it."""
        self.leave(rank)
        self.top.children.append(node)
        self.nodes.append(node)
        self.ranks.append(rank)

"""The lines of a chunk, and its sentences: a line and the ``and``/``or`` lines that continue it."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from attrs import frozen

# What may hold a number sign that begins no comment, and the comment itself.
_QUOTED_OR_COMMENT = re.compile(r'"[^"\n]*"|「[^」\n]*」|(?P<comment>#)')
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_TEXT = re.compile(r"[a-z]{2}\|")
_CONTINUES = re.compile(r"(?:and|or)(?=[ ]|$)")


class Kind(Enum):
    """What a line holds."""

    COMMENT = auto()
    TEXT = auto()
    CODE = auto()


@frozen
class Line:
    """One line of a chunk; offsets count from the chunk's first character.

    begin, end: the whole line without its break. start: its first sign that is not blank. code_end: where its words
    end, before blanks and a comment. continues: it begins with ``and`` or ``or``.
    """

    kind: Kind
    begin: int
    start: int
    code_end: int
    end: int
    continues: bool

    @property
    def indent(self) -> int:
        """How many blanks stand before the first word."""
        return self.start - self.begin


@frozen
class Sentence:
    """A line of code or text with the lines that continue it."""

    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """The offset of its first word."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """The offset of the end of its last line."""
        return self.lines[-1].end

    @property
    def indent(self) -> int:
        """How many blanks stand before its first word."""
        return self.lines[0].indent


def lines(chunk: str) -> Iterator[Line]:
    """The lines of a chunk that hold something, in order."""
    for found in _LINE.finditer(chunk):
        yield _line(chunk, found.start(), found.end())


def sentences(of: Iterable[Line]) -> list[Sentence]:
    """The sentences that lines make, in order; a line that begins with ``and`` or ``or`` continues the one above."""
    found: list[list[Line]] = []
    for line in of:
        if line.kind is Kind.COMMENT:
            continue
        if line.continues and found and found[-1][-1].kind is Kind.CODE:
            found[-1].append(line)
        else:
            found.append([line])
    return [Sentence(tuple(group)) for group in found]


def joined(chunk: str, parts: list[Sentence]) -> str:
    """The chunk with each sentence on one line: breaks and comments inside a sentence become blanks, offsets stay."""
    pieces: list[str] = []
    done = 0
    for sentence in parts:
        for line, following in zip(sentence.lines, sentence.lines[1:], strict=False):
            pieces += [chunk[done : line.code_end], " " * (following.start - line.code_end)]
            done = following.start
    return "".join([*pieces, chunk[done:]])


def _line(chunk: str, begin: int, end: int) -> Line:
    written = chunk[begin:end]
    body = written.lstrip()
    start = end - len(body)
    if body.startswith("#"):
        return Line(Kind.COMMENT, begin, start, start, end, continues=False)
    if _TEXT.match(body):
        return Line(Kind.TEXT, begin, start, end, end, continues=False)
    comment = next((match.start() for match in _QUOTED_OR_COMMENT.finditer(body) if match["comment"]), len(body))
    code_end = start + len(body[:comment].rstrip())
    return Line(Kind.CODE, begin, start, code_end, end, continues=bool(_CONTINUES.match(body)))

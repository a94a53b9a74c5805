"""Reading one top-level chunk: each of its faults is found once, and what cannot be read is left out to read on."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from itertools import islice

from attrs import define, frozen
from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from tariff.diagnostics import Diagnostic
from tariff.syntax.codes import Code
from tariff.syntax.faults import grammar_fault
from tariff.syntax.layout import Places, RunTogetherError
from tariff.syntax.lines import Kind, Line, Sentence, joined, lines, sentences
from tariff.syntax.parser import parser
from tariff.syntax.place import Place
from tariff.syntax.signs import indent_fault, sign_faults
from tariff.syntax.stop import HOLE_SIGN, INDENT, Stop, find_stop
from tariff.syntax.words import keywords

MOST_FINDINGS = 100
# Reading takes time and memory with the length of a sentence; none that is meant to be read is as long as this.
MAX_SENTENCE = 20_000
# Each reading costs the chunk's length; all of them together cost no more characters than this, so that any file ends.
_EFFORT = 2_000_000
_TWO_WORDS = re.compile(r"\S+[ ]+\S+")
_NO_WORDS = re.compile(r"(?:\s+|#[^\n]*)*")
_NOT_A_BREAK = re.compile(r"[^\n]")


@frozen
class Chunk:
    """A chunk's tree, without what could not be read, or None where nothing could be.

    text: what the tree was read from; its offsets are those of the chunk.
    """

    tree: Tree[Token] | None
    text: str
    findings: tuple[Diagnostic, ...]


def read_chunk(chunk: str, base: int, places: Places) -> Chunk:
    """Parse a chunk that begins at offset `base` of its file."""
    findings: list[Diagnostic] = []
    spoiled: set[int] = set()
    each: list[Line] = []
    crooked = False
    for line in lines(chunk):
        each.append(line)
        if fault := indent_fault(chunk, line, base, places):
            findings.append(fault)
            crooked = True
        if faults := list(islice(sign_faults(chunk, line, base, places), MOST_FINDINGS + 1)):
            findings += faults
            spoiled.add(line.begin)
        if len(findings) > MOST_FINDINGS:
            return Chunk(None, chunk, tuple(findings))
    parts = sentences(each)
    if crooked or not parts:
        return Chunk(None, chunk, tuple(findings))
    reader = _Reader(joined(chunk, parts), base, places, parts, findings)
    tree = reader.read_without(spoiled)
    return Chunk(tree, reader.text, tuple(findings))


@define
class _Reader:
    """A chunk while it is read: its text with what was left out blanked, and the sentences that remain."""

    text: str
    base: int
    places: Places
    parts: list[Sentence]
    findings: list[Diagnostic]

    def read_without(self, spoiled: set[int]) -> Tree[Token] | None:
        """The tree of what can be read without the lines that begin at `spoiled`; None where that is nothing."""
        if self.parts[0].indent:
            message, mend = "the first line is indented", "begin it at the margin"
            self._find(Code.INDENTED_TOO_FAR, message, mend, self.parts[0].lines[0])
            return None
        self._leave_out_levels()
        if len(self.findings) > MOST_FINDINGS:
            return None
        if not self._leave_out_spoiled({*spoiled, *self._too_long()}):
            return None
        tree = self._read()
        self._check_continued()
        return tree

    def _read(self) -> Tree[Token] | None:
        """The tree of what remains, parsed as often as it takes to find the faults."""
        for _ in range(1 + _EFFORT // len(self.text)):
            try:
                return parser().parse(self.text)
            except (UnexpectedInput, RunTogetherError):
                if not self._leave_out_fault():
                    break
        return None

    def _too_long(self) -> Iterator[int]:
        """Find sentences of code that are too long to be meant; where their first lines begin."""
        for part in self.parts:
            length = part.end - part.start
            if length > MAX_SENTENCE and part.lines[0].kind is Kind.CODE:
                message = f"a sentence of {length:,} signs"
                self._find(Code.TOO_LONG, message, f"say it in at most {MAX_SENTENCE:,}", part.lines[0])
                yield part.lines[0].begin

    def _leave_out_spoiled(self, spoiled: Container[int]) -> bool:
        """Leave out the sentences with faulty lines; False where nothing can be read without them."""
        index = 0
        while index < len(self.parts):
            if any(line.begin in spoiled for line in self.parts[index].lines):
                if index > 0:
                    self._leave_out(index, self._end_of(index, self.parts[index].indent + 1), HOLE_SIGN)
                    continue
                if not self._shorten_header():
                    return False
            index += 1
        return True

    def _leave_out_levels(self) -> None:
        """Find lines that go back to an indentation which no line above has, and leave them out."""
        levels = [0]
        index = 1
        while index < len(self.parts) and len(self.findings) <= MOST_FINDINGS:
            indent = self.parts[index].indent
            below = [level for level in levels if level <= indent]
            if below[-1] < indent < levels[-1]:
                nearest = min(set(levels) - set(below))
                self._find_level(self.parts[index].lines[0], [level for level in (below[-1], nearest) if level])
                end = index + 1
                while end < len(self.parts) and self.parts[end].indent >= indent and self.parts[end].indent != nearest:
                    end += 1
                self._leave_out(index, end, "")
            else:
                levels = sorted({*below, indent})
                index += 1

    def _find_level(self, line: Line, nearest: list[int]) -> None:
        at_margin = self.text[line.start : line.end].split()[0] in keywords(find_stop("").accepted)
        mend = "begin it at the margin" if at_margin else f"indent it by {' or '.join(map(str, nearest))} spaces"
        self._find(Code.NO_SUCH_LEVEL, f"an indentation of {line.indent}, which no line above has", mend, line)

    def _check_continued(self) -> None:
        """Find lines that continue a sentence, one without other faults, and are not indented under it."""
        for part in self.parts:
            for line in part.lines[1:]:
                words = self.text[line.start : line.code_end].split()
                if words and line.indent <= part.indent:
                    message = f"“{words[0]}” continues the sentence above, and is not indented under it"
                    self._find(Code.INDENTED_TOO_LITTLE, message, f"indent it by {part.indent + 2} spaces", line)

    def _find(self, code: Code, message: str, mend: str, line: Line) -> None:
        """Record a finding at the first word of a line."""
        word = self.text[line.start : line.end].split(maxsplit=1)[0]
        start = self.base + line.start
        span = self.places.span(start, start + len(word))
        self.findings.append(Diagnostic(code, message, span, mend=mend))

    def _leave_out_fault(self) -> bool:
        """Find the fault at which the parser stops and leave it out; False where nothing can be read without it."""
        stop = find_stop(self.text)
        index = self._index(stop)
        if self._at_hole(stop):
            return False
        fault = grammar_fault(Place(self.text, self.parts, index, stop, self.base, self.places))
        self.findings.append(fault.finding)
        if fault.cut is not None:
            self._blank(fault.cut, self.parts[index].end)
        elif index == 0:
            return self._shorten_header()
        else:
            self._leave_out(index, fault.end, "" if stop.type == INDENT else HOLE_SIGN)
        return True

    def _shorten_header(self) -> bool:
        """Leave the first two words of the chunk, such as ``article 3``; False where they are no sentence."""
        header = self.parts[0]
        found = _TWO_WORDS.match(self.text)
        if not found or not self.text[found.end() : header.end].strip():
            return False
        self._blank(found.end(), header.end)
        try:
            parser().parse(found.group() + "\n")
        except (UnexpectedInput, RunTogetherError):
            return find_stop(found.group() + "\n").accepted == {INDENT}
        return True

    def _index(self, stop: Stop) -> int:
        """The index of the sentence that a stop is about."""
        if stop.type != INDENT and stop.accepted == {INDENT} and stop.previous is not None:
            return self._index_at(stop.previous.start_pos or 0)
        return self._index_at(stop.start) + (stop.type == INDENT)

    def _index_at(self, offset: int) -> int:
        return bisect_right(self.parts, offset, key=lambda part: part.start) - 1

    def _at_hole(self, stop: Stop) -> bool:
        """Whether the parser stopped at something that was left out: what is there is found already."""
        found = _NO_WORDS.match(self.text, stop.start)
        return found is not None and self.text.startswith(HOLE_SIGN, found.end())

    def _end_of(self, index: int, indent: int) -> int:
        end = index + 1
        while end < len(self.parts) and self.parts[end].indent >= indent:
            end += 1
        return end

    def _leave_out(self, index: int, end: int, sign: str) -> None:
        """Blank the sentences from `index` to before `end`, with `sign` at the beginning of the first.

        What was left out under them before goes with them.
        """
        stop = self.parts[end].lines[0].begin if end < len(self.parts) else len(self.text)
        self._blank(self.parts[index].start, stop, sign)
        del self.parts[index:end]

    def _blank(self, start: int, end: int, sign: str = "") -> None:
        blank = _NOT_A_BREAK.sub(" ", self.text[start:end])
        self.text = self.text[:start] + sign + blank[len(sign) :] + self.text[end:]

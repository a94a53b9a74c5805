"""The structure of a plain text, read line by line."""

import re
from collections.abc import Sequence

from attrs import evolve

from tariff.cache import no_collection
from tariff.compare.document import Key, Part
from tariff.compare.plain.nodes import BRACKETED, DELETED, OMITTED, Node, Open, is_title
from tariff.compare.plain.ranks import ARTICLE, KINDS, LIST, LOOSE, PARAGRAPH, RANKS, WHOLE
from tariff.compare.plain.sequence import WINDOW, numbers_paragraphs, rank_of
from tariff.compare.plain.signs import BLANK, Sign, Style, signs_at, written

_BLANKS = " \t\u3000"
_BULLET = re.compile(rf"-{BLANK}+(?=\S)")
_PAGE = re.compile(rf"[-－―]{BLANK}*[0-9０-９]+{BLANK}*[-－―]")
# Where another part may begin within a line: after a sentence, after what is left out, and before 第 in a heading.
_BOUNDARY = re.compile(rf"(?:(?<=。)|(?<=略[)）])|(?<=。[)）])){BLANK}*(?=[^{_BLANKS}。、])|{BLANK}+(?=第)")


@no_collection()
def structure(text: str) -> Part:
    """The document that a text is; its lines count from 1."""
    lines = text.splitlines()
    builder = _Builder(_usual_width(lines) // 2)
    for number, line in enumerate(lines, 1):
        builder.read(line, number)
    return builder.finished()


def _usual_width(lines: Sequence[str]) -> int:
    """How wide the lines are that are filled: most of the others are the last of a paragraph."""
    widths = sorted(len(line) for line in map(str.strip, lines) if line)
    return widths[len(widths) * 9 // 10] if widths else 0


class _Builder:
    """Reads lines, a paragraph ending in one narrower than `narrow`.

    `heading` is one in brackets whose part is still to come.
    """

    def __init__(self, narrow: int) -> None:
        self.narrow = narrow
        self.root = Node(Key("document", ""))
        self.opened = Open([self.root])
        self.heading = ""
        self.line = 0

    def read(self, line: str, number: int) -> None:
        """Read a line."""
        self.line = number
        cells = [cell.strip(_BLANKS + "\ufeff\f") for cell in line.strip(" \u3000\r\n\f").split("\t")]
        if _PAGE.fullmatch(cells[0]):
            return
        if bullet := _BULLET.match(cells[0]):
            cells[0] = cells[0][bullet.end() :]
        if any(cells[1:]):
            self._row(cells)
        elif cells[0]:
            self._words(cells[0], apart=self.opened.short or self.opened.top is self.root)
        if line.strip():
            self.opened.short = len(line.strip()) < self.narrow

    def finished(self) -> Part:
        """What was read."""
        self._settle()
        return self.root.part()

    def _row(self, cells: list[str]) -> None:
        """A row of a table: its first cell begins it, the others hold its words, and lists of their own."""
        self._settle()
        first, *others = cells
        begun = self._begun(first, 0, run_on=False, row=True)
        if begun is None:
            rank = next(
                (rank for rank, node in self.opened.lists() if node.style is Style.ROW), self.opened.next_list()
            )
            self._enter(Node(Key("row", ""), style=Style.ROW, line=self.line), rank)
            begun = 0
        self._write(first[begun:], apart=True)
        self.opened.base = len(self.opened.nodes)
        for cell in filter(None, others):
            self._words(cell, apart=True)
        self.opened.base = 1

    def _words(self, line: str, *, apart: bool = False) -> None:
        """A line, or a cell of a row: the parts that begin in it, and their words."""
        done = place = self._begun(line, 0, run_on=False) or 0
        while place:  # a number may follow at once: 第5条 1, (7) ①
            top = self.opened.top.style
            among = _AT_ONCE if top in _NUMBERED else None
            place = self._begun(line, place, run_on=top is not Style.ARTICLE, among=among) or 0
            done = place or done
        if not done and self.opened.base == 1 and BRACKETED.fullmatch(line):
            self._settle()
            self.heading = line
            return
        if not done:
            self._settle()
        run_on = False
        for boundary in _BOUNDARY.finditer(line, done):
            place = boundary.end()
            if done < place < len(line) and self._may_begin(line, place):
                self._write(line[done : boundary.start()], run_on=run_on, apart=apart and not run_on)
                begun = self._begun(line, place, run_on=True)
                run_on, done = begun is None, begun or boundary.start()
        self._write(line[done:], run_on=run_on, apart=apart and not run_on)

    def _may_begin(self, line: str, place: int) -> bool:
        heading = BRACKETED.match(line, place, place + WINDOW)
        return bool(signs_at(line, place) or (heading and signs_at(line, _after_blanks(line, heading.end()))))

    def _begun(
        self, text: str, place: int, *, run_on: bool, row: bool = False, among: frozenset[Style] | None = None
    ) -> int | None:
        """Where the words of the part begin that a sign at a place of the text begins; None where there is none.

        row: the text begins a row of a table. among: the styles that a sign may have.
        """
        for sign in signs_at(text, place):
            if among and sign.style not in among:
                continue
            meant = sign
            if row and sign.style is Style.PARAGRAPH:
                meant = evolve(sign, style=Style.ROW)
            elif numbers_paragraphs(sign, self.opened):
                meant = evolve(sign, style=Style.PARAGRAPH)
            rank = rank_of(meant, text, self.opened, run_on=run_on, titled=bool(self.heading))
            if rank is not None:
                return self._begin(meant, rank, text, row=row)
        heading = BRACKETED.match(text, place, place + WINDOW)
        for sign in signs_at(text, _after_blanks(text, heading.end())) if heading else ():
            if sign.style is Style.ARTICLE and rank_of(sign, text, self.opened, run_on=run_on, titled=True):
                self._settle()
                self.heading = heading[0] if heading else ""
                return self._begin(sign, ARTICLE, text)
        return None

    def _begin(self, sign: Sign, rank: int, text: str, *, row: bool = False) -> int:
        """Begin the part of a sign; returns where its words begin, behind its title in brackets."""
        style, contents = sign.style, self.opened.contents is not None
        within = self.opened.within(rank if style in (Style.PARAGRAPH, Style.TABLE_PART) else WHOLE + 1)
        supplementary = style is Style.PARAGRAPH and within.style is Style.SUPPLEMENT
        title = self._taken_heading() if style is Style.ARTICLE or supplementary else ""
        self._settle()
        within.seen[style] = sign.last
        in_appendix = style is Style.PARAGRAPH and within.style not in (Style.ARTICLE, Style.SUPPLEMENT)
        node = Node(_key(sign, rank, self.opened), sign.label, title, style=style, number=sign.last, line=self.line)
        node.last = written(sign.last) if sign.is_range else ""
        node.heading = style in _TITLED or contents or row or in_appendix
        self._enter(node, rank)
        end = _after_blanks(text, sign.end)
        bracket = BRACKETED.match(text, end, end + WINDOW)
        if style is not Style.ARTICLE or title or contents or not bracket or _closes(bracket[0]):
            return end
        node.title = bracket[0][1:-1].strip()
        return bracket.end()

    def _taken_heading(self) -> str:
        heading, self.heading = self.heading, ""
        return heading[1:-1].strip()

    def _enter(self, node: Node, rank: int) -> None:
        """Open a part; a list of an article stands in its first paragraph."""
        self.opened.leave(rank)
        if rank >= LIST and self.opened.top.key.kind in ("article", "supplement"):
            self._first_paragraph()
        self.opened.enter(node, rank)

    def _first_paragraph(self) -> None:
        self.opened.top.seen[Style.PARAGRAPH] = (1,)
        self.opened.enter(Node(Key("para", "1"), style=Style.PARAGRAPH, number=(1,), line=self.line), PARAGRAPH)

    def _settle(self) -> None:
        """Write a heading that no part took as the words that it is."""
        heading, self.heading = self.heading, ""
        self._write(heading)

    def _write(self, words: str, *, run_on: bool = False, apart: bool = False) -> None:
        """Add words to what stands open. run_on: on the line of those before. apart: as a paragraph of their own."""
        words = words if run_on else words.strip(_BLANKS)
        if not words.strip(_BLANKS):
            return
        if self.opened.contents and not is_title(words):
            self.opened.leave(WHOLE)
        top = self.opened.top
        if top.closed:
            if OMITTED.fullmatch(words):
                return
            self.opened.leave(self.opened.ranks[-1])
        named = self.opened.contents or _closes(words) or (top.heading and not top.title and is_title(words))
        if top.key.kind in ("article", "supplement") and not (top.children or named):
            self._first_paragraph()
        elif self.opened.top.children or top.closed:
            self.opened.enter(Node(Key("text", ""), line=self.line), LOOSE)
        self.opened.top.write(words, run_on=run_on, apart=apart)


_TITLED = frozenset(RANKS) - {Style.ARTICLE, Style.PARAGRAPH, Style.NOTE}
_NUMBERED = frozenset(Style) - RANKS.keys() | {Style.PARAGRAPH, Style.NOTE}
_AT_ONCE = frozenset({Style.BRACKETED, Style.KANA, Style.BRACKETED_KANA, Style.CIRCLED})
"""What may follow the number of a paragraph or of an item at once; other numbers there are words: (1) 2 以上の…."""

_NAMES = {Style.CONTENTS: "目次", Style.GENERAL: "通則"}


def _closes(words: str) -> bool:
    return bool(OMITTED.fullmatch(words) or DELETED.fullmatch(words))


def _after_blanks(text: str, place: int) -> int:
    while text[place : place + 1] in _BLANKS and place < len(text):
        place += 1
    return place


def _key(sign: Sign, rank: int, opened: Open) -> Key:
    """What a part is called by its sign, under the parts that stand open."""
    number = written(sign.number)
    if sign.style is Style.APPENDIX:
        before = sign.name.removesuffix("別表")
        return Key("appendix", f"{before}{number}")
    if sign.style is Style.NOTE:
        return Key("text", f"注{number}")
    if sign.style in KINDS:
        return Key(KINDS[sign.style], _NAMES.get(sign.style, number))
    above = any(node.key.kind in ("item", "subitem") for own, node in opened.inwards() if own < rank)
    return Key("subitem" if above else "item", number)

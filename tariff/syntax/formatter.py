"""The one layout of clause files: `format_text` moves blanks and blank lines and changes nothing else.

Two blanks for each level, one between words, rows of a table aligned, one blank line between units and at most one
within. Comments stay where they are, and so does the text of provisions after ``ja|`` and ``en|``. In records, blanks
between words stay, so that fields may stand in columns.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from attrs import define, frozen
from lark import Token

from tariff.diagnostics import InputError
from tariff.syntax.layout import chunks, cleaned
from tariff.syntax.lines import Kind, Line, Sentence, joined, lines, sentences
from tariff.syntax.parser import tokens
from tariff.syntax.reader import read
from tariff.syntax.spacing import aligned, cells, spaced

_STEP = 2


@frozen
class _Level:
    """An indentation as it is written, and as it is to be."""

    written: int
    meant: int


_MARGIN = _Level(0, 0)


@define
class _Row:
    """A line to be written; one without `code` holds a comment alone.

    column: where it begins as written. levels: those it stands in, its own last. cells: of a table's row, else ().
    apart: a blank line stands before it. unit: it begins a unit.
    """

    code: str
    comment: str
    column: int
    levels: tuple[_Level, ...]
    cells: tuple[str, ...] = ()
    apart: bool = False
    unit: bool = False

    @property
    def indent(self) -> int:
        """How many blanks are to stand before it."""
        return self.levels[-1].meant

    def __str__(self) -> str:
        return " " * self.indent + "  ".join(filter(None, (self.code, self.comment)))


def format_text(name: str, text: str) -> str:
    """The text of the clause file `name`, laid out; InputError with its findings where it has faults.

    The tree of the result is the tree of `text`, and laying it out again changes nothing.
    """
    findings = read(name, text).findings
    if findings:
        raise InputError(findings)
    whole = cleaned(text)
    rows = [row for base, chunk in chunks(whole) for row in _rows(chunk, apart=whole.endswith("\n\n", 0, base))]
    _place_comments(rows)
    _set_apart(rows)
    _align(rows)
    laid_out = "".join("\n" * row.apart + f"{row}\n" for row in rows)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + (laid_out.replace("\n", "\r\n") if "\r\n" in text else laid_out)


def _rows(chunk: str, *, apart: bool) -> Iterator[_Row]:
    """The lines of a chunk that are not blank, comments at the margin for now. apart: a blank line stands before it."""
    each = list(lines(chunk))
    parts = sentences(each)
    words = _words(joined(chunk, parts), each) if parts else {}
    levels = _levels(parts)
    header = parts[0].lines[0].begin if parts else -1
    record = header >= 0 and words[header][0].type == "RECORD"
    for line in each:
        found = words.get(line.begin, [])
        code = spaced(found, columns=record and line.begin != header)
        comment = chunk[line.code_end : line.end].strip()
        if line.kind is Kind.TEXT:
            code, comment = chunk[line.start : line.end].rstrip(" \t"), ""
        if code or comment:
            stands = levels.get(line.begin, (_MARGIN,))
            alone = chunk.endswith("\n\n", 0, line.begin) if line.begin else apart
            yield _Row(code, comment, line.indent, stands, cells(found), alone, unit=line.begin == header)


def _words(chunk: str, each: list[Line]) -> dict[int, list[Token]]:
    """The tokens of each line, by the line's first offset."""
    begins = [line.begin for line in each]
    found: dict[int, list[Token]] = {}
    for token in tokens(chunk):
        found.setdefault(begins[bisect_right(begins, token.start_pos or 0) - 1], []).append(token)
    return found


def _levels(parts: list[Sentence]) -> dict[int, tuple[_Level, ...]]:
    """The levels that each line of code or text stands in, by the line's first offset."""
    found: dict[int, tuple[_Level, ...]] = {}
    levels: tuple[_Level, ...] = ()
    for part in parts:
        above = tuple(level for level in levels if level.written < part.indent)
        levels = (*above, _Level(part.indent, _STEP * len(above)))
        for line in part.lines:
            deeper = () if line is part.lines[0] else (_Level(line.indent, levels[-1].meant + _STEP),)
            found[line.begin] = (*levels, *deeper)
    return found


def _place_comments(rows: list[_Row]) -> None:
    """Give each line of comment the level it was written at, among those that are open between the lines around it."""
    following = _MARGIN
    below: list[_Level] = []
    for row in reversed(rows):
        below.append(following)
        following = row.levels[-1] if row.code else following
    above: tuple[_Level, ...] = ()
    for row, after in zip(rows, reversed(below), strict=True):
        if row.code:
            above = row.levels
            continue
        open_levels = sorted({after, *(level for level in above if level.written >= after.written)}, key=_written)
        fitting = [level for level in open_levels if level.written <= row.column]
        row.levels = (fitting[-1] if fitting else open_levels[0],)


def _written(level: _Level) -> int:
    return level.written


def _set_apart(rows: list[_Row]) -> None:
    """Set each unit apart, with the comments right above it."""
    for index, row in enumerate(rows):
        if row.unit:
            first = index
            while first and not rows[first].apart and not rows[first - 1].code and not rows[first - 1].indent:
                first -= 1
            rows[first].apart = True
    if rows:
        rows[0].apart = False


def _align(rows: list[_Row]) -> None:
    """Align the rows of each table; comments between them do not end it."""
    for is_table, group in groupby((row for row in rows if row.code), key=lambda row: bool(row.cells)):
        if is_table:
            table = list(group)
            for row, line in zip(table, aligned(row.cells for row in table), strict=True):
                row.code = line

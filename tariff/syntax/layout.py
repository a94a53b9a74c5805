"""Lines and places: splitting a file into chunks, joining continued lines, and turning offsets into spans."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from attrs import frozen
from lark.indenter import Indenter

from tariff.diagnostics import Span

_TOP_LEVEL = re.compile(r"^(?=[^\s#])", re.MULTILINE)
_CONTINUED = re.compile(r"\r?\n(?=[ ]+(?:and|or)[ ])")


class Layout(Indenter):
    """Turns the indentation after a line break into _INDENT and _DEDENT tokens."""

    NL_type = "_NL"
    OPEN_PAREN_types: list[str] = []  # noqa: RUF012 - the base class declares them as plain attributes
    CLOSE_PAREN_types: list[str] = []  # noqa: RUF012
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 1


@frozen
class Places:
    """Turns character offsets of a text into spans."""

    file: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, file: str, text: str) -> "Places":
        """The places of `text`, which diagnostics call `file`."""
        return cls(file, (0, *(match.end() for match in re.finditer("\n", text))))

    def span(self, start: int, end: int) -> Span:
        """The span from offset `start` to offset `end` (exclusive)."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(start, end))
        return Span(self.file, line, column, end_line, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def joined(text: str) -> str:
    """`text` with the break before a continued ``and``/``or`` line blanked; offsets stay what they are."""
    return _CONTINUED.sub(lambda match: " " * len(match.group()), text)


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """The top-level units of a file with their offsets: each from an unindented line to before the next."""
    starts = [match.start() for match in _TOP_LEVEL.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end]

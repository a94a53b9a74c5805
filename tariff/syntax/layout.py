"""Places in a file, its top-level chunks, and indentation as tokens."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from attrs import frozen
from lark import Token
from lark.exceptions import LarkError
from lark.indenter import Indenter

from tariff.diagnostics import Span

_TOP_LEVEL = re.compile(r"^(?=[^\s#])", re.MULTILINE)
_BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)


class RunTogetherError(LarkError):
    """Two words without a space between them; `token` is the second."""

    def __init__(self, token: Token) -> None:
        super().__init__(f"no space before {token!r}")
        self.token = token


class Layout(Indenter):
    """Turns the indentation after a line break into _INDENT and _DEDENT tokens, and sees that words stand apart."""

    NL_type = "_NL"
    OPEN_PAREN_types: list[str] = []  # noqa: RUF012 - the base class declares them as plain attributes
    CLOSE_PAREN_types: list[str] = []  # noqa: RUF012
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 1

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        """The tokens with indentation; RunTogetherError where the lexer found one word in another."""
        tokens: Iterator[Token] = super().process(self._apart(stream))  # type: ignore[no-untyped-call]
        return tokens

    def _apart(self, stream: Iterator[Token]) -> Iterator[Token]:
        end, last = -1, ""
        for token in stream:
            if token.start_pos == end and _joins(last) and _joins(token[0]):
                raise RunTogetherError(token)
            end, last = token.end_pos or 0, token[-1]
            if token.type == self.NL_type:
                # A sentence's place ends with its words, and does not reach over comments to the next sentence.
                token.end_pos = token.start_pos
            yield token


def run_together(text: str, end: int, start: int) -> bool:
    """Whether the word that ends at offset `end` runs into the one that begins at `start`."""
    return start == end and start < len(text) and _joins(text[end - 1]) and _joins(text[start])


def _joins(sign: str) -> bool:
    return sign.isalnum() or sign in "_%"


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


def cleaned(text: str) -> str:
    """`text` as it is read: no byte order mark, plain line breaks, one at the end, nothing on blank lines.

    Lines and columns stay what they are.
    """
    plain = _BLANK_LINE.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return plain if plain.endswith("\n") else plain + "\n"


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """The top-level units of a file with their offsets: each from an unindented line to before the next.

    What stands above the first unindented line is a chunk too, so that nothing is passed over.
    """
    starts = [match.start() for match in _TOP_LEVEL.finditer(text)]
    if starts[:1] != [0]:
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end]

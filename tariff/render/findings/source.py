"""The line of source that a finding points to, cut to the screen, with carets under the very columns."""

from functools import lru_cache
from pathlib import Path

from attrs import frozen

from tariff.diagnostics import Span
from tariff.diagnostics.width import sign_width, width

_COLUMNS = 110
_LEAD = 60


@frozen
class Excerpt:
    """A line of source as shown, and the blanks and carets that stand under it."""

    line: str
    blanks: str
    carets: str


def excerpt(span: Span) -> Excerpt | None:
    """What a span points to, None where its file cannot be read or has no such line."""
    lines = _lines(span.file)
    if not span.line <= len(lines):
        return None
    line = lines[span.line - 1]
    first = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line.rstrip())
    start = _window(line, first)
    ahead = "…" if start else ""
    shown = ahead + "".join(_printable(sign) for sign in _fitting(line[start:]))
    blanks = " " * width(ahead + "".join(_printable(sign) for sign in line[start:first]))
    marked = width("".join(_printable(sign) for sign in line[first:end]))
    return Excerpt(shown, blanks, "^" * max(1, min(marked, width(shown) - len(blanks))))


def _window(line: str, first: int) -> int:
    """Where to begin a line so that the column pointed to stands on the screen."""
    start, columns = first, 0
    while start and columns < _LEAD:
        start -= 1
        columns += sign_width(line[start])
    return start


def _fitting(text: str) -> str:
    columns = 0
    for index, sign in enumerate(text):
        columns += sign_width(sign)
        if columns > _COLUMNS:
            return text[:index] + "…"
    return text


def _printable(sign: str) -> str:
    """A tab as blanks; a sign that would steer the terminal as a replacement sign."""
    if sign == "\t":
        return "    "
    return sign if sign.isprintable() or sign == "\u3000" else "\ufffd"


@lru_cache(maxsize=8)
def _lines(file: str) -> tuple[str, ...]:
    try:
        text = Path(file).read_bytes().decode("utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return ()
    return tuple(line.rstrip("\r") for line in text.split("\n"))

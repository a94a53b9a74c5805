"""Faults of layout and of grammar, said in words: what stands there, what was expected, what to write."""

import re
from collections.abc import Iterator

from lark.exceptions import UnexpectedInput, UnexpectedToken

from tariff.diagnostics import Diagnostic
from tariff.syntax.layout import Places

_BAD_INDENT = re.compile(r"^[ ]*([\t\u3000]+)", re.MULTILINE)


def layout_faults(text: str, places: Places) -> Iterator[Diagnostic]:
    """Tabs and full-width spaces in indentation."""
    for match in _BAD_INDENT.finditer(text):
        sign = "a tab" if match.group(1)[0] == "\t" else "a full-width space"
        yield Diagnostic(
            "E0101",
            f"{sign} in the indentation",
            places.span(match.start(1), match.end(1)),
            mend="indent with half-width spaces",
        )


def parse_fault(error: UnexpectedInput, chunk: str, base: int, places: Places) -> Diagnostic:
    """The diagnostic of a chunk that does not parse."""
    start = base + max(0, error.pos_in_stream or 0)
    length = len(str(error.token)) if isinstance(error, UnexpectedToken) else 1
    return Diagnostic("E0102", "this sentence cannot be read", places.span(start, start + max(1, length)))

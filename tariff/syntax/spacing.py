"""Blanks between the words of a line, and the columns of a table."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from lark import Token

from tariff.diagnostics.width import width

# Their blanks are their own; in the other words a run of blanks is one.
_VERBATIM = frozenset({"TEXT", "STRING", "SCALAR", "NAME", "FACT_NAME"})


def spaced(words: Sequence[Token], *, columns: bool = False) -> str:
    """The words of a line, one blank between them; with `columns`, as many as were written."""
    pieces: list[str] = []
    before: Token | None = None
    sign = False
    for token in words:
        if before is not None and token not in (",", ")") and before != "(" and not sign:
            written = (token.start_pos or 0) - (before.end_pos or 0)
            pieces.append(" " * (max(1, written) if columns else 1))
        pieces.append(str(token) if token.type in _VERBATIM else " ".join(token.split()))
        # A minus after “is” is a sign of the amount that follows, not a subtraction.
        sign = token == "-" and before is not None and before.type == "IS"
        before = token
    return "".join(pieces)


def cells(words: Sequence[Token]) -> tuple[str, ...]:
    """The cells of a table's row; () for a line that is none."""
    if not words or words[0].type != "VBAR":
        return ()
    groups: list[list[Token]] = []
    for token in words:
        if token.type == "VBAR":
            groups.append([])
        else:
            groups[-1].append(token)
    return tuple(map(spaced, groups[:-1]))


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """The rows of a table as lines whose bars stand below each other in a terminal."""
    rows = list(rows)
    widths = [max(map(width, column)) for column in zip_longest(*rows, fillvalue="")]
    return [
        "| " + " | ".join(cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=False)) + " |"
        for row in rows
    ]

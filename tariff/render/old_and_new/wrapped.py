"""Text that breaks in a terminal where Japanese does: between any two signs, but before no closing one."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions
from rich.measure import Measurement
from rich.text import Text

# What a line does not begin with stays with the sign before it, and what it does not end with, with the sign after it.
_CLOSING = "、。，．・：；！？」』）〕】)\\]ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…　 "
_PIECE = re.compile(rf"[「『（〔【(\[]*(?:[!-'*-Z\\^-~]+|.)[{_CLOSING}]*", re.DOTALL)


class Wrapped:
    """A line of text, folded to the width there is; those after the first stand in by `hang` cells."""

    def __init__(self, text: Text, indent: int, hang: int) -> None:
        self._text, self._indent, self._hang = text, indent, hang

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(2 + self._indent + self._hang, max(2, self._indent + cell_len(self._text.plain)))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        offsets = list(self._breaks(options.max_width))
        for place, line in enumerate(self._text.divide(offsets)):
            folded = Text(" " * (self._indent + (self._hang if place else 0)), overflow="fold", no_wrap=True)
            folded.append_text(line)
            folded.rstrip()
            yield folded

    def _breaks(self, width: int) -> Iterator[int]:
        """The places at which a line begins, after the first."""
        filled = self._indent
        for piece in _PIECE.finditer(self._text.plain):
            taken = cell_len(piece[0].rstrip())
            if filled + taken > width and piece.start():
                yield piece.start()
                filled = self._indent + self._hang
            filled += cell_len(piece[0])

"""Where output goes: rich consoles for people, plain text for programs."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

_UNLIMITED = 10_000
_SENTENCE = 40


def stdout() -> "Console":
    """Standard output. In a pipe or a file lines are as long as they need be: nothing is cut."""
    return _console(stderr=False)


def stderr() -> "Console":
    """Standard error, for findings, progress and notes."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    class Pipe(Console):
        """A console that leaves a closed pipe to the caller, as any other write does."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    terminal = stream.isatty()
    width = None if terminal else _UNLIMITED
    return Pipe(file=stream, width=width, highlight=False, soft_wrap=not terminal, emoji=False)


def show(content: "RenderableType") -> None:
    """Prints what rich renders to standard output. In a pipe or a file sentences in a table are wrapped."""
    from rich.table import Table

    console = stdout()
    if isinstance(content, Table) and not console.is_terminal:
        _wrap_sentences(content, console)
    console.print(content)


def _wrap_sentences(table: "Table", console: "Console") -> None:
    """Bounds the columns of a table, which no screen does; a word, such as an id, is never cut."""
    for column in table.columns:
        words = max((console.measure(cell).minimum for cell in column.cells), default=0)
        column.max_width = max(_SENTENCE, words)


def write(text: str) -> None:
    """Writes text for a program to standard output, as it is, and ends the line."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")

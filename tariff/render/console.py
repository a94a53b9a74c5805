"""Where output goes: rich consoles for people, plain text for programs."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_UNLIMITED = 10_000


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
    """Prints what rich renders to standard output."""
    stdout().print(content)


def write(text: str) -> None:
    """Writes text for a program to standard output, as it is, and ends the line."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")

"""Options for the look of an old-and-new table, and where it is written."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve
from click.core import ParameterSource

from tariff.compare.style import PRESETS

if TYPE_CHECKING:
    from tariff.compare.table import Table

Command = Callable[..., Any]

TABLES = ("table", "html", "docx", "markdown", "table-json")
"""The formats of an old-and-new table."""

_PIPE_WIDTH = 160  # characters of a table in a pipe or a file, where nothing says how wide it may be
_STYLE = "How a table looks: as ministries print amendments, or as carriers do."
_CHOICES = (
    ("--left", ("new", "old"), "Which side stands on the left of a table."),
    ("--underline", ("both", "new"), "Where a table underlines what differs."),
    ("--unchanged", ("omit", "show"), "Whether a table leaves out what is the same."),
)

_LOOKS = {
    "style": "--style",
    "meaning": "--meaning or --no-meaning",
    "remarks": "--remarks or --no-remarks",
    **{name.removeprefix("--"): name for name, _, _ in _CHOICES},
}


def style_options(command: Command) -> Command:
    """``--style`` and what departs from it, as the one argument `style`, for a command that has `form`."""

    @wraps(command)
    def styled(**given: Any) -> Any:
        _refuse_without_table(given["form"])
        chosen = PRESETS[given.pop("style")]
        left, underline, unchanged = given.pop("left"), given.pop("underline"), given.pop("unchanged")
        remarks, meaning = given.pop("remarks"), given.pop("meaning")
        if left:
            chosen = evolve(chosen, new_first=left == "new")
        if underline:
            chosen = evolve(chosen, underline_old=underline == "both")
        if unchanged:
            chosen = evolve(chosen, abbreviate=unchanged == "omit")
        return command(style=evolve(chosen, remarks=remarks, meaning=meaning), **given)

    said = "Adds a column that says what kind of change it is, and by which amendment."
    told = "Whether what changes in meaning stands above a table."
    made = click.option("--meaning/--no-meaning", default=True, help=told)(styled)
    made = click.option("--remarks/--no-remarks", default=False, help=said)(made)
    for name, choices, text in reversed(_CHOICES):
        made = click.option(name, type=click.Choice(choices), help=text)(made)
    style = click.option(
        "--style", type=click.Choice(tuple(PRESETS)), default="ministry", show_default=True, help=_STYLE
    )
    return style(made)


def _refuse_without_table(form: str) -> None:
    """UsageError where the look of a table is chosen for what is none."""
    context = click.get_current_context()
    chosen = (name for name in _LOOKS if context.get_parameter_source(name) is ParameterSource.COMMANDLINE)
    name = next(chosen, None)
    if name is not None and form not in TABLES:
        raise click.UsageError(f"{_LOOKS[name]} is for a table: name one with --format, such as html")


def output_option(command: Command) -> Command:
    """``--output FILE``, as the argument `output`."""
    path = click.Path(dir_okay=False, path_type=Path)
    said = "Writes into a file; on a terminal DOCX asks for one."
    return click.option("--output", type=path, metavar="FILE", help=said)(command)


def write_table(table: "Table", form: str, output: Path | None) -> None:
    """Writes a table in one of the formats TABLES, to standard output if no file is named.

    UsageError for DOCX without a file on a terminal, and for a file with what is laid out for a terminal.
    """
    if form == "docx":
        _write_docx(table, output)
    elif form == "table":
        _print(table, output)
    else:
        write_text(_page(table, form), output)


def _page(table: "Table", form: str) -> str:
    match form:
        case "html":
            from tariff.render.old_and_new.html import table_html

            return table_html(table)
        case "markdown":
            from tariff.render.old_and_new.markdown import table_markdown

            return table_markdown(table)
        case _:
            from tariff.render.old_and_new.data import table_data

            return json.dumps(table_data(table), ensure_ascii=False, indent=2) + "\n"


def write_text(text: str, output: Path | None) -> None:
    """Writes text for a program or a page into a file, to standard output if none is named, and ends the last line."""
    from tariff.render.console import write

    if output is None:
        write(text)
    else:
        output.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")


def _write_docx(table: "Table", output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise click.UsageError("a DOCX is no text for a terminal: name a file with --output")

    from tariff.render.old_and_new.docx import table_docx

    if output is None:
        sys.stdout.buffer.write(table_docx(table))
    else:
        output.write_bytes(table_docx(table))


def _print(table: "Table", output: Path | None) -> None:
    if output is not None:
        raise click.UsageError("--format table is laid out for the terminal: name html, docx, markdown or json")

    from tariff.render.console import stdout
    from tariff.render.old_and_new.terminal import table_terminal

    console = stdout()
    for piece in table_terminal(table, underlines=console.is_terminal):
        console.print(piece, width=None if console.is_terminal else _PIPE_WIDTH, soft_wrap=False)

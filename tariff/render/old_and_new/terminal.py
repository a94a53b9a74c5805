"""An old-and-new table for the terminal: two columns, changed words underlined."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tariff.compare.table import Cell, Line, Table
from tariff.render.old_and_new.words import Column, columns, imprints, meaning_title, remarks, said, title
from tariff.render.pins import short

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


def table_terminal(table: Table, *, underlines: bool = True) -> "Iterator[RenderableType]":
    """What to print, in order. Where the output shows no underlines, changed words stand between low lines."""
    from rich.text import Text

    from tariff.render.old_and_new.wrapped import Wrapped

    yield Text(title(table), "bold")
    for heading, stated, pin in imprints(table):
        yield Text.assemble((f"{heading}  ", "dim"), stated, (f"  {short(pin)}", "dim"))
    if table.meaning:
        yield Text(f"\n{meaning_title(table)}", "bold")
    for passage in table.meaning:
        if passage.heading:
            yield Text(passage.heading, "cyan")
        yield from (Wrapped(Text(f"• {sentence}"), 2, 2) for sentence in passage.sentences)
    if table.differs:
        yield _rows(table, underlines)
    else:
        yield Text(said("no_difference", table), "dim")


def _rows(table: Table, underlines: bool) -> "RenderableType":
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    from tariff.render.old_and_new.wrapped import Wrapped

    grid = Grid(box=box.SQUARE, header_style="bold", expand=True)
    sides = columns(table)
    for column in sides:
        grid.add_column(column.heading, ratio=3)
    if table.style.remarks:
        grid.add_column(said("remarks", table), ratio=1)
    for place, row in enumerate(table.rows):
        if row.opens and place:
            grid.add_section()
        cells = [_cell(column.cell(row), column, table, underlines) for column in sides]
        grid.add_row(*cells, *([Wrapped(Text(remarks(row, table)), 0, 0)] if table.style.remarks else []))
    return grid


def _cell(cell: Cell, column: Column, table: Table, underlines: bool) -> "RenderableType":
    from rich.console import Group

    from tariff.render.old_and_new.wrapped import Wrapped

    return Group(*(Wrapped(_text(line, column, table, underlines), 2 * line.indent, 2) for line in cell))


def _text(line: Line, column: Column, table: Table, underlines: bool) -> "Text":
    from rich.text import Text

    text = Text(style="bold" if line.kind == "heading" else "")
    for mark in line.marks:
        marked = column.underlined(mark, table)
        style = "underline" if marked else "dim" if mark.own else ""
        text.append(f"_{mark.text}_" if marked and not underlines else mark.text, style)
    return text

"""An old-and-new table as Markdown (GFM): a table whose changed words stand in ``<u>``."""

import re
from collections.abc import Iterator

from tariff.compare.table import Cell, Line, Table
from tariff.render.old_and_new.words import Column, columns, imprints, meaning_title, remarks, said, title

_SIGNS = re.compile(r"([\\`*_\[\]<>|#&~])")
_EM = "&emsp;"


def table_markdown(table: Table) -> str:
    """The table as a page of Markdown."""
    return "\n".join(_page(table)) + "\n"


def _page(table: Table) -> Iterator[str]:
    yield from (f"# {_escaped(title(table))}", "")
    yield from _meaning(table)
    if table.differs:
        yield from (_escaped(table.style.note.of(table.language)), "")
        yield from _rows(table)
    else:
        yield said("no_difference", table)
    yield ""
    for heading, stated, pin in imprints(table):
        yield f"- {_escaped(heading)}: {_escaped(stated)}" + (f" `{pin}`" if pin else "")


def _meaning(table: Table) -> Iterator[str]:
    if table.meaning:
        yield from (f"## {meaning_title(table)}", "")
    for passage in table.meaning:
        if passage.heading:
            yield from (f"### {passage.heading}", "")
        yield from (f"- {_escaped(sentence)}" for sentence in passage.sentences)
        yield ""


def _rows(table: Table) -> Iterator[str]:
    sides = columns(table)
    heads = [_escaped(column.heading) for column in sides]
    last = [said("remarks", table)] if table.style.remarks else []
    yield _joined([*heads, *last])
    yield _joined(["---"] * (len(heads) + len(last)))
    for row in table.rows:
        cells = [_cell(column.cell(row), column, table) for column in sides]
        yield _joined([*cells, *([_escaped(remarks(row, table))] if last else [])])


def _joined(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, column: Column, table: Table) -> str:
    return "<br>".join(_line(line, column, table) for line in cell)


def _line(line: Line, column: Column, table: Table) -> str:
    marks = (
        f"<u>{_escaped(mark.text)}</u>" if column.underlined(mark, table) else _escaped(mark.text)
        for mark in line.marks
    )
    return _EM * line.indent + "".join(marks)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)

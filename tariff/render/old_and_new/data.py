"""An old-and-new table as plain data."""

from typing import Any

from tariff.compare.document import Document, Place
from tariff.compare.table import Cell, Line, Row, Table
from tariff.render.old_and_new.words import remarks, title
from tariff.render.places import place_name


def table_data(table: Table) -> dict[str, Any]:
    """The table as plain data: every row with its cells, whose marks say what is underlined."""
    return {
        "title": title(table),
        "language": table.language,
        "old": _document(table.old),
        "new": _document(table.new),
        "amendment": table.amendment or None,
        "new_first": table.style.new_first,
        "meaning": [{"heading": part.heading or None, "sentences": list(part.sentences)} for part in table.meaning],
        "rows": [_row(row, table) for row in table.rows],
    }


def _document(document: Document) -> dict[str, Any]:
    day = document.day.isoformat() if document.day else None
    return {"name": document.name, "day": day, "pin": document.pin}


def _row(row: Row, table: Table) -> dict[str, Any]:
    return {
        "kinds": list(row.kinds),
        "by": list(row.by),
        "remarks": remarks(row, table),
        "new": _cell(row.new, row.at_new, table.new, table.language),
        "old": _cell(row.old, row.at_old, table.old, table.language),
    }


def _cell(cell: Cell, place: Place | None, document: Document, language: str) -> dict[str, Any]:
    """A cell; `name` and `place` are those of the first part in it, None where the other side alone has it."""
    keys = None if place is None else [{"kind": key.kind, "number": key.number} for key in place]
    name = None if place is None else place_name(document.root, place, language)
    return {"name": name, "place": keys, "lines": [_line(line) for line in cell]}


def _line(line: Line) -> dict[str, Any]:
    marks = [{"text": mark.text, "changed": mark.changed, "own": mark.own} for mark in line.marks]
    return {"kind": line.kind, "indent": line.indent, "marks": marks}

"""An old-and-new table as plain data."""

from typing import Any

from tariff.compare.document import Place
from tariff.compare.table import Cell, Imprint, Row, Table
from tariff.render.old_and_new.words import remarks, title


def table_data(table: Table) -> dict[str, Any]:
    """The table as plain data: every row with its cells, whose marks say what is underlined."""
    return {
        "title": title(table),
        "language": table.language,
        "old": _imprint(table.old),
        "new": _imprint(table.new),
        "new_first": table.style.new_first,
        "meaning": list(table.meaning),
        "rows": [_row(row, table) for row in table.rows],
    }


def _imprint(imprint: Imprint) -> dict[str, Any]:
    return {"name": imprint.name, "day": imprint.day.isoformat() if imprint.day else None, "pin": imprint.pin}


def _row(row: Row, table: Table) -> dict[str, Any]:
    return {
        "kinds": list(row.kinds),
        "by": list(row.by),
        "remarks": remarks(row, table),
        "new": _cell(row.new, row.at_new),
        "old": _cell(row.old, row.at_old),
    }


def _cell(cell: Cell, place: Place | None) -> dict[str, Any]:
    return {"place": None if place is None else place_text(place), "lines": [_line(line) for line in cell]}


def _line(line: Any) -> dict[str, Any]:
    marks = [{"text": mark.text, "changed": mark.changed, "own": mark.own} for mark in line.marks]
    return {"kind": line.kind, "indent": line.indent, "marks": marks}


def place_text(place: Place) -> str:
    """A place in words: ``article 78-3 para 1``."""
    return " ".join(f"{key.kind} {key.number}".rstrip() for key in place)

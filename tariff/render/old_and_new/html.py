"""An old-and-new table as one HTML file: no script, no other file; it prints, and reads on a phone."""

import itertools
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element, tostring

from tariff import __version__
from tariff.compare.table import Cell, Line, Row, Table
from tariff.render.old_and_new.words import Column, columns, imprints, meaning_title, remarks, said, title

Content = Element | str


def table_html(table: Table) -> str:
    """The table as a page of HTML."""
    page = _element("html", _head(table), _body(table), lang=table.language)
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n"


@cache
def _css() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def _element(tag: str, *content: Content, **attributes: str) -> Element:
    """An element; ``class_`` is its class."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value})
    for item in content:
        if isinstance(item, Element):
            made.append(item)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + item
        else:
            made.text = (made.text or "") + item
    return made


def _head(table: Table) -> Element:
    return _element(
        "head",
        Element("meta", charset="utf-8"),
        Element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Element("meta", name="generator", content=f"tariff {__version__}"),
        _element("title", title(table)),
        _element("style", "\n" + _css()),
    )


def _body(table: Table) -> Element:
    main = _element("main", _element("h1", title(table)), _imprints(table))
    if table.meaning:
        main.append(_element("h2", meaning_title(table)))
    for passage in table.meaning:
        if passage.heading:
            main.append(_element("h3", passage.heading))
        main.append(_element("ul", *(_element("li", sentence) for sentence in passage.sentences)))
    main.append(_element("h2", said("wording", table)))
    main.append(_table(table) if table.differs else _element("p", said("no_difference", table)))
    return _element("body", main)


def _imprints(table: Table) -> Element:
    entries = _element("dl")
    for heading, stated, pin in imprints(table):
        entries.append(_element("dt", heading))
        entries.append(_element("dd", stated, *((" ", _element("code", pin)) if pin else ())))
    return entries


def _table(table: Table) -> Element:
    # A phone shows the cells one below the other, which would take their roles from them if they were not stated.
    sides = columns(table)
    heads = [_element("th", column.heading, scope="col", role="columnheader") for column in sides]
    if table.style.remarks:
        heads.append(_element("th", said("remarks", table), class_="remarks", scope="col", role="columnheader"))
    made = _element(
        "table",
        _element("caption", table.style.note.of(table.language)),
        _element("thead", _element("tr", *heads, role="row"), role="rowgroup"),
        role="table",
    )
    for rows in _groups(table.rows):
        body = _element("tbody", "\n", *(_row(row, table) for row in rows), role="rowgroup")
        for line in body:
            line.tail = "\n"
        made.append(body)
    return made


def _groups(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    """The rows in groups, each of which begins where a rule stands above."""
    starts = itertools.accumulate(row.opens for row in rows)
    for _, group in itertools.groupby(zip(starts, rows, strict=True), key=lambda item: item[0]):
        yield [row for _, row in group]


def _row(row: Row, table: Table) -> Element:
    cells = [_cell(column.cell(row), column, table) for column in columns(table)]
    if table.style.remarks:
        cells.append(_remarks(row, table))
    return _element("tr", *cells, class_="" if row.kinds else "same", role="row")


def _remarks(row: Row, table: Table) -> Element:
    text = remarks(row, table)
    heading = _element("span", said("remarks", table), class_="side", aria_hidden="true")
    return _element("td", *((heading, text) if text else ()), class_="remarks", role="cell")


def _cell(cell: Cell, column: Column, table: Table) -> Element:
    made = _element("td", role="cell")
    if cell:
        made.append(_element("span", column.heading, class_="side", aria_hidden="true"))
    made.extend(_line(line, column, table) for line in cell)
    return made


def _line(line: Line, column: Column, table: Table) -> Element:
    content: list[Content] = []
    for mark in line.marks:
        if column.underlined(mark, table):
            content.append(_element("ins" if column.new else "del", mark.text))
        else:
            content.append(_element("span", mark.text, class_="own") if mark.own else mark.text)
    return _element("p", *content, class_=line.kind, style=f"--in:{line.indent}" if line.indent else "")

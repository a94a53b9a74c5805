"""An old-and-new table as DOCX: landscape A4, fonts for Japanese, real underlines, the heading row on every page."""

from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from tariff.compare.table import Cell, Line, Row, Table
from tariff.render.old_and_new import wordml
from tariff.render.old_and_new.words import Column, columns, imprints, meaning_title, remarks, said, title

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as Grid
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

# Fonts that Word brings on every system; LibreOffice takes its own in their place.
_LATIN, _JAPANESE, _HEADINGS = "Times New Roman", "ＭＳ 明朝", "ＭＳ ゴシック"
_POINTS = 9
_WIDTH, _REMARKS = 273, 35  # mm: A4 landscape between its margins, and what remarks take of it
_ALONE = frozenset({"title", "heading", "note"})


def table_docx(table: Table) -> bytes:
    """The table as a file for Word; the same table gives the same bytes."""
    document = docx.Document()
    _set_up(document, table)
    document.add_heading(title(table), 1)
    for heading, stated, pin in imprints(table):
        document.add_paragraph(f"{heading}　{stated}　{pin}".rstrip())
    if table.meaning:
        document.add_heading(meaning_title(table), 2)
    for passage in table.meaning:
        if passage.heading:
            document.add_heading(passage.heading, 3)
        for sentence in passage.sentences:
            document.add_paragraph(sentence, "List Bullet")
    document.add_heading(said("wording", table), 2)
    if table.differs:
        note = document.add_paragraph(table.style.note.of(table.language))
        note.alignment, note.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True
        _grid(document, table)
    else:
        document.add_paragraph(said("no_difference", table))
    return wordml.packed(document)


def _set_up(document: "Document", table: Table) -> None:
    """The page, the fonts, and what the file says of itself."""
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(15)
    number = section.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    wordml.add_page_number(number)
    for name, points, font in (
        ("Normal", _POINTS, _JAPANESE),
        ("Heading 1", 14, _HEADINGS),
        ("Heading 2", 11, _HEADINGS),
        ("Heading 3", 10, _HEADINGS),
    ):
        style: Any = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(points), None
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(points - _POINTS), Pt(2)
        wordml.set_fonts(document, name, _LATIN, font)
    wordml.set_language(document, "ja-JP" if table.language == "ja" else "en-US")
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title(table), table.language, "", ""


def _grid(document: "Document", table: Table) -> None:
    heads = [column.heading for column in columns(table)]
    text = (_WIDTH - (_REMARKS if table.style.remarks else 0)) / 2
    widths = [text, text]
    if table.style.remarks:
        heads, widths = [*heads, said("remarks", table)], [*widths, _REMARKS]
    grid = document.add_table(rows=1, cols=len(heads))
    grid.autofit = False
    wordml.rule(grid)
    wordml.repeat(grid.rows[0])
    for column, cell, head, width in zip(grid.columns, grid.rows[0].cells, heads, widths, strict=True):
        column.width = cell.width = Mm(width)
        paragraph = cell.paragraphs[0]
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        paragraph.add_run(head).bold = True
    for row in table.rows:
        _add(grid, row, table)


def _add(grid: "Grid", row: Row, table: Table) -> None:
    cells = grid.add_row().cells  # type: ignore[no-untyped-call]
    for column, cell in zip(columns(table), cells, strict=False):
        _write(cell, column.cell(row), column, table)
    if table.style.remarks:
        cells[-1].paragraphs[0].add_run(remarks(row, table))
    if row.opens:
        for cell in cells:
            wordml.rule_above(cell)


def _write(cell: "_Cell", lines: Cell, column: Column, table: Table) -> None:
    first = cell.paragraphs[0]
    for place, line in enumerate(lines):
        _fill(cell.add_paragraph() if place else first, line, column, table)


def _fill(paragraph: "Paragraph", line: Line, column: Column, table: Table) -> None:
    hang = 0 if line.kind in _ALONE else 1
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Pt(_POINTS * (line.indent + hang)), Pt(-_POINTS * hang)
    form.space_after = Pt(0)
    for mark in line.marks:
        run = paragraph.add_run(mark.text)
        if line.kind == "heading":
            run.bold = True
        if column.underlined(mark, table):
            run.underline = True

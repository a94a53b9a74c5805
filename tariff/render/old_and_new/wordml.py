"""What python-docx leaves to the XML of a Word file: fonts by script, borders, repeated rows, bytes without a time."""

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16  # where the format keeps permissions


def set_fonts(document: "Document", style: str, latin: str, japanese: str) -> None:
    """The fonts of a style for each script; without w:eastAsia Word takes for Japanese what the theme names."""
    fonts: Any = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", japanese)):
        fonts.set(qn(f"w:{script}"), font)


def set_language(document: "Document", latin: str) -> None:
    """The languages in which Word checks spelling and breaks lines: that of Latin words, and Japanese."""
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), latin)
        spoken.set(qn("w:eastAsia"), "ja-JP")


def add_page_number(paragraph: "Paragraph") -> None:
    """The number of the page, where the paragraph ends."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


def rule(table: "Table") -> None:
    """Lines around a table and between its columns, none between its rows."""
    borders = OxmlElement("w:tblBorders")
    borders.extend(_border(edge) for edge in ("top", "left", "bottom", "right", "insideV"))
    table._tbl.tblPr.find(qn("w:tblW")).addnext(borders)  # Word refuses properties that are out of order


def rule_above(cell: "_Cell") -> None:
    """A line above a cell."""
    borders = OxmlElement("w:tcBorders")
    borders.append(_border("top"))
    cell._tc.get_or_add_tcPr().append(borders)


def _border(edge: str) -> Any:
    border = OxmlElement(f"w:{edge}")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
        border.set(qn(f"w:{name}"), value)
    return border


def repeat(row: "_Row") -> None:
    """Has a row stand at the head of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def packed(document: "Document") -> bytes:
    """The file, with no time of its making in it: the same document gives the same bytes."""
    about: Any = document.core_properties
    for stamp in ("dcterms:created", "dcterms:modified"):
        for element in about._element.findall(qn(stamp)):
            about._element.remove(element)
    saved, file = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(file, "w") as timeless:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = _READABLE
            timeless.writestr(entry, made.read(name), zipfile.ZIP_DEFLATED)
    return file.getvalue()

"""What all renderings of an old-and-new table say: its title, its columns in their order, its remarks, its imprints.

The words are in the language of the texts, not of who runs the command: the table is a document of its own.
"""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from tariff.compare.changes import Kind
from tariff.compare.document import Document
from tariff.compare.table import Cell, Mark, Row, Table
from tariff.render.language import LOCALES, WORDS
from tariff.render.meaning.patterns import TITLE
from tariff.render.places import place_name


@frozen
class Column:
    """A column of text: its heading and which side it shows."""

    heading: str
    new: bool

    def cell(self, row: Row) -> Cell:
        """What stands in it in a row."""
        return row.new if self.new else row.old

    def underlined(self, mark: Mark, table: Table) -> bool:
        """Whether the style underlines the mark in this column."""
        return mark.changed and (self.new or table.style.underline_old)


def said(name: str, table: Table) -> str:
    """A word in the language of the texts."""
    return WORDS[name].of(table.language)


def title(table: Table) -> str:
    """What the table is called."""
    separator = "　" if table.language == "ja" else ": "
    return f"{table.new.name}{separator}{said('old_and_new', table)}"


def meaning_title(table: Table) -> str:
    """What stands above the passages on meaning."""
    return TITLE.of(table.language)


def columns(table: Table) -> tuple[Column, Column]:
    """Both columns of text, from the left."""
    style = table.style
    new, old = Column(style.new_head.of(table.language), True), Column(style.old_head.of(table.language), False)
    return (new, old) if style.new_first else (old, new)


def remarks(row: Row, table: Table) -> str:
    """What kind of change a row shows, and by which amendment if there are several; ``""`` where it shows none."""
    if not row.kinds:
        return ""
    separator, opening, closing = ("、", "（", "）") if table.language == "ja" else (", ", " (", ")")
    kinds = separator.join(_kind(kind, row, table) for kind in row.kinds)
    named = () if table.amendment else row.by
    return kinds + (f"{opening}{separator.join(named)}{closing}" if named else "")


def _kind(kind: Kind, row: Row, table: Table) -> str:
    if kind is Kind.MOVED and row.at_old is not None:
        return said("moved_from", table).format(place_name(table.old.root, row.at_old, table.language))
    return said(f"change_{kind}", table)


def imprints(table: Table) -> Iterator[tuple[str, str, str]]:
    """What stands above the table, each with its heading and, for a text, the hash of what it was made from.

    For each column the text that it shows; then the amendment, if one made all changes.
    """
    for column in columns(table):
        document = table.new if column.new else table.old
        yield column.heading, stated(document, table), document.pin
    if table.amendment:
        yield said("amendment", table), table.amendment, ""


def stated(document: Document, table: Table) -> str:
    """The name of a text and the day on which it stands so."""
    if document.day is None:
        return document.name
    day = written(document.day, table)
    return f"{document.name}（{day}現在）" if table.language == "ja" else f"{document.name}, as of {day}"


def written(day: date, table: Table) -> str:
    """A day in words: 2019年11月20日."""
    from babel.dates import format_date

    return format_date(day, "long", locale=LOCALES[table.language])

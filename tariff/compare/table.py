"""The old-and-new table (新旧対照表) as a value: rows of two cells, each of lines whose changed words are marked."""

from attrs import frozen

from tariff.compare.changes import Kind
from tariff.compare.document import Document, Place
from tariff.compare.style import Style


@frozen
class Mark:
    """A stretch of a line.

    changed: whether it is underlined.
    own: whether it is a word of the table, such as （略）, and none of the text.
    """

    text: str
    changed: bool = False
    own: bool = False


@frozen
class Line:
    """A line of a cell.

    kind: the kind of the part it belongs to; ``heading`` for its number with a heading beside it, ``title`` for a
        heading that stands above it, ``note`` for a word of the table alone.
    indent: how far it stands in, in characters.
    """

    kind: str
    indent: int
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The line without its underlines."""
        return "".join(mark.text for mark in self.marks)


Cell = tuple[Line, ...]


@frozen
class Row:
    """Parts that correspond, in two cells.

    kinds: what was done to them, none where they are the same and stand there for orientation or left out.
    at_new, at_old: the place of the (first) part on each side, None where it stands on the other side only.
    opens: whether it begins an article or what stands above articles, and so gets a rule above.
    by: the amendments that made the change, by their titles.
    """

    new: Cell
    old: Cell
    kinds: tuple[Kind, ...]
    at_new: Place | None
    at_old: Place | None
    opens: bool
    by: tuple[str, ...] = ()


@frozen
class Passage:
    """Sentences under a heading, ``""`` for those that need none."""

    heading: str
    sentences: tuple[str, ...]


@frozen
class Table:
    """An old-and-new table.

    old, new: both texts in full.
    language: ``ja`` or ``en``, of the texts and of the table's own words.
    amendment: the one that made all changes, by its title, ``""`` where there are several or none is known.
    meaning: what the change means for the clauses, the most costly first; empty where it is not known or not wanted.
    """

    old: Document
    new: Document
    language: str
    style: Style
    rows: tuple[Row, ...]
    amendment: str = ""
    meaning: tuple[Passage, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether any row shows a change."""
        return any(row.kinds for row in self.rows)

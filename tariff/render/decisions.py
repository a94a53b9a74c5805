"""Decisions for a person: outcomes and reasons in the reader's language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tariff.model.results import Decision
from tariff.model.terms import Terms
from tariff.render import values
from tariff.render.language import word
from tariff.render.tables import new_table
from tariff.render.titles import clause_titles, reason_titles

if TYPE_CHECKING:
    from tariff.render.comparison import Comparison

_COLUMNS = ("from", "to", "clause", "article", "subject", "outcome", "reasons")


def decisions_table(terms: Terms, decisions: Iterable[Decision]) -> Table:
    """What was decided, in the order given."""
    cells, table = _Cells(terms), _table(())
    for item in decisions:
        table.add_row(*cells.of(item))
    return table


def changes_table(found: "Comparison", terms: Terms, heads: tuple[str, str] | None = None) -> Table:
    """What is decided otherwise, as it is and with the change, and how much is decided as before.

    heads: what marks the decisions of either result; None: as it is, and with the change.
    """
    cells, table = _Cells(terms), _table(("",))
    before, after = heads or (word("as_it_is"), word("with"))
    marked = [(item, before) for item in found.decided] + [(item, after) for item in found.redecided]
    for item, mark in sorted(marked, key=lambda pair: (pair[0].month, pair[0].clause, pair[0].subject or "")):
        table.add_row(mark, *cells.of(item))
    if found.alike:
        same = word("unchanged_decision") if found.alike == 1 else word("unchanged_decisions").format(found.alike)
        table.add_row("", "", "", same, style="dim")
    return table


def _table(left: tuple[str, ...]) -> Table:
    table = new_table(word("decisions"))
    for heading in (*left, *map(word, _COLUMNS)):
        table.add_column(heading)
    table.add_column(word("amount"), justify="right")
    return table


class _Cells:
    """The cells of decisions under one terms."""

    def __init__(self, terms: Terms) -> None:
        self._digits = terms.minor_digits
        self._titles = clause_titles(terms)
        self._reasons = reason_titles(terms)

    def of(self, item: Decision) -> tuple[str | Text, ...]:
        """A cell for each of the columns, and one for the amount."""
        return (
            values.day(item.from_),
            values.day(item.to) if item.to else "",
            Text(self._titles.get(item.clause, item.clause)),
            item.article,
            Text(item.subject or ""),
            word(item.outcome),
            Text("\n".join(self._reasons.get((item.clause, reason), reason) for reason in item.reasons)),
            "" if item.amount is None else values.amount(item.amount, self._digits),
        )

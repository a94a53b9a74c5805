"""Where the rows of a book stand, as messages say it: the line of a file or, where that is not known, the row."""

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.sql import column, fill, sql, text

ROW = "#row"
"""The column that numbers rows, from 1; no field can have this name."""


@frozen
class Places:
    """How the rows of a table are found again: `number` counts them in `unit`, ``line`` or ``row``."""

    unit: str
    number: exp.Expr

    @property
    def place(self) -> exp.Expr:
        """Where a row stands, such as ``line 17``."""
        return fill("__unit || __number", unit=text(f"{self.unit} "), number=self.number)

    def named(self, identity: exp.Expr | None, *, shared: bool = False) -> exp.Expr:
        """What a row is called: by its id, where it has one, and its place, where that is a line or the id is `shared`.

        The number of a row is no help beside an id: it is another in every export.
        """
        if identity is None:
            return self.place
        known = fill("NULLIF(__id, '')", id=identity)
        called = fill("__id || ', ' || __place", id=known, place=self.place) if self.unit == "line" or shared else known
        return fill("COALESCE(__called, __place)", called=called, place=self.place)


ROWS = Places("row", column(ROW))
"""Rows by their number, in a table that has no lines."""


def copy_numbered(connection: duckdb.DuckDBPyConnection, target: exp.Table, rows: exp.Expr) -> None:
    """Make `target` from rows that have no number of their own: they are numbered as they come."""
    query = fill(f'SELECT *, ROW_NUMBER() OVER () AS "{ROW}" FROM __rows', rows=rows)
    connection.execute("SET preserve_insertion_order = true")
    try:
        connection.execute(sql(exp.Create(this=target.copy(), kind="TABLE", expression=query)))
    finally:
        connection.execute("SET preserve_insertion_order = false")

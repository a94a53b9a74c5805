"""A run's statements: fixed text with named values, most of them making temporary tables that the next step reads."""

import re
from collections.abc import Mapping
from typing import Any

import duckdb
from sqlglot import exp

from tariff.billing.engine import one_row
from tariff.billing.sql import sql

_NAMED = re.compile(r"\$([a-z_]+)")


class Steps:
    """A connection that knows the values which a run's statements name as ``$name``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, **values: object) -> None:
        self.connection = connection
        self._values = values

    def run(self, statement: str, **more: object) -> None:
        """Execute a statement with the values that it names, `more` among them."""
        self.connection.execute(statement, self._named(statement, more))

    def make(self, name: str, query: str | exp.Expr, **more: object) -> None:
        """Make a temporary table, anew, out of a query."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query if isinstance(query, str) else sql(query)}", **more)

    def view(self, name: str, rows: exp.Table) -> None:
        """Give a table of the book a fixed name, in place of the one it had."""
        self.run(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM {sql(rows)}")

    def first(self, query: str, **more: object) -> tuple[object, ...]:
        """The first row of a query that has one."""
        return one_row(self.connection, query, self._named(query, more))

    def rows(self, query: str, **more: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(query, self._named(query, more)).fetchall()

    def count(self, query: str, **more: object) -> int:
        """The whole number that a query gives."""
        return int(str(self.first(query, **more)[0]))

    def _named(self, statement: str, more: Mapping[str, object]) -> dict[str, object]:
        values = {**self._values, **more}
        return {name: values[name] for name in dict.fromkeys(_NAMED.findall(statement))}

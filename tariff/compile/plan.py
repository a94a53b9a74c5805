"""The plan of one query: its common tables in order, names that never collide, and the facts of the contracts."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from attrs import define, field
from sqlglot import exp

from tariff.compile import trees
from tariff.compile.rows import Rows
from tariff.model.terms import Terms

if TYPE_CHECKING:
    from tariff.compile.demand import Demand

SPELLED = "spelled"
"""The column of payments with their month as text YYYY-MM. Files store months so, and their statistics tell which rows
of a month need reading."""


class Fees(Protocol):
    """Makes the demanded lines of clauses."""

    def __call__(self, names: frozenset[str], demand: "Demand") -> exp.Query | None:
        """A query with the columns of a line; None where no version has these clauses."""


@define
class Plan:
    """What every part of a query shares while it is built.

    source: the schema that holds the clean facts. paid_until: the last day (ordinal) whose payments are seen.
    fees: set by the compiler, since clauses refer to clauses. accelerated: set by it, too; the common table of the
    contracts whose debts fall due early: contract, day, and the day's month. None where the terms have no such ruling.
    """

    terms: Terms
    source: str
    paid_until: int
    fees: Fees = field(init=False)
    accelerated: Callable[[], str | None] = field(init=False)
    _tables: list[tuple[str, Callable[[], exp.Query | None]]] = field(factory=list, init=False)
    _count: int = field(default=0, init=False)

    def name(self, hint: str) -> str:
        """A name that this plan has not given before."""
        self._count += 1
        return f"{hint}#{self._count}"

    def define(self, hint: str, query: exp.Query) -> str:
        """A common table that holds `query`; its name."""
        name = self.name(hint)
        self._tables.append((name, lambda: query))
        return name

    def define_later(self, hint: str, make: Callable[[], exp.Query | None], *, before: str | None = None) -> str:
        """A common table whose query is made when the plan is printed, since other parts still add columns to it.

        before: the common table that reads it; without one it comes after all others.
        """
        name = self.name(hint)
        places = (place for place, (other, _) in enumerate(self._tables) if other == before)
        self._tables.insert(next(places, len(self._tables)), (name, make))
        return name

    def store(self, rows: Rows, hint: str) -> str:
        """What `rows` holds so far as a common table, from which `rows` goes on."""
        name = self.define_later(hint, lambda: rows.until(name))
        rows.store(name)
        return name

    def facts(self, record: str, alias: str) -> exp.Expr:
        """The table of a record's clean facts."""
        return trees.table(record, self.source, alias)

    def printed(self, query: exp.Query) -> exp.Query:
        """`query` with the common tables before it."""
        made = [(name, make()) for name, make in self._tables]
        tables = [
            exp.CTE(this=table, alias=exp.TableAlias(this=trees.identifier(name))) for name, table in made if table
        ]
        if tables:
            query.set("with_", exp.With(expressions=tables))
        return query

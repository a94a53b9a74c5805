"""Facts in memory, as compiled queries read them."""

from collections.abc import Iterable

import duckdb
from attrs import evolve

from tariff.billing.examples.tables import make_tables
from tariff.compile import prepare
from tariff.model.facts import Facts, Row
from tariff.model.records import Cardinality
from tariff.model.terms import Terms


def connect(terms: Terms, facts: Iterable[Facts], zone: str | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with the facts and calendars of contracts; `zone` is a session time zone that must not matter."""
    connection = duckdb.connect(config={"threads": 1})
    if zone is not None:
        connection.execute(f"SET TimeZone = '{zone}'")
    prepare(connection, terms)
    make_tables(connection, terms, [_with_own_row(terms, one) for one in facts])
    return connection


def _with_own_row(terms: Terms, facts: Facts) -> Facts:
    """The facts with a row of the contract's own where a test has no need to say anything in it."""
    own = {record.name: (Row("", {}),) for record in terms.records if record.cardinality is Cardinality.ONE}
    return evolve(facts, rows=own | facts.rows)

"""Typed facts as the tables that compiled queries read."""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
from sqlglot import exp

from tariff.model.facts import Facts, Value
from tariff.model.records import Cardinality, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

SCHEMA = "facts"
_TYPES = {
    Kind.DATE: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.MONTH: "BIGINT",
    Kind.MONEY: "BIGINT",
    Kind.NUMBER: "BIGINT",
    Kind.TEXT: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.YESNO: "BOOLEAN",
}


def make_tables(connection: duckdb.DuckDBPyConnection, terms: Terms, facts: Iterable[Facts]) -> None:
    """Makes the schema ``facts`` with a table for each record of `terms`; the contracts' names must differ."""
    connection.execute(f"CREATE SCHEMA {SCHEMA}")
    contracts = tuple(facts)
    for record in terms.records:
        _make_table(connection, record, contracts)


def _make_table(connection: duckdb.DuckDBPyConnection, record: Record, contracts: Sequence[Facts]) -> None:
    many = record.cardinality is Cardinality.MANY
    kinds = {"contract": Kind.TEXT} | ({"id": Kind.TEXT} if many else {})
    kinds |= {item.name: item.type.kind for item in record.fields}
    table = f"{SCHEMA}.{_quoted(record.name)}"
    declared = ", ".join(f"{_quoted(name)} {_TYPES[kind]}" for name, kind in kinds.items())
    connection.execute(f"CREATE TABLE {table} ({declared})")
    rows = [
        [
            one.contract,
            *([row.id] if many else []),
            *(_held(row.values[item.name], item.type.kind) for item in record.fields),
        ]
        for one in contracts
        for row in one.of(record.name)
    ]
    if rows:
        parameters = ", ".join("make_timestamptz(?)" if kind is Kind.INSTANT else "?" for kind in kinds.values())
        connection.executemany(f"INSERT INTO {table} VALUES ({parameters})", rows)


def _held(value: Value, kind: Kind) -> Value | date:
    return date.fromordinal(value) if kind is Kind.DATE and isinstance(value, int) else value


def _quoted(name: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect="duckdb")

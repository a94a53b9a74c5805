"""The schema `facts` out of model Facts, in memory: what the compiler's queries read, made for tests."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import duckdb

from tariff.compile import prepare
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import Cardinality, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

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


def connect(terms: Terms, facts: Iterable[Facts], zone: str | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with the facts and calendars of contracts; `zone` is a session time zone that must not matter."""
    connection = duckdb.connect(config={"threads": 1})
    if zone is not None:
        connection.execute(f"SET TimeZone = '{zone}'")
    prepare(connection, terms)
    load(connection, terms, list(facts))
    return connection


def load(connection: duckdb.DuckDBPyConnection, terms: Terms, facts: Sequence[Facts]) -> None:
    """Make the schema `facts` anew."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS facts")
    for record in terms.records:
        many = record.cardinality is Cardinality.MANY
        columns = ["contract VARCHAR", *(["id VARCHAR"] if many else [])]
        columns += [f'"{item.name}" {_TYPES[item.type.kind]}' for item in record.fields]
        connection.execute(f'CREATE OR REPLACE TABLE facts."{record.name}" ({", ".join(columns)})')
        rows = [_row(record, one.contract, row, many=many) for one in facts for row in _rows(one, record)]
        if rows:
            values = ", ".join(_literal(record, index, many=many) for index in range(len(columns)))
            arguments = [list(column) for column in zip(*rows, strict=True)]
            connection.execute(f'INSERT INTO facts."{record.name}" SELECT {values}', arguments)


def _literal(record: Record, index: int, *, many: bool) -> str:
    kinds = [Kind.TEXT, *([Kind.TEXT] if many else []), *(item.type.kind for item in record.fields)]
    kind = kinds[index]
    if kind is Kind.INSTANT:
        return "make_timestamptz(unnest(?::BIGINT[]))"
    return f"unnest(?::{_TYPES[kind]}[])"


def _rows(facts: Facts, record: Record) -> tuple[Row, ...]:
    rows = facts.of(record.name)
    return rows or ((Row("", {}),) if record.cardinality is Cardinality.ONE else ())


def _row(record: Record, contract: str, row: Row, *, many: bool) -> list[Any]:
    values = [_held(item.type.kind, row.values.get(item.name)) for item in record.fields]
    return [contract, *([row.id] if many else []), *values]


def _held(kind: Kind, value: Value) -> Any:
    return date.fromordinal(int(value)) if kind is Kind.DATE and value is not None else value

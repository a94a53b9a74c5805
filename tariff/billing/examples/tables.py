"""Typed facts as the tables that compiled queries read."""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb

from tariff.billing.schema import FACT_TYPES
from tariff.billing.sql import name, sql
from tariff.compile import SPELLED
from tariff.model.facts import Facts, Value
from tariff.model.records import PAYMENT, Cardinality, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

SCHEMA = "facts"


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
    table = f"{SCHEMA}.{sql(name(record.name))}"
    declared = [f"{sql(name(called))} {FACT_TYPES[kind]}" for called, kind in kinds.items()]
    if record.name == PAYMENT.name:
        declared.append(f"{SPELLED} VARCHAR AS (printf('%04d-%02d', month // 12, month % 12 + 1))")
    connection.execute(f"CREATE TABLE {table} ({', '.join(declared)})")
    rows = [
        [
            one.contract,
            *([row.id] if many else []),
            *(_held(row.values.get(item.name), item.type.kind) for item in record.fields),
        ]
        for one in contracts
        for row in one.of(record.name)
    ]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(map(_unnested, kinds.values()))}", columns)


def _unnested(kind: Kind) -> str:
    return "make_timestamptz(unnest(?::BIGINT[]))" if kind is Kind.INSTANT else f"unnest(?::{FACT_TYPES[kind]}[])"


def _held(value: Value, kind: Kind) -> Value | date:
    return date.fromordinal(value) if kind is Kind.DATE and isinstance(value, int) else value

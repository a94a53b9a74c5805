"""How many contracts a second the reference evaluator evaluates, each over two years from its application."""

import time
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.book import RECORDS, TERMS
from tariff.interpret import Evaluator
from tariff.model.calendar import day_after_months
from tariff.model.facts import Facts, Row, Value
from tariff.versions import Library

# Where a column is not held as the evaluator holds it: instants as microseconds, months as numbers.
_AS_HELD = {
    "cancellation": "* REPLACE (epoch_us(received_at) AS received_at)",
    "payment": "* REPLACE (12 * month[:4]::INTEGER + month[6:]::INTEGER - 1 AS month)",
}


def contracts_per_second(book: Path, contracts: int) -> float:
    """Evaluate the first `contracts` contracts of a book; reading them is not counted."""
    asked = [(facts, day_after_months(_applied_on(facts), 24)) for facts in _facts(book, contracts)]
    evaluator = Evaluator(Library.load().terms(TERMS))
    start = time.perf_counter()
    for facts, until in asked:
        evaluator.evaluate(facts, until)
    return len(asked) / (time.perf_counter() - start)


def _applied_on(facts: Facts) -> int:
    (contract,) = facts.of("contract")
    applied_on = contract.values["applied_on"]
    assert isinstance(applied_on, int)
    return applied_on


def _facts(book: Path, contracts: int) -> list[Facts]:
    found: dict[str, dict[str, list[Row]]] = {}
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        names = f"SELECT contract FROM '{book / TERMS / 'contract.parquet'}' ORDER BY contract LIMIT {contracts}"
        for record in RECORDS:
            file, columns = book / TERMS / f"{record}.parquet", _AS_HELD.get(record, "*")
            rows = connection.execute(f"SELECT {columns} FROM '{file}' SEMI JOIN ({names}) USING (contract)")
            fields = [item[0] for item in rows.description or ()]
            for row in rows.fetchall():
                values = {name: _value(value) for name, value in zip(fields, row, strict=True)}
                contract = str(values.pop("contract"))
                records = found.setdefault(contract, {})
                records.setdefault(record, []).append(Row(str(values.pop("id", "")), values))
    return [
        Facts(contract, TERMS, {record: tuple(rows) for record, rows in records.items()})
        for contract, records in found.items()
    ]


def _value(value: object) -> Value:
    if isinstance(value, date):
        return value.toordinal()
    assert value is None or isinstance(value, int | str)
    return value

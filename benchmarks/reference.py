"""How many contracts a second the reference evaluator evaluates, each over its whole history to the month billed."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from benchmarks.book import MONTH, RECORDS, TERMS
from tariff.interpret import Evaluator
from tariff.model.calendar import last_day, month_of
from tariff.model.facts import Facts, Row, Value
from tariff.versions import Library

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def contracts_per_second(book: Path, contracts: int) -> float:
    """Evaluate the first `contracts` contracts of a book; reading them is not counted."""
    facts = _facts(book, contracts)
    evaluator = Evaluator(Library.load().terms(TERMS))
    until = last_day(month_of(MONTH.toordinal()))
    start = time.perf_counter()
    for one in facts:
        evaluator.evaluate(one, until)
    return len(facts) / (time.perf_counter() - start)


def _facts(book: Path, contracts: int) -> list[Facts]:
    found: dict[str, dict[str, list[Row]]] = {}
    with duckdb.connect() as connection:
        names = f"SELECT contract FROM '{book / TERMS / 'contract.parquet'}' ORDER BY contract LIMIT {contracts}"
        for record in RECORDS:
            rows = connection.execute(
                f"FROM '{book / TERMS / (record + '.parquet')}' SEMI JOIN ({names}) USING (contract)"
            )
            columns = [item[0] for item in rows.description or ()]
            for row in rows.fetchall():
                values = {name: _value(name, value) for name, value in zip(columns, row, strict=True)}
                contract = str(values.pop("contract"))
                records = found.setdefault(contract, {})
                records.setdefault(record, []).append(Row(str(values.pop("id", "")), values))
    return [
        Facts(contract, TERMS, {record: tuple(rows) for record, rows in records.items()})
        for contract, records in found.items()
    ]


def _value(name: str, value: object) -> Value:
    if isinstance(value, datetime):
        return (value - _EPOCH) // timedelta(microseconds=1)
    if isinstance(value, date):
        return value.toordinal()
    if name == "month" and isinstance(value, str):
        return 12 * int(value[:4]) + int(value[5:]) - 1
    assert value is None or isinstance(value, int | str)
    return value

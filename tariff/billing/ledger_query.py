"""What a ledger holds, listed: runs, invoices with what was paid, lines, decisions, and what was not billed."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.engine import engine
from tariff.billing.ledger import read_ledger
from tariff.billing.sql import column, fill, sql, text
from tariff.model.results import month_text


class Listing(StrEnum):
    """What can be listed."""

    RUNS = "runs"
    INVOICES = "invoices"
    LINES = "lines"
    DECISIONS = "decisions"
    QUARANTINE = "quarantine"


_INVOICES = """
SELECT id, run, contract, terms, month, issued_on, due_on, subtotal, coalesce(taxes, []) AS taxes, total, paid, balance,
    packs
FROM ledger.settled JOIN (SELECT id AS run, packs FROM ledger.run) AS pinned USING (run) LEFT JOIN (
    SELECT terms, contract, month, turn, list({'rate': rate, 'base': base, 'tax': tax} ORDER BY rate) AS taxes
    FROM ledger.invoice_tax GROUP BY terms, contract, month, turn
) AS taxes USING (terms, contract, month, turn)
WHERE __condition ORDER BY terms, contract, month, run
"""
_LINES = """
SELECT * EXCLUDE (turn, place)
FROM ledger.line JOIN (SELECT id AS run, packs FROM ledger.run) AS pinned USING (run)
WHERE __condition ORDER BY terms, contract, month, run, date, id
"""
DECISION_ID = """concat_ws('/', terms, contract, clause, coalesce(subject, '-'), strftime("from", '%Y-%m'))"""
"""How a decision is named: as a line is, with the month of its first day."""
_DECISIONS = f"""
SELECT {DECISION_ID} AS id, * EXCLUDE (month)
FROM (SELECT *, strftime("from", '%Y-%m') AS month FROM ledger.decision)
JOIN (SELECT id AS run, packs FROM ledger.run) AS pinned USING (run)
WHERE __condition ORDER BY terms, contract, "from", clause, subject
"""
_RUNS = "SELECT * FROM ledger.run WHERE __condition ORDER BY id"
# What is out now: the findings of the last run of each terms or, for a month, of its last run.
_QUARANTINE = """
SELECT run.month AS month, quarantine.*, run.packs FROM ledger.quarantine JOIN ledger.run ON run.id = quarantine.run
WHERE __condition AND run IN (SELECT MAX(id) FROM ledger.run WHERE __months GROUP BY terms)
ORDER BY terms, contract, "table", "row", field
"""


@frozen
class Rows:
    """A listing: the names of its columns, and its rows, to be read once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


@contextmanager
def list_ledger(
    path: Path, listing: Listing, *, contract: str | None = None, month: int | None = None
) -> Iterator[Rows]:
    """What a ledger holds of a contract, a month, or both. Raises InputError where it cannot be read."""
    with engine() as connection, read_ledger(connection, path):
        named = {} if contract is None or listing is Listing.RUNS else {"contract": contract}
        dated = {} if month is None else {"month": month_text(month)}
        months = _all_of(dated)
        match listing:
            case Listing.RUNS:
                query = fill(_RUNS, condition=months)
            case Listing.INVOICES:
                query = fill(_INVOICES, condition=_all_of(named | dated))
            case Listing.LINES:
                query = fill(_LINES, condition=_all_of(named | dated))
            case Listing.DECISIONS:
                query = fill(_DECISIONS, condition=_all_of(named | dated))
            case Listing.QUARANTINE:
                query = fill(_QUARANTINE, condition=_all_of(named), months=months)
        yield _rows(connection, query)


def _all_of(wanted: dict[str, str]) -> exp.Expr:
    conditions = [fill("__column = __value", column=column(name), value=text(value)) for name, value in wanted.items()]
    return exp.and_(exp.true(), *conditions, copy=False)


def _rows(connection: duckdb.DuckDBPyConnection, query: exp.Expr) -> Rows:
    result = connection.execute(sql(query))
    return Rows(tuple(item[0] for item in result.description or ()), _batches(result))


def _batches(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while batch := result.fetchmany(10_000):
        yield from batch

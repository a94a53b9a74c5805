"""Quarantine: contracts that are not billed because a row of theirs is wrong, and why; the others are billed.

A reason is one sentence without the values involved, so that reasons can be counted; the value stands in a column of
its own. What stands in the ledger for a contract in quarantine stays as it is until its rows are mended.
"""

import duckdb

from tariff.diagnostics import Diagnostic

# `month` is set on what only the run of that month found; `contract` is NULL where a row names none.
_TABLE = """
CREATE TEMP TABLE _quarantine (
    terms VARCHAR, month BIGINT, contract VARCHAR, "table" VARCHAR, "row" VARCHAR, field VARCHAR, code VARCHAR,
    value VARCHAR, reason VARCHAR, mend VARCHAR
)
"""
_FINDINGS = """
SELECT "table", "row", field, code, value, reason, mend FROM _quarantine
WHERE terms = $terms AND ($contract IS NULL OR contract = $contract) ORDER BY ALL
"""


def open_quarantine(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table of this connection's findings."""
    connection.execute(_TABLE)


def findings(connection: duckdb.DuckDBPyConnection, terms: str, contract: str | None = None) -> list[Diagnostic]:
    """What is wrong with the rows of some terms, or of one contract, each with its table, row and field."""
    rows = connection.execute(_FINDINGS, {"terms": terms, "contract": contract}).fetchall()
    return [
        Diagnostic(code, f"{table}.{field}{_shown(value)} {reason}", where=_where(table, row, field), mend=mend)
        for table, row, field, code, value, reason, mend in rows
    ]


def _shown(value: str | None) -> str:
    return "" if value is None else f" “{value}”"


def _where(table: str, row: str | None, field: str) -> str:
    place = row if row and row.startswith(("row ", "line ")) else f"row {row}"
    return f"table {table}, {place}, field {field}" if row else f"table {table}, field {field}"

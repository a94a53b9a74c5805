"""Whether two ledgers hold the same lines, invoices, taxes and decisions, before their making is compared in time."""

from pathlib import Path

import duckdb

# What makes a line; article and version are the pack's own words, which the baseline does not know.
_SHAPES = {
    "line": """
        SELECT id, invoice, month, date, kind, clause, subject, quantity, amount, tax, rate, refers_to
        FROM {ledger}.line
    """,
    "invoice": "SELECT id, contract, month, issued_on, due_on, subtotal, total FROM {ledger}.invoice",
    "invoice_tax": "SELECT invoice, rate, base, tax FROM {ledger}.invoice_tax",
}
_DECISIONS = {
    "decision": """
        SELECT contract, clause, subject, "from", "to", outcome, reasons, amount FROM {ledger}.decision
    """
}


def differences(product: Path, baseline: Path, *, decided: bool) -> dict[str, int]:
    """How many rows stand in one ledger and not in the other, by table; {} when none does.

    decided: whether the baseline decides, too.
    """
    found = {}
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{product}' AS product (READ_ONLY); ATTACH '{baseline}' AS baseline (READ_ONLY)")
        for table, shape in (_SHAPES | _DECISIONS if decided else _SHAPES).items():
            ours, theirs = (shape.format(ledger=name) for name in ("product", "baseline"))
            # To pair the rows of two years takes minutes, and more memory than most machines have.
            if len({_digest(connection, rows) for rows in (ours, theirs)}) == 1:
                continue
            row = connection.execute(
                f"SELECT count(*) FROM (({ours} EXCEPT ALL {theirs}) UNION ALL ({theirs} EXCEPT ALL {ours}))"
            ).fetchone()
            if row and row[0]:
                found[table] = int(row[0])
    return found


def _digest(connection: duckdb.DuckDBPyConnection, rows: str) -> object:
    """The number of rows, and the sum of their hashes: equal for the same rows in any order."""
    return connection.execute(f"SELECT count(*), sum(hash(rows)) FROM ({rows}) AS rows").fetchone()

"""What a bill came to: sums by clause and by rate, the largest invoices, and what was not billed and why."""

from collections.abc import Sequence

import duckdb
from attrs import frozen

from tariff.billing.engine import one_row
from tariff.billing.run_month import Run

LARGEST = 10


@frozen
class ClauseTotal:
    """The lines that one clause made; adjustments count with the clause that they correct."""

    terms: str
    clause: str
    kind: str
    lines: int
    amount: int


@frozen
class DecisionTotal:
    """How often a clause decided something in one way."""

    terms: str
    clause: str
    outcome: str
    decisions: int


@frozen
class TaxTotal:
    """The tax of one rate."""

    terms: str
    rate: str
    base: int
    tax: int


@frozen
class InvoiceTotal:
    """One of the largest invoices."""

    id: str
    contract: str
    total: int


@frozen
class CorrectionTotal:
    """The invoices that correct a month billed before, or bill late what it lacked."""

    terms: str
    month: str
    invoices: int
    total: int


@frozen
class QuarantineTotal:
    """How many rows, of how many contracts, were set apart for one reason."""

    terms: str
    table: str
    field: str
    code: str
    reason: str
    mend: str
    rows: int
    contracts: int


@frozen
class Summary:
    """The sums of what some runs wrote, in minor units; `quarantine` is that of the last month, by number of rows."""

    invoices: int
    subtotal: int
    total: int
    clauses: tuple[ClauseTotal, ...]
    taxes: tuple[TaxTotal, ...]
    decisions: tuple[DecisionTotal, ...]
    corrections: tuple[CorrectionTotal, ...]
    largest: tuple[InvoiceTotal, ...]
    quarantine: tuple[QuarantineTotal, ...]


_CLAUSES = """
SELECT terms, clause, kind, count(*), CAST(sum(amount) AS BIGINT) FROM ledger.line
WHERE run BETWEEN $first AND $last GROUP BY terms, clause, kind ORDER BY terms, clause, kind
"""
_DECISIONS = """
SELECT terms, clause, outcome, count(*) FROM ledger.decision
WHERE run BETWEEN $first AND $last GROUP BY terms, clause, outcome ORDER BY terms, clause, outcome
"""
_TAXES = """
SELECT terms, rate, CAST(sum(base) AS BIGINT), CAST(sum(tax) AS BIGINT) FROM _tax_made
GROUP BY terms, rate ORDER BY terms, TRY_CAST(rtrim(rate, '%') AS DECIMAL(18, 6)), rate
"""
_INVOICES = """
SELECT count(*), CAST(coalesce(sum(subtotal), 0) AS BIGINT), CAST(coalesce(sum(total), 0) AS BIGINT)
FROM ledger.invoice WHERE run BETWEEN $first AND $last
"""
_CORRECTIONS = """
SELECT invoice.terms, invoice.month, count(*), CAST(sum(total) AS BIGINT)
FROM ledger.invoice JOIN (SELECT id AS run, month AS billed FROM ledger.run) USING (run)
WHERE run BETWEEN $first AND $last AND (turn > 1 OR invoice.month < billed)
GROUP BY invoice.terms, invoice.month ORDER BY invoice.terms, invoice.month
"""
_LARGEST = """
SELECT id, contract, total FROM ledger.invoice WHERE run BETWEEN $first AND $last ORDER BY total DESC, id LIMIT $most
"""
_QUARANTINE = """
SELECT terms, "table", field, code, reason, any_value(mend), count(*) AS faults, count(DISTINCT contract)
FROM _quarantine WHERE month IS NULL OR month = $month
GROUP BY terms, "table", field, code, reason ORDER BY faults DESC, terms, "table", field, code
"""


def open_totals(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table tax_made, to which runs add their taxes by rate."""
    connection.execute("CREATE TEMP TABLE _tax_made (terms VARCHAR, rate VARCHAR, base HUGEINT, tax HUGEINT)")


def summarise(connection: duckdb.DuckDBPyConnection, runs: Sequence[Run], month: int) -> Summary:
    """What `runs` wrote into the ledger that is attached, and what they found wrong in the book up to `month`."""
    written = [run.id for run in runs if run.id is not None]
    span = {"first": min(written, default=1), "last": max(written, default=0)}
    invoices, subtotal, total = one_row(connection, _INVOICES, span)
    largest = connection.execute(_LARGEST, span | {"most": LARGEST}).fetchall()
    return Summary(
        int(str(invoices)),
        int(str(subtotal)),
        int(str(total)),
        tuple(ClauseTotal(*row) for row in connection.execute(_CLAUSES, span).fetchall()),
        tuple(TaxTotal(*row) for row in connection.execute(_TAXES).fetchall()),
        tuple(DecisionTotal(*row) for row in connection.execute(_DECISIONS, span).fetchall()),
        tuple(CorrectionTotal(*row) for row in connection.execute(_CORRECTIONS, span).fetchall()),
        tuple(InvoiceTotal(*row) for row in largest),
        quarantine_totals(connection, month),
    )


def quarantine_totals(connection: duckdb.DuckDBPyConnection, month: int) -> tuple[QuarantineTotal, ...]:
    """What is wrong in the book up to `month`, by number of rows."""
    return tuple(QuarantineTotal(*row) for row in connection.execute(_QUARANTINE, {"month": month}).fetchall())

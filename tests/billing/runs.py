"""Bills of small books of one terms, and what stands in a ledger afterwards."""

from pathlib import Path

import duckdb

from tariff.billing.months import Months, parse_months
from tariff.billing.run import Bill, bill
from tests.shipped import LIBRARY

KDDI = "kddi.nuisance_call_light"
HEADS = {
    "contract": ["contract", "applied_on", "accepted_on", "au_id"],
    "cancellation": ["contract", "received_at"],
    "device": ["contract", "id", "return_due", "returned_on"],
    "payment": ["contract", "id", "month", "paid_on", "amount"],
    "brought_forward": ["contract", "id", "month", "due_on", "amount"],
}


def sheets(*rows: str) -> dict[str, list[list[str]]]:
    """Tables out of rows such as ``contract K-1 2016-05-20 2016-05-20 a-1``; ``-`` is unknown."""
    tables = {record: [head] for record, head in HEADS.items()}
    for row in rows:
        record, *values = row.split()
        tables[record].append(["" if value == "-" else value for value in values])
    return tables


def bill_into(
    ledger: Path,
    book: Path,
    months: str | Months,
    readings: dict[str, str] | None = None,
    *,
    rebase: bool = False,
    dry_run: bool = False,
) -> Bill:
    """One bill, under some readings."""
    chosen = readings or {}
    return bill(
        book,
        parse_months(months) if isinstance(months, str) else months,
        ledger,
        packs=LIBRARY.names,
        terms=lambda name: LIBRARY.terms(name, readings=chosen),
        rebase=rebase,
        dry_run=dry_run,
    )


def rows(ledger: Path, query: str) -> list[tuple[object, ...]]:
    """What a query of a ledger gives."""
    with duckdb.connect(str(ledger), read_only=True) as connection:
        return connection.execute(query).fetchall()

"""A month of docomo.ip_voice, a book and by hand: `python -m benchmarks.voice BOOK YYYY-MM LEDGER`.

What these terms charge and decide does not depend on payments, so the book has none.
"""

import sys
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.book import run_script, written_once

TERMS = "docomo.ip_voice"
MONTH = date(2020, 6, 1)
RECORDS = (
    "contract", "termination", "equipment", "additional_number", "feature", "suspension", "police_request",
    "number_request", "parameter",
)  # fmt: skip


def make_book(folder: Path, contracts: int) -> Path:
    """Write a book of `contracts` contracts into `folder`, unless it is there already, and return it."""

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"SET VARIABLE contracts = {contracts}")
        run_script(connection, "voice_book")

    return written_once(folder / f"voice-{contracts}", TERMS, RECORDS, fill)


def bill(book: Path, month: str, ledger: Path) -> None:
    """Bill `month` (``YYYY-MM``) of a book into a new ledger."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{ledger}' AS ledger; SET VARIABLE month = DATE '{month}-01'")
        for record in RECORDS:
            connection.execute(f"CREATE VIEW {record} AS FROM '{book / TERMS / (record + '.parquet')}'")
        for script in ("ledger", "voice"):
            run_script(connection, script)


if __name__ == "__main__":
    bill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))

"""The hand-written month: `python -m benchmarks.baseline BOOK YYYY-MM LEDGER [--checked]`."""

import sys
from pathlib import Path

import duckdb

from benchmarks.book import RECORDS, TERMS, run_script


def bill(book: Path, month: str, ledger: Path, *, checked: bool = False) -> None:
    """Bill `month` (``YYYY-MM``) of a book into a new ledger; `checked`: with the product's checks and decisions."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{ledger}' AS ledger; SET VARIABLE month = DATE '{month}-01'")
        for record in RECORDS:
            connection.execute(f"CREATE VIEW {record} AS FROM '{book / TERMS / (record + '.parquet')}'")
        if not checked:
            connection.execute("CREATE TEMP TABLE quarantined (contract VARCHAR)")
        for script in ("ledger", "checks", "baseline", "decisions") if checked else ("ledger", "baseline"):
            run_script(connection, script)


if __name__ == "__main__":
    bill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), checked="--checked" in sys.argv[4:])

"""The hand-written month: `python -m benchmarks.baseline BOOK YYYY-MM LEDGER [--checked | --onto]`."""

import sys
from pathlib import Path

import duckdb

from benchmarks.book import RECORDS, TERMS, run_script

BARE = ("ledger", "baseline")
CHECKED = ("ledger", "checks", "baseline", "decisions", "digests")
ONTO = ("checks", "baseline", "decisions", "corrections")


def bill(book: Path, month: str, ledger: Path, scripts: tuple[str, ...] = BARE) -> None:
    """Bill `month` (``YYYY-MM``) of a book.

    scripts: BARE and CHECKED make a new ledger, the latter with the product's checks and decisions; ONTO bills onto a
    ledger of checked months that end with the month before, and corrects them.
    """
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH '{ledger}' AS ledger; SET VARIABLE month = DATE '{month}-01'")
        for record in RECORDS:
            connection.execute(f"CREATE VIEW {record} AS FROM '{book / TERMS / (record + '.parquet')}'")
        if "checks" not in scripts:
            connection.execute("CREATE TEMP TABLE quarantined (contract VARCHAR)")
        for script in scripts:
            run_script(connection, script)


if __name__ == "__main__":
    asked = {"--checked": CHECKED, "--onto": ONTO}
    bill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), asked[sys.argv[4]] if sys.argv[4:] else BARE)

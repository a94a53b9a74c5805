"""A book of KDDI contracts of any size: two years of payments, on time, late and in parts, made by DuckDB in seconds.

`tariff sample` aims at every branch of every clause; this aims at a provider's everyday, so that what is measured is
the usual month.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb

TERMS = "kddi.nuisance_call_light"
MONTH = date(2018, 6, 1)
"""The month that is billed; payments are for the months of `HISTORY` before it."""
HISTORY = 24
RECORDS = ("contract", "cancellation", "termination", "device", "payment")

_SQL = Path(__file__).parent / "sql"


def months_before(month: date, count: int) -> date:
    """The first day of the month `count` months before."""
    year, index = divmod(12 * month.year + month.month - 1 - count, 12)
    return date(year, index + 1, 1)


def make_book(folder: Path, contracts: int) -> Path:
    """Write a book of `contracts` contracts into `folder`, unless it is there already, and return it."""

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"SET VARIABLE contracts = {contracts}")
        run_script(connection, "contracts")
        for back in range(HISTORY, 0, -1):
            connection.execute(f"SET VARIABLE month = DATE '{months_before(MONTH, back)}'")
            run_script(connection, "payments")

    return written_once(folder / f"book-{contracts}", TERMS, RECORDS, fill)


def written_once(
    book: Path, terms: str, records: Sequence[str], fill: Callable[[duckdb.DuckDBPyConnection], None]
) -> Path:
    """The book at `book`; unless it is there already, of the tables called `records` that `fill` makes."""
    if book.exists():
        return book
    building = _fresh(book)
    (building / terms).mkdir(parents=True)
    with _connect(building / "scratch.duckdb") as connection:
        fill(connection)
        for record in records:
            _write(connection, record, building / terms)
    (building / "scratch.duckdb").unlink()
    return building.rename(book)


def change_book(book: Path, percent: int) -> Path:
    """A copy of a book in which `percent` of a hundred contracts turn out to have been cancelled some months ago."""
    changed = book.with_name(f"{book.name}-changed-{percent}")
    if changed.exists():
        return changed
    building = _fresh(changed)
    shutil.copytree(book, building)
    with _connect() as connection:
        for record in ("contract", "cancellation", "payment"):
            connection.execute(f"CREATE VIEW {record}_before AS FROM '{_file(book, record)}'")
        connection.execute(f"SET VARIABLE month = DATE '{MONTH}'; SET VARIABLE percent = {percent}")
        run_script(connection, "changes")
        for record in ("cancellation", "payment"):
            _write(connection, record, building / TERMS)
    return building.rename(changed)


def _fresh(book: Path) -> Path:
    # A book that was not finished is not taken for one.
    building = book.with_name(book.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    return building


def _connect(database: Path | None = None) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(database or ":memory:"))
    connection.execute("SET enable_progress_bar = false")
    run_script(connection, "draw")
    return connection


def run_script(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Execute the statements of ``sql/NAME.sql``."""
    connection.execute((_SQL / f"{name}.sql").read_text(encoding="utf-8"))


def _file(book: Path, record: str) -> Path:
    return book / TERMS / f"{record}.parquet"


def _write(connection: duckdb.DuckDBPyConnection, record: str, folder: Path) -> None:
    connection.execute(f"COPY {record} TO '{folder / (record + '.parquet')}' (FORMAT parquet)")

"""The ledger: a DuckDB file that holds what was billed. Opened here, and refused where it is none that can be used."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from tariff.billing.book import first_line
from tariff.diagnostics import Diagnostic, InputError

FORMAT = 4

# The columns are a contract with those who read ledgers; `meta`, `payment` and `fingerprint` are the product's own.
# Ids say what other columns say, and are made of them when they are read: as texts of their own they would be most of
# a ledger. `turn`: which of its month's invoices; `place`: which of an invoice's adjustments of one line, 0 for the
# line itself.
_TABLES = """
CREATE TABLE ledger.meta (name VARCHAR, value VARCHAR);
CREATE TABLE ledger.run (
    id BIGINT, terms VARCHAR, month VARCHAR, packs VARCHAR, readings VARCHAR, known_on DATE, book VARCHAR,
    facts VARCHAR, contracts BIGINT, quarantined BIGINT, invoices BIGINT, lines BIGINT, started_at TIMESTAMP,
    finished_at TIMESTAMP
);
CREATE TABLE ledger.invoice (
    id VARCHAR AS (concat_ws('/', terms, contract, month, nullif(turn, 1))), run BIGINT, contract VARCHAR,
    terms VARCHAR, month VARCHAR, turn BIGINT, issued_on DATE, due_on DATE, subtotal BIGINT, total BIGINT
);
CREATE TABLE ledger.invoice_tax (
    invoice VARCHAR AS (concat_ws('/', terms, contract, month, nullif(turn, 1))), contract VARCHAR, terms VARCHAR,
    month VARCHAR, turn BIGINT, rate VARCHAR, base BIGINT, tax BIGINT
);
CREATE TABLE ledger.line (
    id VARCHAR AS (
        concat_ws(
            '/', terms, contract, clause, coalesce(subject, '-'), month, CASE WHEN place > 0 THEN turn END,
            CASE WHEN place > 1 THEN place END
        )
    ),
    run BIGINT, invoice VARCHAR AS (concat_ws('/', terms, contract, month, nullif(turn, 1))), contract VARCHAR,
    terms VARCHAR, month VARCHAR, turn BIGINT, place BIGINT, date DATE, kind VARCHAR, clause VARCHAR, article VARCHAR,
    version DATE, subject VARCHAR, quantity BIGINT, amount BIGINT, tax VARCHAR, rate VARCHAR,
    refers_to VARCHAR AS (
        CASE WHEN place > 0 THEN concat_ws('/', terms, contract, clause, coalesce(subject, '-'), month) END
    )
);
CREATE TABLE ledger.decision (
    run BIGINT, contract VARCHAR, terms VARCHAR, clause VARCHAR, article VARCHAR, version DATE, subject VARCHAR,
    "from" DATE, "to" DATE, outcome VARCHAR, reasons VARCHAR[], amount BIGINT
);
CREATE TABLE ledger.quarantine (
    run BIGINT, terms VARCHAR, contract VARCHAR, "table" VARCHAR, "row" VARCHAR, field VARCHAR, code VARCHAR,
    value VARCHAR, reason VARCHAR, mend VARCHAR
);
CREATE TABLE ledger.payment (run BIGINT, terms VARCHAR, contract VARCHAR, month VARCHAR, amount BIGINT);
CREATE TABLE ledger.fingerprint (
    terms VARCHAR, contract VARCHAR, facts UBIGINT, paid UBIGINT, made_with UBIGINT
);
-- Payments of a month go to those of its invoices that ask for money, in their order; what is left over, to the first.
CREATE VIEW ledger.settled AS
SELECT * EXCLUDE (asked, before, received),
    greatest(least(received - before, greatest(total, 0)), 0)
        + CASE WHEN turn = 1 THEN greatest(received - asked, 0) ELSE 0 END AS paid,
    total - paid AS balance
FROM (
    SELECT invoice.*,
        CAST(sum(greatest(total, 0)) OVER whole AS BIGINT) AS asked,
        CAST(sum(greatest(total, 0)) OVER months AS BIGINT) - greatest(total, 0) AS before,
        coalesce(payments.amount, 0) AS received
    FROM invoice LEFT JOIN (
        SELECT terms, contract, month, CAST(sum(amount) AS BIGINT) AS amount FROM payment
        GROUP BY terms, contract, month
    ) AS payments USING (terms, contract, month)
    WINDOW whole AS (PARTITION BY terms, contract, month),
        months AS (
            PARTITION BY terms, contract, month ORDER BY turn ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        )
);
"""


@contextmanager
def write_ledger(connection: duckdb.DuckDBPyConnection, path: Path, *, dry: bool = False) -> Iterator["LedgerFile"]:
    """Attach the ledger at `path` for writing while the context lasts; nobody else can open it meanwhile.

    `dry`: nothing that is done to it lasts. A new file is removed again when nothing was committed. Raises InputError
    where it cannot be opened, is not a ledger, has another format, or is held by another run.
    """
    new = not path.exists()
    _attach(connection, path, "ATTACH $file AS ledger", ":memory:" if new and dry else str(path))
    ledger = LedgerFile(connection, path, dry=dry)
    try:
        if not ledger.empty:
            _check_format(connection, path)
        yield ledger
    finally:
        _close(connection)
        if new and not ledger.lasts:
            for file in (path, path.with_name(path.name + ".wal")):
                file.unlink(missing_ok=True)


class LedgerFile:
    """A ledger that is open for writing."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, *, dry: bool) -> None:
        self._connection = connection
        self._path = path
        self._dry = dry
        self.lasts = False
        """Whether anything was committed."""

    @property
    def empty(self) -> bool:
        """Whether it has no tables yet."""
        return not _tables(self._connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything that is done to the ledger while the context lasts: all of it is committed at its end, or nothing.

        Raises InputError where the file cannot be written.
        """
        try:
            self._connection.execute("BEGIN")
            if self.empty:
                self._connection.execute(_TABLES)
                self._connection.execute("INSERT INTO ledger.meta VALUES ('format', $format)", {"format": str(FORMAT)})
            yield
            self._connection.execute("ROLLBACK" if self._dry else "COMMIT")
            self.lasts = not self._dry
        except duckdb.OutOfMemoryException:
            raise  # that is the machine's fault, and `engine` says so
        except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
            message = f"an amount grew beyond what can be held: {first_line(error)}; nothing was written"
            mend = "look for a number far too large in the book; amounts and counts are multiplied"
            raise InputError([Diagnostic("E0891", message, mend=mend)]) from error
        except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
            message = f"the ledger {self._path} cannot be written: {first_line(error)}; nothing was written"
            raise InputError(
                [Diagnostic("E0906", message, mend="see that its disk has room, and run again")]
            ) from error


@contextmanager
def read_ledger(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Attach the ledger at `path` for reading while the context lasts. Raises InputError as `write_ledger` does."""
    if not path.exists():
        mend = "`tariff bill BOOK --month YYYY-MM --ledger FILE` makes one"
        raise InputError([Diagnostic("E0901", f"there is no ledger {path}", mend=mend)])
    _attach(connection, path, "ATTACH $file AS ledger (READ_ONLY)", str(path))
    try:
        if not _tables(connection):
            raise _not_a_ledger(path, "nothing has been billed into it")
        _check_format(connection, path)
        yield
    finally:
        _close(connection)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, statement: str, file: str) -> None:
    try:
        connection.execute(statement, {"file": file})
    except duckdb.Error as error:
        raise _unopened(path, error) from error


def _unopened(path: Path, error: duckdb.Error) -> InputError:
    problem = str(error)
    if isinstance(error, duckdb.ResourceInUseException) or "set lock" in problem:
        message, mend = f"the ledger {path} is held by another run", "wait until it has ended, and run again"
        return InputError([Diagnostic("E0902", message, mend=mend)])
    if "version" in problem:
        message = f"the ledger {path} was written by another DuckDB: {first_line(error)}"
        return InputError([Diagnostic("E0903", message, mend="open it with the version that wrote it, or bill anew")])
    if "not a valid DuckDB" in problem or not isinstance(error, duckdb.IOException):
        return _not_a_ledger(path, first_line(error))
    message = f"the ledger {path} cannot be opened: {first_line(error)}"
    return InputError([Diagnostic("E0905", message, mend="check the folder and your rights to it")])


def _not_a_ledger(path: Path, problem: str) -> InputError:
    mend = "name a file that `tariff bill` made, or one that is not there yet"
    return InputError([Diagnostic("E0904", f"{path} is not a ledger: {problem}", mend=mend)])


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'").fetchall()
    return {row[0] for row in rows}


def _check_format(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    if "meta" not in _tables(connection):
        raise _not_a_ledger(path, "it is a DuckDB file with other tables")
    try:
        row = connection.execute("SELECT value FROM ledger.meta WHERE name = 'format'").fetchone()
    except duckdb.Error as error:
        raise _not_a_ledger(path, first_line(error)) from error
    found = str(row[0]) if row else "unknown"
    if found != str(FORMAT):
        message = f"the ledger {path} has format {found}, and this program reads format {FORMAT}"
        mend = "use the program that made it, or bill into a new ledger"
        raise InputError([Diagnostic("E0903", message, mend=mend)])


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    # After a failure there may be no transaction left to roll back, or no database to detach.
    with suppress(duckdb.Error):
        connection.execute("ROLLBACK")
    with suppress(duckdb.Error):
        connection.execute("DETACH ledger")

"""The DuckDB connection that books are read and bills computed with."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from tariff.diagnostics import Diagnostic, InputError
from tariff.model.calendar import MAX_DAY, MIN_DAY

# A run of 5,000,000 contracts must stay under 4 GB, and DuckDB's limit leaves out what its operators hold beside its
# buffers.
_MOST_MEMORY = 2_600_000_000

SPELLED_MONTH = "spelled_month"
"""The type, on every connection, that enumerates the months facts can have, as texts YYYY-MM in their order."""

_MONTHS = f"""
CREATE TYPE {SPELLED_MONTH} AS ENUM (
    SELECT strftime(day, '%Y-%m')
    FROM range(DATE '{date.fromordinal(MIN_DAY)}', DATE '{date.fromordinal(MAX_DAY)}', INTERVAL 1 MONTH) AS months(day)
    ORDER BY day
)
"""


@contextmanager
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database in memory; what does not fit is spilled to a folder that goes when it closes.

    Raises InputError where the machine runs out of memory or disk while it is used.
    """
    with tempfile.TemporaryDirectory(prefix="tariff-", ignore_cleanup_errors=True) as spill:
        connection = duckdb.connect(
            config={
                "memory_limit": f"{_memory()}B",
                "temp_directory": str(Path(spill)),
                "preserve_insertion_order": "false",
                "max_vacuum_tasks": "0",  # half-empty row groups cost less than merging a whole ledger once in a while
            }
        )
        # Nothing may depend on the session's zone; in UTC, what is printed is at least the same everywhere.
        connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        connection.execute(_MONTHS)
        try:
            yield connection
        except duckdb.OutOfMemoryException as error:
            message = "the machine ran out of memory or of space for temporary files; nothing was written"
            mend = "free memory or disk space (TMPDIR names the folder for temporary files), and run again"
            raise InputError([Diagnostic("E0890", message, mend=mend)]) from error
        finally:
            connection.close()


def _memory() -> int:
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(_MOST_MEMORY, physical * 6 // 10)


def one_row(connection: duckdb.DuckDBPyConnection, query: str, values: object = None) -> tuple[object, ...]:
    """The first row of a query that has at least one."""
    row = connection.execute(query, values).fetchone()
    assert row is not None
    return tuple(row)


def count(connection: duckdb.DuckDBPyConnection, query: str, values: object = None) -> int:
    """The whole number that a query's first row begins with; 0 where it is NULL."""
    return int(str(one_row(connection, query, values)[0] or 0))

"""The tables of a book as DuckDB sees them: whatever the file, columns with types, and the number of each row."""

import csv
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book import CATALOG, Format, Table, first_line
from tariff.billing.book_csv import CsvTable, Ragged, copy_csv
from tariff.billing.book_places import ROW, ROWS, Places, copy_numbered
from tariff.billing.sql import fill, sql, table, text
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.records import CONTRACT


@frozen
class Stored:
    """A table that can be read: where, its columns' types by name, and how its rows are found again.

    ragged: the lines of a CSV file that are no rows.
    """

    table: Table
    relation: exp.Table
    types: dict[str, str]
    places: Places
    ragged: tuple[Ragged, ...]


def store(connection: duckdb.DuckDBPyConnection, source: Table, schema: str) -> Stored:
    """Make a table of a book readable, as a table or view of `schema`. Raises InputError where it cannot be read."""
    target = table(source.name, schema)
    read = CsvTable(ROWS)
    with reading(source):
        match source.format:
            case Format.PARQUET:
                rows = fill("READ_PARQUET(__path, file_row_number = TRUE)", path=text(str(source.path)))
                query = fill(f'SELECT *, file_row_number + 1 AS "{ROW}" FROM __rows', rows=exp.Table(this=rows))
                _create(connection, target, query)
            case Format.TABLE:
                query = fill(f'SELECT *, rowid + 1 AS "{ROW}" FROM __rows', rows=_attached(source))
                _create(connection, target, query)
            case Format.VIEW:
                copy_numbered(connection, target, _attached(source))
            case Format.CSV:
                read = copy_csv(connection, target, source.path, CONTRACT)
        described = connection.execute(f"DESCRIBE {sql(target)}").fetchall()
    hidden = {ROW, "file_row_number"}
    types = {unicodedata.normalize("NFC", row[0]): row[1] for row in described if row[0] not in hidden}
    return Stored(source, target, types, read.places, read.ragged)


def _attached(source: Table) -> exp.Table:
    return table(source.name, source.terms, CATALOG)


def _create(connection: duckdb.DuckDBPyConnection, target: exp.Table, query: exp.Expr) -> None:
    connection.execute(sql(exp.Create(this=target.copy(), kind="VIEW", expression=query)))


@contextmanager
def reading(source: Table) -> Iterator[None]:
    """Turns a failure to read a table of a book into an InputError that names the file."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, OSError, csv.Error) as error:
        message = f"{source.label} cannot be read: {first_line(error)}"
        mend = f"write it again as {source.format}"
        raise InputError([Diagnostic("E0813", message, where=str(source.path), mend=mend)]) from error

"""What a book says that the provider set: one row for all contracts of some terms, or the book is refused."""

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book import Table
from tariff.billing.book_records import parameters_read
from tariff.billing.book_rows import create_no_rows, create_rows, match_columns
from tariff.billing.book_tables import store
from tariff.billing.engine import count, one_row
from tariff.billing.quarantine import findings
from tariff.billing.sql import column, fill, sql, table
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.records import CONTRACT, PARAMETER, Record
from tariff.model.terms import Terms


@frozen
class Parameters:
    """The parameters of a book. digest: of their values; 0 where there are none."""

    digest: int = 0
    warnings: tuple[Diagnostic, ...] = ()


def read_parameters(
    connection: duckdb.DuckDBPyConnection,
    tables: dict[str, Table],
    terms: Terms,
    stored: str,
    typed: str,
    *,
    all_needed: bool,
) -> Parameters:
    """Make `typed`.parameter, with one row or none, where the terms have parameters.

    all_needed: every parameter that something reads has to be given, unless it may be unknown; else that is left to
    what reads it. Raises InputError where the table cannot be read, has several rows, or has a wrong value.
    """
    record = terms.record(PARAMETER)
    if record is None:
        return Parameters()
    warnings: tuple[Diagnostic, ...] = ()
    if PARAMETER in tables:
        columns = match_columns(record, store(connection, tables[PARAMETER], stored), terms)
        create_rows(connection, columns, terms, typed, None)
        if faults := findings(connection, terms.name):
            raise InputError(faults)
        warnings = columns.warnings
    else:
        create_no_rows(connection, record, typed)
    _check_rows(connection, typed)
    if all_needed:
        _check_given(connection, record, terms, typed)
    names = [column(field.name) for field in record.fields]
    digest = fill("SELECT HASH(__names) FROM __rows", names=names, rows=table(PARAMETER, typed))
    return Parameters(count(connection, f"SELECT any_value(digest) FROM ({sql(digest)}) AS digests(digest)"), warnings)


def _check_rows(connection: duckdb.DuckDBPyConnection, typed: str) -> None:
    rows = count(connection, sql(fill("SELECT COUNT(*) FROM __rows", rows=table(PARAMETER, typed))))
    if rows > 1:
        message = f"table {PARAMETER} has {rows} rows, and holds one for all contracts"
        raise InputError([Diagnostic("E0842", message, mend="keep the row that holds")])


def _check_given(connection: duckdb.DuckDBPyConnection, record: Record, terms: Terms, typed: str) -> None:
    """Raises InputError with every parameter that is read, is not given, and may not be unknown."""
    read = parameters_read(terms)
    needed = [field for field in record.fields if field.name in read and not field.type.optional]
    if not needed:
        return
    given = [fill("COUNT(__name)", name=column(field.name)) for field in needed]
    counts = one_row(connection, sql(fill("SELECT __given FROM __rows", given=given, rows=table(PARAMETER, typed))))
    mend = f"give it in table {terms.name}/{PARAMETER}, one row for all contracts"
    missing = [field.name for field, number in zip(needed, counts, strict=True) if not number]
    if missing:
        raise InputError(Diagnostic("E0843", f"the parameter {name} is not given", mend=mend) for name in missing)


def shared_rows(facts: str, typed: str, record: Record) -> exp.Expr:
    """A query that repeats the one row of the parameters for every contract of the clean facts."""
    names = [column(field.name) for field in record.fields]
    return fill(
        "SELECT contracts.contract, __names FROM __contracts AS contracts CROSS JOIN __rows AS shared",
        names=names,
        contracts=table(CONTRACT, facts),
        rows=table(PARAMETER, typed),
    )

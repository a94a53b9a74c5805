"""A book's terms as clean facts: typed rows of the contracts that have nothing wrong, ready for the compiler."""

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book import Book, Table
from tariff.billing.book_keys import KeyChecks
from tariff.billing.book_ragged import set_ragged_apart
from tariff.billing.book_rows import ID, KEY, Columns, create_no_rows, create_rows, match_columns
from tariff.billing.book_tables import reading, store
from tariff.billing.census import Seen, take_census
from tariff.billing.engine import count
from tariff.billing.sql import column, fill, name, sql, table, text
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.records import CONTRACT, PAYMENT, Cardinality, Record
from tariff.model.terms import Terms


@frozen
class Loaded:
    """Where the rows of one terms lie.

    facts: the schema of clean, typed facts, of the contracts that can be billed. typed: of every contract, right or
    wrong. census: the table of all contracts, as `census` makes it. held: those in quarantine, in one column, contract.
    """

    terms: Terms
    facts: str
    typed: str
    census: exp.Table
    held: exp.Table
    warnings: tuple[Diagnostic, ...]


def load(
    connection: duckdb.DuckDBPyConnection, book: Book, terms: Terms, *, seen: Seen, contract: str | None = None
) -> Loaded:
    """Read the tables of `terms` from a book; rows that are wrong go to the connection's quarantine.

    seen: what is digested of the payments. contract: read this contract alone, and look for ids that two of its
    payments have. Raises InputError where a table cannot be read, lacks a column, or is not there though every book
    has it.
    """
    stored, typed, facts, checks = (f"{part} {terms.name}" for part in ("stored", "typed", "facts", "checks"))
    for schema in (stored, typed, facts, checks):
        connection.execute(sql(exp.Create(this=exp.Table(db=name(schema)), kind="SCHEMA")))
    tables = book.tables.get(terms.name, {})
    columns = _match(connection, tables, terms, stored)
    for record in terms.records:
        if record.name in columns:
            create_rows(connection, columns[record.name], terms, typed, contract)
        else:
            create_no_rows(connection, record, typed)
    set_ragged_apart(connection, columns.values(), terms, contract)
    warnings = [*_strangers(tables, terms), *(warning for item in columns.values() for warning in item.warnings)]
    loaded = Loaded(terms, facts, typed, table("census", checks), table("held", checks), tuple(warnings))
    with reading(tables[PAYMENT.name] if PAYMENT.name in columns else tables[CONTRACT]):
        take_census(connection, terms, typed, loaded.census, seen)
    places = {name: item.stored.places for name, item in columns.items()}
    KeyChecks(connection, terms, typed, loaded.census, places).run(payment_ids=contract is not None)
    _create_facts(connection, loaded)
    return loaded


def _match(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, Table], terms: Terms, schema: str
) -> dict[str, Columns]:
    """The columns of every table that the book has, by record; all that is wrong with them is said at once."""
    columns: dict[str, Columns] = {}
    faults: list[Diagnostic] = [] if CONTRACT in tables else [_no_contracts(terms)]
    for record in terms.records:
        if record.name in tables:
            try:
                columns[record.name] = match_columns(record, store(connection, tables[record.name], schema), terms)
            except InputError as error:
                faults.extend(error.findings)
    if faults:
        raise InputError(faults)
    return columns


def _no_contracts(terms: Terms) -> Diagnostic:
    mend = f"add {terms.name}/contract.parquet (or .csv); `tariff schema {terms.name}` prints its columns"
    return Diagnostic("E0808", f"the book has no table contract for {terms.name}", mend=mend)


def _strangers(tables: dict[str, Table], terms: Terms) -> list[Diagnostic]:
    records = [record.name for record in terms.records]
    return [
        Diagnostic(
            "E0809",
            f"{item.label} is ignored: {terms.name} has no record {item.name}",
            mend=did_you_mean(item.name, records, "its records are " + ", ".join(records)),
            severity=Severity.WARNING,
        )
        for item in tables.values()
        if item.name not in records
    ]


def _create_facts(connection: duckdb.DuckDBPyConnection, loaded: Loaded) -> None:
    """Views of the typed rows without the contracts in quarantine and the rows that name no contract."""
    query = fill("SELECT DISTINCT contract FROM _quarantine WHERE terms = __terms", terms=text(loaded.terms.name))
    connection.execute(sql(exp.Create(this=loaded.held.copy(), kind="TABLE", expression=query)))
    clean = count(connection, sql(fill("SELECT COUNT(*) FROM __held", held=loaded.held))) == 0
    for record in loaded.terms.records:
        # NULL is held too, once a row names no contract, but equals nothing: hence the condition.
        rows = (
            "__rows" if clean else "__rows AS rows ANTI JOIN __held AS held USING (contract) WHERE contract IS NOT NULL"
        )
        query = fill(
            f"SELECT __columns FROM {rows}",
            columns=[column(item) for item in fact_columns(record)],
            rows=table(record.name, loaded.typed),
            held=loaded.held,
        )
        connection.execute(sql(exp.Create(this=table(record.name, loaded.facts), kind="VIEW", expression=query)))


def fact_columns(record: Record) -> list[str]:
    """The columns of a record's clean facts."""
    identity = [ID] if record.cardinality is Cardinality.MANY else []
    return [KEY, *identity, *(item.name for item in record.fields)]

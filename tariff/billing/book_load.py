"""A book's terms as clean facts: typed rows of the contracts that have nothing wrong, ready for the compiler."""

from collections.abc import Sequence

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book import Book, Table
from tariff.billing.book_keys import KeyChecks
from tariff.billing.book_rows import ID, KEY, Columns, create_no_rows, create_rows, match_columns
from tariff.billing.book_tables import reading, store
from tariff.billing.engine import count
from tariff.billing.sql import column, fill, name, sql, table, text
from tariff.billing.tally import tally
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.records import CONTRACT, Cardinality, Record
from tariff.model.terms import Terms


@frozen
class Loaded:
    """Where the rows of one terms lie: schemas of the connection, each with a table or view per record.

    facts: clean and typed, of the contracts that can be billed. typed: of every contract. tallies: counts and digests,
    of every contract. held: the contracts in quarantine, a table with one column, contract.
    """

    terms: Terms
    facts: str
    typed: str
    tallies: str
    held: exp.Table
    warnings: tuple[Diagnostic, ...]


def load(
    connection: duckdb.DuckDBPyConnection,
    book: Book,
    terms: Terms,
    *,
    cutoffs: Sequence[int] = (),
    contract: str | None = None,
) -> Loaded:
    """Read the tables of `terms` from a book; rows that are wrong go to the connection's quarantine.

    cutoffs: the days by which payments are digested. contract: read this contract alone, and look for ids that two of
    its payments have. Raises InputError where a table cannot be read, lacks a column, or is not there though every
    book has it.
    """
    schemas = {part: f"{part} {terms.name}" for part in ("stored", "typed", "tallies", "facts")}
    for schema in schemas.values():
        connection.execute(sql(exp.Create(this=exp.Table(db=name(schema)), kind="SCHEMA")))
    tables = book.tables.get(terms.name, {})
    columns = _match(connection, tables, terms, schemas["stored"])
    for record in terms.records:
        if record.name in columns:
            create_rows(connection, columns[record.name], terms, schemas["typed"], contract)
            with reading(tables[record.name]):
                tally(connection, record, schemas["typed"], schemas["tallies"], cutoffs)
        else:
            create_no_rows(connection, record, schemas["typed"])
            tally(connection, record, schemas["typed"], schemas["tallies"], cutoffs)
    KeyChecks(connection, terms, schemas["typed"], schemas["tallies"]).run(payment_ids=contract is not None)
    held = table("held", schemas["stored"])
    _create_facts(connection, terms, schemas, held)
    warnings = [*_strangers(tables, terms), *(warning for item in columns.values() for warning in item.warnings)]
    return Loaded(terms, schemas["facts"], schemas["typed"], schemas["tallies"], held, tuple(warnings))


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


def _create_facts(
    connection: duckdb.DuckDBPyConnection, terms: Terms, schemas: dict[str, str], held: exp.Table
) -> None:
    """Views of the typed rows without the contracts in quarantine and the rows that name no contract."""
    query = fill("SELECT DISTINCT contract FROM quarantine WHERE terms = __terms", terms=text(terms.name))
    connection.execute(sql(exp.Create(this=held, kind="TABLE", expression=query)))
    clean = count(connection, sql(fill("SELECT COUNT(*) FROM __held", held=held))) == 0
    for record in terms.records:
        # NULL is in the table too, once a row names no contract, but never equals anything: hence the condition.
        rows = (
            "__rows" if clean else "__rows AS rows ANTI JOIN __held AS held USING (contract) WHERE contract IS NOT NULL"
        )
        query = fill(
            f"SELECT __columns FROM {rows}",
            columns=[column(item) for item in fact_columns(record)],
            rows=table(record.name, schemas["typed"]),
            held=held,
        )
        target = table(record.name, schemas["facts"])
        connection.execute(sql(exp.Create(this=target, kind="VIEW", expression=query)))


def fact_columns(record: Record) -> list[str]:
    """The columns of a record's clean facts."""
    identity = [ID] if record.cardinality is Cardinality.MANY else []
    return [KEY, *identity, *(item.name for item in record.fields)]

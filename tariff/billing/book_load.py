"""A book's terms as clean facts: typed rows of the contracts that have nothing wrong, ready for the compiler."""

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book import Book, Table
from tariff.billing.book_keys import KeyChecks
from tariff.billing.book_parameters import read_parameters, shared_rows
from tariff.billing.book_ragged import set_ragged_apart
from tariff.billing.book_records import by_contract, of_siblings
from tariff.billing.book_rows import ID, KEY, Columns, create_no_rows, create_rows, match_columns
from tariff.billing.book_rules import set_rule_breakers_apart
from tariff.billing.book_siblings import create_siblings, names_of_siblings
from tariff.billing.book_tables import reading, store
from tariff.billing.census import Seen, take_census
from tariff.billing.engine import count
from tariff.billing.schema import beside_fields
from tariff.billing.sql import column, fill, name, sql, table, text
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PARAMETER, PAYMENT, Cardinality, Record
from tariff.model.terms import Terms


@frozen
class Loaded:
    """Where the rows of one terms lie.

    facts: the schema of clean, typed facts, of the contracts that can be billed. typed: of every contract, right or
    wrong. census: the table of all contracts, as `census` makes it. held: those in quarantine, in one column, contract.
    shared: the digest of what the provider set for all contracts. siblings: the table of digests of what is derived
    from other contracts, if anything is.
    """

    terms: Terms
    facts: str
    typed: str
    census: exp.Table
    held: exp.Table
    shared: int
    siblings: exp.Table | None
    warnings: tuple[Diagnostic, ...]


def load(
    connection: duckdb.DuckDBPyConnection, book: Book, terms: Terms, *, seen: Seen, contract: str | None = None
) -> Loaded:
    """Read the tables of `terms` from a book; rows that are wrong go to the connection's quarantine.

    seen: what is digested of the payments. contract: read this contract alone, and those that it shares a field with;
    look for ids that two of its payments have, and leave parameters that are not given to what reads them. Raises
    InputError where a table cannot be read, lacks a column, or is not there though every book has it.
    """
    stored, typed, facts, checks = (f"{part} {terms.name}" for part in ("stored", "typed", "facts", "checks"))
    for schema in (stored, typed, facts, checks):
        connection.execute(sql(exp.Create(this=exp.Table(db=name(schema)), kind="SCHEMA")))
    tables = book.tables.get(terms.name, {})
    columns = _match(connection, tables, terms, stored)
    shared = read_parameters(connection, tables, terms, stored, typed, all_needed=contract is None)
    only = None if contract is None else names_of_siblings(connection, columns[CONTRACT], terms, contract)
    for record in by_contract(terms):
        if record.name in columns:
            create_rows(connection, columns[record.name], terms, typed, only)
        else:
            create_no_rows(connection, record, typed)
    set_ragged_apart(connection, columns.values(), terms, contract)
    warnings = [*_strangers(tables, terms), *(warning for item in columns.values() for warning in item.warnings)]
    warnings += _taken_as_empty(tables, terms) if contract is None else []
    census = table("census", checks)
    with reading(tables[PAYMENT.name] if PAYMENT.name in columns else tables[CONTRACT]):
        take_census(connection, terms, typed, census, given=columns, seen=seen)
    places = {name: item.stored.places for name, item in columns.items()}
    KeyChecks(connection, terms, typed, census, places).run(payment_ids=contract is not None)
    siblings = create_siblings(connection, terms, typed, f"countable {terms.name}", table("siblings", checks))
    loaded = Loaded(
        terms, facts, typed, census, table("held", checks), shared.digest, siblings, (*shared.warnings, *warnings)
    )
    _create_facts(connection, loaded)
    if set_rule_breakers_apart(connection, terms, facts, typed, places):
        _create_facts(connection, loaded)
    return loaded


def _match(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, Table], terms: Terms, schema: str
) -> dict[str, Columns]:
    """The columns of every table that the book has, by record; all that is wrong with them is said at once."""
    columns: dict[str, Columns] = {}
    faults: list[Diagnostic] = [] if CONTRACT in tables else [_no_contracts(terms)]
    for record in by_contract(terms):
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
    derived = [record.name for record in of_siblings(terms)]
    records = [record.name for record in terms.records if record.name not in derived]
    found = []
    for item in tables.values():
        if item.name in derived:
            message, mend = f"{item.label} is ignored: its rows are derived from the contracts", "leave it out"
            found.append(Diagnostic("E0809", message, mend=mend, severity=Severity.WARNING))
        elif item.name not in records:
            message = f"{item.label} is ignored: {terms.name} has no record {item.name}"
            mend = did_you_mean(item.name, records, "its records are " + ", ".join(records))
            found.append(Diagnostic("E0809", message, mend=mend, severity=Severity.WARNING))
    return found


def _taken_as_empty(tables: dict[str, Table], terms: Terms) -> list[Diagnostic]:
    """The finding that tables are not there: no rows are right for many books, and wrong where an export has failed."""
    absent = [item.name for item in by_contract(terms) if item.name not in tables and item != BROUGHT_FORWARD]
    if not absent:
        return []
    message = f"the book has no table of {terms.name} for {', '.join(absent)}: no contract has any"
    mend = "see that none is lost; a table with the columns alone says that there are none"
    return [Diagnostic("E0818", message, mend=mend, severity=Severity.NOTE)]


def _create_facts(connection: duckdb.DuckDBPyConnection, loaded: Loaded) -> None:
    """Views of the typed rows without the contracts in quarantine and the rows that name no contract."""
    query = fill("SELECT DISTINCT contract FROM _quarantine WHERE terms = __terms", terms=text(loaded.terms.name))
    connection.execute(sql(exp.Create(this=loaded.held.copy(), kind="TABLE", expression=query, replace=True)))
    clean = count(connection, sql(fill("SELECT COUNT(*) FROM __held", held=loaded.held))) == 0
    for record in (*by_contract(loaded.terms), *of_siblings(loaded.terms)):
        # NULL is held too, once a row names no contract, but equals nothing: hence the condition.
        rows = (
            "__rows" if clean else "__rows AS rows ANTI JOIN __held AS held USING (contract) WHERE contract IS NOT NULL"
        )
        query = fill(
            f"SELECT __columns FROM {rows}",
            columns=[column(item) for item in (*fact_columns(record), *beside_fields(record))],
            rows=table(record.name, loaded.typed),
            held=loaded.held,
        )
        _view(connection, record, loaded, query)
    if parameters := loaded.terms.record(PARAMETER):
        _view(connection, parameters, loaded, shared_rows(loaded.facts, loaded.typed, parameters))


def _view(connection: duckdb.DuckDBPyConnection, record: Record, loaded: Loaded, query: exp.Expr) -> None:
    target = table(record.name, loaded.facts)
    connection.execute(sql(exp.Create(this=target, kind="VIEW", expression=query, replace=True)))


def fact_columns(record: Record) -> list[str]:
    """The columns of a record's clean facts."""
    identity = [ID] if record.cardinality is Cardinality.MANY else []
    return [KEY, *identity, *(item.name for item in record.fields)]

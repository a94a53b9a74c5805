"""Books on disk, small ones, out of facts or out of rows as a careless export has them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from tariff.billing.book_records import by_contract
from tariff.billing.case.values import Units, value_text
from tariff.billing.schema import book_schema, schema_sql
from tariff.model.facts import Facts
from tariff.model.records import PARAMETER, Cardinality
from tariff.model.terms import Terms

Sheet = Sequence[Sequence[str]]


def write_sheets(book: Path, terms: str, sheets: Mapping[str, Sheet]) -> Path:
    """A book of CSV files: by record, a line of column names and the rows."""
    folder = book / terms
    folder.mkdir(parents=True, exist_ok=True)
    for record, rows in sheets.items():
        with (folder / f"{record}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return book


def write_facts(book: Path, terms: Terms, contracts: Iterable[Facts]) -> Path:
    """A book of CSV files that holds these contracts, with the parameters of the last of them."""
    units = Units(terms.zone, terms.currency, terms.minor_digits)
    sheets: dict[str, list[list[str]]] = {}
    for record in by_contract(terms):
        many = record.cardinality is Cardinality.MANY
        sheets[record.name] = [["contract", *(["id"] if many else []), *(field.name for field in record.fields)]]
    for facts in contracts:
        for record in by_contract(terms):
            for row in facts.of(record.name):
                values = [value_text(row.values[field.name], field.type, units) for field in record.fields]
                identity = [row.id] if record.cardinality is Cardinality.MANY else []
                sheets[record.name].append([facts.contract, *identity, *values])
        if shared := facts.of(PARAMETER):
            fields = next(record.fields for record in terms.records if record.name == PARAMETER)
            values = [value_text(shared[0].values[field.name], field.type, units) for field in fields]
            sheets[PARAMETER] = [[field.name for field in fields], values]
    return write_sheets(book, terms.name, sheets)


def as_duckdb(source: Path, terms: Terms, target: Path) -> Path:
    """The same book as a DuckDB file, in the tables that `tariff schema` prints."""
    with duckdb.connect(str(target)) as connection:
        connection.execute(schema_sql(terms))
        for table in book_schema(terms):
            path = source / terms.name / f"{table.name}.csv"
            if path.exists():
                rows = "read_csv(?, header = true, all_varchar = true)"
                connection.execute(f'INSERT INTO "{terms.name}"."{table.name}" BY NAME FROM {rows}', [str(path)])
    return target


def as_parquet(source: Path, terms: Terms, target: Path) -> Path:
    """The same book as Parquet files, with the types that `tariff schema` prints."""
    database = as_duckdb(source, terms, target.with_suffix(".duckdb"))
    folder = target / terms.name
    folder.mkdir(parents=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        for table in book_schema(terms):
            path = folder / f"{table.name}.parquet"
            connection.execute(f'COPY "{terms.name}"."{table.name}" TO \'{path}\' (FORMAT parquet)')
    return target

"""One contract of a book, as the facts that the reference evaluator takes: ``BOOK#CONTRACT``."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path

import duckdb
from sqlglot import exp

from tariff.billing.book import Book, open_book
from tariff.billing.book_keys import NO_CONTRACT
from tariff.billing.book_load import fact_columns, load
from tariff.billing.census import Seen
from tariff.billing.engine import count, engine
from tariff.billing.quarantine import findings, open_quarantine
from tariff.billing.sql import column, fill, named, sql, table, text
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import CONTRACT, Cardinality, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind


def read_contract(
    path: Path, contract: str, *, packs: Collection[str], terms: Callable[[str], Terms]
) -> tuple[Facts, Terms]:
    """The facts of a contract of a book, and its terms.

    contract: its name or, where it stands under several terms, ``TERMS/NAME``. packs: the names of all terms known;
    `terms` gives those of a name. Raises InputError where the book cannot be read, does not hold the contract, or has
    wrong rows for it.
    """
    with engine() as connection:
        open_quarantine(connection)
        book = open_book(connection, path, packs)
        wanted, name = _named(book, contract)
        found: list[tuple[Facts, Terms]] = []
        lost = False
        for item in wanted:
            of = terms(item)
            loaded = load(connection, book, of, seen=Seen(), contract=name)
            faults = findings(connection, item, name)
            if any(fault.code != NO_CONTRACT for fault in faults):
                raise InputError(faults)
            lost = lost or bool(faults)
            if count(connection, sql(_rows_of(CONTRACT, loaded.facts, name, [fill("COUNT(*)")]))):
                found.append((_facts(connection, of, loaded.facts, name), of))
    if len(found) != 1:
        raise _not_one(path, name, [of.name for _, of in found], lost=lost)
    return found[0]


def _named(book: Book, contract: str) -> tuple[list[str], str]:
    """The terms to look under, and the contract's name there."""
    for terms in book.tables:
        if contract.startswith(f"{terms}/"):
            return [terms], contract.removeprefix(f"{terms}/")
    return sorted(book.tables), contract


def _not_one(path: Path, contract: str, terms: list[str], *, lost: bool) -> InputError:
    """No such contract, or several; `lost` where the book has rows of it, but none in table contract."""
    if terms:
        message = f"contract {contract} stands under " + " and ".join(terms)
        return InputError([Diagnostic("E0841", message, mend=f"name one of them: {path}#{terms[0]}/{contract}")])
    message = f"the book {path} has no contract {contract}"
    if lost:
        message += ": other tables have rows of it, and table contract has none"
    mend = "table contract lists them; if it has left the book, name one that still holds it (explain: --book BOOK)"
    return InputError([Diagnostic("E0840", message, mend=mend)])


def _facts(connection: duckdb.DuckDBPyConnection, terms: Terms, schema: str, contract: str) -> Facts:
    rows = {record.name: _rows(connection, record, schema, contract) for record in terms.records}
    return Facts(contract, terms.name, rows)


def _rows(connection: duckdb.DuckDBPyConnection, record: Record, schema: str, contract: str) -> tuple[Row, ...]:
    many = record.cardinality is Cardinality.MANY
    columns = [_plain(record, name) for name in fact_columns(record)[1:]]
    query = _rows_of(record.name, schema, contract, columns or [exp.null()])
    rows = connection.execute(sql(query)).fetchall()
    names = [field.name for field in record.fields]
    made = [
        Row(row[0] if many else "", {name: _value(item) for name, item in zip(names, row[many:], strict=False)})
        for row in rows
    ]
    return tuple(sorted(made, key=lambda row: row.id))


def _rows_of(record: str, schema: str, contract: str, columns: Sequence[exp.Expr]) -> exp.Expr:
    form = "SELECT __columns FROM __rows WHERE contract = __contract"
    return fill(form, columns=columns, rows=table(record, schema), contract=text(contract))


def _plain(record: Record, name: str) -> exp.Expr:
    """A column as Python is given it: an instant as microseconds, since its zone is of no account here."""
    field = record.field(name)
    instant = field is not None and field.type.kind is Kind.INSTANT
    return named(fill("EPOCH_US(__value)", value=column(name)), name) if instant else column(name)


def _value(value: object) -> Value:
    if isinstance(value, date):
        return value.toordinal()
    assert value is None or isinstance(value, int | str)
    return value

"""The good book of two contracts, and what is said of it with something wrong."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tariff.billing import book_contract
from tariff.billing.book import open_book
from tariff.billing.book_load import Loaded, load
from tariff.billing.census import Seen
from tariff.billing.engine import engine
from tariff.billing.quarantine import open_quarantine
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.facts import Facts
from tariff.model.terms import Terms
from tests.billing.books import Sheet
from tests.packs import KDDI, Shelf

SHELF = Shelf()
GOOD: dict[str, list[list[str]]] = {
    "contract": [
        ["contract", "applied_on", "accepted_on", "au_id"],
        ["K-1", "2016-05-20", "2016-05-20", "a-1"],
        ["K-2", "2016-05-21", "2016-05-22", "a-2"],
    ],
    "cancellation": [["contract", "received_at"], ["K-1", "2017-06-10T12:00+09:00"]],
    "device": [["contract", "id", "return_due", "returned_on"], ["K-1", "d-1", "2017-06-30", ""]],
    "damage": [["contract", "id", "occurred_on", "amount", "gravity"], ["K-2", "x", "2016-07-01", "1000", "intent"]],
    "payment": [
        ["contract", "id", "month", "paid_on", "amount"],
        ["K-1", "p-1", "2016-05", "2016-06-30", "2160"],
        ["K-2", "p-1", "2016-05", "2016-06-29", "2160"],
    ],
}


def sheets(**more: list[list[str]]) -> dict[str, Sheet]:
    """The good book, with rows added to its tables."""
    return {name: [*rows, *more.get(name, [])] for name, rows in {**{key: [] for key in more}, **GOOD}.items()}


def quarantined(book: Path, contract: str | None = None) -> tuple[list[tuple[str | None, ...]], list[str]]:
    """What a book's load set apart, as (contract, table, row, field, code), and the contracts left."""
    with engine() as connection:
        loaded = loading(connection, book, contract)
        rows = connection.execute(
            'SELECT contract, "table", "row", field, code FROM _quarantine ORDER BY ALL'
        ).fetchall()
        left = connection.execute(f'SELECT contract FROM "{loaded.facts}".contract ORDER BY ALL').fetchall()
        return rows, [row[0] for row in left]


def loading(connection: duckdb.DuckDBPyConnection, book: Path, contract: str | None = None) -> Loaded:
    """The rows of a book, or of one of its contracts."""
    open_quarantine(connection)
    return load(
        connection,
        open_book(connection, book, SHELF.names),
        KDDI,
        seen=Seen([736_000], opening=736_001),
        contract=contract,
    )


def refused(book: Path) -> tuple[Diagnostic, ...]:
    """The findings with which a book is refused."""
    with pytest.raises(InputError) as refusal, engine() as connection:
        loading(connection, book)
    return refusal.value.findings


def read_contracts(book: Path, terms: Terms, contracts: Sequence[str]) -> list[Facts]:
    """Contracts of a book as a bill reads them, all at once."""
    with engine() as connection:
        open_quarantine(connection)
        loaded = load(connection, open_book(connection, book, [terms.name]), terms, seen=Seen())
        return [book_contract._facts(connection, terms, loaded.facts, name) for name in contracts]

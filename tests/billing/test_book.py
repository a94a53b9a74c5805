"""Loading a book: what is wrong is said with its place, and the rest is read."""

from pathlib import Path

import duckdb
import pytest

from tariff.billing.book import open_book
from tariff.billing.book_contract import read_contract
from tariff.billing.book_load import Loaded, load
from tariff.billing.case.document import parse_document
from tariff.billing.case.reader import type_case
from tariff.billing.census import Seen
from tariff.billing.engine import engine
from tariff.billing.quarantine import open_quarantine
from tariff.diagnostics import InputError
from tests.billing.books import Sheet, as_duckdb, as_parquet, write_sheets
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
    open_quarantine(connection)
    return load(
        connection, open_book(connection, book, SHELF.names), KDDI, seen=Seen([736_000], months=True), contract=contract
    )


def refused(book: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refusal, engine() as connection:
        loading(connection, book)
    return [(finding.code, finding.message) for finding in refusal.value.findings]


WRONG_ROWS: dict[str, tuple[dict[str, list[list[str]]], tuple[str | None, ...]]] = {
    "a contract twice": (
        {"contract": [["K-2", "2016-05-21", "2016-05-22", "a-2"]]},
        ("K-2", "contract", "row 3", "contract", "E0830"),
    ),
    "a second row of an at-most-once record": (
        {"cancellation": [["K-2", "2017-06-10"], ["K-2", "2017-06-11"]]},
        ("K-2", "cancellation", "row 3", "contract", "E0831"),
    ),
    "a row of no contract": (
        {"payment": [["K-9", "p-1", "2016-05", "2016-06-30", "2160"]]},
        ("K-9", "payment", "p-1", "contract", "E0832"),
    ),
    "an id twice": (
        {"device": [["K-2", "d-1", "", ""], ["K-2", "d-1", "", ""]]},
        ("K-2", "device", "d-1", "id", "E0834"),
    ),
    "two debts of a month": (
        {
            "brought_forward": [
                ["contract", "month", "due_on", "amount"],
                ["K-2", "2016-04", "2016-05-31", "1"],
                ["K-2", "2016-04", "2016-05-30", "2"],
            ]
        },
        ("K-2", "brought_forward", "1", "month", "E0833"),
    ),
    "an unknown value": ({"damage": [["K-2", "y", "", "1", "intent"]]}, ("K-2", "damage", "y", "occurred_on", "E0820")),
    "no date": (
        {"damage": [["K-2", "y", "2016-02-30", "1", "intent"]]},
        ("K-2", "damage", "y", "occurred_on", "E0821"),
    ),
    "a date out of bounds": (
        {"payment": [["K-2", "p-2", "2016-05", "1816-06-29", "1"]]},
        ("K-2", "payment", "p-2", "paid_on", "E0823"),
    ),
    "a negative payment": (
        {"payment": [["K-2", "p-2", "2016-05", "2016-06-29", "-1"]]},
        ("K-2", "payment", "p-2", "amount", "E0824"),
    ),
    "an amount over the bound": (
        {"payment": [["K-2", "p-2", "2016-05", "2016-06-29", "1000000000001"]]},
        ("K-2", "payment", "p-2", "amount", "E0825"),
    ),
    "a word that is no choice": (
        {"damage": [["K-2", "y", "2016-07-01", "1", "bad luck"]]},
        ("K-2", "damage", "y", "gravity", "E0826"),
    ),
    "a row without an id": (
        {"damage": [["K-2", "", "2016-07-01", "1", "bad luck"]]},
        ("K-2", "damage", "row 2", "gravity", "E0826"),
    ),
    "a time that clocks skipped": (
        {"cancellation": [["K-2", "1948-05-02T00:30"]]},
        ("K-2", "cancellation", "row 2", "received_at", "E0822"),
    ),
    "a row that names no contract": (
        {"device": [["", "d-1", "", ""]]},
        (None, "device", "d-1", "contract", "E0827"),
    ),
}


@pytest.mark.parametrize("fault", WRONG_ROWS)
def test_a_wrong_row_sets_its_contract_apart_and_no_other(tmp_path: Path, fault: str) -> None:
    more, expected = WRONG_ROWS[fault]
    rows, left = quarantined(write_sheets(tmp_path, KDDI.name, sheets(**more)))
    assert rows == [expected]
    assert left == [name for name in ("K-1", "K-2") if name != expected[0]]


def test_a_payment_with_the_id_of_another_is_found_when_one_contract_is_read(tmp_path: Path) -> None:
    more = {"payment": [["K-2", "p-1", "2016-06", "2016-07-29", "421"]]}
    book = write_sheets(tmp_path, KDDI.name, sheets(**more))
    assert quarantined(book, "K-2") == ([("K-2", "payment", "p-1", "id", "E0834")], [])


def test_a_good_book_is_read_whole_however_it_is_stored(tmp_path: Path) -> None:
    source = write_sheets(tmp_path / "csv", KDDI.name, sheets())
    books = [source, as_parquet(source, KDDI, tmp_path / "parquet"), as_duckdb(source, KDDI, tmp_path / "book.duckdb")]
    read = [
        read_contract(book, name, packs=SHELF.names, terms=SHELF.terms)[0] for book in books for name in ("K-1", "K-2")
    ]
    case = """
        contract: K-1
        terms: kddi.nuisance_call_light
        applied_on: 2016-05-20
        accepted_on: 2016-05-20
        au_id: a-1
        cancellation: {received_at: 2017-06-10T12:00}
        device: [{id: d-1, return_due: 2017-06-30}]
        payment: [{id: p-1, month: 2016-05, paid_on: 2016-06-30, amount: 2160}]
    """
    assert read[:2] == read[2:4] == read[4:]
    expected = type_case(parse_document(case, "case.yaml"), KDDI).facts
    assert {name: rows for name, rows in read[0].rows.items() if rows} == expected.rows


def test_rows_without_ids_are_numbered_as_in_a_case(tmp_path: Path) -> None:
    payments = [
        "2016-06 2016-08-01 421",
        "2016-06 2016-07-31 421",
        "2016-05 2016-06-30 2160",
        "2016-05 2016-06-30 2160",
    ]
    listed = ", ".join("{{month: {}, paid_on: {}, amount: {}}}".format(*payment.split()) for payment in payments)
    case = f"contract: K-1\nterms: x\napplied_on: 2016-05-20\naccepted_on: 2016-05-20\nau_id: a\npayment: [{listed}]"
    for identity in ([], [""]):
        header = ["contract", *(["id"] if identity else []), "month", "paid_on", "amount"]
        rows = [header, *(["K-1", *identity, *payment.split()] for payment in payments)]
        book = write_sheets(tmp_path / str(len(identity)), KDDI.name, GOOD | {"payment": rows})
        facts, _ = read_contract(book, "K-1", packs=SHELF.names, terms=SHELF.terms)
        assert facts.of("payment") == type_case(parse_document(case, "case.yaml"), KDDI).facts.of("payment")


def test_one_contract_is_refused_with_the_places_of_its_faults(tmp_path: Path) -> None:
    more = {"payment": [["K-2", "p-2", "2016-05", "2016-06-29", "-1"], ["K-1", "p-2", "2016-05", "?", "1"]]}
    book = write_sheets(tmp_path, KDDI.name, sheets(**more))
    with pytest.raises(InputError) as refusal:
        read_contract(book, "K-2", packs=SHELF.names, terms=SHELF.terms)
    (finding,) = refusal.value.findings
    assert finding.message == "payment.amount “-1” is negative"
    assert finding.where == "table payment, row p-2, field amount"


def test_a_contract_that_is_not_in_the_book_is_refused(tmp_path: Path) -> None:
    book = write_sheets(tmp_path, KDDI.name, sheets())
    with pytest.raises(InputError, match="has no contract K-3"):
        read_contract(book, "K-3", packs=SHELF.names, terms=SHELF.terms)


def test_a_contract_under_two_terms_is_named_with_its_terms(tmp_path: Path) -> None:
    write_sheets(tmp_path, KDDI.name, sheets())
    book = write_sheets(
        tmp_path, "test.dollars", {"contract": [["contract", "signed_at"], ["K-1", "2017-06-10T12:00Z"]]}
    )
    with pytest.raises(InputError, match="stands under"):
        read_contract(book, "K-1", packs=SHELF.names, terms=SHELF.terms)
    facts, terms = read_contract(book, "test.dollars/K-1", packs=SHELF.names, terms=SHELF.terms)
    assert (facts.terms, terms.name) == ("test.dollars", "test.dollars")


def test_every_missing_or_unreadable_column_is_said_at_once(tmp_path: Path) -> None:
    book = tmp_path / "book.duckdb"
    with duckdb.connect(str(book)) as connection:
        connection.execute(f'CREATE SCHEMA "{KDDI.name}"; USE "{KDDI.name}"')
        connection.execute("CREATE TABLE contract (contract VARCHAR, applied_at DATE, accepted_on DATE, au_id VARCHAR)")
        connection.execute("CREATE TABLE payment (contract VARCHAR, month VARCHAR, paid_on DATE, amount DOUBLE)")
        connection.execute("CREATE TABLE device (contract VARCHAR)")
    label = KDDI.name
    assert refused(book) == [
        ("E0815", f"{label}.contract has no column applied_on"),
        ("E0816", f"column amount of {label}.payment is DOUBLE"),
    ]


def test_a_book_without_its_contracts_is_refused(tmp_path: Path) -> None:
    tables = sheets()
    del tables["contract"]
    assert refused(write_sheets(tmp_path, KDDI.name, tables)) == [
        ("E0808", f"the book has no table contract for {KDDI.name}")
    ]


def test_what_is_no_table_or_column_is_ignored_with_a_warning(tmp_path: Path) -> None:
    tables = sheets(devise=[["contract"], ["K-1"]])
    tables["cancellation"] = [["contract", "received_at", "recieved_by"], ["K-1", "2017-06-10", "x"]]
    book = write_sheets(tmp_path, KDDI.name, tables)
    (book / "kddi.nuisance_call_lite").mkdir()
    (book / "payment.csv").write_text("contract")
    (book / KDDI.name / "notes.txt").write_text("no table")
    with engine() as connection:
        loaded = loading(connection, book)
        warnings = [*open_book(connection, book, SHELF.names).warnings, *loaded.warnings]
    assert sorted((item.code, item.message, item.mend) for item in warnings) == [
        (
            "E0803",
            "folder kddi.nuisance_call_lite is ignored: no terms have this name",
            "did you mean “kddi.nuisance_call_light”?",
        ),
        (
            "E0804",
            "kddi.nuisance_call_light/notes.txt is ignored",
            "a table is a file RECORD.parquet or RECORD.csv",
        ),
        (
            "E0804",
            "payment.csv is ignored: tables lie in a folder for their terms",
            "move it to the folder of its terms, such as kddi.nuisance_call_light/payment.csv",
        ),
        (
            "E0807",
            f"column recieved_by of {KDDI.name}/cancellation.csv is ignored: cancellation has no such field",
            "did you mean “received_at”?",
        ),
        (
            "E0809",
            "kddi.nuisance_call_light/devise.csv is ignored: kddi.nuisance_call_light has no record devise",
            "did you mean “device”?",
        ),
    ]


NO_BOOKS = {
    "nothing there": ("gone", "E0805"),
    "a file that is no database": ("text.duckdb", "E0805"),
    "a folder without terms": ("empty", "E0806"),
    "the folder of one of its terms": (f"book/{KDDI.name}", "E0806"),
}


@pytest.mark.parametrize("fault", NO_BOOKS)
def test_what_is_no_book_is_refused(tmp_path: Path, fault: str) -> None:
    write_sheets(tmp_path / "book", KDDI.name, sheets())
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.duckdb").write_text("contract,applied_on")
    name, code = NO_BOOKS[fault]
    assert [found for found, _ in refused(tmp_path / name)] == [code]


UNREADABLE: dict[str, tuple[bytes, int, str]] = {
    "another encoding": (
        "contract,received_at\nK-1,2017-06-10\nK-2,十日\n".encode("cp932"),
        3,
        "not UTF-8: byte 0x8F at offset 40 is no character",
    ),
    "a character cut off": (
        b"contract,received_at\nK-1,\xe3\x81",
        2,
        "not UTF-8: byte 0xE3 at offset 25 is no character",
    ),
    "too few fields": (b"contract,received_at\nK-1\n", 2, "this line has 1 fields, and the first has 2"),
    "too many fields": (b"contract,received_at\nK-1,2017-06-10,x\n", 2, "this line has 3 fields, and the first has 2"),
    "an open quote": (b'contract,received_at\nK-1,"2017-06-10\n', 2, "a quote in this line is not closed"),
    "nothing": (b"", 1, "the file is empty"),
    "a column without a name": (b"contract,\nK-1,\n", 1, "column 2 has no name"),
    "a column twice": (b"contract,contract\nK-1,\n", 1, "two columns are called contract"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_a_file_that_is_no_csv_is_refused_with_its_line(tmp_path: Path, fault: str) -> None:
    data, line, message = UNREADABLE[fault]
    book = write_sheets(tmp_path, KDDI.name, sheets())
    (book / KDDI.name / "cancellation.csv").write_bytes(data)
    with pytest.raises(InputError) as refusal, engine() as connection:
        loading(connection, book)
    (finding,) = refusal.value.findings
    assert finding.message == message
    assert finding.span is not None
    assert finding.span.line == line


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    book = write_sheets(tmp_path, KDDI.name, {name: rows for name, rows in sheets().items() if name != "payment"})
    (book / KDDI.name / "payment.parquet").write_bytes(b"PAR1 but then nothing")
    ((code, message),) = refused(book)
    assert code == "E0813"
    assert message.startswith(f"{KDDI.name}/payment.parquet cannot be read")


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    book = write_sheets(tmp_path, KDDI.name, sheets())
    (book / KDDI.name / "payment.parquet").write_bytes(b"")
    assert [code for code, _ in refused(book)] == ["E0805"]

"""What a book says once for all contracts, what it derives from other contracts, and rows that rules forbid."""

from pathlib import Path

import duckdb
import pytest

from tariff.billing.book_contract import read_contract
from tariff.diagnostics import InputError
from tests.billing.books import Sheet, as_duckdb, as_parquet, write_sheets
from tests.billing.runs import bill_into, rows
from tests.shipped import LIBRARY, MOBILE

TERMS = LIBRARY.terms(MOBILE)
PARAMETER = [["limit"], ["5000"]]
GOOD: dict[str, Sheet] = {
    "contract": [
        ["contract", "accepted_on", "au_id"],
        ["K-1", "2016-05-01", "a"],
        ["K-2", "2016-05-02", "a"],
        ["K-3", "2016-05-03", "a"],
        ["K-4", "2016-05-04", "b"],
        ["K-5", "2016-05-05", ""],
        ["K-6", "2016-05-06", ""],
    ],
    "cancellation": [["contract", "received_on"], ["K-2", "2016-06-15"]],
    "request": [
        ["contract", "id", "made_on", "kind"],
        ["K-1", "r-1", "2016-05-31", "adult"],
        ["K-1", "r-2", "2016-06-30", "adult"],
        ["K-5", "r-1", "2016-05-31", "adult"],
    ],
    "stop": [
        ["contract", "id", "number", "began_on", "lifted_on"],
        ["K-1", "s-1", "090", "2016-05-10", "2016-05-20"],
        ["K-1", "s-2", "090", "2016-05-21", ""],
        ["K-1", "s-3", "080", "2016-05-15", ""],
    ],
    "usage": [["contract", "id", "used_on", "fee"], ["K-4", "u-1", "2016-05-10", "5001"]],
    "parameter": PARAMETER,
}


def book_of(folder: Path, **tables: Sheet) -> Path:
    return write_sheets(folder / "book", MOBILE, {name: rows for name, rows in (GOOD | tables).items() if rows})


def refused(book: Path) -> tuple[str, str]:
    with pytest.raises(InputError) as refusal:
        bill_into(book.parent / "refused.duckdb", book, "2016-05")
    (finding,) = refusal.value.findings
    return finding.code, finding.message


def set_apart(folder: Path, **tables: Sheet) -> list[tuple[object, ...]]:
    ledger = folder / "ledger.duckdb"
    bill_into(ledger, book_of(folder, **tables), "2016-05")
    return rows(ledger, 'SELECT contract, "table", "row", field, code, value, reason FROM quarantine ORDER BY ALL')


AT_ONCE = "begins while another row runs"
DECIDED = """SELECT contract, clause, subject, outcome, reasons FROM decision WHERE clause = '{}' ORDER BY ALL"""


def test_other_contracts_are_derived_however_a_book_is_stored(tmp_path: Path) -> None:
    source = book_of(tmp_path)
    books = [source, as_parquet(source, TERMS, tmp_path / "parquet"), as_duckdb(source, TERMS, tmp_path / "b.duckdb")]
    for number, book in enumerate(books):
        facts, _ = read_contract(book, "K-1", packs=[MOBILE], terms=LIBRARY.terms)
        ended = {row.id: row.values["ended_on"] for row in facts.of("sibling")}
        assert ended == {"K-2": 736_130, "K-3": None}
        assert facts.of("parameter")[0].values["limit"] == 5000
        alone, _ = read_contract(book, "K-5", packs=[MOBILE], terms=LIBRARY.terms)
        assert alone.of("sibling") == ()
        ledger = tmp_path / f"{number}.duckdb"
        bill_into(ledger, book, "2016-05..2016-06")
        assert rows(ledger, DECIDED.format("admission")) == [
            ("K-1", "admission", "request:r-1", "refused", ["2 契約が二つ"]),
            ("K-1", "admission", "request:r-2", "granted", []),
            ("K-5", "admission", "request:r-1", "granted", []),
        ]
        assert rows(ledger, DECIDED.format("high_usage")) == [("K-4", "high_usage", None, "notified", [])]


def test_what_happens_to_another_contract_changes_what_was_decided(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05")
    cancelled: Sheet = [["contract", "received_on"], ["K-2", "2016-06-15"], ["K-3", "2016-05-20"]]
    bill_into(ledger, book_of(tmp_path, cancellation=cancelled), "2016-06")
    query = "SELECT run, outcome FROM decision WHERE subject = 'request:r-1' AND contract = 'K-1'"
    assert rows(ledger, query) == [(2, "granted")]
    again = bill_into(ledger, book_of(tmp_path, cancellation=cancelled), "2016-05..2016-06")
    assert [run.id for run in again.runs] == [None, None]


def test_another_value_of_a_parameter_changes_what_was_decided(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05")
    bill_into(ledger, book_of(tmp_path, parameter=[["limit"], ["5001"]]), "2016-05")
    assert rows(ledger, DECIDED.format("high_usage")) == []


def test_a_contract_that_is_set_apart_is_still_another_contract(tmp_path: Path) -> None:
    wrong: Sheet = [["contract", "id", "used_on", "fee"], ["K-3", "u-1", "2016-05-10", "-1"]]
    assert [row[:2] for row in set_apart(tmp_path, usage=wrong)] == [("K-3", "usage")]
    decided = rows(tmp_path / "ledger.duckdb", DECIDED.format("admission"))
    assert ("K-1", "admission", "request:r-1", "refused", ["2 契約が二つ"]) in decided


def test_rows_that_rules_forbid_are_set_apart(tmp_path: Path) -> None:
    head = GOOD["stop"][0]
    stops: Sheet = [
        head,
        ["K-1", "s-1", "090", "2016-05-10", "2016-05-09"],
        ["K-4", "s-1", "090", "2016-05-10", "2016-05-20"],
        ["K-4", "s-2", "090", "2016-05-20", ""],
        ["K-5", "s-1", "090", "2016-05-10", "2016-05-20"],
        ["K-5", "s-2", "080", "2016-05-20", ""],
    ]
    assert set_apart(tmp_path, stop=stops) == [
        ("K-1", "stop", "s-1, line 2", "lifted_on", "E0837", "2016-05-09", "is ruled out: lifted before it began"),
        ("K-4", "stop", "s-2, line 4", "began_on", "E0838", "2016-05-20", f"{AT_ONCE}: two of one number"),
    ]  # fmt: skip
    with pytest.raises(InputError, match="lifted before it began"):
        read_contract(tmp_path / "book", "K-1", packs=[MOBILE], terms=LIBRARY.terms)
    assert read_contract(tmp_path / "book", "K-2", packs=[MOBILE], terms=LIBRARY.terms)


@pytest.mark.parametrize(
    ("table", "code", "message"),
    [
        ((), "E0843", "the parameter limit is not given"),
        ([["limit"], [""]], "E0843", "the parameter limit is not given"),
        ([["limit"], ["5000"], ["6000"]], "E0842", "table parameter has 2 rows, and holds one for all contracts"),
        ([["limit"], ["-5"]], "E0824", "parameter.limit “-5” is negative"),
        ([["limit"], ["many"]], "E0821", "parameter.limit “many” is not an amount of JPY"),
    ],
)
def test_a_book_is_refused_for_its_parameters(tmp_path: Path, table: Sheet, code: str, message: str) -> None:
    assert refused(book_of(tmp_path, parameter=table)) == (code, message)


@pytest.mark.parametrize(("number", "shared"), [(10_001, "-"), (5_001, "-abcd")], ids=["one value", "some values"])
def test_a_field_that_far_too_many_contracts_share_is_refused(tmp_path: Path, number: int, shared: str) -> None:
    contracts = [["contract", "accepted_on", "au_id"]]
    contracts += [[f"K-{value}{place}", "2016-05-01", value] for value in shared for place in range(number)]
    code, message = refused(book_of(tmp_path, contract=contracts, request=(), stop=(), usage=(), cancellation=()))
    assert code == "E0844"
    assert message.startswith(f"{number:,} contracts have the au_id “-”, too many")


def test_a_table_of_what_is_derived_is_ignored(tmp_path: Path) -> None:
    book = book_of(tmp_path, sibling=[["contract", "id"], ["K-1", "K-9"]])
    result = bill_into(tmp_path / "ledger.duckdb", book, "2016-05")
    assert [(warning.code, warning.message) for warning in result.warnings] == [
        ("E0809", "test.mobile/sibling.csv is ignored: its rows are derived from the contracts"),
        ("E0818", "the book has no table of test.mobile for payment: no contract has any"),
    ]


def test_a_book_has_the_tables_that_the_schema_prints(tmp_path: Path) -> None:
    database = as_duckdb(book_of(tmp_path), TERMS, tmp_path / "b.duckdb")
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
        columns = connection.execute(f'DESCRIBE "{MOBILE}".parameter').fetchall()
    assert "sibling" not in [row[0] for row in tables]
    assert [row[0] for row in columns] == ["limit"]

"""What is wrong with a book or its tables is said with the place, and how to mend it."""

from pathlib import Path

import duckdb
import pytest

from tariff.billing.book import open_book
from tariff.billing.engine import engine
from tests.billing.books import write_sheets
from tests.billing.loads import SHELF, loading, refused, sheets
from tests.packs import KDDI


def test_every_missing_or_unreadable_column_is_said_at_once(tmp_path: Path) -> None:
    book = tmp_path / "book.duckdb"
    with duckdb.connect(str(book)) as connection:
        connection.execute(f'CREATE SCHEMA "{KDDI.name}"; USE "{KDDI.name}"')
        connection.execute("CREATE TABLE contract (contract VARCHAR, applied_at DATE, accepted_on DATE, au_id VARCHAR)")
        connection.execute("CREATE TABLE payment (contract VARCHAR, month VARCHAR, paid_on DATE, amount DOUBLE)")
        connection.execute("CREATE TABLE device (contract VARCHAR)")
    label = KDDI.name
    assert [(item.code, item.message, item.mend) for item in refused(book)] == [
        ("E0815", f"{label}.contract has no column applied_on", "rename column applied_at to applied_on"),
        (
            "E0816",
            f"column amount of {label}.payment is DOUBLE",
            "store it as BIGINT (DECIMAL where the currency has decimal places), or text in digits",
        ),
    ]


def test_a_book_without_its_contracts_is_refused(tmp_path: Path) -> None:
    tables = sheets()
    del tables["contract"]
    (finding,) = refused(write_sheets(tmp_path, KDDI.name, tables))
    assert (finding.code, finding.message) == ("E0808", f"the book has no table contract for {KDDI.name}")


def test_what_is_no_table_or_column_and_what_is_lacking_is_said(tmp_path: Path) -> None:
    tables = sheets(devise=[["contract"], ["K-1"]])
    tables["device"] = [["contract", "id", "return_due", "return_on", "colour"], ["K-1", "d-1", "", "", ""]]
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
            "folder kddi.nuisance_call_lite is ignored: no terms with contracts have this name",
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
            f"column colour of {KDDI.name}/device.csv is ignored: device has no such field",
            "leave it out, or declare the field in the pack",
        ),
        (
            "E0807",
            f"column return_on of {KDDI.name}/device.csv is ignored: device has no such field",
            "rename it to returned_on",
        ),
        (
            "E0809",
            "kddi.nuisance_call_light/devise.csv is ignored: kddi.nuisance_call_light has no record devise",
            "did you mean “device”?",
        ),
        (
            "E0818",
            f"the book has no table of {KDDI.name} for termination, visit: no contract has any",
            "see that none is lost; a table with the columns alone says that there are none",
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
    assert [finding.code for finding in refused(tmp_path / name)] == [code]


ICONV = "save it as UTF-8, or `iconv -f {} -t UTF-8 cancellation.csv > utf8 && mv utf8 cancellation.csv`"
TEXT = "contract,received_at\nK-1,2017-06-10\nK-2,十日\n"

# What is in a file, the line of what is wrong with it, what is said, and how it is mended.
UNREADABLE: dict[str, tuple[bytes, int, str, str]] = {
    "Shift_JIS": (
        TEXT.encode("cp932"),
        3,
        "not UTF-8: byte 0x8F at offset 40 is no character",
        "it reads as CP932: " + ICONV.format("CP932"),
    ),
    "EUC-JP": (
        TEXT.encode("euc_jp"),
        3,
        "not UTF-8: byte 0xBD at offset 40 is no character",
        "it reads as EUC-JP: " + ICONV.format("EUC-JP"),
    ),
    "UTF-16": (
        TEXT.encode("utf-16"),
        1,
        "not UTF-8: byte 0xFF at offset 0 is no character",
        "it is UTF-16: " + ICONV.format("UTF-16"),
    ),
    "a character cut off": (
        b"contract,received_at\nK-1,\xe3\x81",
        2,
        "not UTF-8: byte 0xE3 at offset 25 is no character",
        "it ends within a character: write it again, to its end",
    ),
    "a line of another encoding": (
        "contract,received_at\nK-1,一日\nK-2,".encode() + "十日\n".encode("cp932"),
        3,
        "not UTF-8: byte 0x8F at offset 36 is no character",
        "the lines above are UTF-8: correct this one, and save it as UTF-8",
    ),
    "no encoding": (
        b"contract,received_at\nK-1,\x82\n",
        2,
        "not UTF-8: byte 0x82 at offset 25 is no character",
        "save it as UTF-8",
    ),
    "semicolons": (
        b"contract;received_at\nK-1;2017-06-10\n",
        1,
        "the columns are separated by semicolons, not by commas",
        "save it as CSV with commas between the columns",
    ),
    "tabs": (
        b'"contract"\t"received_at"\n',
        1,
        "the columns are separated by tabs, not by commas",
        "save it as CSV with commas between the columns",
    ),
    "nothing": (b"", 1, "the file is empty", "begin it with a line of column names"),
    "a column without a name": (
        b"contract,\nK-1,\n", 1, "column 2 has no name", "give each column a name of its own"
    ),
    "a column twice": (
        b"contract,Contract\nK-1,\n", 1, "two columns are called Contract", "give each column a name of its own"
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", UNREADABLE)
def test_a_file_that_is_no_csv_is_refused_with_its_line(tmp_path: Path, fault: str) -> None:
    data, line, message, mend = UNREADABLE[fault]
    book = write_sheets(tmp_path, KDDI.name, sheets())
    (book / KDDI.name / "cancellation.csv").write_bytes(data)
    (finding,) = refused(book)
    assert finding.span is not None
    assert (finding.message, finding.mend, finding.span.line) == (message, mend, line)


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    book = write_sheets(tmp_path, KDDI.name, {name: rows for name, rows in sheets().items() if name != "payment"})
    (book / KDDI.name / "payment.parquet").write_bytes(b"PAR1 but then nothing")
    (finding,) = refused(book)
    assert finding.code == "E0813"
    assert finding.message.startswith(f"{KDDI.name}/payment.parquet cannot be read")


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    book = write_sheets(tmp_path, KDDI.name, sheets())
    (book / KDDI.name / "payment.parquet").write_bytes(b"")
    assert [finding.code for finding in refused(book)] == ["E0805"]

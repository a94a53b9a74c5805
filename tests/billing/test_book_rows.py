"""What is wrong with the rows of a book sets their contracts apart, with the places, and the rest is read."""

from pathlib import Path

import duckdb
import pytest

from tests.billing.books import write_sheets
from tests.billing.loads import GOOD, quarantined, refused, sheets
from tests.packs import KDDI

Row = tuple[str | None, ...]

WRONG_ROWS: dict[str, tuple[dict[str, list[list[str]]], list[Row]]] = {
    "a contract twice": (
        {"contract": [["K-2", "2016-05-21", "2016-05-22", "a-2"]]},
        [("K-2", "contract", "line 3", "contract", "E0830"), ("K-2", "contract", "line 4", "contract", "E0830")],
    ),
    "several rows of an at-most-once record": (
        {"cancellation": [["K-2", "2017-06-10"], ["K-2", "2017-06-11"]]},
        [
            ("K-2", "cancellation", "line 3", "contract", "E0831"),
            ("K-2", "cancellation", "line 4", "contract", "E0831"),
        ],
    ),
    "a row of no contract": (
        {"payment": [["K-9", "p-1", "2016-05", "2016-06-30", "2160"]]},
        [("K-9", "payment", "p-1, line 4", "contract", "E0832")],
    ),
    "an id twice": (
        {"device": [["K-2", "d-1", "", ""], ["K-2", "d-2", "", ""], ["K-2", "d-1", "", ""]]},
        [("K-2", "device", "d-1, line 3", "id", "E0834"), ("K-2", "device", "d-1, line 5", "id", "E0834")],
    ),
    "the number of a row without an id as the id of another": (
        {"device": [["K-2", "1", "", ""], ["K-2", "", "", ""]]},
        [("K-2", "device", "1, line 3", "id", "E0834"), ("K-2", "device", "1, line 4", "id", "E0834")],
    ),
    "two debts of a month": (
        {
            "brought_forward": [
                ["contract", "month", "due_on", "amount"],
                ["K-2", "2016-04", "2016-05-31", "1"],
                ["K-2", "2016-04", "2016-05-30", "2"],
            ]
        },
        [
            ("K-2", "brought_forward", "1, line 3", "month", "E0833"),
            ("K-2", "brought_forward", "2, line 2", "month", "E0833"),
        ],
    ),
    "an unknown value": (
        {"damage": [["K-2", "y", "", "1", "intent"]]},
        [("K-2", "damage", "y, line 3", "occurred_on", "E0820")],
    ),
    "no date": (
        {"damage": [["K-2", "y", "2016-02-30", "1", "intent"]]},
        [("K-2", "damage", "y, line 3", "occurred_on", "E0821")],
    ),
    "a date out of bounds": (
        {"payment": [["K-2", "p-2", "2016-05", "1816-06-29", "1"]]},
        [("K-2", "payment", "p-2, line 4", "paid_on", "E0823")],
    ),
    "a negative payment": (
        {"payment": [["K-2", "p-2", "2016-05", "2016-06-29", "-1"]]},
        [("K-2", "payment", "p-2, line 4", "amount", "E0824")],
    ),
    "an amount over the bound": (
        {"payment": [["K-2", "p-2", "2016-05", "2016-06-29", "1000000000001"]]},
        [("K-2", "payment", "p-2, line 4", "amount", "E0825")],
    ),
    "a word that is no choice": (
        {"damage": [["K-2", "y", "2016-07-01", "1", "bad luck"]]},
        [("K-2", "damage", "y, line 3", "gravity", "E0826")],
    ),
    "a row without an id": (
        {"damage": [["K-2", "", "2016-07-01", "1", "bad luck"]]},
        [("K-2", "damage", "line 3", "gravity", "E0826")],
    ),
    "a time that clocks skipped": (
        {"cancellation": [["K-2", "1948-05-02T00:30"]]},
        [("K-2", "cancellation", "line 3", "received_at", "E0822")],
    ),
    "a row that names no contract": (
        {"device": [["", "d-1", "", ""]]},
        [(None, "device", "d-1, line 3", "contract", "E0827")],
    ),
}


@pytest.mark.parametrize("fault", WRONG_ROWS)
def test_a_wrong_row_sets_its_contract_apart_and_no_other(tmp_path: Path, fault: str) -> None:
    more, expected = WRONG_ROWS[fault]
    rows, left = quarantined(write_sheets(tmp_path, KDDI.name, sheets(**more)))
    assert rows == expected
    assert left == [name for name in ("K-1", "K-2") if name != expected[0][0]]


def test_a_payment_with_the_id_of_another_is_found_when_one_contract_is_read(tmp_path: Path) -> None:
    more = {"payment": [["K-2", "p-1", "2016-06", "2016-07-29", "421"]]}
    book = write_sheets(tmp_path, KDDI.name, sheets(**more))
    twice = [("K-2", "payment", f"p-1, line {line}", "id", "E0834") for line in (3, 4)]
    assert quarantined(book, "K-2") == (twice, [])


def test_rows_of_a_table_without_lines_have_their_ids_or_numbers(tmp_path: Path) -> None:
    more = {
        "contract": [["K-3", "2016-05-20", "2016-05-20", "a"], ["K-3", "2016-05-20", "2016-05-20", "a"]],
        "device": [["K-2", "d-1", "", ""], ["K-2", "d-1", "", ""]],
        "payment": [["K-1", "p-2", "2016-05", "2016-06-29", "-1"]],
    }
    folder = write_sheets(tmp_path, KDDI.name, sheets(**more)) / KDDI.name
    with duckdb.connect() as connection:
        for path in sorted(folder.iterdir()):
            connection.execute(f"COPY (FROM '{path}') TO '{path.with_suffix('.parquet')}'")
            path.unlink()
    assert [row[2] for row in quarantined(tmp_path)[0]] == ["p-2", "d-1, row 2", "d-1, row 3", "row 3", "row 4"]


def write(book: Path, record: str, *lines: str, end: str = "\n") -> Path:
    """The good book with the lines of one of its files as they are."""
    write_sheets(book, KDDI.name, GOOD)
    (book / KDDI.name / f"{record}.csv").write_text("\n".join(lines) + end, encoding="utf-8")
    return book


CANCELLATION = ("contract,received_at", "K-1,2017-06-10")
PAYMENT = ("contract,id,month,paid_on,amount", "K-1,p-1,2016-05,2016-06-30,2160", "K-2,p-2,2016-05,?,2160")

RAGGED: dict[str, tuple[str, tuple[str, ...], list[Row]]] = {
    "a comma too many": (
        "payment",
        (*PAYMENT[:2], "K-2,p-1,2016-05,2016-06-29,2,160"),
        [("K-2", "payment", "line 3", "contract", "E0812")],
    ),
    "a field too few": (
        "payment",
        (*PAYMENT[:2], "K-2,p-1,2016-05,2160"),
        [("K-2", "payment", "line 3", "contract", "E0812")],
    ),
    "other wrong rows below": (
        "payment",
        (PAYMENT[0], "K-1,p-1", *PAYMENT[1:]),
        [("K-1", "payment", "line 2", "contract", "E0812"), ("K-2", "payment", "p-2, line 4", "paid_on", "E0821")],
    ),
    "a value over two lines above": (
        "payment",
        (PAYMENT[0], 'K-1,"p', '1",2016-05,2016-06-30,2160', *PAYMENT[2:], "K-1,p-3"),
        [("K-1", "payment", "line 5", "contract", "E0812"), ("K-2", "payment", "p-2", "paid_on", "E0821")],
    ),
    "a contract's own line": (
        "contract",
        ("contract,applied_on,accepted_on,au_id", "K-1,2016-05-20,2016-05-20,a,1", "K-2,2016-05-21,2016-05-22,a-2"),
        [("K-1", "contract", "line 2", "contract", "E0812")],
    ),
}


@pytest.mark.parametrize("fault", RAGGED)
def test_a_line_that_is_no_row_sets_the_contract_that_it_names_apart(tmp_path: Path, fault: str) -> None:
    record, lines, expected = RAGGED[fault]
    rows, left = quarantined(write(tmp_path, record, *lines))
    assert rows == expected
    assert left == [name for name in ("K-1", "K-2") if name not in {row[0] for row in expected}]
    assert quarantined(tmp_path, "K-2") == ([row for row in expected if row[0] == "K-2"], [*({"K-2"} & {*left})])


ANYONES = {
    "no contract of the book": ((*CANCELLATION, "合計,1,件"), "\n", 3, "this line has 3 fields, and the first has 2"),
    "a name in another column": (
        ("received_at,contract", "2017-06-10,K-1", "2017-06-10,K-2,x"),
        "\n",
        3,
        "this line has 3 fields, and the first has 2",
    ),
    "an end within a line": ((*CANCELLATION, "K-2"), "", 3, "the file ends in the middle of this line"),
    "more such lines than rows": (
        (*CANCELLATION, "K-1,2,3", "K-2,2,3"),
        "\n",
        3,
        "this line has 3 fields, and the first has 2",
    ),
    "a field behind a carriage return": (
        (*(f"{line}\r" for line in CANCELLATION), "K-2,2017-06-10\r,x", "K-3,2017-06-10\r"),
        "\n",
        3,
        "something stands between this line's carriage return and its end",
    ),
    "an open quote": ((*CANCELLATION, 'K-2,"2017-06-10'), "\n", 3, "a quote in this line is not closed"),
}


@pytest.mark.parametrize("fault", ANYONES)
def test_a_line_that_could_be_anyones_is_refused(tmp_path: Path, fault: str) -> None:
    lines, end, line, message = ANYONES[fault]
    (finding,) = refused(write(tmp_path, "cancellation", *lines, end=end))
    assert finding.span is not None
    assert (finding.code, finding.message, finding.span.line) == ("E0812", message, line)

"""The months written by hand for the benchmark agree with the product: a third reading of the same terms."""

from pathlib import Path

import duckdb
import pytest

from benchmarks import voice
from benchmarks.agreement import differences
from benchmarks.baseline import BARE, CHECKED, ONTO
from benchmarks.baseline import bill as bill_by_hand
from benchmarks.book import change_book, make_book
from tariff.billing.months import parse_months
from tariff.billing.run import bill
from tariff.versions import Library


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    return change_book(make_book(folder, 3_000), percent=10)


@pytest.mark.parametrize(("month", "checked"), [("2015-06", False), ("2016-08", True), ("2018-06", True)])
def test_product_and_hand_written_month_agree(book: Path, month: str, checked: bool, tmp_path: Path) -> None:
    library = Library.load()
    ours, theirs = tmp_path / "ours.duckdb", tmp_path / "theirs.duckdb"
    result = bill(book, parse_months(month), ours, packs=library.names, terms=library.terms)
    bill_by_hand(book, month, theirs, CHECKED if checked else BARE)
    assert result.quarantined == 0
    assert sum(run.lines for run in result.runs) > 100
    assert differences(ours, theirs, decided=checked) == {}


def test_product_and_hand_written_decisions_agree(tmp_path: Path) -> None:
    library = Library.load()
    ours, theirs = tmp_path / "ours.duckdb", tmp_path / "theirs.duckdb"
    book, month = voice.make_book(tmp_path, 3_000), f"{voice.MONTH:%Y-%m}"
    result = bill(book, parse_months(month), ours, packs=library.names, terms=library.terms)
    voice.bill(book, month, theirs)
    assert result.quarantined == 0
    assert sum(run.lines for run in result.runs) > 9_000
    assert differences(ours, theirs, decided=True) == {}


def test_product_and_hand_written_corrections_agree(tmp_path: Path) -> None:
    library = Library.load()
    ours, theirs = tmp_path / "ours.duckdb", tmp_path / "theirs.duckdb"
    book = make_book(tmp_path, 3_000)
    bill(book, parse_months("2018-01..2018-05"), ours, packs=library.names, terms=library.terms)
    for month in range(1, 6):
        bill_by_hand(book, f"2018-{month:02}", theirs, ONTO if theirs.exists() else CHECKED)
    assert differences(ours, theirs, decided=True) == {}
    changed = change_book(book, percent=10)
    bill(changed, parse_months("2018-06"), ours, packs=library.names, terms=library.terms)
    bill_by_hand(changed, "2018-06", theirs, ONTO)
    assert differences(ours, theirs, decided=True) == {}
    with duckdb.connect(str(theirs), read_only=True) as ledger:
        adjusted = ledger.sql("SELECT clause, count(*) FROM line WHERE kind = 'adjustment' GROUP BY ALL").fetchall()
        decided = ledger.sql(
            """SELECT clause, count(*) FROM decision WHERE run = 6 AND "from" < DATE '2018-06-01' GROUP BY ALL"""
        ).fetchall()
    assert dict(adjusted)["monthly_fee"] > 500
    assert dict(adjusted)["late_interest"] > 10
    assert dict(decided)["cancelled"] > 100
    assert dict(decided)["rights_for_arrears"] > 10

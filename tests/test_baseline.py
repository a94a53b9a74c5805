"""The months written by hand for the benchmark agree with the product: a third reading of the same terms."""

from pathlib import Path

import pytest

from benchmarks import voice
from benchmarks.agreement import differences
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
    bill_by_hand(book, month, theirs, checked=checked)
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

"""News about months already billed: what becomes of their invoices, and of contracts that can no longer be billed."""

from pathlib import Path

import pytest

from tariff.billing.months import parse_months
from tariff.billing.run import bill
from tariff.billing.summary import CorrectionTotal
from tariff.versions import Library
from tests.billing.books import write_sheets
from tests.billing.runs import KDDI, bill_into, rows, sheets

LIFE = ("contract K-1 2016-05-20 2016-05-20 a-1", "contract K-2 2016-05-24 2016-05-24 a-2")
LINES = "SELECT id, invoice, date, kind, quantity, amount, rate, refers_to FROM line WHERE run = {run} ORDER BY id"
INVOICES = "SELECT id, issued_on::VARCHAR, due_on::VARCHAR, subtotal, total FROM invoice WHERE run = {run} ORDER BY id"


def book_of(tmp_path: Path, *news: str) -> Path:
    return write_sheets(tmp_path / "book", KDDI, sheets(*LIFE, *news))


def line(contract: str, clause: str, month: str, turn: str = "") -> str:
    return f"{KDDI}/{contract}/{clause}/-/{month}{turn}"


def test_a_late_cancellation_corrects_the_months_after_it(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-08")
    news = ("cancellation K-1 2016-06-10T12:00+09:00", "device K-1 d-1 2016-07-05 -")
    result = bill_into(ledger, book_of(tmp_path, *news), "2016-09")
    assert result.summary.corrections == (
        CorrectionTotal(KDDI, "2016-07", 1, 5600 - 390 + 448 - 31),
        CorrectionTotal(KDDI, "2016-08", 1, -421),
    )

    run = "5"
    assert rows(ledger, INVOICES.format(run=run)) == [
        (f"{KDDI}/K-1/2016-07/2", "2016-10-01", "2016-10-31", 5600 - 390, 5600 - 390 + 448 - 31 + 0),
        (f"{KDDI}/K-1/2016-08/2", "2016-10-01", "2016-10-31", -390, -421),
        (f"{KDDI}/K-2/2016-09", "2016-10-01", "2016-10-31", 390, 421),
    ]
    fee, device = line("K-1", "monthly_fee", "2016-07"), f"{KDDI}/K-1/unreturned_device/device:d-1/2016-07"
    found = rows(ledger, LINES.format(run=run) + " LIMIT 3")
    assert [(row[0], row[1], str(row[2]), *row[3:]) for row in found] == [
        (f"{fee}/2", f"{KDDI}/K-1/2016-07/2", "2016-07-01", "adjustment", -1, -390, "8%", fee),
        (
            line("K-1", "monthly_fee", "2016-08", "/2"), f"{KDDI}/K-1/2016-08/2", "2016-08-01", "adjustment", -1, -390,
            "8%", line("K-1", "monthly_fee", "2016-08"),
        ),
        (device, f"{KDDI}/K-1/2016-07/2", "2016-07-06", "penalty", 1, 5600, "8%", None),
    ]  # fmt: skip


def test_a_correction_is_corrected_in_its_turn(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-07")
    bill_into(ledger, book_of(tmp_path, "cancellation K-1 2016-06-10T12:00+09:00"), "2016-07")
    bill_into(ledger, book_of(tmp_path), "2016-07")
    fee = line("K-1", "monthly_fee", "2016-07")
    assert rows(ledger, f"SELECT id, amount FROM line WHERE '{fee}' IN (id, refers_to) ORDER BY id") == [
        (fee, 390),
        (f"{fee}/2", -390),
        (f"{fee}/3", 390),
    ]
    assert rows(ledger, "SELECT sum(total) FROM invoice WHERE contract = 'K-1' AND month = '2016-07'") == [(421,)]


def test_a_contract_that_comes_late_gets_its_first_invoices_late(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-06")
    bill_into(ledger, book_of(tmp_path, "contract K-3 2016-05-20 2016-05-20 a-3"), "2016-07")
    query = """
        SELECT invoice.id, kind, issued_on::VARCHAR, refers_to FROM invoice JOIN line ON line.invoice = invoice.id
        WHERE invoice.contract = 'K-3' ORDER BY ALL
    """
    assert rows(ledger, query) == [
        (f"{KDDI}/K-3/2016-05", "charge", "2016-08-01", None),
        (f"{KDDI}/K-3/2016-06", "charge", "2016-08-01", None),
        (f"{KDDI}/K-3/2016-07", "charge", "2016-08-01", None),
    ]


def test_another_reading_corrects_every_month_when_told_to_rebase(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    # Seven days after sign-up is 31 May or, counted strictly, 1 June: the first fee moves from May to June.
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-07")
    bill_into(ledger, book_of(tmp_path), "2016-07", {"billing_start": "civil_code"}, rebase=True)
    assert rows(
        ledger, "SELECT month, sum(total) FROM invoice WHERE contract = 'K-2' GROUP BY month ORDER BY month"
    ) == [
        ("2016-05", 0),
        ("2016-06", 2160),
        ("2016-07", 421),
    ]


@pytest.mark.parametrize("months", ["2016-06", "2016-07"])
def test_a_contract_in_quarantine_is_left_as_it_is(tmp_path: Path, months: str) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-06")
    news = ("cancellation K-1 2016-05-21T12:00+09:00", "device K-1 d-1 1016-05-31 -")
    found = bill_into(ledger, book_of(tmp_path, *news), months)
    assert found.quarantined == 1
    assert [(item.table, item.field, item.code, item.contracts) for item in found.summary.quarantine] == [
        ("device", "return_due", "E0823", 1)
    ]
    assert rows(ledger, "SELECT id, total FROM invoice WHERE contract = 'K-1' ORDER BY id") == [
        (f"{KDDI}/K-1/2016-05", 2160),
        (f"{KDDI}/K-1/2016-06", 421),
    ]
    assert bill_into(ledger, book_of(tmp_path, *news), months).quarantined == 1

    mended = ("cancellation K-1 2016-05-21T12:00+09:00", "device K-1 d-1 2016-05-31 2016-05-31")
    assert bill_into(ledger, book_of(tmp_path, *mended), "2016-07").quarantined == 0
    assert rows(ledger, "SELECT sum(total) FROM invoice WHERE contract = 'K-1'") == [(0,)]


def test_a_contract_that_left_the_book_keeps_its_invoices(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-06")
    book = write_sheets(tmp_path / "less", KDDI, sheets(LIFE[1]))
    for months in ("2016-07", "2016-07", "2016-08"):
        found = bill_into(ledger, book, months)
        assert [(item.code, item.contracts) for item in found.summary.quarantine] == [("E0836", 1)]
    assert rows(ledger, "SELECT month, total FROM invoice WHERE contract = 'K-1' ORDER BY month") == [
        ("2016-05", 2160),
        ("2016-06", 421),
    ]
    bill_into(ledger, book_of(tmp_path), "2016-08")
    assert rows(ledger, "SELECT count(*) FROM invoice WHERE contract = 'K-1'") == [(4,)]


ORPHANS = {
    "a month before the contract": "payment K-1 p-1 2016-04 2016-06-30 2160",
    "a month long ago, paid long ago": "payment K-1 p-1 2016-01 2016-02-28 2160",
    "a month before the terms": "payment K-1 p-1 2014-12 2016-06-30 421",
}


@pytest.mark.parametrize("orphan", ORPHANS)
def test_a_payment_for_a_month_without_an_invoice_sets_its_contract_apart(tmp_path: Path, orphan: str) -> None:
    ledger = tmp_path / "ledger.duckdb"
    book = book_of(tmp_path, ORPHANS[orphan])
    for month in ("2016-06", "2016-06", "2016-07"):
        found = bill_into(ledger, book, month)
        assert [(item.table, item.field, item.code) for item in found.summary.quarantine] == [
            ("payment", "month", "E0835")
        ]
    assert rows(ledger, "SELECT DISTINCT contract FROM invoice") == [("K-2",)]
    bill_into(ledger, book_of(tmp_path), "2016-07")
    assert rows(ledger, "SELECT count(*) FROM invoice WHERE contract = 'K-1'") == [(2,)]


def test_a_payment_of_a_debt_brought_forward_needs_no_invoice(tmp_path: Path) -> None:
    news = ("payment K-1 p-1 2016-01 2016-06-30 500", "brought_forward K-1 b-1 2016-01 2016-02-29 500")
    assert bill_into(tmp_path / "ledger.duckdb", book_of(tmp_path, *news), "2016-06").quarantined == 0


def test_a_payment_of_an_invoice_that_is_taken_back_sets_its_contract_apart_until_it_is_said_to_be_a_credit(
    tmp_path: Path,
) -> None:
    ledger = tmp_path / "ledger.duckdb"
    bill_into(ledger, book_of(tmp_path), "2016-05..2016-07")
    news = ("cancellation K-1 2016-06-10T12:00+09:00", "payment K-1 p-1 2016-07 2016-08-20 421")
    listed = "SELECT id, total, paid, balance FROM settled WHERE contract = 'K-1' AND month = '2016-07'"
    for path, months in ((ledger, "2016-08"), (tmp_path / "fresh.duckdb", "2016-05..2016-08")):
        found = bill_into(path, book_of(tmp_path, *news), months)
        assert [(item.table, item.field, item.code) for item in found.summary.quarantine] == [
            ("payment", "month", "E0835")
        ]
    assert rows(ledger, listed) == [(f"{KDDI}/K-1/2016-07", 421, 0, 421)]
    mended = (*news, "brought_forward K-1 b-1 2016-07 2016-08-31 0")
    assert bill_into(ledger, book_of(tmp_path, *mended), "2016-08").quarantined == 0
    assert rows(ledger, listed) == [
        (f"{KDDI}/K-1/2016-07", 421, 421, 0),
        (f"{KDDI}/K-1/2016-07/2", -421, 0, -421),
    ]


def test_two_payments_with_one_id_are_found_when_the_second_is_made(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    first = "payment K-1 p-1 2016-05 2016-06-30 2160"
    assert bill_into(ledger, book_of(tmp_path, first), "2016-05..2016-06").quarantined == 0
    found = bill_into(ledger, book_of(tmp_path, first, "payment K-1 p-1 2016-06 2016-07-30 421"), "2016-07")
    assert [(item.table, item.field, item.code) for item in found.summary.quarantine] == [("payment", "id", "E0834")]


def test_payments_settle_the_invoices_of_their_month(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    paid = ("payment K-1 p-1 2016-05 2016-06-30 2000", "payment K-2 p-1 2016-05 2016-06-30 2200")
    bill_into(ledger, book_of(tmp_path, *paid), "2016-05..2016-06")
    listed = "SELECT contract, total, paid, balance FROM settled WHERE month = '2016-05' ORDER BY contract, id"
    assert rows(ledger, listed) == [("K-1", 2160, 2000, 160), ("K-2", 2160, 2200, -40)]
    moved = ("payment K-1 p-1 2016-06 2016-06-30 2000", paid[1], "payment K-2 p-2 2016-05 2016-07-01 1")
    bill_into(ledger, book_of(tmp_path, *moved), "2016-07")
    assert rows(ledger, listed) == [("K-1", 2160, 0, 2160), ("K-2", 2160, 2201, -41)]


def test_a_row_that_names_no_contract_is_counted_and_disturbs_none(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.duckdb"
    tables = sheets(*LIFE)
    tables["device"].append(["", "d-1", "", ""])
    book = write_sheets(tmp_path / "book", KDDI, tables)
    for month, run in (("2016-06", 1), ("2016-07", 2)):
        found = bill_into(ledger, book, month)
        assert (found.quarantined, found.runs[0].id, found.runs[0].contracts) == (1, run, 2)
        assert bill_into(ledger, book, month).runs[0].id is None
    assert rows(ledger, "SELECT contract, facts IS NOT NULL FROM fingerprint ORDER BY ALL") == [
        ("K-1", True),
        ("K-2", True),
    ]


THANKS = """terms test.thanks "割引" / "Thanks"
  languages ja, en
  currency JPY
  zone Asia/Tokyo
  in force from 2016-01-01
  rounding down to 1 JPY
  billing
    issue on the first day of the month after
    due on the last day of the month after

record contract "契約" / "contract"
  accepted_on "成立日" / "accepted on" as date

article 1 "料金" / "Charges"
  charge fee "月額" / "Fee"
    every month per contract from the month of accepted_on
    amount 500 JPY tax exempt
    no proration
  refund thanks "早期支払" / "Thanks"
    every month per contract from the month of accepted_on
    when any payment where (payment.paid_on by 2016-07-10)
    amount 100 JPY tax exempt
    no proration
"""


def test_a_payment_that_a_clause_looks_at_corrects_what_stood_before_it(tmp_path: Path) -> None:
    pack = tmp_path / "thanks.tariff"
    pack.write_text(THANKS, encoding="utf-8")
    library = Library.load([pack])
    tables = {"contract": [["contract", "accepted_on"], ["K-1", "2016-05-01"], ["K-2", "2016-05-01"]]}
    tables["payment"] = [["contract", "month", "paid_on", "amount"], ["K-1", "2016-05", "2016-07-05", "500"]]
    book = write_sheets(tmp_path / "book", "test.thanks", tables)

    def billed(name: str, *months: str) -> list[tuple[object, ...]]:
        for month in months:
            bill(book, parse_months(month), tmp_path / name, packs=library.names, terms=library.terms)
        return rows(tmp_path / name, "SELECT contract, month, sum(total) FROM invoice GROUP BY ALL ORDER BY ALL")

    grown = billed("grown.duckdb", "2016-05", "2016-06", "2016-07", "2016-08")
    assert ("K-1", "2016-05", 400) in grown
    assert ("K-2", "2016-05", 500) in grown
    assert grown == billed("fresh.duckdb", "2016-05..2016-08")


ROUNDED = THANKS[: THANKS.index("  refund")].replace("500 JPY tax exempt", "105 JPY plus tax")


def test_taxes_that_are_rounded_otherwise_are_corrected_though_no_line_is(tmp_path: Path) -> None:
    pack, ledger = tmp_path / "rounded.tariff", tmp_path / "ledger.duckdb"
    tables = {"contract": [["contract", "accepted_on"], ["K-1", "2016-05-01"]]}
    book = write_sheets(tmp_path / "book", "test.thanks", tables)
    for rounding in ("down", "up"):
        text = ROUNDED.replace("  in force", "  use jp.consumption_tax\n  in force").replace(
            "rounding down", f"rounding {rounding}"
        )
        pack.write_text(text, encoding="utf-8")
        library = Library.load([pack])
        bill(book, parse_months("2016-05"), ledger, packs=library.names, terms=library.terms, rebase=True)
    assert rows(ledger, "SELECT turn, subtotal, total FROM invoice ORDER BY turn") == [(1, 105, 113), (2, 0, 1)]
    assert rows(ledger, "SELECT turn, rate, base, tax FROM invoice_tax ORDER BY turn") == [
        (1, "8%", 105, 8),
        (2, "8%", 0, 1),
    ]
    assert rows(ledger, "SELECT count(*) FROM line") == [(1,)]

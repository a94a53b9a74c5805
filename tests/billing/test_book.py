"""A good book is read whole, however it is stored, and each of its contracts as a case would be."""

from pathlib import Path

import pytest

from tariff.billing.book_contract import read_contract
from tariff.billing.case.document import parse_document
from tariff.billing.case.reader import type_case
from tariff.diagnostics import InputError
from tests.billing.books import as_duckdb, as_parquet, write_sheets
from tests.billing.loads import GOOD, SHELF, sheets
from tests.packs import KDDI


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
    assert finding.where == "table payment, row p-2, line 4, field amount"


def test_a_contract_that_is_not_in_the_book_is_refused(tmp_path: Path) -> None:
    book = write_sheets(tmp_path, KDDI.name, sheets())
    with pytest.raises(InputError, match="has no contract K-3"):
        read_contract(book, "K-3", packs=SHELF.names, terms=SHELF.terms)


def test_a_contract_of_which_only_other_tables_have_rows_is_refused(tmp_path: Path) -> None:
    more = {"payment": [["K-3", f"p-{number}", "2016-05", "2016-06-29", "1"] for number in range(3)]}
    book = write_sheets(tmp_path, KDDI.name, sheets(**more))
    with pytest.raises(InputError) as refusal:
        read_contract(book, "K-3", packs=SHELF.names, terms=SHELF.terms)
    (finding,) = refusal.value.findings
    assert finding.code == "E0840"
    assert "table contract has none" in finding.message
    assert "--book BOOK" in finding.mend


def test_a_contract_under_two_terms_is_named_with_its_terms(tmp_path: Path) -> None:
    write_sheets(tmp_path, KDDI.name, sheets())
    book = write_sheets(
        tmp_path, "test.dollars", {"contract": [["contract", "signed_at"], ["K-1", "2017-06-10T12:00Z"]]}
    )
    with pytest.raises(InputError, match="stands under"):
        read_contract(book, "K-1", packs=SHELF.names, terms=SHELF.terms)
    facts, terms = read_contract(book, "test.dollars/K-1", packs=SHELF.names, terms=SHELF.terms)
    assert (facts.terms, terms.name) == ("test.dollars", "test.dollars")

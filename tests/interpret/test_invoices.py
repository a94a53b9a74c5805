"""Invoices: one a month, tax once a rate, and the order of lines."""

from fractions import Fraction

import pytest

from tariff.model import expr as e
from tariff.model.clause import LineKind, Once, TaxClass
from tariff.model.money import percent
from tariff.model.results import InvoiceTax
from tariff.model.terms import BillingCycle
from tariff.model.types import DATE, MONEY
from tests.interpret.build import (
    APPLIED_ONCE,
    clause,
    evaluate,
    facts,
    monthly,
    record,
    terms,
    version,
)

ITEM = record("item", on=DATE, amount=MONEY)
ON = e.Field("item", "on", DATE)
AMOUNT = e.Field("item", "amount", MONEY)


def test_tax_is_computed_once_on_the_sum() -> None:
    """K-03: five fees of 390 at 8% bear 156, not five times 31."""
    these = terms(clause("fee", Once("item", ON, ON), amount=390), records=[ITEM])
    (invoice,) = evaluate(these, facts(item=[{"on": "2016-06-05"}] * 5)).invoices
    assert (invoice.subtotal, invoice.taxes, invoice.total) == (1_950, (InvoiceTax("8%", 1_950, 156),), 2_106)
    (invoice,) = evaluate(these, facts(item=[{"on": "2019-10-05"}] * 5), "2019-12-31").invoices
    assert (invoice.taxes, invoice.total) == ((InvoiceTax("10%", 1_950, 195),), 2_145)


def test_rates_are_grouped_by_text_and_sorted_by_value() -> None:
    drivers = (Once("item", ON, ON),)
    these = terms(
        clause("standard", *drivers, amount=1_005),
        clause("reduced", *drivers, amount=505, tax=TaxClass.REDUCED),
        clause("back", *drivers, amount=100, kind=LineKind.REFUND),
        clause("exempt", *drivers, amount=7, tax=TaxClass.EXEMPT),
        clause("outside", *drivers, amount=3, tax=TaxClass.OUTSIDE),
        records=[ITEM],
    )
    result = evaluate(these, facts(item=[{"on": "2019-10-05"}]), "2019-12-31")
    (invoice,) = result.invoices
    assert invoice.taxes == (InvoiceTax("8%", 505, 40), InvoiceTax("10%", 905, 90))
    assert (invoice.subtotal, invoice.total) == (1_420, 1_550)
    assert [line.rate for line in result.lines] == ["10%", "8%", "10%", "", ""]


def test_the_rate_is_that_of_the_lines_own_day() -> None:
    sale = clause("sale", Once("item", ON, ON), amount=AMOUNT)
    rows = [{"on": "2014-03-31", "amount": 19}, {"on": "2014-04-01", "amount": 19}, {"on": "1996-01-01", "amount": 19}]
    versions = [version("1990-01-01", None, sale)]
    result = evaluate(terms(versions=versions, records=[ITEM]), facts(item=rows))
    assert [(line.date.isoformat(), line.rate) for line in result.lines] == [
        ("1996-01-01", "0%"),
        ("2014-03-31", "5%"),
        ("2014-04-01", "8%"),
    ]
    assert [invoice.taxes for invoice in result.invoices] == [
        (InvoiceTax("0%", 19, 0),),
        (InvoiceTax("5%", 19, 0),),
        (InvoiceTax("8%", 19, 1),),
    ]


def test_tax_of_credits_rounds_toward_zero() -> None:
    these = terms(clause("back", APPLIED_ONCE, amount=99, kind=LineKind.REFUND))
    (invoice,) = evaluate(these, facts()).invoices
    assert (invoice.subtotal, invoice.taxes, invoice.total) == (-99, (InvoiceTax("8%", -99, -7),), -106)


def test_issue_and_due_days_follow_the_cycle() -> None:
    these = terms(clause("fee", APPLIED_ONCE, amount=1))
    (invoice,) = evaluate(these, facts(applied_on="2016-01-20")).invoices
    assert (invoice.id, invoice.month) == ("test.terms/K-1/2016-01", "2016-01")
    assert (invoice.issued_on.isoformat(), invoice.due_on.isoformat()) == ("2016-02-01", "2016-02-29")
    these = terms(clause("fee", APPLIED_ONCE, amount=1), billing=BillingCycle(0, 0, 1, 31))
    (invoice,) = evaluate(these, facts(applied_on="2016-01-20")).invoices
    assert (invoice.issued_on.isoformat(), invoice.due_on.isoformat()) == ("2016-01-31", "2016-02-29")


def test_an_invoice_is_open_until_its_month_is_over() -> None:
    these = terms(clause("fee", monthly(), amount=1))
    for until, state in (("2016-06-29", [False, True]), ("2016-06-30", [False, False])):
        assert [invoice.open for invoice in evaluate(these, facts(), until).invoices] == state


def test_lines_stand_in_order_of_month_date_clause_and_row() -> None:
    later = clause("later", Once("item", ON, ON), amount=1)
    first = clause("first", monthly(), amount=1)
    these = terms(later, first, clause("start", APPLIED_ONCE, amount=1), records=[ITEM])
    rows = [{"id": "b", "on": "2016-06-01"}, {"id": "a", "on": "2016-06-01"}, {"id": "c", "on": "2016-05-01"}]
    lines = evaluate(these, facts(item=rows, ends_on="2016-06-30")).lines
    assert [(line.month, line.clause, line.subject) for line in lines] == [
        ("2016-05", "later", "item:c"),
        ("2016-05", "first", None),
        ("2016-05", "start", None),
        ("2016-06", "later", "item:a"),
        ("2016-06", "later", "item:b"),
        ("2016-06", "first", None),
    ]


@pytest.mark.parametrize(
    ("rate", "text"), [(0, "0%"), (Fraction(8, 100), "8%"), (Fraction(105, 1_000), "10.5%"), (Fraction(1, 10), "10%")]
)
def test_a_rate_as_text(rate: Fraction | int, text: str) -> None:
    assert percent(rate) == text

"""Consumption tax: the rate of each day, and one rounding for each invoice and rate."""

from datetime import date

import duckdb
import pytest

from tariff.compile import Compiler
from tariff.interpret.taxrates import TaxRates
from tariff.model.clause import TaxClass
from tariff.versions import Library

TERMS = Library.load().terms("kddi.nuisance_call_light")
DAYS = {"8%": "2016-06-01", "10%": "2019-10-01"}
MONTH = 12 * 2019 + 9


@pytest.mark.parametrize(
    ("day", "standard", "reduced", "metered"),
    [
        # before there is a reduced rate, the standard one stands for it
        ("1989-03-31", "0%", "0%", "0%"),
        ("1989-04-01", "3%", "3%", "3%"),
        ("1997-03-31", "3%", "3%", "3%"),
        ("1997-04-01", "5%", "5%", "5%"),
        ("2014-03-31", "5%", "5%", "5%"),
        # fees for use that are fixed in the month of a change bear the former rate
        ("2014-04-01", "8%", "8%", "5%"),
        ("2014-04-30", "8%", "8%", "5%"),
        ("2014-05-01", "8%", "8%", "8%"),
        ("2019-09-30", "8%", "8%", "8%"),
        ("2019-10-01", "10%", "8%", "8%"),
        ("2019-10-31", "10%", "8%", "8%"),
        ("2019-11-01", "10%", "8%", "10%"),
        ("2023-10-01", "10%", "8%", "10%"),
    ],
)
def test_each_step_holds_from_its_day(day: str, standard: str, reduced: str, metered: str) -> None:
    rates, ordinal = TaxRates(TERMS.taxes, TERMS.rounding, TERMS.unit), date.fromisoformat(day).toordinal()
    classes = (TaxClass.STANDARD, TaxClass.REDUCED, TaxClass.METERED)
    assert [rates.text(tax, ordinal) for tax in classes] == [standard, reduced, metered]
    assert [rates.text(tax, ordinal) for tax in (TaxClass.EXEMPT, TaxClass.OUTSIDE)] == ["", ""]


@pytest.mark.parametrize(
    ("amounts", "rate", "tax"),
    [
        ((390,), "8%", 31),
        ((390,), "10%", 39),
        # five fees on one invoice: rounded each on its own they would come to 155 at 8%
        ((390,) * 5, "8%", 156),
        ((390,) * 5, "10%", 195),
        ((2_000, 390), "8%", 191),
        ((30_000, -1_333), "10%", 2_866),
        # a refund alone is taxed with its sign, and rounded toward zero
        ((-1_333,), "10%", -133),
        ((-390,), "8%", -31),
    ],
)
def test_tax_is_rounded_once_on_the_sum_of_an_invoice(amounts: tuple[int, ...], rate: str, tax: int) -> None:
    rates = TaxRates(TERMS.taxes, TERMS.rounding, TERMS.unit)
    assert rates.text(TaxClass.STANDARD, date.fromisoformat(DAYS[rate]).toordinal()) == rate
    assert rates.sums(((rate, sum(amounts)),)).total == sum(amounts) + tax
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE lines (contract VARCHAR, month BIGINT, amount BIGINT, rate VARCHAR)")
        connection.executemany("INSERT INTO lines VALUES ('K-1', ?, ?, ?)", [(MONTH, one, rate) for one in amounts])
        found = connection.execute(Compiler(TERMS).taxes("lines").sql(dialect="duckdb")).fetchall()
    assert found == [("K-1", MONTH, rate, sum(amounts), tax)]

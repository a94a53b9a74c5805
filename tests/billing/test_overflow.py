"""An amount that 64 bits do not hold stops the bill, and is never cut off."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from tariff.billing.months import parse_months
from tariff.billing.run import bill
from tariff.diagnostics import InputError
from tariff.model.clause import Clause, LineKind, Once, TaxClass
from tariff.model.expr import Arithmetic, ArithmeticOp, Const, Field
from tariff.model.money import Rounding
from tariff.model.records import BUILT_IN, Cardinality, Record, Titles
from tariff.model.records import Field as Column
from tariff.model.terms import Terms, Version
from tariff.model.types import DATE, MONEY, NUMBER
from tests.billing.books import write_sheets
from tests.packs import KDDI

START, FEE, SEATS = (Field("contract", name, of) for name, of in (("on", DATE), ("fee", MONEY), ("seats", NUMBER)))
SALE = Clause(
    name="sale",
    kind=LineKind.CHARGE,
    titles=Titles(),
    article="1",
    drivers=(Once("contract", START, START),),
    guard=None,
    amount=Arithmetic(ArithmeticOp.MULTIPLY, FEE, SEATS),
    rounding=Rounding.DOWN,
    unit=1,
    tax=TaxClass.OUTSIDE,
    quantity=Const(1, NUMBER),
)
TERMS: Terms = evolve(
    KDDI,
    name="test.sale",
    records=(
        Record("contract", Cardinality.ONE, (Column("on", DATE), Column("fee", MONEY), Column("seats", NUMBER))),
        *BUILT_IN,
    ),
    versions=(Version(date(2016, 1, 1).toordinal(), None, (SALE,)),),
)


@pytest.mark.parametrize(("seats", "total"), [("9000000", 9_000_000_000_000_000_000), ("10000000", None)])
def test_an_amount_that_does_not_fit_is_refused(tmp_path: Path, seats: str, total: int | None) -> None:
    row = ["K-1", "2016-05-20", "1,000,000,000,000", seats]
    book = write_sheets(tmp_path, TERMS.name, {"contract": [["contract", "on", "fee", "seats"], row]})
    ledger = tmp_path / "ledger.duckdb"
    if total is None:
        with pytest.raises(InputError, match="beyond what can be held"):
            bill(book, parse_months("2016-05"), ledger, packs=[TERMS.name], terms=lambda _: TERMS)
        assert not ledger.exists()
    else:
        billed = bill(book, parse_months("2016-05"), ledger, packs=[TERMS.name], terms=lambda _: TERMS)
        assert billed.summary.total == total

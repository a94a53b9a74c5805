"""Sums over other clauses' lines: a clause that is named twice counts twice."""

from tariff.model.expr import Arithmetic, SumOfClauses
from tariff.syntax.reader import read
from tariff.versions import Library

TERMS = """\
terms t.sums "題" / "Title"
  currency JPY
  zone Asia/Tokyo
  in force from 2020-04-01
record contract "契約" / "contract"
  signed_on "契約日" / "signed on" as date
article 1 "料金" / "Fees"
  charge one "一" / "One"
    once per contract on signed_on
    amount 100 JPY outside tax
  charge two "二" / "Two"
    once per contract on signed_on
    amount 10 JPY outside tax
  charge each "各" / "Each"
    once per contract on signed_on
    amount one + two outside tax
  charge twice "二倍" / "Twice"
    once per contract on signed_on
    amount one + one outside tax
"""


def test_a_clause_named_twice_counts_twice() -> None:
    clauses = {
        item.name: item.amount for item in Library.of([read("sums.tariff", TERMS)]).terms("t.sums").versions[0].clauses
    }
    assert isinstance(clauses["each"], SumOfClauses)
    assert clauses["each"].clauses == ("one", "two")
    assert isinstance(clauses["twice"], Arithmetic)
    assert clauses["twice"].left == clauses["twice"].right == SumOfClauses(("one",), clauses["each"].month)

"""Explanations: one tree a line, in words."""

from textwrap import dedent, indent

import pytest

from tariff.diagnostics import InputError
from tariff.interpret import Evaluator
from tariff.model import expr as e
from tariff.model.clause import Clause, LineKind, Once, Sentence, TaxClass, Units
from tariff.model.facts import Facts
from tariff.model.records import Cardinality, Field, Record, Titles
from tariff.model.results import Reason
from tariff.model.terms import Terms
from tariff.model.types import DATE, INSTANT, MONEY, MONTH
from tests.interpret.build import (
    APPLIED,
    APPLIED_ONCE,
    ENDS,
    LATE_DUE,
    LATE_PAID,
    LATE_PRINCIPAL,
    branch,
    clause,
    compare,
    day,
    days_after,
    facts,
    instant,
    interest,
    money,
    month,
    monthly,
    number,
    on_day,
    over,
    pay,
    record,
    terms,
    times,
    version,
)

DEVICE = Record(
    "device",
    Cardinality.MANY,
    (Field("due", DATE.or_unknown(), Titles("返還期限", "return deadline")), Field("price", MONEY)),
    Titles("本製品", "device"),
)
DUE = e.Field("device", "due", DATE.or_unknown())
PRICE = e.Field("device", "price", MONEY)


def written(reason: Reason) -> str:
    """The tree as indented text."""
    head = f"{reason.label}: {reason.value}" if reason.value else reason.label
    return "\n".join([head, *(indent(written(item), "  ") for item in reason.because)])


def explained(these: Terms, given: Facts, line_id: str, until: str = "2016-12-31") -> str:
    reason = Evaluator(these).why(given, day(until), f"test.terms/K-1/{line_id}")
    return written(reason) + "\n"


def penalty() -> Clause:
    months = e.Named(
        "months",
        Titles("月数", "length of the contract"),
        "19",
        e.Between(e.SpanCount.MONTHS, days_after(APPLIED, 1), ENDS),
    )
    return clause(
        "penalty",
        Once("device", days_after(DUE, 1), DUE),
        amount=e.If(compare(months, "<", number(13)), PRICE, money(1_000)),
        guard=e.And((e.Known(ENDS), e.Not(compare(DUE, "<", on_day("2016-06-01"))))),
        titles=Titles("違約金", "Penalty"),
        article="19",
        text=Titles("期限までに", "For each device not returned in time."),
        sentences=(Sentence("amount", "table by months plus tax"),),
    )


def test_a_row_its_conditions_and_its_table() -> None:
    these = terms(penalty(), records=[DEVICE])
    given = facts(ends_on="2016-08-01", device=[{"due": "2016-06-30", "price": 5_600}])
    assert explained(these, given, "penalty/device:1/2016-07") == dedent("""\
        Penalty: 5,600 JPY
          provision 19: For each device not returned in time.
            table by months plus tax
          once for device 1: 2016-07-01
            the day after return deadline (device): 2016-07-01
              return deadline (device): 2016-06-30
            price (device): 5,600 JPY
          version in force: from 2015-01-01
            governing date: 2016-06-30
              return deadline (device): 2016-06-30
          ends on is known and return deadline (device) is not before 2016-06-01: holds
            ends on is known: holds
              ends on: 2016-08-01
            return deadline (device) is not before 2016-06-01: holds
              return deadline (device): 2016-06-30
          amount: price (device) where length of the contract is under 13, else 1,000 JPY: 5,600 JPY
            length of the contract is under 13: holds
              length of the contract: 2
                whole months from the day after applied on to ends on: 2
                  applied on: 2016-05-20
                  ends on: 2016-08-01
            price (device): 5,600 JPY
          standard tax rate on 2016-07-01, applied to the invoice's sum: 8%
        """)


def test_a_month_under_prior_terms() -> None:
    versions = [
        version("2015-05-26", "2016-04-25", clause("fee", monthly(), amount=1)),
        version("2016-04-25", None, clause("fee", monthly(), amount=2)),
    ]
    kept = branch("a.2016", "contract", compare(APPLIED, "<", on_day("2016-04-01")), "2016-04-25")
    these = terms(versions=versions, branches=(kept,), contract={"applied_on": DATE})
    assert explained(these, facts(applied_on="2016-03-31"), "fee/-/2016-05") == dedent("""\
        fee: 1 JPY
          provision 1
          each month for contract: 2016-05
            from the month of applied on: 2016-03
              applied on: 2016-03-31
            to the month of ends on: open
              ends on: unknown
          version in force: from 2015-05-26, before 2016-04-25
            governing date: the first of the month, or of the terms if later: 2016-05-01
            prior terms kept by a.2016: as they stood on 2016-04-24
              applied on is before 2016-04-01: holds
                applied on: 2016-03-31
          amount: 1 JPY
          standard tax rate on 2016-05-01, applied to the invoice's sum: 8%
        """)


def test_prior_terms_that_remain_in_force_say_so() -> None:
    prior = version("2015-05-26", None, clause("fee", APPLIED_ONCE, amount=3))
    alive = branch("a.2016", "contract", e.Known(APPLIED), "2016-04-25", prior)
    text = explained(terms(clause("fee", APPLIED_ONCE, amount=2), branches=(alive,)), facts(), "fee/-/2016-05")
    assert "prior terms kept by a.2016: as amended since\n" in text
    assert "amount: 3 JPY" in text


def test_interest_shows_the_debt_and_the_rounding() -> None:
    counted = e.Between(e.SpanCount.DAYS, days_after(LATE_DUE, 1), days_after(LATE_PAID, -1))
    days = e.Named("days", Titles("日数", "days late"), "20", counted)
    amount = over(times(times(LATE_PRINCIPAL, over(number(145), number(1_000))), days), number(365))
    these = terms(clause("fee", APPLIED_ONCE, amount=2_000), interest("late", amount, quantity=days))
    given = facts(payment=[pay("2016-05", "2016-06-30", 60), pay("2016-05", "2016-09-30", 9_000)])
    assert explained(these, given, "late/payment:2/2016-09") == dedent("""\
        late: 75 JPY
          provision 1
          once for late payment 2: 2016-09-30
            paid on (late payment): 2016-09-30
            debt for 2016-05: 2,160 JPY
              fee: 2,000 JPY
              tax 8%: 160 JPY
            due on: 2016-06-30
            paid before, on 2016-06-30: 60 JPY
            paid on 2016-09-30: 9,000 JPY
            part of the debt that this payment settles: 2,100 JPY
          version in force: from 2015-01-01
            governing date: 2016-06-30
              due on (late payment): 2016-06-30
          amount: principal (late payment) × 145 ÷ 1,000 × days late ÷ 365: 75.9164… JPY
            principal (late payment): 2,100 JPY
            days late: 91
              days from the day after due on (late payment) to the day before paid on (late payment): 91
                due on (late payment): 2016-06-30
                paid on (late payment): 2016-09-30
          rounded down to 1 JPY: 75 JPY
          tax: outside its scope
        """)


def test_interest_on_a_debt_brought_forward_and_on_fees_before_tax() -> None:
    these = terms(interest("late", over(LATE_PRINCIPAL, number(10))))
    debt = [{"month": "2016-01", "due_on": "2016-02-29", "amount": 500}]
    text = explained(
        these, facts(brought_forward=debt, payment=[pay("2016-01", "2016-03-01", 500)]), "late/payment:1/2016-03"
    )
    assert "debt brought forward for 2016-01: 500 JPY" in text


def test_pieces_of_24_hours_and_the_fees_they_take() -> None:
    outage = record("outage", known_at=INSTANT, restored_at=INSTANT)
    known, restored = (e.Field("outage", name, INSTANT) for name in ("known_at", "restored_at"))
    fees = e.Named("fees", Titles("料金", "fees"), "1", e.SumOfClauses(("fee", "option"), e.UnitMonth()))
    worth = over(fees, number(31))
    refund = clause(
        "refund",
        Once("outage", e.DayOf(restored), e.DayOf(known)),
        amount=worth,
        units=Units(known, restored, 1),
        kind=LineKind.REFUND,
        tax=TaxClass.EXEMPT,
    )
    these = terms(
        clause("fee", Once("device", DUE, DUE), amount=400),
        clause("option", APPLIED_ONCE, amount=7_000),
        refund,
        records=[outage, DEVICE],
    )
    row = {"known_at": instant("2016-05-30T12:00"), "restored_at": instant("2016-06-01T12:00")}
    given = facts(outage=[row], device=[{"due": "2016-05-01"}, {"due": "2016-05-02"}])
    text = explained(these, given, "refund/outage:1/2016-06")
    assert text.startswith("refund: -503 JPY\n")
    assert text[text.index("  2 whole") :] == indent(
        dedent("""\
        2 whole pieces of 24 hours (at least 1): 503.2258… JPY
          known at (outage): 2016-05-30T12:00:00+09:00
          restored at (outage): 2016-06-01T12:00:00+09:00
          2 begun in 2016-05, each worth fees ÷ 31: 251.6129… JPY
            fees: 7,800 JPY
              (fee + option) in the month in which the 24 hours began: 7,800 JPY
                fee: 800 JPY
                  2 × 400 JPY
                option: 7,000 JPY
        rounded down to 1 JPY: 503 JPY
        given to the customer: -503 JPY
        tax: exempt
        """),
        "  ",
    )


def test_a_cap_shows_what_was_counted_before() -> None:
    damages = clause(
        "damages", Once("device", DUE, DUE), amount=PRICE, cap=money(390), capped=compare(PRICE, "<", money(900))
    )
    these = terms(damages, records=[DEVICE])
    rows = [
        {"due": "2016-06-01", "price": 300},
        {"due": "2016-06-02", "price": 300},
        {"due": "2016-06-03", "price": 900},
    ]
    text = explained(these, facts(device=rows), "damages/device:2/2016-06")
    assert "at most 390 JPY in all: 90 JPY\n" in text
    assert "counted under the cap before this: 300 JPY\n" in text
    assert "the cap does not apply\n    price (device) is under 900 JPY: does not hold\n" in explained(
        these, facts(device=rows), "damages/device:3/2016-06"
    )


def test_alternatives_show_which_did_not_apply() -> None:
    first = Once("device", DUE, DUE, when=compare(PRICE, "<", money(5)))
    second = Once("device", APPLIED, DUE)
    these = terms(clause("fee", first, second, amount=1), records=[DEVICE])
    text = explained(these, facts(device=[{"due": "2016-06-01", "price": 9}]), "fee/device:1/2016-05")
    assert "alternative 1: does not apply\n" in text
    assert "price (device) is under 5 JPY: does not hold\n" in text
    assert "alternative 2: applies\n" in text


def test_every_line_has_its_tree() -> None:
    these = terms(penalty(), clause("fee", monthly(), amount=1), records=[DEVICE])
    given = facts(ends_on="2016-08-01", device=[{"due": "2016-06-30", "price": 5_600}])
    evaluator = Evaluator(these)
    lines = evaluator.evaluate(given, day("2016-12-31")).lines
    whys = evaluator.whys(given, day("2016-12-31"))
    assert set(whys) == {line.id for line in lines}
    assert all(whys[line.id] == evaluator.why(given, day("2016-12-31"), line.id) for line in lines)


def test_an_unknown_line_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"there is no line .*/fee/-/2017-01 by that day"):
        explained(terms(clause("fee", monthly(), amount=1)), facts(), "fee/-/2017-01")


def test_a_row_that_falls_once_and_every_month_is_told_by_the_driver_of_each_line() -> None:
    these = terms(clause("fee", APPLIED_ONCE, monthly(first=e.Const(month("2016-06"), MONTH)), amount=1))
    assert "once for contract: 2016-05-20\n" in explained(these, facts(), "fee/-/2016-05")
    assert "each month for contract: 2016-06\n" in explained(these, facts(), "fee/-/2016-06")

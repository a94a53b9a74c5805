"""Explanations of decisions, of the rows that sums take, and of decisions that are not there."""

from textwrap import dedent
from typing import Any

import pytest

from tariff.diagnostics import InputError
from tariff.interpret import Evaluator
from tariff.model import expr as e
from tariff.model.clause import Every, Once, Sentence
from tariff.model.facts import Facts
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.lists import OneOf
from tariff.model.records import ARREARS, Titles
from tariff.model.ruling import Outcome, Ruling, RulingKind
from tariff.model.terms import Terms
from tariff.model.types import DATE, MONEY, NUMBER, TEXT, YESNO
from tests.interpret.build import (
    APPLIED,
    APPLIED_ONCE,
    clause,
    compare,
    day,
    days_after,
    facts,
    ground,
    money,
    month,
    monthly,
    number,
    pay,
    record,
    ruling,
    terms,
    times,
    version,
)
from tests.interpret.test_why import written

REQUEST = record("request", made_on=DATE, age=NUMBER, island=TEXT)
MADE = e.Field("request", "made_on", DATE)
AGE = e.Field("request", "age", NUMBER)
ISLAND = e.Field("request", "island", TEXT)
ON_REQUEST = Once("request", MADE, MADE)
USAGE = record("usage", day=DATE, fee=MONEY)
DAY, FEE = Element("usage", "day", DATE), Element("usage", "fee", MONEY)
RUNNING = Aggregate(Gathering.SUM, "usage", FEE, compare(DAY, "<=", e.LineDate()))


def explained(these: Terms, given: Facts, decision_id: str) -> str:
    reason = Evaluator(these).why_decision(given, day("2016-12-31"), f"test.terms/K-1/{decision_id}")
    return written(reason) + "\n"


def admission(**changes: Any) -> Ruling:
    values: dict[str, Any] = {
        "kind": RulingKind.ELIGIBILITY,
        "titles": Titles("承諾", "Acceptance"),
        "article": "90",
        "text": Titles("承諾しない。", "It may refuse."),
        "sentences": (Sentence("refuse", "refuse item 3 when request.age under 13"),),
        "outcome": Outcome.GRANTED,
        "against": Outcome.REFUSED,
        "grounds": (
            ground("3", "under 13", compare(AGE, "<", number(13))),
            ground("4", "island", OneOf(ISLAND, ("a", "b"))),
        ),
    }
    return ruling("admission", ON_REQUEST, **{**values, **changes})


def request(**changes: Any) -> Facts:
    return facts(request=[{"made_on": "2016-06-10", "age": 12, "island": "c", **changes}])


def test_the_grounds_that_hold_and_those_that_do_not() -> None:
    these = terms(admission(), records=[REQUEST])
    assert explained(these, request(), "admission/request:1/2016-06") == dedent("""\
        Acceptance: refused (3 under 13)
          provision 90: It may refuse.
            refuse item 3 when request.age under 13
          once for request 1: 2016-06-10
            made on (request): 2016-06-10
            age (request): 12
            island (request): c
          version in force: from 2015-01-01
            governing date: 2016-06-10
              made on (request): 2016-06-10
          ground 3 under 13: age (request) is under 13: holds
            age (request): 12
          ground 4 island: island (request) is one of a, b: does not hold
            island (request): c
        """)


def test_the_guard_the_last_day_and_the_amount() -> None:
    these = terms(
        admission(
            guard=e.Known(AGE), until=days_after(MADE, 30), amount=times(AGE, money(10)), grounds=(), against=None
        ),
        records=[REQUEST],
    )
    told = explained(these, request(), "admission/request:1/2016-06")
    assert told.startswith("Acceptance: granted\n")
    assert told.endswith(
        "  age (request) is known: holds\n    age (request): 12\n"
        "  until 30 days after made on (request): 2016-07-10\n    made on (request): 2016-06-10\n"
        "  amount: age (request) × 10 JPY: 120 JPY\n    age (request): 12\n"
    )


def test_of_a_table_the_rows_down_to_the_one_that_holds() -> None:
    rows = (
        ground("", "young", compare(AGE, "<", number(5))),
        ground("", "grown", e.Const(True, YESNO)),
        ground("", "old", e.Known(AGE)),
    )
    these = terms(ruling("who", ON_REQUEST, remarks=rows, first_remark=True), records=[REQUEST])
    told = explained(these, request(), "who/request:1/2016-06")
    assert told.startswith("who: duty (grown)\n")
    assert "  row young: age (request) is under 5: does not hold\n    age (request): 12\n  row grown: holds\n" in told
    assert "row old" not in told


def test_an_alert_names_the_rows_that_its_total_took() -> None:
    alert = ruling(
        "alert",
        Once("usage", e.Field("usage", "day", DATE), e.Field("usage", "day", DATE)),
        guard=compare(RUNNING, ">=", money(300)),
        outcome=Outcome.NOTIFIED,
        once_a_month=True,
        remarks=(ground("", "by mail", e.Const(True, YESNO)),),
    )
    rows = [{"day": f"2016-06-{n:02d}", "fee": 100 * n} for n in (1, 2, 3)]
    these = terms(alert, records=[USAGE])
    assert explained(these, facts(usage=rows), "alert/-/2016-06") == dedent("""\
        alert: notified (by mail)
          provision 1
          once for usage 2: 2016-06-02
            day (usage): 2016-06-02
            fee (usage): 200 JPY
          version in force: from 2015-01-01
            governing date: 2016-06-02
              day (usage): 2016-06-02
          the sum of fee (usage) where day (usage) is on or before the date of the line is at least 300 JPY: holds
            the sum of fee (usage) where day (usage) is on or before the date of the line: 300 JPY
              usage 1: 100 JPY
                day (usage): 2016-06-01
              usage 2: 200 JPY
                day (usage): 2016-06-02
          remark by mail: holds
          only the first of a month stands
        """)


def test_a_line_names_the_rows_that_its_amount_took() -> None:
    these = terms(clause("fee", APPLIED_ONCE, amount=Aggregate(Gathering.SUM, "usage", FEE)), records=[USAGE])
    rows = [{"day": "2016-06-01", "fee": 100}, {"day": "2016-06-02", "fee": 50}]
    reason = Evaluator(these).why(facts(usage=rows), day("2016-12-31"), "test.terms/K-1/fee/-/2016-05")
    assert "amount: the sum of fee (usage): 150 JPY\n    usage 1: 100 JPY\n    usage 2: 50 JPY\n" in written(reason)


def test_unpaid_debts_show_what_was_paid_of_them() -> None:
    due = e.Field(ARREARS.name, "due_on", DATE)
    settled = e.Field(ARREARS.name, "settled_on", DATE.or_unknown())
    stop = ruling("stop", Once(ARREARS.name, days_after(due, 1), due), outcome=Outcome.SUSPENDED, until=settled)
    given = facts(ends_on="2016-05-31", payment=[pay("2016-05", "2016-06-30", 500), pay("2016-05", "2016-08-01", 580)])
    told = explained(terms(clause("fee", monthly(), amount=1_000), stop), given, "stop/bill:2016-05/2016-07")
    assert dedent("""\
        once for unpaid debt 2016-05: 2016-07-01
          the day after due on (unpaid debt): 2016-07-01
            due on (unpaid debt): 2016-06-30
          debt for 2016-05: 1,080 JPY
            fee: 1,000 JPY
            tax 8%: 80 JPY
          due on: 2016-06-30
          paid on 2016-06-30: 500 JPY
          paid on 2016-08-01: 580 JPY
          unpaid at the end of that day: 580 JPY
          settled on: 2016-08-01
        """) in dedent(told.replace("stop: suspended\n", ""))


def test_a_debt_that_fell_due_early_says_so() -> None:
    due = e.Field(ARREARS.name, "due_on", DATE)
    end = e.Field("end", "on", DATE)
    at_once = ruling("at_once", Once("end", end, end), kind=RulingKind.ACCELERATION)
    stop = ruling("stop", Once(ARREARS.name, due, due))
    these = terms(clause("fee", monthly(), amount=1_000), at_once, stop, records=[record("end", on=DATE)])
    given = facts(ends_on="2016-05-31", end=[{"on": "2016-06-10"}])
    told = explained(these, given, "stop/bill:2016-05/2016-06")
    assert "    due on: 2016-06-10\n      all debts fell due on: 2016-06-10\n" in told


def test_every_decision_has_its_tree() -> None:
    every = ruling("each", Every("contract", e.MonthOf(APPLIED), None))
    these = terms(admission(), every, records=[REQUEST])
    evaluator, until = Evaluator(these), day("2016-08-31")
    decisions = evaluator.evaluate(request(), until).decisions
    whys = evaluator.whys_of_decisions(request(), until)
    assert list(whys) == [item.id for item in decisions]
    assert len(whys) == 1 + 4
    assert all(whys[item] == evaluator.why_decision(request(), until, item) for item in whys)


def test_an_unknown_decision_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"there is no decision .*/admission/request:2/2016-06 by that day"):
        explained(terms(admission(), records=[REQUEST]), request(), "admission/request:2/2016-06")


def absent(these: Terms, given: Facts, name: str, subject: str | None, of: str = "2016-06") -> str:
    return written(Evaluator(these).why_not(given, day("2016-12-31"), name, subject, month(of)))


def test_what_stands_against_a_decision() -> None:
    these = terms(admission(guard=compare(AGE, ">", number(20))), records=[REQUEST])
    told = absent(these, request(), "admission", "request:1")
    assert "  once for request 1: 2016-06-10\n" in told
    assert told.endswith("  age (request) is over 20: does not hold\n    age (request): 12")
    assert "request:2: not among the facts" in absent(these, request(), "admission", "request:2")


def test_a_last_day_before_the_first_stands_against_a_decision() -> None:
    these = terms(admission(until=days_after(MADE, -1)), records=[REQUEST])
    told = absent(these, request(), "admission", "request:1")
    assert "  until the day before made on (request): 2016-06-09\n" in told


def test_a_table_without_a_row_that_holds_stands_against_a_decision() -> None:
    rows = (ground("", "young", compare(AGE, "<", number(5))),)
    these = terms(ruling("who", ON_REQUEST, remarks=rows, first_remark=True), records=[REQUEST])
    assert "row young: age (request) is under 5: does not hold" in absent(these, request(), "who", "request:1")


def test_an_alert_that_did_not_come_shows_the_rows_of_its_month_alone() -> None:
    fell = e.Field("usage", "day", DATE)
    alert = ruling("alert", Once("usage", fell, fell), guard=compare(RUNNING, ">=", money(900)), once_a_month=True)
    rows = [{"day": "2016-05-31", "fee": 1}, {"day": "2016-06-02", "fee": 2}, {"day": "2016-07-01", "fee": 3}]
    told = absent(terms(alert, records=[USAGE]), facts(usage=rows), "alert", None)
    assert [line for line in told.splitlines() if "once for" in line] == ["  once for usage 2: 2016-06-02"]


def test_another_version_stands_against_a_decision() -> None:
    versions = [version("2015-01-01", "2016-06-01", admission()), version("2016-06-01", None)]
    told = absent(terms(versions=versions, records=[REQUEST]), request(), "admission", "request:1")
    assert told.endswith("no version of the clause governs it")


def test_long_conditions_are_told_part_by_part() -> None:
    parts = tuple(compare(AGE, "<", number(n)) for n in range(30, 45))
    guard = e.And((e.Or(parts), e.Not(e.Or((e.Not(e.And(parts)),)))))
    these = terms(admission(guard=guard), records=[REQUEST])
    told = explained(these, request(), "admission/request:1/2016-06")
    assert "  all of these: holds\n    one of these: holds\n" in told
    assert "    none of these: holds\n      not all of these: does not hold\n" in told
    assert max(map(len, told.splitlines())) < 200

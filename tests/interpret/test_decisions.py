"""What rulings decide: rows and months, grounds and remarks, days, amounts, versions, the first of a month."""

from fractions import Fraction
from typing import Any

import pytest

from tariff.model import expr as e
from tariff.model.clause import Every, Once
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.ruling import Outcome, Ruling, RulingKind
from tariff.model.types import DATE, MONEY, NUMBER, TEXT
from tests.interpret.build import (
    APPLIED,
    APPLIED_ONCE,
    ENDS,
    branch,
    clause,
    compare,
    days_after,
    decided,
    evaluate,
    facts,
    ground,
    money,
    number,
    on_day,
    over,
    record,
    ruling,
    terms,
    text,
    times,
    version,
)

REQUEST = record("request", made_on=DATE, ends_on=DATE.or_unknown(), age=NUMBER, kind=TEXT)
MADE = e.Field("request", "made_on", DATE)
GONE = e.Field("request", "ends_on", DATE.or_unknown())
AGE = e.Field("request", "age", NUMBER)
KIND = e.Field("request", "kind", TEXT)
ON_REQUEST = Once("request", MADE, MADE)
MINOR = ground("3", "under 13", compare(AGE, "<", number(13)))
COMPANY = ground("5", "company", compare(KIND, "==", text("company")))


def request(made_on: str = "2016-06-10", age: int = 20, kind: str = "person", **more: Any) -> dict[str, Any]:
    return {"made_on": made_on, "age": age, "kind": kind, **more}


def admission(**changes: Any) -> Ruling:
    values = {"kind": RulingKind.ELIGIBILITY, "outcome": Outcome.GRANTED, "against": Outcome.REFUSED}
    return ruling("admission", ON_REQUEST, **{**values, "grounds": (MINOR, COMPANY), **changes})


@pytest.mark.parametrize(
    ("row", "outcome", "reasons"),
    [
        (request(), "granted", ()),
        (request(age=12), "refused", ("3 under 13",)),
        (request(kind="company"), "refused", ("5 company",)),
        (request(age=12, kind="company"), "refused", ("3 under 13", "5 company")),
    ],
)
def test_every_ground_that_holds_is_a_reason(row: dict[str, Any], outcome: str, reasons: tuple[str, ...]) -> None:
    (found,) = evaluate(terms(admission(article="90"), records=[REQUEST]), facts(request=[row])).decisions
    assert (found.outcome, found.reasons) == (outcome, reasons)
    assert (found.contract, found.terms, found.clause, found.article) == ("K-1", "test.terms", "admission", "90")
    assert (found.subject, str(found.version), str(found.from_), found.to) == (
        "request:1",
        "2015-01-01",
        "2016-06-10",
        None,
    )
    assert found.id == "test.terms/K-1/admission/request:1/2016-06"


def test_a_ground_that_says_nothing_gives_no_reason() -> None:
    closed = admission(outcome=Outcome.OPEN, against=Outcome.CLOSED, grounds=(ground("", "", e.Known(MADE)),))
    (found,) = evaluate(terms(closed, records=[REQUEST]), facts(request=[request()])).decisions
    assert (found.outcome, found.reasons) == ("closed", ())


def test_remarks_and_the_amount_go_with_the_outcome_and_not_against_it() -> None:
    worth = over(times(AGE, money(100)), number(3))
    remarks = (ground("", "by mail", e.Known(MADE)), ground("", "by letter", e.Not(e.Known(GONE))))
    these = terms(admission(grounds=(MINOR,), remarks=remarks, amount=worth), records=[REQUEST])
    rows = [request(age=20), request(age=12, ends_on="2016-07-01"), request(age=13, ends_on="2016-07-01")]
    found = evaluate(these, facts(request=rows)).decisions
    assert [(item.outcome, item.reasons, item.amount) for item in found] == [
        ("granted", ("by mail", "by letter"), 666),
        ("refused", ("3 under 13",), None),
        ("granted", ("by mail",), 433),
    ]


def test_an_unknown_amount_is_none() -> None:
    unknown = e.Field("contract", "price", MONEY.or_unknown())
    assert evaluate(terms(ruling("duty", APPLIED_ONCE, amount=unknown)), facts()).decisions[0].amount is None


def test_of_a_table_the_first_row_that_holds_stands_alone_and_none_decides_nothing() -> None:
    rows = (ground("", "young", compare(AGE, "<", number(20))), ground("", "any", compare(AGE, "<", number(60))))
    these = terms(ruling("who", ON_REQUEST, remarks=rows, first_remark=True), records=[REQUEST])
    given = facts(request=[request(age=19), request(age=59), request(age=60)])
    assert [item.reasons for item in evaluate(these, given).decisions] == [("young",), ("any",)]


def test_a_guard_that_fails_decides_nothing() -> None:
    these = terms(ruling("duty", ON_REQUEST, guard=compare(e.LineDate(), "<", GONE)), records=[REQUEST])
    given = facts(request=[request(ends_on="2016-06-10"), request(ends_on="2016-06-11"), request()])
    assert [item[1] for item in decided(these, given)] == ["request:2"]


def test_what_ends_before_it_begins_is_not_decided() -> None:
    these = terms(admission(until=days_after(GONE, -1)), records=[REQUEST])
    given = facts(request=[request(ends_on="2016-06-10"), request(ends_on="2016-06-11", age=1), request()])
    assert decided(these, given) == [
        ("admission", "request:2", "2016-06-10", "2016-06-10", "refused"),
        ("admission", "request:3", "2016-06-10", "", "granted"),
    ]


def test_a_decision_for_each_month() -> None:
    monthly = Every("contract", e.MonthOf(APPLIED), e.MonthOf(ENDS))
    these = terms(ruling("notice", monthly, until=e.LastDay(e.LineMonth())))
    assert decided(these, facts(ends_on="2016-07-01")) == [
        ("notice", None, "2016-05-01", "2016-05-31", "duty"),
        ("notice", None, "2016-06-01", "2016-06-30", "duty"),
        ("notice", None, "2016-07-01", "2016-07-31", "duty"),
    ]
    assert len(decided(these, facts(), "2016-06-15")) == 2


def test_what_is_decided_later_is_not_seen() -> None:
    these = terms(admission(), records=[REQUEST])
    given = facts(request=[request("2016-06-10"), request("2016-06-11")])
    assert [item[1] for item in decided(these, given, "2016-06-10")] == ["request:1"]


def test_alternatives_over_one_record() -> None:
    first = Once("request", days_after(MADE, 1), MADE, when=compare(AGE, "<", number(13)))
    these = terms(ruling("duty", first, ON_REQUEST), records=[REQUEST])
    given = facts(request=[request(age=12), request(age=13)])
    assert [item[1:3] for item in decided(these, given)] == [("request:2", "2016-06-10"), ("request:1", "2016-06-11")]


def test_decisions_stand_by_day_ruling_and_subject() -> None:
    late, soon = ruling("b", ON_REQUEST), ruling("a", ON_REQUEST)
    these = terms(late, soon, records=[REQUEST])
    given = facts(request=[request("2016-06-02"), request("2016-06-01"), request("2016-06-02")])
    assert [item[:2] for item in decided(these, given)] == [
        ("b", "request:2"),
        ("a", "request:2"),
        ("b", "request:1"),
        ("b", "request:3"),
        ("a", "request:1"),
        ("a", "request:3"),
    ]


def test_the_governing_date_and_prior_terms_pick_the_version() -> None:
    versions = [
        version("2015-05-26", "2016-04-25", admission(article="5")),
        version("2016-04-25", "2016-05-01", admission(article="6", outcome=Outcome.COVERED)),
        version("2016-05-01", None, clause("fee", APPLIED_ONCE, amount=1)),
    ]
    kept = branch("a", "request", compare(KIND, "==", text("old")), "2016-04-25", until="2016-04-28")
    these = terms(versions=versions, records=[REQUEST], branches=(kept,))
    days = ("2016-04-24", "2016-04-25", "2016-04-30", "2016-05-01")
    rows = [request(day, kind=kind) for kind in ("new", "old") for day in days]
    found = evaluate(these, facts(request=rows)).decisions
    assert [(str(item.from_), item.article, str(item.version), item.outcome) for item in found] == [
        ("2016-04-24", "5", "2015-05-26", "granted"),
        ("2016-04-24", "5", "2015-05-26", "granted"),
        ("2016-04-25", "6", "2016-04-25", "covered"),
        ("2016-04-25", "5", "2015-05-26", "granted"),
        ("2016-04-30", "6", "2016-04-25", "covered"),
        ("2016-04-30", "6", "2016-04-25", "covered"),
    ]


USAGE = record("usage", day=DATE, fee=MONEY)
DAY = e.Field("usage", "day", DATE)
FEE = e.Field("usage", "fee", MONEY)
OTHER_DAY, OTHER_FEE = Element("usage", "day", DATE), Element("usage", "fee", MONEY)
RUNNING = Aggregate(
    Gathering.SUM,
    "usage",
    OTHER_FEE,
    e.And((compare(e.MonthOf(OTHER_DAY), "==", e.LineMonth()), compare(OTHER_DAY, "<=", DAY))),
)


def alert(**changes: Any) -> Ruling:
    values: dict[str, Any] = {"kind": RulingKind.ALERT, "outcome": Outcome.NOTIFIED, "once_a_month": True}
    return ruling("alert", Once("usage", DAY, DAY), **{**values, **changes})


def used(*rows: tuple[str, int], **more: Any) -> dict[str, Any]:
    return {"usage": [{"day": day, "fee": fee} for day, fee in rows], **more}


def test_an_alert_comes_on_the_day_on_which_a_months_running_total_first_reaches_the_threshold() -> None:
    these = terms(alert(guard=compare(RUNNING, ">=", money(30_000)), amount=RUNNING), records=[USAGE])
    given = facts(
        **used(
            ("2016-06-20", 10_000),
            ("2016-06-01", 15_000),
            ("2016-06-10", 14_999),
            ("2016-06-11", 1),
            ("2016-07-01", 29_999),
            ("2016-08-31", 15_000),
            ("2016-08-31", 15_000),
        )
    )
    found = evaluate(these, given).decisions
    assert [(str(item.from_), item.subject, item.amount) for item in found] == [
        ("2016-06-11", None, 30_000),
        ("2016-08-31", None, 30_000),
    ]
    assert found[0].id == "test.terms/K-1/alert/-/2016-06"


def test_the_first_of_a_month_is_the_first_by_day_and_id_over_all_forms_and_records() -> None:
    by_request = ruling("alert", ON_REQUEST, outcome=Outcome.NOTIFIED, once_a_month=True, remarks=(MINOR,))
    versions = [version("2015-01-01", "2016-06-15", by_request), version("2016-06-15", None, alert())]
    these = terms(versions=versions, records=[USAGE, REQUEST])
    rows = [request("2016-06-02", id="9"), request("2016-06-02", age=1, id="10"), request("2016-06-03", id="1")]
    found = evaluate(these, facts(**used(("2016-06-15", 1), ("2016-07-01", 1)), request=rows)).decisions
    assert [(str(item.from_), item.reasons, str(item.version)) for item in found] == [
        ("2016-06-02", ("3 under 13",), "2015-01-01"),
        ("2016-07-01", (), "2016-06-15"),
    ]


def test_a_void_decision_does_not_take_the_months_place() -> None:
    these = terms(alert(until=on_day("2016-06-05"), guard=compare(FEE, ">", money(0))), records=[USAGE])
    assert decided(these, facts(**used(("2016-06-01", 0), ("2016-06-04", 1), ("2016-06-06", 1)))) == [
        ("alert", None, "2016-06-04", "2016-06-05", "notified")
    ]


def test_decisions_see_the_amounts_of_lines() -> None:
    high = compare(e.SumOfClauses(("fee",), e.LineMonth()), ">=", money(500))
    these = terms(clause("fee", APPLIED_ONCE, amount=500), ruling("notice", ON_REQUEST, guard=high), records=[REQUEST])
    given = facts(request=[request("2016-05-31"), request("2016-06-01")])
    assert [item[1] for item in decided(these, given)] == ["request:1"]


@pytest.mark.parametrize(("siblings", "outcome"), [(4, "granted"), (5, "refused")])
def test_a_limit_across_contracts(siblings: int, outcome: str) -> None:
    sibling = record("sibling", accepted_on=DATE, ended_on=DATE.or_unknown())
    accepted, identity = Element("sibling", "accepted_on", DATE), Element("sibling", "id", TEXT)
    own = e.Field("contract", "id", TEXT)
    before = compare(accepted, "<", APPLIED)
    tie = e.And((compare(accepted, "==", APPLIED), compare(identity, "<", own)))
    count = Aggregate(Gathering.COUNT, "sibling", None, e.Or((before, tie)))
    full = ground("4", "at most 5", compare(count, ">=", number(5)))
    limit = ruling("limit", APPLIED_ONCE, outcome=Outcome.GRANTED, against=Outcome.REFUSED, grounds=(full,))
    rows = [{"id": f"K-0{n}", "accepted_on": "2016-05-20"} for n in range(siblings)]
    later = [{"id": "K-2", "accepted_on": "2016-05-20"}, {"id": "K-0x", "accepted_on": "2016-05-21"}]
    found = evaluate(terms(limit, records=[sibling]), facts(sibling=rows + later)).decisions
    assert [item.outcome for item in found] == [outcome]


def test_a_sum_of_rows_makes_an_amount_and_is_rounded_once() -> None:
    third = Aggregate(Gathering.SUM, "usage", times(OTHER_FEE, number(Fraction(1, 3))))
    these = terms(clause("fee", APPLIED_ONCE, amount=third), records=[USAGE])
    (line,) = evaluate(these, facts(**used(("2016-06-01", 1), ("2016-06-02", 1), ("2016-06-03", 1)))).lines
    assert line.amount == 1


def test_a_sum_of_payments_sees_those_made_by_the_day() -> None:
    total = Aggregate(Gathering.SUM, "payment", Element("payment", "amount", MONEY))
    these = terms(clause("fee", APPLIED_ONCE, amount=100), ruling("paid", APPLIED_ONCE, amount=total))
    rows = [
        {"month": "2016-05", "paid_on": "2016-06-10", "amount": 60},
        {"month": "2016-05", "paid_on": "2016-07-10", "amount": 40},
    ]
    seen = [evaluate(these, facts(payment=rows), until).decisions[0].amount for until in ("2016-06-09", "2016-06-10")]
    assert [*seen, evaluate(these, facts(payment=rows)).decisions[0].amount] == [0, 60, 100]

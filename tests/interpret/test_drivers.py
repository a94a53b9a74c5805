"""What makes a line: rows and months, alternatives, unknown days, guards."""

from attrs import evolve

from tariff.interpret.plan import Plan
from tariff.model import expr as e
from tariff.model.clause import Every, Once
from tariff.model.records import Cardinality
from tariff.model.types import DATE, MONEY, YESNO
from tests.interpret.build import (
    APPLIED,
    APPLIED_ONCE,
    ENDS,
    amounts,
    clause,
    compare,
    days_after,
    evaluate,
    facts,
    money,
    month,
    monthly,
    number,
    on_day,
    over,
    plus,
    record,
    terms,
    times,
    version,
)

DEVICE = record("device", due=DATE.or_unknown(), returned=DATE.or_unknown(), price=MONEY)
DUE = e.Field("device", "due", DATE.or_unknown())
RETURNED = e.Field("device", "returned", DATE.or_unknown())
PRICE = e.Field("device", "price", MONEY)


def test_once_per_contract() -> None:
    start = days_after(APPLIED, 7)
    these = terms(clause("start", Once("contract", start, APPLIED), amount=2_000))
    (line,) = evaluate(these, facts(applied_on="2016-05-24")).lines
    assert line.id == "test.terms/K-1/start/-/2016-05"
    assert (line.date.isoformat(), line.month, line.subject, line.amount) == ("2016-05-31", "2016-05", None, 2_000)
    assert (line.invoice, line.version.isoformat(), line.rate) == ("test.terms/K-1/2016-05", "2015-01-01", "8%")


def test_once_per_row_names_the_row_and_skips_unknown_days() -> None:
    these = terms(clause("late", Once("device", days_after(DUE, 1), DUE), amount=PRICE), records=[DEVICE])
    rows = [
        {"id": "d-2", "due": "2016-06-30", "price": 5},
        {"id": "d-1", "price": 6},
        {"due": "2016-06-29", "price": 7},
    ]
    lines = evaluate(these, facts(device=rows)).lines
    assert [(line.subject, line.date.isoformat(), line.amount) for line in lines] == [
        ("device:3", "2016-06-30", 7),
        ("device:d-2", "2016-07-01", 5),
    ]


def test_a_line_needs_its_governing_date() -> None:
    these = terms(clause("late", Once("device", APPLIED, RETURNED), amount=1), records=[DEVICE])
    assert amounts(these, facts(device=[{"price": 1}])) == []


def test_alternatives_take_the_first_that_holds() -> None:
    returned = Once("device", RETURNED, RETURNED, when=compare(RETURNED, "<", on_day("2016-07-01")))
    due = Once("device", DUE, DUE)
    these = terms(clause("visit", returned, due, amount=1), records=[DEVICE])
    rows = [
        {"due": "2016-09-01", "returned": "2016-06-30"},
        {"due": "2016-09-02", "returned": "2016-07-01"},
        {"due": "2016-09-03"},
        {"returned": "2016-07-02"},
    ]
    days = [date for _, date, _ in amounts(these, facts(device=rows))]
    assert days == ["2016-06-30", "2016-09-02", "2016-09-03"]


def test_drivers_over_different_records_are_independent() -> None:
    these = terms(
        clause("fee", APPLIED_ONCE, Once("device", DUE, DUE), amount=1),
        records=[DEVICE],
    )
    assert len(amounts(these, facts(device=[{"due": "2016-06-01"}]))) == 2


def test_every_month_includes_both_ends_and_stops_with_what_is_seen() -> None:
    these = terms(clause("fee", monthly(), amount=390))
    assert [date for _, date, _ in amounts(these, facts(ends_on="2016-07-01"))] == [
        "2016-05-01",
        "2016-06-01",
        "2016-07-01",
    ]
    assert len(amounts(these, facts(), until="2016-06-01")) == 2
    assert amounts(these, facts(ends_on="2016-04-30")) == []


def test_every_without_an_end_is_open_and_without_a_start_is_nothing() -> None:
    these = terms(clause("fee", Every("contract", e.MonthOf(APPLIED), None), amount=1))
    assert len(amounts(these, facts(ends_on="2016-05-31"))) == 8
    these = terms(clause("fee", Every("contract", e.MonthOf(ENDS), None), amount=1))
    assert amounts(these, facts()) == []


def test_every_over_rows() -> None:
    line = record("line", starts_on=DATE, ends_on=DATE.or_unknown())
    last = e.MonthOf(e.Least((e.Field("line", "ends_on", DATE.or_unknown()), ENDS)))
    fee = clause("fee", Every("line", e.MonthOf(e.Field("line", "starts_on", DATE)), last), amount=400)
    rows = [{"starts_on": "2016-05-31", "ends_on": "2016-06-01"}, {"starts_on": "2016-06-30"}]
    lines = evaluate(terms(fee, records=[line]), facts(ends_on="2016-07-31", line=rows)).lines
    assert [(item.month, item.subject) for item in lines] == [
        ("2016-05", "line:1"),
        ("2016-06", "line:1"),
        ("2016-06", "line:2"),
        ("2016-07", "line:2"),
    ]


def test_an_at_most_once_record_drives_and_is_read_as_unknown_when_absent() -> None:
    cancellation = record("cancellation", Cardinality.AT_MOST_ONCE, on=DATE)
    on = e.Field("cancellation", "on", DATE.or_unknown())
    these = terms(
        clause("leaving", Once("cancellation", on, on), amount=1),
        clause("start", APPLIED_ONCE, amount=2, guard=e.Not(compare(on, "<=", days_after(APPLIED, 7)))),
        records=[cancellation],
    )
    assert amounts(these, facts()) == [("start", "2016-05-20", 2)]
    assert amounts(these, facts(cancellation={"on": "2016-05-27"})) == [("leaving", "2016-05-27", 1)]
    assert evaluate(these, facts(cancellation={"on": "2016-05-27"})).lines[0].subject is None


def test_guard_amount_and_quantity_see_the_line() -> None:
    odd = e.Or(
        (
            compare(e.LineDate(), "==", on_day("2016-05-01")),
            compare(e.LineMonth(), ">=", e.Const(month("2016-12"), DATE)),
        )
    )
    these = terms(
        clause("fee", monthly(), amount=times(money(10), e.DaysOfMonth(e.LineMonth())), guard=odd, quantity=number(3))
    )
    lines = evaluate(these, facts()).lines
    assert [(line.month, line.amount, line.quantity) for line in lines] == [("2016-05", 310, 3), ("2016-12", 310, 3)]


def test_no_line_for_a_zero_or_unknown_amount() -> None:
    these = terms(
        clause("small", APPLIED_ONCE, amount=over(money(1), number(2))),
        clause("unknown", Once("device", APPLIED, APPLIED), amount=e.Field("device", "none", MONEY.or_unknown())),
        records=[DEVICE],
    )
    assert amounts(these, facts(device=[{"price": 1}])) == []


def test_a_sum_of_clauses_counts_their_rounded_lines_in_the_month() -> None:
    half = clause("half", monthly(), amount=over(money(5), number(2)))
    once = clause("once", APPLIED_ONCE, amount=100)
    both = e.SumOfClauses(("half", "once"), e.LineMonth())
    total = clause("total", monthly(last=e.MonthOf(e.AddDays(APPLIED, number(31)))), amount=both)
    assert [item for item in amounts(terms(total, half, once), facts()) if item[0] == "total"] == [
        ("total", "2016-05-01", 102),
        ("total", "2016-06-01", 2),
    ]


def test_a_sum_looks_past_the_last_day_seen() -> None:
    ahead = clause("ahead", APPLIED_ONCE, amount=e.SumOfClauses(("fee",), e.AddMonths(e.LineMonth(), 2)))
    fee = clause("fee", monthly(), amount=e.DaysOfMonth(e.LineMonth()))
    these = terms(fee, ahead)
    assert amounts(these, facts(), until="2016-05-20") == [("fee", "2016-05-01", 31), ("ahead", "2016-05-20", 31)]
    assert amounts(these, facts(ends_on="2016-06-30"), until="2016-05-20") == [("fee", "2016-05-01", 31)]


def test_what_is_dated_later_is_not_seen_yet() -> None:
    these = terms(clause("start", Once("contract", days_after(APPLIED, 7), APPLIED), amount=1))
    assert amounts(these, facts(), until="2016-05-26") == []
    assert len(amounts(these, facts(), until="2016-05-27")) == 1


def test_a_guard_on_a_yes_no_field_that_is_unknown_does_not_hold() -> None:
    vip = e.Field("contract", "vip", YESNO.or_unknown())
    these = terms(clause("start", APPLIED_ONCE, amount=plus(money(1), money(1)), guard=vip))
    assert amounts(these, facts(vip=True)) == [("start", "2016-05-20", 2)]
    assert amounts(these, facts(vip=False)) == []
    assert amounts(these, facts()) == []


def test_equal_clauses_of_versions_are_compiled_once() -> None:
    fee = clause("fee", APPLIED_ONCE, amount=1)
    these = terms(versions=[version("2015-01-01", "2016-01-01", fee), version("2016-01-01", None, evolve(fee))])
    assert [len(making.stands) for making in Plan(these).makings["fee"]] == [2]

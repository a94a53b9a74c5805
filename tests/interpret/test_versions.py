"""Which version makes a line: governing dates, and branches of both endings."""

import pytest

from tariff.model import expr as e
from tariff.model.clause import Every, Once
from tariff.model.terms import Branch, Terms
from tariff.model.types import DATE
from tests.interpret.build import (
    APPLIED,
    LATE_DUE,
    LATE_PRINCIPAL,
    amounts,
    branch,
    clause,
    compare,
    days_after,
    evaluate,
    facts,
    interest,
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

VISIT = record("visit", accepted_on=DATE, done_on=DATE)
ACCEPTED = e.Field("visit", "accepted_on", DATE)
DONE = e.Field("visit", "done_on", DATE)
OLD = compare(ACCEPTED, "<", on_day("2016-04-25"))


def priced(*branches: Branch, accepted: e.Expr = ACCEPTED) -> Terms:
    """A visit costs 1 in the first version, 2 in the second, 3 in the third; governed by `accepted`."""
    visit = Once("visit", DONE, accepted)
    spans = [("2015-05-26", "2016-04-25"), ("2016-04-25", "2017-01-01"), ("2017-01-01", None)]
    versions = [version(since, until, clause("visit", visit, amount=n)) for n, (since, until) in enumerate(spans, 1)]
    return terms(versions=versions, records=[VISIT], branches=branches)


def visit(accepted_on: str, done_on: str = "2018-01-01") -> dict[str, str]:
    return {"accepted_on": accepted_on, "done_on": done_on}


@pytest.mark.parametrize(
    ("accepted_on", "amount", "since"),
    [
        ("2015-05-26", 1, "2015-05-26"),
        ("2016-04-24", 1, "2015-05-26"),
        ("2016-04-25", 2, "2016-04-25"),
        ("2016-12-31", 2, "2016-04-25"),
        ("2017-01-01", 3, "2017-01-01"),
    ],
)
def test_the_governing_date_picks_the_version(accepted_on: str, amount: int, since: str) -> None:
    (line,) = evaluate(priced(), facts(visit=[visit(accepted_on)]), "2018-12-31").lines
    assert (line.amount, line.version.isoformat()) == (amount, since)


def test_before_the_first_version_there_is_no_line() -> None:
    assert amounts(priced(), facts(visit=[visit("2015-05-25")]), "2018-12-31") == []


def test_a_month_is_governed_by_its_first_day_or_the_first_in_force() -> None:
    versions = [
        version("2015-05-26", "2016-04-25", clause("fee", monthly(), amount=1)),
        version("2016-04-25", None, clause("fee", monthly(), amount=2)),
    ]
    lines = amounts(terms(versions=versions), facts(applied_on="2015-05-27"), "2016-05-31")
    assert (lines[0], lines[-2], lines[-1]) == (
        ("fee", "2015-05-01", 1),
        ("fee", "2016-04-01", 1),
        ("fee", "2016-05-01", 2),
    )
    assert len(lines) == 13


def test_an_equal_clause_shows_the_version_of_its_own_date() -> None:
    versions = [
        version("2015-05-26", "2016-04-25", clause("fee", monthly(), amount=1)),
        version("2016-04-25", None, clause("fee", monthly(), amount=1)),
    ]
    lines = evaluate(terms(versions=versions), facts(applied_on="2016-04-01"), "2016-05-31").lines
    assert [line.version.isoformat() for line in lines] == ["2015-05-26", "2016-04-25"]


def test_a_version_asks_its_own_alternatives_and_governing_date() -> None:
    """A row governed by different days under the old clause and the new may have both lines, or neither."""
    versions = [
        version("2015-01-01", "2016-04-25", clause("visit", Once("visit", DONE, DONE), amount=1)),
        version("2016-04-25", None, clause("visit", Once("visit", DONE, ACCEPTED), amount=2)),
    ]
    these = terms(versions=versions, records=[VISIT])
    assert amounts(these, facts(visit=[visit("2016-05-01", "2016-04-01")])) == [
        ("visit", "2016-04-01", 1),
        ("visit", "2016-04-01", 2),
    ]
    assert amounts(these, facts(visit=[visit("2016-04-01", "2016-05-01")])) == []


FREEZE = branch("a.2016", "visit", OLD, "2016-04-25")


@pytest.mark.parametrize(
    ("accepted_on", "done_on", "amount"),
    [("2016-04-20", "2016-05-10", 1), ("2016-04-25", "2016-05-10", 2), ("2016-04-20", "2017-05-10", 1)],
)
def test_keep_prior_terms_freezes_them(accepted_on: str, done_on: str, amount: int) -> None:
    (line,) = evaluate(priced(FREEZE, accepted=DONE), facts(visit=[visit(accepted_on, done_on)]), "2018-12-31").lines
    assert line.amount == amount


def test_keep_prior_terms_for_a_while() -> None:
    these = priced(branch("a.2016", "visit", OLD, "2016-04-25", until="2016-06-01"), accepted=DONE)
    rows = [visit("2016-04-20", "2016-05-31"), visit("2016-04-20", "2016-06-01")]
    assert [amount for *_, amount in amounts(these, facts(visit=rows))] == [1, 2]


def test_a_branch_leaves_other_records_alone() -> None:
    condition = compare(APPLIED, "<", on_day("2016-04-25"))
    these = priced(branch("a.2016", "contract", condition, "2016-04-25"), accepted=DONE)
    row = visit("2016-04-20", "2016-05-10")
    assert [amount for *_, amount in amounts(these, facts(applied_on="2016-01-01", visit=[row]))] == [2]


def test_frozen_terms_walk_on_to_earlier_branches() -> None:
    """Kept by the later amendment as they stood then, and by the earlier one as they stood before it."""
    later = branch("a.2017", "visit", compare(ACCEPTED, "<", on_day("2017-01-01")), "2017-01-01")
    these = priced(FREEZE, later, accepted=DONE)
    rows = [visit("2016-04-20", "2017-05-10"), visit("2016-05-20", "2017-05-11"), visit("2017-02-01", "2017-05-12")]
    assert [amount for *_, amount in amounts(these, facts(visit=rows), "2018-12-31")] == [1, 2, 3]


def alive() -> Branch:
    """The prior line stays alive and is amended on 2016-10-01: a visit costs 10, then 20."""
    kept = Once("visit", DONE, DONE)
    prior = [
        version("2015-05-26", "2016-10-01", clause("visit", kept, amount=10)),
        version("2016-10-01", None, clause("visit", kept, amount=20)),
    ]
    return branch("a.2016", "visit", OLD, "2016-04-25", *prior)


def test_prior_terms_that_remain_in_force_are_amendable() -> None:
    these = priced(alive(), accepted=DONE)
    rows = [
        visit("2016-04-20", "2016-04-24"),
        visit("2016-04-20", "2016-04-25"),
        visit("2016-04-20", "2016-10-01"),
        visit("2016-04-25", "2016-10-02"),
    ]
    lines = evaluate(these, facts(visit=rows), "2018-12-31").lines
    assert [(line.amount, line.version.isoformat()) for line in lines] == [
        (1, "2015-05-26"),
        (10, "2015-05-26"),
        (20, "2016-10-01"),
        (2, "2016-04-25"),
    ]


def test_a_later_freeze_leads_back_into_a_living_branch() -> None:
    later = branch("a.2017", "visit", OLD, "2017-01-01")
    these = priced(alive(), later, accepted=DONE)
    assert [
        amount for *_, amount in amounts(these, facts(visit=[visit("2016-04-20", "2017-06-01")]), "2018-12-31")
    ] == [20]


def test_months_keep_prior_terms_by_the_contract() -> None:
    fee = Every("contract", e.MonthOf(APPLIED), None)
    versions = [
        version("2015-05-26", "2016-04-25", clause("fee", fee, amount=1)),
        version("2016-04-25", None, clause("fee", fee, amount=2)),
    ]
    kept = branch("a.2016", "contract", compare(APPLIED, "<", on_day("2016-04-01")), "2016-04-25")
    these = terms(versions=versions, branches=(kept,))
    assert {amount for *_, amount in amounts(these, facts(applied_on="2016-03-31"))} == {1}
    assert {amount for *_, amount in amounts(these, facts(applied_on="2016-05-01"))} == {2}


def test_debts_payable_before_keep_prior_interest() -> None:
    def tenth(share: int) -> e.Expr:
        return over(times(LATE_PRINCIPAL, number(share)), number(10))

    start = clause("start", Once("contract", APPLIED, APPLIED), amount=1_000)
    versions = [
        version("2015-05-26", "2016-04-25", start, interest("late", tenth(1))),
        version("2016-04-25", None, start, interest("late", tenth(2))),
    ]
    kept = branch("a.2016", "late", compare(LATE_DUE, "<", on_day("2016-05-31")), "2016-04-25")
    these = terms(versions=versions, branches=(kept,))
    for applied, month, amount in (("2016-03-10", "2016-03", 108), ("2016-04-10", "2016-04", 216)):
        given = facts(applied_on=applied, payment=[pay(month, "2016-07-01", 1_080)])
        assert [item.amount for item in evaluate(these, given).lines if item.clause == "late"] == [amount]


def test_the_date_of_the_line_is_not_its_governing_date() -> None:
    these = priced(accepted=days_after(ACCEPTED, 0))
    (line,) = evaluate(these, facts(visit=[visit("2016-04-24", "2017-02-01")]), "2018-12-31").lines
    assert (line.date.isoformat(), line.amount, line.rate) == ("2017-02-01", 1, "8%")

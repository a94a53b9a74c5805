"""Worked numbers of provisions that decide: admission by age, covered losses, suspensions, notices, alerts, hours."""

from typing import Any

import pytest

from tariff.model import expr as e
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.clause import LineKind, Once, TaxClass
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.ruling import Outcome, Ruling, RulingKind
from tariff.model.terms import Calendar
from tariff.model.types import DATE, INSTANT, MONEY, YESNO
from tests.interpret.build import (
    APPLIED,
    amounts,
    clause,
    compare,
    day,
    days_after,
    decided,
    evaluate,
    facts,
    ground,
    money,
    monthly,
    number,
    on_day,
    over,
    record,
    ruling,
    terms,
    times,
    version,
)

LATER = "2030-12-31"

REQUEST = record("request", made_on=DATE, born_on=DATE)
MADE, BORN = e.Field("request", "made_on", DATE), e.Field("request", "born_on", DATE)
BY_LAW, BY_BIRTHDAY = days_after(e.DayAfterMonths(BORN, 156), -1), SameDay(BORN, 156)


@pytest.mark.parametrize(
    ("made_on", "born_on", "by_law", "by_birthday"),
    [
        ("2019-04-01", "2006-04-01", "granted", "granted"),
        ("2019-04-01", "2006-04-02", "granted", "refused"),
        ("2019-04-01", "2006-04-03", "refused", "refused"),
        ("2019-04-02", "2006-04-03", "granted", "granted"),
        ("2019-10-01", "2007-04-01", "granted", "granted"),
        ("2019-10-01", "2007-04-02", "granted", "refused"),
        ("2019-10-01", "2007-04-03", "refused", "refused"),
    ],
)
def test_under_13_but_for_those_who_attain_it_by_the_next_1_april(
    made_on: str, born_on: str, by_law: str, by_birthday: str
) -> None:
    for attains, outcome in ((BY_LAW, by_law), (BY_BIRTHDAY, by_birthday)):
        young = ground("3", "under 13", compare(attains, ">", NextAnnual(MADE, 4, 1)))
        values: dict[str, Any] = {"outcome": Outcome.GRANTED, "against": Outcome.REFUSED, "grounds": (young,)}
        these = terms(ruling("admission", Once("request", MADE, MADE), **values), records=[REQUEST])
        given = facts(request=[{"made_on": made_on, "born_on": born_on}])
        assert [item[-1] for item in decided(these, given, LATER)] == [outcome]


LOSS = record("loss", known_on=DATE, received_on=DATE)
CARD_USE = record("card_use", used_on=DATE, amount=MONEY)
KNOWN, RECEIVED = e.Field("loss", "known_on", DATE), e.Field("loss", "received_on", DATE)


@pytest.mark.parametrize(
    ("known_on", "received_on", "outcome", "amount"),
    [
        ("2019-10-01", "2019-10-31", "covered", 3_000),
        ("2019-10-01", "2019-11-01", "not_covered", None),
        ("2019-10-02", "2019-11-01", "covered", 1_000),
        ("2019-10-30", "2019-10-30", "covered", 6_000),
    ],
)
def test_losses_of_60_days_reported_within_30(
    known_on: str, received_on: str, outcome: str, amount: int | None
) -> None:
    used = compare(Element("card_use", "used_on", DATE), ">=", days_after(RECEIVED, -60))
    covered = Aggregate(Gathering.SUM, "card_use", Element("card_use", "amount", MONEY), used)
    late = compare(RECEIVED, ">", days_after(KNOWN, 30))
    driver = Once("loss", RECEIVED, RECEIVED)
    kinds: dict[str, Any] = {"kind": LineKind.COMPENSATION, "tax": TaxClass.OUTSIDE}
    these = terms(
        clause("theft", driver, amount=covered, guard=e.Not(late), **kinds),
        ruling(
            "theft",
            driver,
            kind=RulingKind.COMPENSATION,
            outcome=Outcome.COVERED,
            against=Outcome.NOT_COVERED,
            grounds=(ground("4", "reported late", late),),
            amount=covered,
        ),
        records=[LOSS, CARD_USE],
    )
    uses = [("2019-08-31", 3_000), ("2019-09-01", 2_000), ("2019-10-05", 1_000)]
    given = facts(
        loss=[{"known_on": known_on, "received_on": received_on}],
        card_use=[{"used_on": used_on, "amount": worth} for used_on, worth in uses],
    )
    (found,) = evaluate(these, given, LATER).decisions
    assert (found.outcome, found.amount) == (outcome, amount)
    assert sum(-worth for _, _, worth in amounts(these, given, LATER)) == (amount or 0)


STOP = record("stop", made_on=DATE, lifted_on=DATE.or_unknown(), extended=YESNO)
STOPPED, LIFTED = e.Field("stop", "made_on", DATE), e.Field("stop", "lifted_on", DATE.or_unknown())
LAST_STOPPED = e.If(
    e.Field("stop", "extended", YESNO),
    days_after(LIFTED, -1),
    e.Least((days_after(LIFTED, -1), days_after(e.DayAfterMonths(STOPPED, 6), -1))),
)


@pytest.mark.parametrize(
    ("made_on", "lifted_on", "extended", "last"),
    [
        ("2019-11-25", None, False, "2020-05-24"),
        ("2019-08-31", None, False, "2020-02-29"),
        ("2019-11-25", "2019-12-01", False, "2019-11-30"),
        ("2019-11-25", "2020-07-01", False, "2020-05-24"),
        ("2019-11-25", "2020-07-01", True, "2020-06-30"),
        ("2019-11-25", None, True, ""),
    ],
)
def test_a_suspension_lasts_six_months_unless_it_is_extended(
    made_on: str, lifted_on: str | None, extended: bool, last: str
) -> None:
    stop = ruling("stop", Once("stop", STOPPED, STOPPED), outcome=Outcome.SUSPENDED, until=LAST_STOPPED)
    given = facts(stop=[{"made_on": made_on, "lifted_on": lifted_on, "extended": extended}])
    assert decided(terms(stop, records=[STOP]), given, LATER) == [("stop", "stop:1", made_on, last, "suspended")]


@pytest.mark.parametrize(
    ("stops", "charged"),
    [
        ([("2019-12-10", "2019-12-25")], {"2019-12-01": 51}),
        ([("2019-12-20", "2020-01-10")], {"2019-12-01": 61, "2020-01-01": 70}),
        ([("2019-12-10", "2019-12-10")], {}),
        ([("2019-12-01", "2019-12-11"), ("2019-12-26", "2020-01-01")], {"2019-12-01": 48}),
    ],
)
def test_the_days_of_suspensions_are_not_charged(stops: list[tuple[str, str]], charged: dict[str, int]) -> None:
    begun = e.Greatest((Element("stop", "made_on", DATE), e.FirstDay(e.LineMonth())))
    over_on = e.Least((days_after(Element("stop", "lifted_on", DATE.or_unknown()), -1), e.LastDay(e.LineMonth())))
    waived = Aggregate(Gathering.SUM, "stop", e.Between(e.SpanCount.DAYS, begun, over_on))
    part = over(times(money(100), waived), e.DaysOfMonth(e.LineMonth()))
    these = terms(
        clause("number", monthly(), amount=e.Arithmetic(e.ArithmeticOp.SUBTRACT, money(100), part)), records=[STOP]
    )
    rows = [{"made_on": made_on, "lifted_on": lifted_on, "extended": False} for made_on, lifted_on in stops]
    given = facts(applied_on="2019-11-01", ends_on="2020-02-28", stop=rows)
    found = {on: worth for _, on, worth in amounts(these, given, LATER)}
    whole = dict.fromkeys(("2019-11-01", "2019-12-01", "2020-01-01", "2020-02-01"), 100)
    assert found == whole | charged


@pytest.mark.parametrize(
    ("ends_on", "last"),
    [
        ("2022-06-30", "2022-05-30"),
        ("2022-07-01", "2022-06-01"),
        ("2022-03-31", "2022-02-28"),
        ("2024-03-31", "2024-02-29"),
    ],
)
def test_notice_a_month_before(ends_on: str, last: str) -> None:
    late = ground("", "late", compare(APPLIED, ">", SameDay(e.Field("contract", "ends_on", DATE), -1)))
    values: dict[str, Any] = {"outcome": Outcome.GRANTED, "against": Outcome.REFUSED, "grounds": (late,)}
    these = terms(ruling("notice", Once("contract", APPLIED, APPLIED), **values))
    for noticed, outcome in ((day(last), "granted"), (day(last) + 1, "refused")):
        given = facts(ends_on=ends_on)
        given.of("contract")[0].values["applied_on"] = noticed
        assert [item[-1] for item in decided(these, given, LATER)] == [outcome]


USAGE = record("usage", day=DATE, fee=MONEY)
USED = e.Field("usage", "day", DATE)


def total(month_of: e.Expr, by: e.Expr) -> Aggregate:
    fell = Element("usage", "day", DATE)
    within = e.And((compare(e.MonthOf(fell), "==", month_of), compare(fell, "<=", by)))
    return Aggregate(Gathering.SUM, "usage", Element("usage", "fee", MONEY), within)


THIS_MONTH = total(e.LineMonth(), e.LineDate())
MONTH_BEFORE = total(e.AddMonths(e.LineMonth(), -1), e.LineDate())
DOUBLED = e.And((compare(THIS_MONTH, ">=", money(30_000)), compare(THIS_MONTH, ">=", times(number(2), MONTH_BEFORE))))
LOWERED = compare(
    THIS_MONTH, ">=", e.If(compare(e.LineDate(), "<", on_day("2008-12-01")), money(30_000), money(20_000))
)
OVER = compare(THIS_MONTH, ">", e.If(compare(e.LineDate(), "<", on_day("2008-05-01")), money(100_000), money(50_000)))


def alert(guard: e.Expr) -> Ruling:
    return ruling("alert", Once("usage", USED, USED), guard=guard, outcome=Outcome.NOTIFIED, once_a_month=True)


@pytest.mark.parametrize(
    ("guard", "uses", "notified"),
    [
        (DOUBLED, [("2008-10-10", 14_999), ("2008-11-10", 30_000)], ["2008-11-10"]),
        (DOUBLED, [("2008-10-10", 15_001), ("2008-11-10", 30_000)], []),
        (DOUBLED, [("2008-11-10", 30_000)], ["2008-11-10"]),
        (DOUBLED, [("2008-11-10", 29_999)], []),
        (DOUBLED, [("2008-11-10", 29_999), ("2008-11-12", 1), ("2008-11-20", 9)], ["2008-11-12"]),
        (LOWERED, [("2008-11-30", 25_000)], []),
        (LOWERED, [("2008-12-01", 25_000)], ["2008-12-01"]),
        (LOWERED, [("2008-12-01", 20_000)], ["2008-12-01"]),
        (OVER, [("2008-05-10", 50_000)], []),
        (OVER, [("2008-05-10", 50_001)], ["2008-05-10"]),
        (OVER, [("2008-04-30", 80_000)], []),
    ],
)
def test_high_usage_is_notified_on_the_day_that_it_crosses(
    guard: e.Expr, uses: list[tuple[str, int]], notified: list[str]
) -> None:
    these = terms(versions=[version("2000-01-01", None, alert(guard))], records=[USAGE])
    given = facts(usage=[{"day": used_on, "fee": fee} for used_on, fee in uses])
    assert [item[2] for item in decided(these, given, LATER)] == notified


CALL = record("call", at=INSTANT)
AT = e.Field("call", "at", INSTANT)
CALLED = e.DayOf(AT)
# The week from 21 September 2026: two holidays with a citizens' holiday between them; and the break of the new year.
CLOSED = frozenset(
    map(day, ("2026-09-20", "2026-09-21", "2026-09-22", "2026-09-23", "2026-12-29", "2026-12-30", "2026-12-31"))
)


@pytest.mark.parametrize(
    ("at", "outcome", "opens"),
    [
        ("2026-12-28T10:00:00", "open", "2026-12-28"),
        ("2026-12-28T16:59:59", "open", "2026-12-28"),
        ("2026-12-28T09:59:59", "closed", "2026-12-28"),
        ("2026-12-28T17:00:00", "closed", "2027-01-01"),
        ("2026-12-29T12:00:00", "closed", "2027-01-01"),
        ("2026-09-22T12:00:00", "closed", "2026-09-24"),
        ("2026-09-19T17:00:00", "closed", "2026-09-24"),
        ("2026-09-18T15:00:00+00:00", "closed", "2026-09-19"),
    ],
)
def test_a_desk_is_open_from_10_to_17_on_open_days(at: str, outcome: str, opens: str) -> None:
    open_day = compare(e.NextOpen(CALLED, "desk"), "==", CALLED)
    begun, over_ = (compare(AT, ">=", e.InstantAt(CALLED, 60 * hour)) for hour in (10, 17))
    is_open = e.And((open_day, begun, e.Not(over_)))
    next_day = e.NextOpen(e.If(begun, days_after(CALLED, 1), CALLED), "desk")
    values: dict[str, Any] = {"outcome": Outcome.OPEN, "against": Outcome.CLOSED}
    desk = ruling(
        "desk",
        Once("call", CALLED, CALLED),
        grounds=(ground("", "", e.Not(is_open)),),
        until=e.If(is_open, CALLED, next_day),
        **values,
    )
    these = terms(desk, records=[CALL], calendars=(Calendar("desk", CLOSED),))
    assert [item[3:] for item in decided(these, facts(call=[{"at": at}]), LATER)] == [(opens, outcome)]

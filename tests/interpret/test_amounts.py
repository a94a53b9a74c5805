"""Units of 24 hours, caps over all time, rounding and signs."""

from typing import Any

import pytest

from tariff.model import expr as e
from tariff.model.clause import Clause, LineKind, Once, TaxClass, Units
from tariff.model.money import Rounding
from tariff.model.terms import Terms
from tariff.model.types import DATE, INSTANT, MONEY, TEXT
from tests.interpret.build import (
    TOKYO,
    amounts,
    clause,
    compare,
    evaluate,
    facts,
    instant,
    money,
    monthly,
    number,
    over,
    record,
    terms,
    text,
    times,
    version,
)

OUTAGE = record("outage", known_at=INSTANT, restored_at=INSTANT.or_unknown())
KNOWN_AT = e.Field("outage", "known_at", INSTANT)
RESTORED_AT = e.Field("outage", "restored_at", INSTANT.or_unknown())
RESTORED = Once("outage", e.DayOf(RESTORED_AT), e.DayOf(KNOWN_AT))
FEE = clause("fee", monthly(), amount=20_000)
SHARE = over(e.SumOfClauses(("fee",), e.UnitMonth()), e.DaysOfMonth(e.UnitMonth()))


def refund(worth: e.Expr = SHARE, at_least: int = 1) -> Clause:
    units = Units(KNOWN_AT, RESTORED_AT, at_least)
    return clause("refund", RESTORED, amount=worth, units=units, kind=LineKind.REFUND)


def refunds(these: Terms, known_at: str, restored_at: str | None, zone: str = TOKYO) -> list[tuple[int, int]]:
    row = {"known_at": instant(known_at, zone)} | ({"restored_at": instant(restored_at, zone)} if restored_at else {})
    lines = evaluate(these, facts(applied_on="2021-01-05", outage=[row]), "2023-12-31").lines
    return [(line.quantity, line.amount) for line in lines if line.clause == "refund"]


@pytest.mark.parametrize(
    ("known_at", "restored_at", "expected"),
    [
        ("2022-04-10T09:00", "2022-04-11T08:59", []),
        ("2022-04-10T09:00", "2022-04-11T09:00", [(1, -666)]),
        ("2022-04-10T09:00", "2022-04-13T08:00", [(2, -1_333)]),
        ("2023-02-10T00:00", "2023-02-12T00:00", [(2, -1_428)]),
        ("2022-04-30T12:00", "2022-05-02T12:00", [(2, -1_311)]),
        ("2022-04-10T09:00", None, []),
        ("2022-04-11T09:00", "2022-04-10T09:00", []),
    ],
)
def test_whole_pieces_of_24_hours(known_at: str, restored_at: str | None, expected: list[tuple[int, int]]) -> None:
    """S-05: the fees of the month in which each piece began, over that month's days, rounded down once."""
    assert refunds(terms(FEE, refund(), records=[OUTAGE]), known_at, restored_at) == expected


def test_a_fixed_month_of_30_days() -> None:
    these = terms(FEE, refund(over(e.SumOfClauses(("fee",), e.UnitMonth()), number(30))), records=[OUTAGE])
    assert refunds(these, "2023-02-10T00:00", "2023-02-12T00:00") == [(2, -1_333)]


def test_fewer_pieces_than_asked_make_no_line() -> None:
    these = terms(FEE, refund(at_least=2), records=[OUTAGE])
    assert refunds(these, "2022-04-10T09:00", "2022-04-12T08:59") == []
    assert refunds(these, "2022-04-10T09:00", "2022-04-12T09:00") == [(2, -1_333)]


def test_a_piece_is_elapsed_time_across_a_clock_change() -> None:
    """The day on which New York's clocks go forward has 23 hours, the one on which they go back has 25."""
    these = terms(refund(money(100)), records=[OUTAGE], zone="America/New_York")
    zone = "America/New_York"
    assert refunds(these, "2021-03-13T12:00", "2021-03-14T12:00", zone) == []
    assert refunds(these, "2021-03-13T12:00", "2021-03-14T13:00", zone) == [(1, -100)]
    assert refunds(these, "2021-11-06T12:00", "2021-11-07T11:00", zone) == [(1, -100)]


def test_a_piece_belongs_to_the_month_of_its_civil_day_in_the_zone() -> None:
    these = terms(refund(e.DaysOfMonth(e.UnitMonth())), records=[OUTAGE])
    assert refunds(these, "2022-04-30T14:59+00:00", "2022-05-01T14:59+00:00") == [(1, -30)]
    assert refunds(these, "2022-04-30T15:00+00:00", "2022-05-01T15:00+00:00") == [(1, -31)]


DAMAGE = record("damage", on=DATE, amount=MONEY, gravity=TEXT)
DAMAGE_ON = e.Field("damage", "on", DATE)
DAMAGE_AMOUNT = e.Field("damage", "amount", MONEY)
ORDINARY = compare(e.Field("damage", "gravity", TEXT), "==", text("ordinary"))


def compensation(amount: e.Expr = DAMAGE_AMOUNT, **changes: Any) -> Clause:
    values = {"kind": LineKind.COMPENSATION, "tax": TaxClass.OUTSIDE, "cap": money(390), **changes}
    return clause("damages", Once("damage", DAMAGE_ON, DAMAGE_ON), amount=amount, **values)


def damage(on: str, amount: int, gravity: str = "ordinary", **more: str) -> dict[str, Any]:
    return {"on": on, "amount": amount, "gravity": gravity, **more}


def paid(these: Terms, *rows: dict[str, Any]) -> list[int]:
    return [amount for *_, amount in amounts(these, facts(damage=list(rows)), "2018-12-31")]


def test_a_cap_in_all_counts_rows_by_day_and_id() -> None:
    these = terms(compensation(), records=[DAMAGE])
    rows = [
        damage("2016-08-01", 300, id="b"),
        damage("2016-08-01", 200, id="a"),
        damage("2016-07-01", 50),
        damage("2016-09-01", 9),
    ]
    assert paid(these, *rows) == [-50, -200, -140]
    assert [line.subject for line in evaluate(these, facts(damage=rows)).lines] == ["damage:3", "damage:a", "damage:b"]


def test_rows_outside_a_cap_are_whole_and_use_none_of_it() -> None:
    these = terms(compensation(capped=ORDINARY), records=[DAMAGE])
    rows = [damage("2016-07-01", 300), damage("2016-07-02", 1_000, "intent"), damage("2016-07-03", 300)]
    assert paid(these, *rows) == [-300, -1_000, -90]


def test_a_cap_counts_rounded_worths_and_is_rounded_itself() -> None:
    half = over(DAMAGE_AMOUNT, number(2))
    these = terms(compensation(half, cap=over(money(21), number(2))), records=[DAMAGE])
    assert paid(these, damage("2016-07-01", 7), damage("2016-07-02", 9), damage("2016-07-03", 9)) == [-3, -4, -3]


def test_a_cap_goes_on_across_versions_and_after_what_is_seen() -> None:
    versions = [
        version("2015-01-01", "2016-08-01", compensation()),
        version("2016-08-01", None, compensation(article="2")),
    ]
    these = terms(versions=versions, records=[DAMAGE])
    rows = [damage("2016-07-01", 300), damage("2016-09-01", 300), damage("2017-09-01", 300)]
    assert paid(these, *rows) == [-300, -90]


def test_a_cap_on_months() -> None:
    these = terms(clause("fee", monthly(), amount=100, cap=money(250)))
    assert [amount for *_, amount in amounts(these, facts())] == [100, 100, 50]


def test_a_cap_may_depend_on_the_row() -> None:
    """The second row adds min(500, 200 + 1,000) - min(500, 200)."""
    share = times(DAMAGE_AMOUNT, number(2))
    these = terms(compensation(share, cap=DAMAGE_AMOUNT), records=[DAMAGE])
    assert paid(these, damage("2016-07-01", 100), damage("2016-07-02", 500)) == [-100, -300]


@pytest.mark.parametrize(
    ("mode", "unit", "expected"),
    [(Rounding.DOWN, 1, 2_345), (Rounding.HALF_UP, 1, 2_346), (Rounding.UP, 10, 2_350), (Rounding.DOWN, 100, 2_300)],
)
def test_rounding_is_the_clauses_own(mode: Rounding, unit: int, expected: int) -> None:
    amount = over(money(4_691), number(2))
    these = terms(clause("fee", monthly(), amount=amount, rounding=mode, unit=unit))
    assert amounts(these, facts(ends_on="2016-05-31")) == [("fee", "2016-05-01", expected)]


def test_a_credit_rounds_its_magnitude() -> None:
    these = terms(clause("back", monthly(), amount=over(money(5), number(2)), kind=LineKind.REFUND))
    assert amounts(these, facts(ends_on="2016-05-31")) == [("back", "2016-05-01", -2)]

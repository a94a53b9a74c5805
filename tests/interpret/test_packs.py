"""The shipped packs' worked examples, from the clause files to the invoice."""

from functools import cache
from typing import Any

import pytest

from tariff.interpret import Evaluation, Evaluator
from tariff.model.facts import Facts
from tariff.versions import Library
from tests.interpret.build import day, facts, pay

KDDI = "kddi.nuisance_call_light"
SOFTBANK = "softbank.call_recording"


@cache
def evaluator(name: str, *readings: tuple[str, str]) -> Evaluator:
    return Evaluator(Library.load().terms(name, readings=dict(readings)))


def result(name: str, given: Facts, *readings: tuple[str, str], until: str = "2024-12-31") -> Evaluation:
    evaluation = evaluator(name, *readings).evaluate(given, day(until))
    assert evaluation.faults == ()
    return evaluation


def totals(name: str, given: Facts, *readings: tuple[str, str], until: str = "2024-12-31") -> dict[str, int]:
    return {item.month: item.total for item in result(name, given, *readings, until=until).invoices}


def kddi(applied_on: str = "2016-05-20", ended_at: str | None = None, **rows: Any) -> Facts:
    if ended_at:
        rows["cancellation"] = {"received_at": ended_at}
    return facts(applied_on=applied_on, accepted_on=applied_on, au_id="a-1", **rows)


def softbank(lines: int = 25, **rows: Any) -> Facts:
    started = [{"starts_on": "2022-04-15"}]
    return facts(accepted_on="2022-04-15", line=started * lines, connection=started, **rows)


E1 = kddi(ended_at="2017-06-10T12:00:00+09:00", device=[{"return_due": "2017-06-30"}])
CANCELLED = "2016-05-29T12:00:00+09:00"


def test_e1_a_contract_that_ends_with_its_device_kept() -> None:
    found = totals(KDDI, E1)
    assert (found["2016-05"], found["2017-07"], sum(found.values())) == (2_160, 6_048, 13_681)
    assert [month for month, total in found.items() if total == 421] == [f"2016-{n:02d}" for n in range(6, 13)] + [
        f"2017-{n:02d}" for n in range(1, 7)
    ]
    assert sum(totals(KDDI, E1, ("contract_months", "ordinal_month")).values()) == 10_657


def test_e2_a_cancellation_at_the_edge_of_a_month() -> None:
    given = kddi(
        "2016-05-24", "2016-06-01T12:00:00+09:00", device=[{"return_due": "2016-06-30", "returned_on": "2016-06-30"}]
    )
    assert totals(KDDI, given) == {"2016-05": 2_160, "2016-06": 421}
    assert totals(KDDI, given, ("billing_start", "civil_code")) == {}


@pytest.mark.parametrize(
    ("ended_at", "default", "civil_code"),
    [
        ("2016-05-27T23:59:59+09:00", 0, 0),
        ("2016-05-28T00:00:00+09:00", 2_160, 0),
        ("2016-05-29T00:00:00+09:00", 2_160, 2_160),
    ],
)
def test_k_02_cancellation_by_the_billing_start(ended_at: str, default: int, civil_code: int) -> None:
    given = kddi(ended_at=ended_at)
    assert sum(totals(KDDI, given).values()) == default
    assert sum(totals(KDDI, given, ("billing_start", "civil_code")).values()) == civil_code


def test_k_03_follows_the_tax_in_force() -> None:
    found = totals(KDDI, kddi(), until="2019-10-31")
    assert (found["2016-06"], found["2019-09"], found["2019-10"]) == (421, 421, 429)


def test_e3_late_payment() -> None:
    found = totals(KDDI, kddi(ended_at=CANCELLED, payment=[pay("2016-05", "2016-09-30", 2_160)]))
    assert found == {"2016-05": 2_160, "2016-09": 78}


@pytest.mark.parametrize(("paid_on", "interest"), [("2016-07-10", 0), ("2016-07-11", 8)])
def test_k_07_grace(paid_on: str, interest: int) -> None:
    found = totals(KDDI, kddi(ended_at=CANCELLED, payment=[pay("2016-05", paid_on, 2_160)]))
    assert sum(found.values()) - 2_160 == interest


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([], [-390, -200, -1_000]),
        ([("damages_cap.basis", "tax_included")], [-421, -200, -1_000]),
        ([("damages_cap.claims", "aggregate")], [-390, -1_000]),
    ],
)
def test_k_08_damages(readings: list[tuple[str, str]], expected: list[int]) -> None:
    rows = [
        ("2016-07-01", 1_000, "ordinary"),
        ("2016-07-02", 200, "ordinary"),
        ("2016-07-03", 1_000, "gross_negligence"),
    ]
    damage = [{"occurred_on": on, "amount": amount, "gravity": gravity} for on, amount, gravity in rows]
    lines = result(KDDI, kddi(ended_at=CANCELLED, damage=damage), *readings).lines
    assert [line.amount for line in lines if line.clause == "damages_cap"] == expected


def visit(accepted_on: str | None = "2016-04-20", **more: str) -> dict[str, str]:
    accepted = {"accepted_on": accepted_on} if accepted_on else {}
    return {"applied_on": "2016-04-18", "scheduled_on": "2016-05-10", **accepted, **more}


@pytest.mark.parametrize(
    ("row", "default", "end_of_day"),
    [
        (visit(completed_on="2016-05-10"), 7_560, 7_560),
        (visit("2016-04-26", completed_on="2016-05-10"), 0, 0),
        (visit(None, withdrawn_at="2016-05-10T00:00:00+09:00"), 0, 0),
        (visit(withdrawn_at="2016-05-08T23:59:00+09:00"), 0, 0),
        (visit(withdrawn_at="2016-05-09T10:00:00+09:00"), 3_672, 0),
        (visit(change_requested_at="2016-05-09T14:59:00+09:00"), 0, 0),
        (visit(change_requested_at="2016-05-09T15:00:00+09:00"), 3_672, 3_672),
        (visit(withdrawn_at="2016-05-10T00:00:00+09:00"), 3_672, 3_672),
    ],
)
def test_e8_and_k_09_visits_under_the_prior_terms(row: dict[str, str], default: int, end_of_day: int) -> None:
    given = kddi("2016-04-18", "2016-04-19T12:00:00+09:00", visit=[row])
    assert sum(totals(KDDI, given).values()) == default
    assert sum(totals(KDDI, given, ("free_withdrawal_end", "end_of_day")).values()) == end_of_day


def test_e4_a_month_with_an_outage() -> None:
    row = {"known_at": "2022-04-20T08:00:00+09:00", "restored_at": "2022-04-22T09:30:00+09:00", "cause": "carrier"}
    assert totals(SOFTBANK, softbank(outage=[row]), until="2022-05-31") == {"2022-04": 31_533, "2022-05": 22_000}


def test_s_01_fees() -> None:
    found = totals(SOFTBANK, softbank(equipment_change=[{"accepted_on": "2022-08-03"}]), until="2022-08-31")
    assert (found["2022-04"], found["2022-05"], found["2022-08"]) == (33_000, 22_000, 33_000)
    # 3 lines and a connection: 11,200 a month; in April the registration beside.
    assert totals(SOFTBANK, softbank(3), until="2022-05-31") == {"2022-04": 23_320, "2022-05": 12_320}


@pytest.mark.parametrize(("evaded", "surcharge"), [(10_400, 22_880), (400, 880)])
def test_s_03_surcharge(evaded: int, surcharge: int) -> None:
    found = totals(SOFTBANK, facts(accepted_on="2022-04-15", evasion=[{"found_on": "2022-06-01", "amount": evaded}]))
    assert found == {"2022-06": surcharge}


def test_e5_interest_across_a_leap_year() -> None:
    debt = [{"month": "2023-11", "due_on": "2023-12-15", "amount": 22_000}]
    given = facts(accepted_on="2022-04-15", brought_forward=debt, payment=[pay("2023-11", "2024-01-20", 22_000)])
    assert totals(SOFTBANK, given) == {"2024-01": 316}
    assert totals(SOFTBANK, given, ("late_interest.parts", "each")) == {"2024-01": 315}


def test_every_line_of_a_pack_has_its_why() -> None:
    payments = [pay("2016-05", "2016-09-30", 2_160)]
    given = kddi(ended_at="2017-06-10T12:00:00+09:00", device=[{"return_due": "2017-06-30"}], payment=payments)
    whys = evaluator(KDDI).whys(given, day("2017-12-31"))
    assert set(whys) == {line.id for line in result(KDDI, given, until="2017-12-31").lines}
    assert whys[f"{KDDI}/K-1/late_interest/payment:1/2016-09"].value == "78 JPY"

"""What clauses that decide, waive or sum up over records come to for facts, by the reference evaluator."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from tariff.interpret import Evaluation, Evaluator
from tariff.model.facts import Facts, Row, Value
from tariff.model.results import Decision
from tariff.versions import Library

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "versions" / "decisions.tariff"
LIBRARY = Library.load([FIXTURE])

Rows = Mapping[str, Mapping[str, Value]]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def instant(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+09:00").timestamp()) * 1_000_000


def evaluated(until: str, readings: Mapping[str, str] = {}, **records: Rows) -> Evaluation:
    """What a contract accepted on 2019-11-01 comes to by a day, with these rows of its records by id."""
    terms = LIBRARY.terms("t.decisions", readings=readings)
    contract: Rows = {"": {"au_id": "a", "accepted_on": day("2019-11-01"), "born_on": day("2000-01-01")}}
    given: dict[str, Rows] = {"contract": contract, "parameter": {"": {"months_valid": 3}}, **records}
    rows = {
        record.name: tuple(
            Row(key, {item.name: values.get(item.name) for item in record.fields})
            for key, values in given.get(record.name, {}).items()
        )
        for record in terms.records
    }
    return Evaluator(terms).evaluate(Facts("c", terms.name, rows), day(until))


def amounts(found: Evaluation, clause: str) -> list[int]:
    return [line.amount for line in found.lines if line.clause == clause]


def decided(found: Evaluation, clause: str) -> list[Decision]:
    return [item for item in found.decisions if item.clause == clause]


@pytest.mark.parametrize(
    ("stopped", "lifted", "charged", "rounded"),
    [
        ("2019-12-10", "2019-12-25", [51, 100], [52, 100]),
        ("2019-12-20", "2020-01-10", [61, 70], [62, 71]),
        ("2019-12-10", "2019-12-10", [100, 100], [100, 100]),
    ],
)
def test_the_days_of_a_suspension_are_waived(stopped: str, lifted: str, charged: list[int], rounded: list[int]) -> None:
    number: Rows = {"n": {"name": "A", "starts_on": day("2019-12-01")}}
    stop: Rows = {"s": {"number": "A", "made_on": day(stopped), "lifted_on": day(lifted), "extended": False}}
    assert amounts(evaluated("2020-01-31", number=number, stop=stop), "number_fee") == charged
    found = evaluated("2020-01-31", {"suspended_number": "rounded"}, number=number, stop=stop)
    assert amounts(found, "number_fee") == rounded


def test_days_are_waived_of_the_whole_month_s_amount_and_of_the_number_that_is_suspended() -> None:
    numbers: Rows = {
        "n1": {"name": "A", "starts_on": day("2019-12-16")},
        "n2": {"name": "B", "starts_on": day("2019-12-16")},
    }
    stop: Rows = {"s": {"number": "A", "made_on": day("2019-12-20"), "lifted_on": None, "extended": False}}
    assert amounts(evaluated("2019-12-31", number=numbers, stop=stop), "number_fee") == [12, 51]


def test_a_month_is_waived_whole_and_nothing_below_nothing_is_charged() -> None:
    pause: Rows = {"": {"from_on": day("2019-12-01"), "to_on": day("2020-01-31")}}
    assert amounts(evaluated("2020-03-31", pause=pause), "basic") == [1000, 1000, 1000]
    cancellation: Rows = {"": {"received_at": instant("2020-01-15T00:00:00")}}
    assert len(amounts(evaluated("2020-03-31", cancellation=cancellation), "basic")) == 4


@pytest.mark.parametrize(
    ("stopped", "extended", "last"),
    [
        ("2019-11-25", False, "2020-05-24"),
        ("2019-08-31", False, "2020-02-29"),
        ("2019-11-25", True, "2020-12-30"),
    ],
)
def test_a_suspension_ends_with_its_maximum_unless_it_was_extended(stopped: str, extended: bool, last: str) -> None:
    stop: Rows = {"s": {"number": "A", "made_on": day(stopped), "lifted_on": day("2020-12-31"), "extended": extended}}
    (found,) = decided(evaluated("2021-01-31", stop=stop), "suspension")
    assert (str(found.from_), str(found.to), found.outcome) == (stopped, last, "suspended")


def test_a_running_total_is_of_the_month_so_far_and_alerts_once() -> None:
    def fees(before: int, *fees: int) -> Rows:
        usage = {f"u{index}": {"day": day(f"2019-12-0{index}"), "fee": fee} for index, fee in enumerate(fees, 2)}
        return {"u0": {"day": day("2019-11-30"), "fee": before}, **usage}

    def alerts(usage: Rows) -> list[tuple[str, tuple[str, ...]]]:
        return [(str(item.from_), item.reasons) for item in decided(evaluated("2019-12-31", usage=usage), "high_bill")]

    assert alerts(fees(14_999, 20_000, 10_000, 10_000)) == [("2019-12-03", ("メール",))]
    assert alerts(fees(15_001, 20_000, 10_000)) == []
    assert alerts(fees(0, 29_999)) == []


@pytest.mark.parametrize(
    ("at", "outcome", "next_day"),
    [
        ("2019-12-27T16:59:59", "open", "2019-12-27"),
        ("2019-12-27T17:00:00", "closed", "2019-12-27"),
        ("2019-12-27T09:59:59", "closed", "2019-12-27"),
        ("2019-11-04T13:00:00", "closed", "2019-11-04"),
        ("2019-11-02T19:00:00", "closed", "2019-11-03"),
        ("2019-11-04T18:00:00", "open", "2019-11-04"),
    ],
)
def test_hours_hold_from_the_first_time_to_before_the_second(at: str, outcome: str, next_day: str) -> None:
    (found,) = decided(evaluated("2019-12-31", call={"c": {"at": instant(at), "island": "佐渡島"}}), "desk")
    assert (found.outcome, str(found.to)) == (outcome, next_day)


def test_the_sixth_contract_by_acceptance_is_refused_and_its_name_breaks_a_tie() -> None:
    def outcome(names: str) -> str:
        sibling: Rows = {name: {"accepted_on": day("2019-11-01"), "ended_on": None} for name in names}
        (found,) = decided(evaluated("2019-11-30", sibling=sibling), "admission")
        return found.outcome

    assert outcome("abdef") == "granted"
    assert outcome("ABDEF") == "refused"


@pytest.mark.parametrize(
    ("received", "outcome", "paid"), [("2019-10-31", "covered", [-3000]), ("2019-11-01", "not_covered", [])]
)
def test_a_ground_stands_against_a_compensation(received: str, outcome: str, paid: list[int]) -> None:
    loss: Rows = {"l": {"known_on": day("2019-10-01"), "received_on": day(received), "gravity": "ordinary"}}
    uses: Rows = {
        text: {"used_on": day(text), "amount": amount}
        for text, amount in (("2019-08-31", 3000), ("2019-09-01", 2000), ("2019-10-05", 1000))
    }
    found = evaluated("2019-12-31", loss=loss, card_use=uses)
    (decision,) = decided(found, "stolen")
    assert (decision.outcome, amounts(found, "stolen")) == (outcome, paid)

"""Rows that records do not admit: each that a rule holds against, and each that meets another."""

from typing import Any

import pytest
from attrs import evolve

from tariff.diagnostics import InputError
from tariff.interpret import broken_rules
from tariff.model import expr as e
from tariff.model.records import Cardinality, Never, NeverAtOnce, Titles
from tariff.model.types import DATE, TEXT
from tests.interpret.build import APPLIED, compare, days_after, facts, record, terms

STOP = record("stop", number=TEXT.or_unknown(), made_on=DATE.or_unknown(), lifted_on=DATE.or_unknown())
MADE = e.Field("stop", "made_on", DATE.or_unknown())
LIFTED = e.Field("stop", "lifted_on", DATE.or_unknown())
BACKWARDS = Never(Titles(), compare(LIFTED, "<", MADE))
EARLY = Never(Titles(), compare(MADE, "<", APPLIED))
APART = NeverAtOnce(Titles(), "number", MADE, days_after(LIFTED, -1))


def broken(rows: list[dict[str, Any]], *rules: Never | NeverAtOnce, **more: Any) -> list[tuple[int, str, str]]:
    """The rule's place, the row, and the row beside it."""
    these = terms(records=[evolve(STOP, rules=rules)])
    given = facts(stop=rows, **more)
    found = list(broken_rules(these, given))
    assert all(item.record.name == "stop" for item in found)
    return [(rules.index(item.rule), item.row.id, item.beside.id if item.beside else "") for item in found]


def stop(made_on: str | None, lifted_on: str | None = None, number: str | None = "03") -> dict[str, Any]:
    return {"number": number, "made_on": made_on, "lifted_on": lifted_on}


def test_a_row_for_which_a_rule_holds_is_wrong() -> None:
    rows = [stop("2016-06-02", "2016-06-01"), stop("2016-06-02", "2016-06-02"), stop("2016-05-19"), stop(None)]
    assert broken(rows, BACKWARDS, EARLY) == [(0, "1", ""), (1, "3", "")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([stop("2016-06-01", "2016-06-10"), stop("2016-06-10", "2016-06-20")], []),
        ([stop("2016-06-01", "2016-06-10"), stop("2016-06-09", "2016-06-20")], [("2", "1")]),
        ([stop("2016-06-09", "2016-06-20"), stop("2016-06-01", "2016-06-10")], [("1", "2")]),
        ([stop("2016-06-01"), stop("2016-09-01", "2016-09-02")], [("2", "1")]),
        ([stop("2016-06-01"), stop("2016-09-01", number="04")], []),
        ([stop("2016-06-01", number=None), stop("2016-06-01", number=None)], []),
        ([stop(None), stop("2016-06-01")], []),
        ([stop("2016-06-01", "2016-06-01"), stop("2016-05-01")], []),
        (
            [stop("2016-06-01", "2016-07-01"), stop("2016-06-02", "2016-06-04"), stop("2016-06-05", "2016-06-06")],
            [("2", "1"), ("3", "1")],
        ),
        ([stop("2016-06-01", "2016-06-02"), stop("2016-06-01", "2016-06-02")], [("2", "1")]),
    ],
)
def test_rows_of_one_number_share_no_day(rows: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert broken(rows, APART) == [(0, row, beside) for row, beside in expected]


def test_without_a_field_to_tell_them_apart_no_two_rows_share_a_day() -> None:
    rows = [stop("2016-06-01", number="03"), stop("2016-06-02", number="04")]
    assert broken(rows, evolve(APART, per=None)) == [(0, "2", "1")]
    assert broken(rows, evolve(APART, per=None, last=None)) == [(0, "2", "1")]


def test_the_contract_and_its_at_most_once_records_have_rules_too() -> None:
    ended = record("end", Cardinality.AT_MOST_ONCE, on=DATE)
    early = Never(Titles(), compare(e.Field("end", "on", DATE.or_unknown()), "<", APPLIED))
    both = terms(records=[evolve(ended, rules=(early,))])
    contract = evolve(both.records[0], rules=(early,))
    these = evolve(both, records=(contract, *both.records[1:]))
    found = broken_rules(these, facts(end={"on": "2016-05-19"}))
    assert [(item.record.name, item.row.id) for item in found] == [("contract", ""), ("end", "")]
    assert list(broken_rules(these, facts(end={"on": "2016-05-20"}))) == []
    assert list(broken_rules(these, facts())) == []


def test_a_rule_that_rests_on_a_parameter_needs_it() -> None:
    parameter = record("parameter", Cardinality.AT_MOST_ONCE, opened_on=DATE)
    rule = Never(Titles(), compare(MADE, "<", e.Field("parameter", "opened_on", DATE)))
    these = terms(records=[evolve(STOP, rules=(rule,)), parameter])
    with pytest.raises(InputError, match="the parameter opened_on is not given"):
        list(broken_rules(these, facts(stop=[stop("2016-06-01")])))
    given = facts(stop=[stop("2016-06-01")], parameter={"opened_on": "2016-06-02"})
    assert [item.row.id for item in broken_rules(these, given)] == ["1"]

"""Forms of clauses that no pack has yet: both evaluators agree on them too."""

import random

import pytest
from attrs import evolve

from tariff.model.calendar import month_of
from tariff.model.clause import Basis, Clause, Every, LineKind, Once, TaxClass
from tariff.model.expr import (
    AddDays,
    AddMonths,
    Between,
    Compare,
    CompareOp,
    DayOf,
    DaysOfMonth,
    Known,
    LineDate,
    LineMonth,
    MonthOf,
    SpanCount,
    SumOfClauses,
)
from tariff.model.money import Rounding
from tariff.model.terms import Terms, Version
from tests.agreement import Pair
from tests.model_terms import ACCEPTED, APPLIED, INTEREST, TERMS, clause, day, field, money, number, over, times
from tests.strategies import WildFacts

# Drivers over three records, one of them at most once, under one cap that a later version raises.
SEVERAL = clause(
    "several",
    LineKind.PENALTY,
    (
        Once("ban", AddDays(field("ban", "on"), number(1)), field("ban", "on"), when=Known(field("ban", "ground"))),
        Once("contract", APPLIED, APPLIED),
        Once("notice", DayOf(field("notice", "received_at")), ACCEPTED),
    ),
    money(100),
    cap=money(250),
    quantity=Between(SpanCount.DAYS, APPLIED, field("ban", "on")),
)
# Monthly lines of an at-most-once record and of a built-in one, some of them counted under a cap.
MONTHLY = clause(
    "monthly",
    LineKind.CHARGE,
    (
        Every("ban", MonthOf(field("ban", "on")), MonthOf(DayOf(field("notice", "received_at")))),
        Every("payment", field("payment", "month"), AddMonths(field("payment", "month"), 2)),
    ),
    over(times(Between(SpanCount.DAYS, APPLIED, LineDate()), number(3)), DaysOfMonth(LineMonth())),
    tax=TaxClass.REDUCED,
    rounding=Rounding.HALF_EVEN,
    cap=money(30),
    capped=Compare(CompareOp.EQ, DaysOfMonth(LineMonth()), number(31)),
)
# What other clauses came to in the month before decides, and is given back.
BACK = clause(
    "back",
    LineKind.REFUND,
    (Once("brought_forward", field("brought_forward", "due_on"), field("brought_forward", "due_on")),),
    over(SumOfClauses(("several", "monthly"), AddMonths(LineMonth(), -1)), number(7)),
    guard=Compare(CompareOp.GT, SumOfClauses(("monthly",), LineMonth()), money(0)),
    rounding=Rounding.UP,
)
CAPPED_INTEREST = evolve(INTEREST, name="capped_interest", cap=money(40), guard=None, basis=Basis())


def terms(*clauses: Clause) -> Terms:
    later = tuple(evolve(item, cap=money(300)) if item is SEVERAL else item for item in clauses)
    versions = (
        Version(day("2015-05-26"), day("2016-04-25"), clauses),
        Version(day("2016-04-25"), None, later),
    )
    return evolve(TERMS, versions=versions)


@pytest.mark.parametrize(
    "clauses",
    [(SEVERAL,), (MONTHLY,), (SEVERAL, MONTHLY, BACK), (SEVERAL, CAPPED_INTEREST)],
    ids=lambda clauses: "+".join(item.name for item in clauses),
)
def test_the_evaluators_agree(clauses: tuple[Clause, ...]) -> None:
    wild = WildFacts(terms(*clauses))
    batch = [wild.facts(random.Random(f"clauses/{one}"), f"K-{one}") for one in range(150)]
    pair = Pair(wild.terms, 1900 * 12, month_of(wild.until), "America/St_Johns")
    made = {line[3] for facts in batch for line in pair.interpreted(facts).lines}
    assert made >= {item.name for item in clauses}
    assert pair.differing(batch) == []

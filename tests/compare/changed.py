"""The terms made by hand with one thing changed: of the whole, of a clause, of a ruling."""

from fractions import Fraction

from attrs import evolve

from tariff.model import expr as e
from tariff.model.clause import Basis, Clause, Once
from tariff.model.money import Rounding
from tariff.model.records import Cardinality, Never, Record, Titles
from tariff.model.ruling import Ground, Outcome, Ruling, RulingKind
from tariff.model.terms import BillingCycle, Calendar, TaxStep
from tariff.model.types import MONEY
from tests.model_terms import ACCEPTED, DAMAGE, INTEREST, OUTAGE, RECORDS, TERMS, VISIT, day, field, money

TWELVE = Fraction(12, 100)
DEARER = evolve(TERMS.branches[1].versions[1], clauses=(evolve(DAMAGE, cap=money(500)),))


def _with(record: Record) -> tuple[Record, ...]:
    return tuple(record if item.name == record.name else item for item in TERMS.records)


VISITS, SEATS = TERMS.branches[0], RECORDS[0].fields[3]
WHOLE = {
    "billing": evolve(TERMS, billing=BillingCycle(due_months=2, due_day=10)),
    "zone": evolve(TERMS, zone="UTC"),
    "currency": evolve(TERMS, currency="USD", minor_digits=2),
    "tax": evolve(
        TERMS, taxes=(*TERMS.taxes, TaxStep(day("2025-10-01"), dict.fromkeys(("standard", "reduced"), TWELVE)))
    ),
    "calendar": evolve(TERMS, calendars=(Calendar("sundays", TERMS.calendars[0].closed ^ {day("2020-01-06")}),)),
    "kept by others": evolve(
        TERMS, branches=(evolve(VISITS, condition=e.Known(field("visit", "done_on"))), *TERMS.branches[1:])
    ),
    "kept by fewer": evolve(TERMS, branches=TERMS.branches[1:]),
    "kept terms": evolve(
        TERMS, branches=(*TERMS.branches[:1], evolve(TERMS.branches[1], versions=(DEARER,)), TERMS.branches[2])
    ),
    "a record less": evolve(TERMS, records=TERMS.records[1:]),
    "rows of a record": evolve(TERMS, records=_with(evolve(RECORDS[2], cardinality=Cardinality.MANY))),
    "fields": evolve(
        TERMS,
        records=_with(
            evolve(RECORDS[0], fields=(*RECORDS[0].fields[:3], evolve(SEATS, type=MONEY.or_unknown()))),
        ),
    ),
    "a rule": evolve(
        TERMS,
        records=_with(
            evolve(RECORDS[2], rules=(Never(Titles("理由なし", "no ground"), e.Not(e.Known(field("ban", "ground")))),))
        ),
    ),
}


DESK = Ruling(
    "desk",
    RulingKind.ENTITLEMENT,
    Titles("窓口", "desk"),
    "7",
    (Once("visit", field("visit", "planned_on"), field("visit", "planned_on")),),
    None,
    Outcome.GRANTED,
    Outcome.REFUSED,
    (
        Ground("1", Titles("未承諾", "not accepted"), e.Not(e.Known(field("visit", "accepted_on")))),
        Ground("4", Titles("紙の請求", "bills on paper"), e.Not(field("contract", "paperless"))),
    ),
    (
        Ground("2", Titles("実施済み", "done"), e.Known(field("visit", "done_on"))),
        Ground("3", Titles("撤回", "withdrawn"), e.Known(field("visit", "withdrawn_at"))),
    ),
    first_remark=True,
    amount=money(100),
)
PARTS: dict[str, Clause | Ruling] = {
    "governing date": evolve(VISIT, drivers=(Once("visit", field("visit", "done_on"), ACCEPTED), *VISIT.drivers[1:])),
    "order of alternatives": evolve(VISIT, drivers=VISIT.drivers[::-1]),
    "quantity": evolve(VISIT, quantity=field("contract", "seats")),
    "rounding": evolve(VISIT, rounding=Rounding.UP, unit=100),
    "pieces": evolve(OUTAGE, units=None, amount=money(100)),
    "principal": evolve(INTEREST, basis=Basis(INTEREST.basis.leave_out if INTEREST.basis else (), with_tax=False)),
    "outcome": evolve(DESK, outcome=Outcome.DUTY),
    "outcome against": evolve(DESK, against=Outcome.NOT_COVERED),
    "kind": evolve(DESK, kind=RulingKind.SUSPENSION),
    "amount decided on": evolve(DESK, amount=money(50)),
    "once a month": evolve(DESK, once_a_month=True),
    "every reason": evolve(DESK, first_remark=False),
    "order of reasons": evolve(DESK, remarks=DESK.remarks[::-1]),
    "number of a ground": evolve(DESK, grounds=(evolve(DESK.grounds[0], number="4-2"), DESK.grounds[1])),
    "order of grounds": evolve(DESK, grounds=DESK.grounds[::-1]),
    "a reason more": evolve(DESK, remarks=(*DESK.remarks, Ground("", Titles("その他", "other"), e.Known(ACCEPTED)))),
    "a ruling for a clause": evolve(DESK, name="visit"),
}

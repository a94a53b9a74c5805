"""Random terms: the small ones built by hand, versions, transitions, drivers, guards and limits changed at random.

What the shipped packs do not use yet, a user's pack may use tomorrow; the evaluators must agree on that too.
"""

import random
from fractions import Fraction

from attrs import evolve

from tariff.model.clause import Basis, Clause, Every, LineKind, Once, TaxClass, Units
from tariff.model.expr import Expr, LineMonth, MonthOf, SumOfClauses
from tariff.model.money import Rounding
from tariff.model.records import ARREARS, LATE, Record
from tariff.model.terms import BillingCycle, Branch, TaxStep, Terms, Version
from tests.chance import Chance
from tests.model_terms import (
    DAMAGE,
    JOINING,
    LEAVING,
    MONTHLY,
    RECORDS,
    SECOND,
    TERMS,
    VISIT,
    clause,
    day,
    field,
    money,
    number,
    over,
)
from tests.rulings import redrawn, rulings

ZONES = ("Asia/Tokyo", "America/New_York", "Australia/Lord_Howe", "UTC")
_KINDS = (LineKind.CHARGE, LineKind.PENALTY, LineKind.REFUND, LineKind.COMPENSATION)
_RATED = (TaxClass.STANDARD, TaxClass.REDUCED, TaxClass.METERED)
_MARKS = tuple(map(day, ("2015-08-31", "2016-03-01", "2016-04-25", "2017-01-15", "2018-02-28")))

# Runs on the amounts of other clauses, one of them capped.
SHARE = clause(
    "share",
    LineKind.CHARGE,
    (Every("contract", MonthOf(field("contract", "applied_on")), MonthOf(field("ban", "on"))),),
    over(SumOfClauses(("damage", "monthly", "visit"), LineMonth()), number(7)),
    tax=TaxClass.EXEMPT,
)
_RECORDS = {
    "joining": "contract",
    "monthly": "contract",
    "share": "contract",
    "lines": "line",
    "leaving": "contract",
    "visit": "visit",
    "outage": "outage",
    "damage": "damage",
    "interest": "late",
    "dunning": "late",
}


def mutated(rng: random.Random) -> Terms:
    """Terms with one to four versions and up to three transitions."""
    first = TERMS.versions[0].since
    steps = sorted({rng.choice(_MARKS) for _ in range(rng.randrange(3))})
    return evolve(
        TERMS,
        zone=rng.choice(ZONES),
        rounding=rng.choice(tuple(Rounding)),
        unit=rng.choice((1, 1, 10)),
        billing=BillingCycle(rng.randrange(2), rng.choice((0, 1, 15)), rng.randrange(1, 3), rng.choice((0, 5, 31))),
        versions=_versions(rng, sorted({first, *rng.choices(_MARKS, k=rng.randrange(4))})),
        branches=tuple(sorted((_branch(rng) for _ in range(rng.randrange(4))), key=lambda branch: branch.since)),
        taxes=tuple(TaxStep(since, {tax.value: _rate(rng) for tax in _RATED}) for since in steps),
    )


def ruled(rng: random.Random) -> Terms:
    """Terms of few clauses, with rulings over all that the rows of their records come to."""
    first = TERMS.versions[0].since
    made: list[Version] = []
    decided = rulings(rng, 1.0)
    since = sorted({first, *rng.choices(_MARKS, k=2)})
    for start, until in zip(since, [*since[1:], None], strict=True):
        made.append(Version(start, until, tuple(rng.sample((JOINING, MONTHLY, LEAVING, DAMAGE), 2)), decided))
        decided = redrawn(rng, decided, 1.0)
    return evolve(mutated(rng), versions=tuple(made), branches=())


def _rate(rng: random.Random) -> Fraction:
    return Fraction(rng.randrange(25), 200)


def _versions(rng: random.Random, since: list[int]) -> tuple[Version, ...]:
    clauses, decided = [*SECOND.clauses, VISIT, SHARE], rulings(rng)
    made: list[Version] = []
    for first, until in zip(since, [*since[1:], None], strict=True):
        clauses = [_changed(rng, item) if rng.random() < 0.3 else item for item in clauses]
        decided = redrawn(rng, decided)
        made.append(Version(first, until, tuple(item for item in clauses if not made or rng.random() < 0.9), decided))
    return tuple(made)


def _branch(rng: random.Random) -> Branch:
    since, record = rng.choice(_MARKS), rng.choice([*RECORDS, LATE, ARREARS])
    until = since + rng.randrange(1, 600) if rng.random() < 0.4 else None
    frozen = rng.random() < 0.5
    versions = () if frozen else _versions(rng, [TERMS.versions[0].since, since, since + 90])
    return Branch("of.chance", record.name, Chance(rng, record).condition(2), since, until, frozen, versions)


def _changed(rng: random.Random, old: Clause) -> Clause:
    """The clause with one to three things about it changed."""
    record = next(item for item in (*RECORDS, LATE) if item.name == _RECORDS[old.name])
    for change in rng.choices(
        (_guard, _amount, _rounding, _kind, _drivers, _limit, _basis, _pieces), k=rng.choice((1, 2, 3))
    ):
        old = change(rng, old, record)
    return old


def _guard(rng: random.Random, old: Clause, record: Record) -> Clause:
    return evolve(old, guard=Chance(rng, record, line=True).condition(2) if rng.random() < 0.8 else None)


def _amount(rng: random.Random, old: Clause, record: Record) -> Clause:
    chance = Chance(rng, record, line=True)
    return evolve(old, amount=chance.money(2), quantity=chance.number(1))


def _rounding(rng: random.Random, old: Clause, record: Record) -> Clause:
    del record
    return evolve(old, rounding=rng.choice(tuple(Rounding)), unit=rng.choice((1, 5, 100)))


def _kind(rng: random.Random, old: Clause, record: Record) -> Clause:
    if record is LATE:
        return old
    return evolve(old, kind=rng.choice(_KINDS), tax=rng.choice(tuple(TaxClass)))


def _drivers(rng: random.Random, old: Clause, record: Record) -> Clause:
    """Alternatives, drivers by the month, or another governing date."""
    chance = Chance(rng, record)
    if record is LATE:
        when = chance.condition(1) if rng.random() < 0.5 else None
        return evolve(old, drivers=(Once("late", field("late", "paid_on"), chance.date(1), when), *old.drivers))
    if rng.random() < 0.3 and old.units is None:
        last: Expr | None = MonthOf(chance.date(1)) if rng.random() < 0.7 else None
        return evolve(old, drivers=(Every(record.name, MonthOf(chance.date(1)), last),))
    once = tuple(
        Once(record.name, chance.date(1), chance.date(1), chance.condition(1) if rng.random() < 0.6 else None)
        for _ in range(rng.choice((1, 2, 3)))
    )
    return evolve(old, drivers=once)


def _limit(rng: random.Random, old: Clause, record: Record) -> Clause:
    chance = Chance(rng, record, line=True)
    capped = chance.condition(1) if rng.random() < 0.5 else None
    limited = rng.random() < 0.7 and record is not LATE
    return evolve(old, cap=chance.money(1) if limited else None, capped=capped if limited else None)


def _basis(rng: random.Random, old: Clause, record: Record) -> Clause:
    if record is not LATE:
        return old
    names = [name for name, over_record in _RECORDS.items() if over_record != "late"]
    return evolve(old, basis=Basis(tuple(rng.sample(names, rng.randrange(4))), rng.random() < 0.5))


def _pieces(rng: random.Random, old: Clause, record: Record) -> Clause:
    if record.name != "outage":
        return old
    units = Units(field("outage", "known_at"), field("outage", "restored_at"), rng.choice((0, 1, 2, 30)))
    if rng.random() < 0.8:
        return evolve(old, units=units)
    return evolve(old, units=None, amount=money(700))

"""Random rulings: every kind of driver, grounds, remarks, last days, amounts, the first of a month, and early debts."""

import random

from tariff.model.clause import Every, Once
from tariff.model.expr import AddDays, Expr, MonthOf
from tariff.model.records import ARREARS, Record, Titles
from tariff.model.ruling import Ground, Outcome, Ruling, RulingKind
from tests.chance import Chance
from tests.model_terms import RECORDS, field, number

_DUE, _SETTLED = field("arrears", "due_on"), field("arrears", "settled_on")
_DRIVERS: dict[str, tuple[str, ...]] = {
    "request": ("contract",),
    "stop": ("arrears",),
    "notice": ("visit", "damage"),
    "desk": ("outage",),
    "answer": ("ban", "payment"),
    "forfeit": ("ban", "damage"),
}


def rulings(rng: random.Random, gather: float = 0.2) -> tuple[Ruling, ...]:
    """A ruling of each name, or most of them."""
    return tuple(_ruling(rng, name, gather) for name in _DRIVERS if rng.random() < 0.8)


def redrawn(rng: random.Random, old: tuple[Ruling, ...], gather: float = 0.2) -> tuple[Ruling, ...]:
    """The rulings, some of them drawn again."""
    return tuple(_ruling(rng, item.name, gather) if rng.random() < 0.3 else item for item in old)


def _ruling(rng: random.Random, name: str, gather: float) -> Ruling:
    records = [item for record in _DRIVERS[name] for item in (*RECORDS, ARREARS) if item.name == record]
    early = name == "forfeit"
    once = early or name == "answer" or rng.random() < 0.7
    drivers = tuple(_once(rng, item) if once else _every(rng, item) for item in records[: rng.randrange(1, 3)])
    chance = Chance(rng, records[0] if len(drivers) == 1 else RECORDS[0], line=True, gather=gather)
    against = rng.random() < 0.6
    return Ruling(
        name,
        RulingKind.ACCELERATION if early else rng.choice(tuple(RulingKind)[:8]),
        Titles(en=name),
        rng.choice(("7", "7-2")),
        drivers,
        chance.condition(2) if rng.random() < 0.6 else None,
        rng.choice([item for item in Outcome if item is not Outcome.REFUSED]),
        Outcome.REFUSED if against else None,
        _grounds(rng, chance, 3) if against else (),
        _grounds(rng, chance, 3),
        rng.random() < 0.3,
        chance.date(1) if rng.random() < 0.4 else None,
        chance.money(2) if rng.random() < 0.5 else None,
        not early and rng.random() < 0.4,
    )


def _grounds(rng: random.Random, chance: Chance, most: int) -> tuple[Ground, ...]:
    titles = (Titles("満13歳未満", "Under 13"), Titles(en="It's late"), Titles())
    return tuple(
        Ground(rng.choice(("", "1", "4-2")), rng.choice(titles), chance.condition(1))
        for _ in range(rng.randrange(most + 1))
    )


def _once(rng: random.Random, record: Record) -> Once:
    chance = Chance(rng, record)
    on: Expr = chance.date(1)
    if record is ARREARS and rng.random() < 0.8:
        on = rng.choice((_DUE, _SETTLED, AddDays(_DUE, number(1)), AddDays(_DUE, number(rng.randrange(90)))))
    return Once(record.name, on, chance.date(0), chance.condition(1) if rng.random() < 0.4 else None)


def _every(rng: random.Random, record: Record) -> Every:
    chance = Chance(rng, record)
    last = MonthOf(chance.date(1)) if rng.random() < 0.7 else None
    return Every(record.name, MonthOf(chance.date(0)), last)

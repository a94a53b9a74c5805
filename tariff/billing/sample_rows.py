"""One contract's rows as its records declare them: what happens first stands first, some fields are unknown."""

import random
from collections.abc import Sequence

from attrs import frozen

from tariff.billing.sample_aims import Draft, Sharpener, of_day
from tariff.billing.sample_days import Days, bounded
from tariff.billing.sample_hints import DAY_KINDS, Hints
from tariff.billing.sample_sums import crowd
from tariff.model.facts import Value
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import BUILT_IN, CONTRACT, PARAMETER, Cardinality, Field, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

# The size of the pool that text is drawn from.
NAMES = 20
UNKNOWN_SHARE = 0.35
ENDING_SHARE = 0.3
MISORDERED_SHARE = 0.04
# Rows of a `many` record: none for many contracts, several for most others, dozens for a few.
_COUNTS = ((0.42, 0, 0), (0.72, 1, 1), (0.86, 2, 2), (0.97, 3, 6), (1.0, 7, 30))


@frozen
class Life:
    """From the first day of a contract to its last."""

    first: int
    last: int


class RowMaker:
    """Makes the rows of the records that a pack declares; payments and debts brought forward are not among them."""

    def __init__(self, terms: Terms, hints: Hints, days: Days) -> None:
        self._terms = terms
        self._hints = hints
        self._days = days
        self._sharpener = Sharpener(terms, hints, days)

    def draft(self, rng: random.Random) -> tuple[int, Draft]:
        """The first day of a new contract, and its rows."""
        first = self._days.start(rng)
        last = first + self._days.gap(rng) + rng.randrange(1_500)
        draft: Draft = {}
        for record in self._terms.records:
            if record.name == PARAMETER:
                continue
            if record.cardinality is Cardinality.AT_MOST_ONCE and rng.random() < ENDING_SHARE:
                day = last if rng.random() < 0.7 else rng.randrange(first, last + 1)
                draft[record.name] = [self.row(rng, record, self._days.edged(rng, day))]
        life = Life(first, min(last, self._days.window.last) if draft else self._days.window.last)
        for record in self._terms.records:
            if record.cardinality is Cardinality.ONE:
                draft[record.name] = [self.row(rng, record, first)]
            elif record.cardinality is Cardinality.MANY and record not in BUILT_IN:
                draft[record.name] = [self._event(rng, record, life) for _ in range(_count(rng))]
                crowd(rng, self._hints, self._sharpener, record, draft[record.name])
        return first + self._sharpener.sharpen(rng, draft, first), draft

    def _event(self, rng: random.Random, record: Record, life: Life) -> dict[str, Value]:
        """A row somewhere in the life of a contract, or now and then after it; often right at its start."""
        chance = rng.random()
        if chance < 0.3:
            return self.row(rng, record, life.first)
        day = rng.randrange(life.first, max(life.first, life.last) + 1)
        return self.row(rng, record, self._days.edged(rng, day + 200 if chance > 0.97 else day))

    def row(self, rng: random.Random, record: Record, day: int) -> dict[str, Value]:
        """A row whose first day is `day`; each later day follows the one before it."""
        row: dict[str, Value] = {}
        instant: int | None = None
        for field in record.fields:
            if field.type.optional and rng.random() < UNKNOWN_SHARE:
                row[field.name] = None
                continue
            if field.type.kind not in DAY_KINDS:
                row[field.name] = self._plain(rng, record, field)
                continue
            if field.type.kind is Kind.INSTANT:
                instant = self._days.instant(rng, day) if instant is None else self._days.later(rng, instant)
                row[field.name], day = instant, self._days.day_of(instant)
            else:
                row[field.name] = of_day(field, bounded(day))
            gap = self._days.gap(rng) if record.name != CONTRACT else rng.choice((0, 0, 0, 1, 3, 12))
            day = max(day, self._days.edged(rng, day + gap)) if gap else day
            day = day - 30 if rng.random() < MISORDERED_SHARE else day
        return row

    def parameters(self, rng: random.Random, record: Record) -> dict[str, Value]:
        """What a provider may have set: amounts and numbers as clauses name them, days at which the law changes."""
        row = self.row(rng, record, self._days.change(rng))
        for field in record.fields:
            if field.type.kind in DAY_KINDS and row[field.name] is not None:
                day = self._days.change(rng)
                row[field.name] = (
                    self._days.instant(rng, day) if field.type.kind is Kind.INSTANT else of_day(field, day)
                )
        return row

    def _plain(self, rng: random.Random, record: Record, field: Field) -> Value:
        """The value of a field that is no day."""
        match field.type.kind:
            case Kind.MONEY:
                return near(rng, self._hints.amounts, rng.choice((100, 1_000, 10_000, 200_000)))
            case Kind.NUMBER:
                return near(rng, self._hints.numbers, 30)
            case Kind.CHOICE:
                return rng.choice(field.type.choices)
            case Kind.YESNO:
                return rng.random() < 0.5
            case _:
                named = (record.name, field.name) in self._hints.compared and self._hints.texts and rng.random() < 0.5
                return rng.choice(self._hints.texts) if named else f"{field.name}-{rng.randrange(NAMES)}"


def near(rng: random.Random, constants: Sequence[int], scale: int) -> int:
    """An amount of about `scale`, or one at or beside a constant that the clauses name."""
    chance = rng.random()
    if constants and chance < 0.4:
        return min(MAX_AMOUNT, max(0, rng.choice(constants) * rng.choice((1, 1, 1, 1, 2)) + rng.choice((-1, 0, 0, 1))))
    amount = rng.randrange(scale << rng.randrange(4))
    return amount if chance < 0.6 else amount - amount % 100


def _count(rng: random.Random) -> int:
    chance = rng.random()
    _, low, high = next(step for step in _COUNTS if chance < step[0])
    return rng.randint(low, high)

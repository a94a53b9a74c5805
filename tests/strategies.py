"""Facts nastier than any book: any order of dates, unknowns everywhere, extreme amounts, many rows.

One generator serves both hypothesis, which hands it a Random of its own and shrinks what that gave, and the tests that
need thousands of contracts, which hand it a seeded one. Nothing is evaluated here: some payments have no invoice.
"""

import random
from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from tariff.billing.sample_aims import Sharpener
from tariff.billing.sample_days import Days, Window, whole_life
from tariff.billing.sample_hints import Hints, harvest
from tariff.billing.sample_references import refer
from tariff.billing.sample_sums import crowd
from tariff.interpret.zones import DAY_MICROSECONDS, Zone
from tariff.model.calendar import MAX_DAY, MIN_DAY, day_after_months, first_day, last_day, month_of
from tariff.model.facts import Facts, Row, Value
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import BROUGHT_FORWARD, BUILT_IN, CONTRACT, PARAMETER, PAYMENT, Cardinality, Field, Record
from tariff.model.results import due_day
from tariff.model.terms import Terms
from tariff.model.types import Kind

# Numbers are counts that amounts are multiplied by: of a size at which no product leaves 64 bits.
MAX_NUMBER = 100_000
_MINUTE = 60_000_000
_COUNTS = (0, 0, 0, 1, 1, 1, 2, 2, 3, 5)
_IDS = ("1", "2", "10", "9", "a", "B", "é", "あ", "あ1", "10-1", "-", "z", "Z", "0", "\U0001f600")


class WildFacts:
    """Draws contracts of one Terms."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.until = last_day(month_of(whole_life(terms, hints := harvest(terms)).last))
        self._hints = hints
        self._zone = Zone(terms.zone)
        days = Days(terms, hints, Window(hints.marks[0] - 400, self.until + 400))
        self._sharpener = Sharpener(terms, hints, days)
        self._gaps = [(0, 0), (0, 1), (0, -1), *sorted(_gaps(hints))]

    def facts(self, rng: random.Random, contract: str) -> Facts:
        """A contract; `contract` is its name."""
        days = [self._anywhere(rng)]
        draft = {record.name: self._draft(rng, record, days) for record in self.terms.records if record not in BUILT_IN}
        self._sharpener.sharpen(rng, draft, days[0])
        for record in self.terms.records:
            crowd(rng, self._hints, self._sharpener, record, draft.get(record.name, []))
            if record.same is not None:
                draft[record.name] = _sharing(record, record.same, draft[CONTRACT][0], draft[record.name])
        rows = {record.name: self._rows(rng, record, draft.get(record.name, [])) for record in self.terms.records}
        values = {name: [row.values for row in of] for name, of in rows.items()}
        refer(rng, self._hints, values, {name: [row.id for row in of] for name, of in rows.items()})
        months = [month_of(day) for day in days]
        rows[BROUGHT_FORWARD.name] = self._debts(rng, months)
        rows[PAYMENT.name] = self._payments(rng, months)
        return Facts(contract, self.terms.name, rows)

    def _draft(self, rng: random.Random, record: Record, days: list[int]) -> list[dict[str, Value]]:
        """The values of a record's rows."""
        if record.cardinality is Cardinality.ONE or record.name == PARAMETER:
            count = 1
        elif record.cardinality is Cardinality.AT_MOST_ONCE:
            count = rng.choice((0, 1))
        else:
            count = rng.choice(_COUNTS) if rng.randrange(50) else len(_IDS)
        drafts = []
        for _ in range(count):
            instants: list[int] = []
            drafts.append({field.name: self._value(rng, field, days, instants) for field in record.fields})
        return drafts

    def _rows(self, rng: random.Random, record: Record, drafts: list[dict[str, Value]]) -> tuple[Row, ...]:
        many = record.cardinality is Cardinality.MANY
        names = rng.sample(_IDS, len(drafts)) if many else [""] * len(drafts)
        return tuple(Row(name, values) for name, values in zip(names, drafts, strict=True))

    def _value(self, rng: random.Random, field: Field, days: list[int], instants: list[int]) -> Value:
        if field.type.optional and rng.randrange(3) == 0:
            return None
        match field.type.kind:
            case Kind.DATE:
                return self._day(rng, days)
            case Kind.MONTH:
                return month_of(self._day(rng, days))
            case Kind.INSTANT:
                return self._instant(rng, days, instants)
            case Kind.MONEY:
                return self._amount(rng)
            case Kind.NUMBER:
                return rng.choice((0, 1, 2, *self._hints.numbers[:50], rng.randrange(MAX_NUMBER)))
            case Kind.YESNO:
                return rng.choice((False, True))
            case Kind.CHOICE:
                return rng.choice(field.type.choices)
            case Kind.TEXT:
                return rng.choice(("", "a", "A", "é", "あ", *self._hints.texts))

    def _anywhere(self, rng: random.Random) -> int:
        """A day: near where the law changes, in the life of the terms, or at the ends of the world."""
        chance = rng.randrange(40)
        if chance < 18:
            return rng.choice(self._hints.marks) + rng.randrange(-40, 41)
        if chance < 38:
            return rng.randrange(self._hints.marks[0] - 400, self.until + 400)
        return rng.choice((MIN_DAY, MIN_DAY + 1, MAX_DAY - 1, MAX_DAY))

    def _day(self, rng: random.Random, days: list[int]) -> int:
        """A day at or beside an edge from another of the contract's days, at a month's end, or anywhere."""
        chance = rng.randrange(20)
        day = rng.choice(days)
        if chance < 11:
            months, more = rng.choice(self._gaps)
            day = day_after_months(day, months) + more + rng.choice((0, 0, 1, -1))
        elif chance < 14:
            day = rng.choice((first_day(month_of(day)), last_day(month_of(day)), _leap_day(day)))
        elif chance < 19:
            day += rng.randrange(-60, 800)
        else:
            day = self._anywhere(rng)
        days.append(min(max(day, MIN_DAY), MAX_DAY))
        return days[-1]

    def _instant(self, rng: random.Random, days: list[int], instants: list[int]) -> int:
        """An instant at or a breath from a wall-clock edge, or whole days and a breath after another of the row."""
        breath = rng.choice((0, 0, 1, -1, _MINUTE, -_MINUTE))
        if instants and rng.randrange(2):
            instants.append(instants[-1] + rng.choice((0, 1, 1, 2, 3, 30, 400, -1)) * DAY_MICROSECONDS + breath)
        else:
            minute = rng.choice((0, 0, 12 * 60, 15 * 60, 9 * 60, 23 * 60 + 59, rng.randrange(24 * 60)))
            instants.append(self._zone.instant_at(self._day(rng, days), minute) + breath)
        low, high = self._zone.instant_at(MIN_DAY, 0), self._zone.instant_at(MAX_DAY, 0)
        return min(max(instants[-1], low), high)

    def _amount(self, rng: random.Random) -> int:
        constant = rng.choice((0, 1, 1_000, *self._hints.amounts))
        return rng.choice(
            (constant, constant + 1, max(0, constant - 1), rng.randrange(100_000), MAX_AMOUNT, MAX_AMOUNT - 1)
        )

    def _debts(self, rng: random.Random, months: Sequence[int]) -> tuple[Row, ...]:
        """Debts brought forward, one a month."""
        if rng.randrange(4):
            return ()
        chosen = sorted(
            {_bounded(rng.choice(months) + rng.choice((0, 0, 1, -1))) for _ in range(rng.choice((1, 2, 3)))}
        )
        return tuple(
            Row(row, {"month": month, "due_on": self._near_due(rng, month), "amount": self._amount(rng)})
            for row, month in zip(rng.sample(_IDS, len(chosen)), chosen, strict=True)
        )

    def _payments(self, rng: random.Random, months: Sequence[int]) -> tuple[Row, ...]:
        """Payments in any order and part, several for one month, on months with and without an invoice."""
        count = rng.choice((0, 1, 2, 3, 5, 8, 15))
        owing = [
            _bounded(rng.choice(months[: rng.choice((3, 99))]) + rng.choice((0, 1, 1, 2, rng.randrange(48))))
            for _ in range(3)
        ]
        names = rng.sample([*_IDS, *(f"p{number}" for number in range(16))], count)
        return tuple(
            Row(row, {"month": month, "paid_on": self._near_due(rng, month), "amount": self._amount(rng)})
            for row, month in zip(names, rng.choices(owing, k=count), strict=True)
        )

    def _near_due(self, rng: random.Random, month: int) -> int:
        """A day at or beside an edge from the due day of a month, or before it, or long after."""
        due = due_day(self.terms.billing, month)
        months, days = rng.choice((*self._hints.late_gaps, (0, 0), (0, 1), (1, 0), (12, 0), (48, 0)))
        aimed = day_after_months(due, months) + days + rng.choice((0, 0, 1, -1))
        return min(max(rng.choice((aimed, aimed, due + rng.randrange(-70, 700))), MIN_DAY), MAX_DAY)


def _sharing(
    record: Record, same: str, contract: dict[str, Value], rows: Sequence[dict[str, Value]]
) -> list[dict[str, Value]]:
    """Rows of contracts that share a field with the contract; none where it is unknown."""
    if contract[same] is None:
        return []
    return [row | ({same: contract[same]} if record.field(same) else {}) for row in rows]


def wild_facts(terms: Terms, contract: str = "K-1") -> st.SearchStrategy[Facts]:
    """Facts of one contract of the terms."""
    wild = WildFacts(terms)
    return st.randoms(use_true_random=False).map(lambda rng: wild.facts(rng, contract))


def _gaps(hints: Hints) -> set[tuple[int, int]]:
    return {(aim.months, aim.days) for aim in hints.aims if aim.anchor is not None} | set(hints.late_gaps)


def _bounded(month: int) -> int:
    return min(max(month, month_of(MIN_DAY)), month_of(MAX_DAY))


def _leap_day(day: int) -> int:
    year = date.fromordinal(day).year
    return last_day(12 * (year - year % 4) + 1)

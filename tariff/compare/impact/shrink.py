"""Making a contract smaller as long as something holds of it: fewer rows, fewer known values, plainer values."""

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve

from tariff.interpret.zones import DAY_MICROSECONDS, Zone
from tariff.model.calendar import MAX_DAY, MIN_DAY, days_of_month, first_day, last_day, month_of
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import CONTRACT, Field, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

_NOON = 12 * 60
# For how many months after the change a contract is looked for that lies about it.
_NEAR = 4
# The plainest first: nobody is charged one yen.
_AMOUNTS = (0, 1_000, 10_000, 100, 10, 1, 100_000, 1_000_000)
_NUMBERS = (0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
_PLAIN_TEXT = "a"


class Shrinker:
    """Shrinks contracts of some terms; the plainest days are near the last day seen, then near `since` (ordinal)."""

    def __init__(self, terms: Terms, since: int, holds: Callable[[Facts, int], bool]) -> None:
        """`holds` says of facts and a last day whether they are still what is looked for."""
        self._terms = terms
        self._zone = Zone(terms.zone)
        self._holds = holds
        self._since = since

    def shrunk(self, facts: Facts, until: int) -> tuple[Facts, int]:
        """The smallest contract that is reached step by step, and the earliest last day; for both it holds."""
        facts, until = self._settled(facts, until)
        change = month_of(self._since)
        for month in range(change, min(change + _NEAR, month_of(until))):
            nearer = self._moved(facts, month - month_of(until)), last_day(month)
            if self._holds(*nearer):
                return self._settled(*nearer)
        return facts, until

    def _settled(self, facts: Facts, until: int) -> tuple[Facts, int]:
        """What no further step makes smaller."""
        until = self._earliest(facts, until)
        while (smaller := self._pass(facts, until)) != facts:
            facts = smaller
            until = self._earliest(facts, until)
        return facts, until

    def _moved(self, facts: Facts, months: int) -> Facts:
        """The facts with all their days moved by so many months."""
        for record, field, index, day in self._days(facts):
            month = month_of(day) + months
            moved = first_day(month) + min(day - first_day(month_of(day)), days_of_month(month) - 1)
            row = facts.of(record.name)[index]
            value, kind = row.values[field.name], field.type.kind
            if kind is Kind.INSTANT and isinstance(value, int):
                facts = _with(facts, record, index, row, field, value + (moved - day) * DAY_MICROSECONDS)
            else:
                facts = _with(facts, record, index, row, field, self._of_day(kind, moved))
        return facts

    def _earliest(self, facts: Facts, until: int) -> int:
        """The first month's end by which it holds."""
        days = [day for _, _, _, day in self._days(facts)]
        first = max(MIN_DAY, min(days, default=until))
        ends = (last_day(month) for month in range(month_of(first), month_of(until) + 1))
        return next((end for end in ends if end <= until and self._holds(facts, end)), until)

    def _pass(self, facts: Facts, until: int) -> Facts:
        """The facts after every step has been tried once, from the greatest to the smallest."""
        month, change = month_of(until), month_of(self._since)
        firsts = [first_day(item) for item in (month, month - 1, change, change - 1, change + 1)]
        plain = [*dict.fromkeys([*firsts, self._since, self._since - 1])]
        plainer = partial(self._with_plainer, plain)
        for steps in (self._without_record, self._without_row, self._with_unknown, plainer):
            while smaller := next((item for item in steps(facts) if self._holds(item, until)), None):
                facts = smaller
        return facts

    def _without_record(self, facts: Facts) -> Iterator[Facts]:
        for name, rows in facts.rows.items():
            if len(rows) > 1:
                yield _replaced(facts, name, ())

    def _without_row(self, facts: Facts) -> Iterator[Facts]:
        for name, rows in facts.rows.items():
            if name != CONTRACT:
                for index in range(len(rows)):
                    yield _replaced(facts, name, rows[:index] + rows[index + 1 :])

    def _with_unknown(self, facts: Facts) -> Iterator[Facts]:
        for record, field, index, row in self._values(facts):
            if not record.needs(field):
                yield _with(facts, record, index, row, field, None)

    def _with_plainer(self, plain: list[int], facts: Facts) -> Iterator[Facts]:
        for record, field, index, row in self._values(facts):
            for value in self._plainer(plain, facts, field, row.values[field.name]):
                yield _with(facts, record, index, row, field, value)

    def _values(self, facts: Facts) -> Iterator[tuple[Record, Field, int, Row]]:
        """Every known value: its record, its field, and its row with its place."""
        for record in self._terms.records:
            for index, row in enumerate(facts.of(record.name)):
                for field in record.fields:
                    if row.values[field.name] is not None:
                        yield record, field, index, row

    def _plainer(self, plain: list[int], facts: Facts, field: Field, value: Value) -> Iterator[Value]:
        """The values that are plainer than this one, the plainest first."""
        kind = field.type.kind
        if kind is Kind.CHOICE:
            yield from field.type.choices[: field.type.choices.index(str(value))]
        elif kind is Kind.YESNO:
            yield from (False,) if value else ()
        elif kind is Kind.TEXT:
            yield from (_PLAIN_TEXT,) if value != _PLAIN_TEXT else ()
        elif isinstance(value, int):
            if kind in (Kind.MONEY, Kind.NUMBER):
                scale = _AMOUNTS if kind is Kind.MONEY else _NUMBERS
                yield from scale[: scale.index(value)] if value in scale else scale
            else:
                yield from self._plainer_days(plain, facts, kind, value)

    def _plainer_days(self, plain: list[int], facts: Facts, kind: Kind, value: int) -> Iterator[int]:
        """Plainer days, in whose place no day of the contract changes sides with another: it stays believable."""
        day = self._day(kind, value)
        others = [other for _, _, _, other in self._days(facts)]
        targets = [*plain, first_day(month_of(day)), day]
        for target in targets[: targets.index(day) + 1]:
            low, high = min(day, target), max(day, target)
            if not MIN_DAY <= target <= MAX_DAY or any(low < other < high for other in others if other != day):
                continue
            made = self._of_day(kind, target)
            if made == value:
                return
            yield made

    def _days(self, facts: Facts) -> Iterator[tuple[Record, Field, int, int]]:
        for record, field, index, row in self._values(facts):
            value = row.values[field.name]
            if field.type.kind in (Kind.DATE, Kind.INSTANT, Kind.MONTH) and isinstance(value, int):
                yield record, field, index, self._day(field.type.kind, value)

    def _day(self, kind: Kind, value: int) -> int:
        if kind is Kind.INSTANT:
            return self._zone.day_of(value)
        return first_day(value) if kind is Kind.MONTH else value

    def _of_day(self, kind: Kind, day: int) -> int:
        if kind is Kind.INSTANT:
            return self._zone.instant_at(day, _NOON)
        return month_of(day) if kind is Kind.MONTH else day


def _replaced(facts: Facts, name: str, rows: tuple[Row, ...]) -> Facts:
    return evolve(facts, rows=facts.rows | {name: rows})


def _with(facts: Facts, record: Record, index: int, row: Row, field: Field, value: Value) -> Facts:
    rows = facts.of(record.name)
    changed = evolve(row, values=row.values | {field.name: value})
    return _replaced(facts, record.name, (*rows[:index], changed, *rows[index + 1 :]))

"""Puts some of a contract's rows on the edges that clauses draw: between its own days, and at the days of the law."""

import random
from collections.abc import Sequence

from tariff.billing.sample_days import Days, bounded
from tariff.billing.sample_hints import DAY_KINDS, Aim, Hints
from tariff.interpret.zones import DAY_MICROSECONDS
from tariff.model.calendar import day_after_months, first_day, month_of, next_annual
from tariff.model.facts import Value
from tariff.model.records import BUILT_IN, CONTRACT, PARAMETER, Field, Record
from tariff.model.terms import Terms
from tariff.model.types import Kind

Draft = dict[str, list[dict[str, Value]]]

# Which share of rows lies on an edge, of the contract itself a smaller one; and which share of contracts is moved.
_SHARP, _SHARP_CONTRACT, _MOVED = 0.4, 0.1, 0.25
# How long before a change of the law a contract is put at most, to fall under the older law.
_ERA = 150


class Sharpener:
    """Knows the edges of one Terms; payments, debts brought forward and parameters are not touched."""

    def __init__(self, terms: Terms, hints: Hints, days: Days) -> None:
        self._terms = terms
        self._days = days
        self._near: dict[str, list[tuple[Aim, tuple[str, str]]]] = {}
        self._dated: list[Aim] = []
        for aim in hints.aims:
            if aim.record == PARAMETER or terms.record(aim.record) in BUILT_IN:
                continue
            if aim.anchor is None:
                self._dated.append(aim)
            else:
                self._near.setdefault(aim.record, []).append((aim, aim.anchor))

    def sharpen(self, rng: random.Random, draft: Draft, first: int) -> int:
        """Changes days in the draft of a contract whose first day is `first`; by how many days all of it was moved."""
        sharpened = set()
        for record, aims in self._near.items():
            for row in draft.get(record, ()):
                if rng.random() < (_SHARP_CONTRACT if record == CONTRACT else _SHARP):
                    self._aim(rng, draft, row, *rng.choice(aims))
                    sharpened.add(record)
        # Whether an edge matters is for the version that governs its row: look for it on both sides of a change.
        dated = [aim for aim in self._dated if aim.record in sharpened] or self._dated
        return self._move_all(rng, draft, rng.choice(dated), first) if dated and rng.random() < _MOVED else 0

    def _aim(self, rng: random.Random, draft: Draft, row: dict[str, Value], aim: Aim, anchor: tuple[str, str]) -> None:
        """Puts a field of a row on the edge that `aim` names or a day beside it; what follows may follow on."""
        record, field = self._field(aim.record, aim.field)
        anchored = [row] if anchor[0] == aim.record else draft.get(anchor[0], [])
        day = self.day(self._field(*anchor)[1], rng.choice(anchored)) if anchored else None
        if day is None:
            return
        before = self.day(field, row)
        if aim.annual:
            day = next_annual(day, *aim.annual)
        target = bounded(day_after_months(bounded(day), aim.months) + aim.days + rng.choice((-1, 0, 0, 0, 1)))
        if field.type.kind is Kind.INSTANT:
            row[aim.field] = self._days.instant(rng, target, aim.minute)
        else:
            row[aim.field] = of_day(field, target)
        if before is not None and rng.random() < 0.5:
            self.move(record.fields[record.fields.index(field) + 1 :], row, target - before)

    def _move_all(self, rng: random.Random, draft: Draft, aim: Aim, first: int) -> int:
        """Moves the contract so that a field falls on, beside or before the day of `aim`; the days moved, or 0."""
        rows = draft.get(aim.record, [])
        day = self.day(self._field(aim.record, aim.field)[1], rng.choice(rows)) if rows else None
        if day is None:
            return 0
        beside = rng.choice((-1, 0, 0, 1)) if rng.random() < 0.7 else rng.randrange(-_ERA, 0)
        days = day_after_months(bounded(aim.day), aim.months) + aim.days + beside - day
        if not self._days.window.first <= first + days <= self._days.window.last:
            return 0
        for record in self._terms.records:
            for row in draft.get(record.name, []) if record.name != PARAMETER else ():
                self.move(record.fields, row, days)
        return days

    def move(self, fields: Sequence[Field], row: dict[str, Value], days: int) -> None:
        """Moves the days of `fields` that are known by so many days."""
        for field in fields:
            day, value = self.day(field, row), row.get(field.name)
            if day is None or not isinstance(value, int):
                continue
            moved = bounded(day + days)
            instant = field.type.kind is Kind.INSTANT
            row[field.name] = value + (moved - day) * DAY_MICROSECONDS if instant else of_day(field, moved)

    def _field(self, record: str, name: str) -> tuple[Record, Field]:
        """A field that a clause names, with its record."""
        declared = self._terms.record(record)
        field = declared.field(name) if declared else None
        if declared is None or field is None:
            raise KeyError(f"a clause reads {record}.{name}, which is not declared")
        return declared, field

    def day(self, field: Field, row: dict[str, Value]) -> int | None:
        """The day that a field of a row tells, if it tells one."""
        value = row.get(field.name)
        if not isinstance(value, int) or field.type.kind not in DAY_KINDS:
            return None
        if field.type.kind is Kind.INSTANT:
            return self._days.day_of(value)
        return first_day(value) if field.type.kind is Kind.MONTH else value


def of_day(field: Field, day: int) -> int:
    """A day as the value of a date or month field."""
    return month_of(day) if field.type.kind is Kind.MONTH else day

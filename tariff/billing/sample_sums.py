"""Rows that are gathered: several in one month or in two that follow, some of which together come to an edge."""

import random
from collections.abc import Sequence

from tariff.billing.sample_aims import Sharpener
from tariff.billing.sample_hints import DAY_KINDS, Hints
from tariff.model.calendar import days_of_month, first_day, month_of
from tariff.model.facts import Value
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import Field, Record
from tariff.model.types import Kind

# Which share of contracts has a month of many rows, which of its rows lie in it, and which such months are brought to
# an edge, and of these which without their last row.
_CROWDED, _WITHIN, _EDGED, _BEFORE_LAST = 0.6, 0.7, 0.6, 0.3


def crowd(rng: random.Random, hints: Hints, sharpener: Sharpener, record: Record, rows: list[dict[str, Value]]) -> None:
    """Moves rows of a record that some clause gathers into one month, and makes their amounts add up to a constant."""
    dated = next((field for field in record.fields if field.type.kind in DAY_KINDS), None)
    if record.name not in hints.summed or dated is None or not rows or rng.random() >= _CROWDED:
        return
    day = sharpener.day(dated, rng.choice(rows))
    if day is None:
        return
    within = [row for row in rows if rng.random() < _WITHIN]
    for row in within:
        _move_into(rng, sharpener, record, dated, row, month_of(day))
    for field in record.fields:
        if field.type.kind is Kind.MONEY and hints.amounts and rng.random() < _EDGED:
            constant = rng.choice(hints.amounts)
            # Edges are often drawn before the row that goes over: then the rows before the last come to it.
            earlier = sorted(within, key=lambda row: sharpener.day(dated, row) or 0)[:-1]
            _add_up(rng, earlier if earlier and rng.random() < _BEFORE_LAST else within, field, constant)


def _move_into(
    rng: random.Random, sharpener: Sharpener, record: Record, dated: Field, row: dict[str, Value], month: int
) -> None:
    """Moves a row into a month, or into the one before it."""
    before = sharpener.day(dated, row)
    if before is not None:
        chosen = month - (rng.random() < 0.25)
        sharpener.move(record.fields, row, first_day(chosen) + rng.randrange(days_of_month(chosen)) - before)


def _add_up(rng: random.Random, rows: Sequence[dict[str, Value]], field: Field, constant: int) -> None:
    """Amounts of rows that come to a constant, one less or one more, with the last of them."""
    target, reached = constant + rng.choice((-1, 0, 0, 1)), 0
    for row in rows[:-1]:
        row[field.name] = part = rng.randrange(1 + max(0, target - reached) // len(rows))
        reached += part
    if rows:
        rows[-1][field.name] = min(MAX_AMOUNT, max(0, target - reached))

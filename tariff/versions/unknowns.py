"""Whether an expression may be unknown where a guard holds: amounts are computed from what is known."""

from collections.abc import Iterator

from tariff.model import expr as core
from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate, Gathering
from tariff.model.types import Kind
from tariff.model.walk import children

# Known only when all their operands are, so what they rest on is known where they are.
_STRICT = (
    core.Named, core.Arithmetic, core.Round, core.DayOf, core.InstantAt, core.AddDays, core.DayAfterMonths,
    core.Between, core.MonthOf, core.AddMonths, core.MonthsApart, core.FirstDay, core.LastDay, core.DaysOfMonth,
    core.NextOpen, core.HoursApart, core.TaxRate, NextAnnual, SameDay,
)  # fmt: skip


def known_where(guard: Expr) -> Iterator[Expr]:
    """The expressions that are known wherever `guard` holds."""
    if isinstance(guard, core.And):
        for item in guard.items:
            yield from known_where(item)
    elif isinstance(guard, core.Known):
        yield from known_with(guard.value)
    elif isinstance(guard, core.Compare):
        yield from known_with(guard.left)
        yield from known_with(guard.right)


def known_with(value: Expr) -> Iterator[Expr]:
    """The expressions that are known wherever `value` is, itself included."""
    yield value
    if isinstance(value, _STRICT):
        for child in children(value):
            yield from known_with(child)


def unknown_in(value: Expr, known: frozenset[Expr]) -> core.Field | Aggregate | None:
    """What `value` can be unknown for although everything in `known` is known; None where there is nothing."""
    if value in known:
        return None
    if isinstance(value, core.Field):
        return value if value.type.optional else None
    if isinstance(value, core.Least | core.Greatest):
        found = [unknown_in(item, known) for item in value.items]
        return found[0] if all(found) else None
    if isinstance(value, core.If):
        then_known = known | frozenset(known_where(value.test))
        return unknown_in(value.then, then_known) or unknown_in(value.other, known)
    if isinstance(value, Aggregate):
        return value if value.gathering in (Gathering.EARLIEST, Gathering.LATEST) else None
    if value.type.kind is Kind.YESNO or isinstance(value, core.SumOfClauses):
        return None
    for child in children(value):
        if found_below := unknown_in(child, known):
            return found_below
    return None

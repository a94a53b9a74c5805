"""Whether an expression may be unknown where a guard holds: amounts are computed from what is known."""

from collections.abc import Iterator

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.types import Kind
from tariff.model.walk import children

# Known only when all their operands are, so what they rest on is known where they are.
_STRICT = (
    core.Named, core.Arithmetic, core.Round, core.DayOf, core.InstantAt, core.AddDays, core.DayAfterMonths,
    core.Between, core.MonthOf, core.AddMonths, core.MonthsApart, core.FirstDay, core.LastDay, core.DaysOfMonth,
    core.NextOpen, core.TaxRate,
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


def unknown_in(value: Expr, known: frozenset[Expr]) -> core.Field | None:
    """A field for which `value` can be unknown although everything in `known` is known; None where there is none."""
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
    if value.type.kind is Kind.YESNO or isinstance(value, core.SumOfClauses):
        return None
    return next(filter(None, (unknown_in(child, known) for child in children(value))), None)

"""Two forms of a clause that makes lines: what changed in what is owed, when and by whom."""

from collections.abc import Sequence
from itertools import zip_longest

from tariff.compare.meaning.amounts import Layers, Waiver, layers
from tariff.compare.meaning.change import Aspect, RoundingRule
from tariff.compare.meaning.driven import drivers, over_new_rows
from tariff.compare.meaning.form import bare, same
from tariff.compare.meaning.found import Found
from tariff.compare.meaning.interest import interest
from tariff.model import expr as e
from tariff.model.clause import Clause
from tariff.model.records import LATE
from tariff.model.ruling import Ground
from tariff.model.walk import expressions

Grounds = Sequence[Ground]


def clause_changes(found: Found, old: Clause, new: Clause, grounds: tuple[Grounds, Grounds]) -> None:
    """The changes from one form of a clause to another; those in its grounds (before and after) are told elsewhere."""
    drivers(found, old.drivers, new.drivers)
    driven = bool(found.changes)
    old = over_new_rows(old, old.drivers, new.drivers, expressions(new))
    found.compare(Aspect.KIND, old.kind, new.kind)
    found.compare(Aspect.TAX, old.tax, new.tax)
    _guard(found, old, new, grounds)
    _amount(found, old, new, driven=driven)
    found.compare(Aspect.ROUNDING, RoundingRule(old.rounding, old.unit), RoundingRule(new.rounding, new.unit))
    _pieces(found, old, new)
    _basis(found, old, new)
    if not found.changes:
        found.values(Aspect.QUANTITY, old.quantity, new.quantity)


def _guard(found: Found, old: Clause, new: Clause, grounds: tuple[Grounds, Grounds]) -> None:
    """The changes in when there is a line; days of grace of interest are told as such."""
    first, second = _own(old.guard, grounds[0]), _own(new.guard, grounds[1])
    before, after = _grace(old, first), _grace(new, second)
    if before is not None or after is not None:
        found.values(Aspect.GRACE, before and before[1], after and after[1])
        first, second = _without(first, before), _without(second, after)
    found.conditions(Aspect.CONDITION, first, second)
    if not found.changes and not any(grounds):
        found.conditions(Aspect.CONDITION, old.guard, new.guard)


def _own(guard: e.Expr | None, grounds: Grounds) -> e.Expr | None:
    """A guard without what says that no ground stands against it."""
    refused = [e.Not(ground.when) for ground in grounds]
    items = [item for item in parts(guard) if not any(same(item, other) for other in refused)]
    return e.And(tuple(items)) if items else None


def parts(guard: e.Expr | None) -> tuple[e.Expr, ...]:
    """The conditions of a guard."""
    if guard is None:
        return ()
    return tuple(part for item in guard.items for part in parts(item)) if isinstance(guard, e.And) else (guard,)


def _grace(clause: Clause, guard: e.Expr | None) -> tuple[e.Expr, e.Expr] | None:
    """The condition of a clause of interest that a payment came after a day, and that day."""
    for item in parts(guard) if clause.basis is not None else ():
        match item:
            case e.Compare(e.CompareOp.GT, e.Field(LATE.name, "paid_on"), day):
                return item, day
            case e.Not(e.Compare(e.CompareOp.LE, e.Field(LATE.name, "paid_on"), day)):
                return item, day
    return None


def _without(guard: e.Expr | None, grace: tuple[e.Expr, e.Expr] | None) -> e.Expr | None:
    items = tuple(item for item in parts(guard) if grace is None or item is not grace[0])
    return e.And(items) if items else None


def _amount(found: Found, old: Clause, new: Clause, *, driven: bool) -> None:
    """The changes in what a line is worth."""
    if same(old.amount, new.amount):
        _cap(found, old.cap, new.cap, old.capped, new.capped)
        return
    before = len(found.changes)
    first, second = interest(old.amount), interest(new.amount)
    if first is not None and second is not None:
        found.compare(Aspect.RATE, first.rate, second.rate)
        found.values(Aspect.FROM, first.first, second.first)
        found.values(Aspect.TO, first.last, second.last)
        found.compare(Aspect.YEAR, first.year, second.year)
        found.compare(Aspect.PARTS, first.parts, second.parts)
        _cap(found, old.cap, new.cap, old.capped, new.capped)
    else:
        laid = layers(old), layers(new)
        _layers(found, *laid, old, new, driven=driven)
        if all(side.taxed for side in laid) and Aspect.TAX_RATE in found.told:
            return
    if len(found.changes) == before:
        found.values(Aspect.AMOUNT, old.amount, new.amount)


def _layers(found: Found, first: Layers, second: Layers, old: Clause, new: Clause, *, driven: bool) -> None:
    found.values(Aspect.AMOUNT, first.base, second.base)
    _cap(found, first.cap or old.cap, second.cap or new.cap, first.capped or old.capped, second.capped or new.capped)
    if (first.cap or old.cap) and (second.cap or new.cap):
        found.compare(Aspect.CAP_IN_ALL, old.cap is not None, new.cap is not None)
    if (first.share is None) is not (second.share is None):
        found.note(Aspect.PRORATION, first.share is not None, second.share is not None)
    elif not driven:
        found.values(Aspect.PRORATION, first.share, second.share)
    _waivers(found, first.waivers, second.waivers)
    found.compare(Aspect.TAX_INCLUDED, first.taxed, second.taxed)


def _cap(found: Found, old: e.Expr | None, new: e.Expr | None, before: e.Expr | None, after: e.Expr | None) -> None:
    found.values(Aspect.CAP, old, new)
    if old is not None and new is not None:
        found.conditions(Aspect.CAP_WHEN, before, after)


def _waivers(found: Found, old: tuple[Waiver, ...], new: tuple[Waiver, ...]) -> None:
    """The changes in what is taken off; those that stay are matched in their order."""
    gone = [item for item in old if not any(bare(item) == bare(other) for other in new)]
    come = [item for item in new if not any(bare(item) == bare(other) for other in old)]
    for before, after in zip_longest(gone, come, fillvalue=Waiver()):
        found.values(Aspect.WAIVER, before.when, after.when)
        found.values(Aspect.WAIVED_DAYS, before.days, after.days)
        if before.days is not None and after.days is not None:
            found.compare(Aspect.WAIVED_PART, before.rounded, after.rounded)


def _pieces(found: Found, old: Clause, new: Clause) -> None:
    """The changes in the pieces of time that are counted."""
    if (old.units is None) is not (new.units is None):
        found.note(Aspect.PIECES, old.units is not None, new.units is not None)
    elif old.units is not None and new.units is not None:
        found.values(Aspect.FROM, old.units.start, new.units.start)
        found.values(Aspect.TO, old.units.end, new.units.end)
        found.compare(Aspect.LEAST_PIECES, old.units.at_least, new.units.at_least)


def _basis(found: Found, old: Clause, new: Clause) -> None:
    """The changes in the debts on which interest runs."""
    if old.basis is None or new.basis is None:
        sides = (None if clause.basis is None else clause.basis.with_tax for clause in (old, new))
        found.compare(Aspect.PRINCIPAL, *sides)
        return
    for name in sorted(set(old.basis.leave_out) ^ set(new.basis.leave_out)):
        gone = name in old.basis.leave_out
        found.note(Aspect.LEFT_OUT, name if gone else None, None if gone else name)
    found.compare(Aspect.PRINCIPAL, old.basis.with_tax, new.basis.with_tax)

"""What changed of the terms as a whole: money, time, taxes, calendars, and the prior terms that some facts keep."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from tariff.compare.meaning.change import Aspect, BillingDay, Cell, Change, Effect, RoundingRule, Weight
from tariff.compare.meaning.clauses import version_changes
from tariff.compare.meaning.form import same
from tariff.compare.meaning.mapped import mapped, rounding_as
from tariff.compare.meaning.stand import Kept, Stand
from tariff.model.clause import TaxClass
from tariff.model.expr import LineDate
from tariff.model.terms import BillingCycle, TaxStep, Terms, Version
from tariff.model.types import DATE


def header_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """The changes in what the header settles."""
    rules = RoundingRule(old.rounding, old.unit), RoundingRule(new.rounding, new.unit)
    (issue, due), (issued, fallen_due) = _billing(old.billing), _billing(new.billing)
    for aspect, weight, before, after in (
        (Aspect.CURRENCY, Weight.MONEY, old.currency, new.currency),
        (Aspect.ROUNDING, Weight.MONEY, *rules),
        (Aspect.DUE, Weight.TIME, due, fallen_due),
        (Aspect.ISSUE, Weight.TIME, issue, issued),
        (Aspect.ZONE, Weight.TIME, old.zone, new.zone),
    ):
        if before != after:
            yield Change(aspect, weight, old=before, new=after)


def _billing(cycle: BillingCycle) -> tuple[BillingDay, BillingDay]:
    return BillingDay(cycle.issue_months, cycle.issue_day), BillingDay(cycle.due_months, cycle.due_day)


def rounded_as(version: Version, old: Terms, new: Terms) -> Version:
    """The version with what was rounded by the rule of its own terms rounded by that of others."""
    was, becomes = RoundingRule(old.rounding, old.unit), RoundingRule(new.rounding, new.unit)
    if was == becomes:
        return version
    version = mapped(version, rounding_as(was, becomes))
    clauses = (
        evolve(item, rounding=becomes.mode, unit=becomes.unit)
        if RoundingRule(item.rounding, item.unit) == was
        else item
        for item in version.clauses
    )
    return evolve(version, clauses=tuple(clauses))


def tax_changes(old: tuple[TaxStep, ...], new: tuple[TaxStep, ...]) -> Iterator[Change]:
    """The changes in the rates of tax, each with the days on which lines bear it.

    The rate of fees for use is told where it changes otherwise than the standard one, which it mostly is.
    """
    days = sorted({step.since for step in (*old, *new)})
    spans_of = {
        name: [(day, (_rate(old, name, day), _rate(new, name, day))) for day in days]
        for name in sorted({name for step in (*old, *new) for name in step.rates})
    }
    for name, spans in spans_of.items():
        if name == TaxClass.METERED and spans == spans_of.get(TaxClass.STANDARD):
            continue
        joined = [span for last, span in pairwise([None, *spans]) if span and (last is None or last[1] != span[1])]
        for (day, (before, after)), end in zip(joined, [*(day for day, _ in joined[1:]), None], strict=True):
            if before != after:
                case = Cell(LineDate(), day, end, DATE)
                effect = Effect.HIGHER if after > before else Effect.LOWER
                yield Change(Aspect.TAX_RATE, Weight.MONEY, (), before, after, effect, None, (case,), name)


def _rate(steps: tuple[TaxStep, ...], name: str, day: int) -> Fraction:
    return next((step.rates.get(name, Fraction(0)) for step in reversed(steps) if step.since <= day), Fraction(0))


def calendar_changes(old: Terms, new: Terms) -> Iterator[Change]:
    """The changes in the days on which calendars are closed."""
    before, after = ({item.name: item.closed for item in terms.calendars} for terms in (old, new))
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name, frozenset()), after.get(name, frozenset())
        if one != other:
            yield Change(Aspect.CALENDAR, Weight.TIME, old=one - other, new=other - one, subject=name)


def kept_changes(old: Stand, new: Stand, told: frozenset[Aspect]) -> Iterator[Change]:
    """The changes in which facts keep prior terms, and in those terms, for each of the facts."""
    come = list(new.kept)
    for before in sorted(old.kept, key=lambda item: not any(_alike(item, other) for other in new.kept)):
        named = [item for item in come if _one(before, item)]
        after = next((item for item in named if _alike(before, item)), next(iter(named), None))
        if after is None:
            yield Change(Aspect.KEPT, Weight.TIME, old=before.branch, kept=before.branch.amendment)
            continue
        come.remove(after)
        if not _alike(before, after):
            yield Change(Aspect.KEPT, Weight.TIME, old=before.branch, new=after.branch, kept=after.branch.amendment)
        for change in version_changes(rounded_as(before.version, old.terms, new.terms), after.version, told):
            yield evolve(change, kept=after.branch.amendment)
    for item in come:
        yield Change(Aspect.KEPT, Weight.TIME, new=item.branch, kept=item.branch.amendment)


def _one(old: Kept, new: Kept) -> bool:
    return (old.branch.amendment, old.branch.record) == (new.branch.amendment, new.branch.record)


def _alike(old: Kept, new: Kept) -> bool:
    one, other = old.branch, new.branch
    days = (one.since, one.until, one.frozen, one.prior_day) == (
        other.since,
        other.until,
        other.frozen,
        other.prior_day,
    )
    return days and same(one.condition, other.condition)


def reading_changes(old: Stand, new: Stand) -> Iterator[Change]:
    """The readings that are offered beside the default, and no longer or newly so."""
    before, after = (
        {(axis.key, item.name): item.titles for axis in side.offered for item in axis.options} for side in (old, new)
    )
    for key, name in dict.fromkeys((*after, *before)):
        one, other = before.get((key, name)), after.get((key, name))
        if one is None or other is None:
            yield Change(Aspect.READING, Weight.WORDING, old=one, new=other, subject=f"{key}={name}")

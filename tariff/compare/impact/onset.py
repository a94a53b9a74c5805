"""From which day on two versions of terms do not compute the same."""

from collections.abc import Iterator

from attrs import evolve

from tariff.model.clause import Clause
from tariff.model.expr import Expr
from tariff.model.records import Titles
from tariff.model.ruling import Ruling
from tariff.model.terms import Terms

# What holds at all times; names and digests compute nothing.
_ALWAYS = ("currency", "minor_digits", "zone", "rounding", "unit", "billing", "calendars")


def onset(old: Terms, new: Terms) -> int | None:
    """The first day (ordinal) from which the two may compute otherwise; None where they never do.

    Titles and texts compute nothing.
    """
    return min(_differences(old, new), default=None)


def newest(old: Terms, new: Terms) -> int:
    """The day (ordinal) from which the newest version of either is in force."""
    return max(terms.versions[-1].since for terms in (old, new))


def _differences(old: Terms, new: Terms) -> Iterator[int]:
    starts = [terms.versions[0].since for terms in (old, new)]
    if any(getattr(old, name) != getattr(new, name) for name in _ALWAYS) or _derived(old) != _derived(new):
        yield min(starts)
    yield from (step.since for step in old.taxes if step not in new.taxes)
    yield from (step.since for step in new.taxes if step not in old.taxes)
    yield from (branch.since for branch in old.branches if branch not in new.branches)
    yield from (branch.since for branch in new.branches if branch not in old.branches)
    days = sorted({version.since for terms in (old, new) for version in terms.versions})
    yield from (day for day in days if _computed(old, day) != _computed(new, day))


def _derived(terms: Terms) -> dict[tuple[str, str], Expr]:
    """What is derived of other contracts, by record and field."""
    return {
        (record.name, field.name): field.means
        for record in terms.records
        for field in record.fields
        if field.means is not None
    }


def _computed(terms: Terms, day: int) -> tuple[Clause | Ruling, ...]:
    """What the version in force on a day computes, without its words; nothing before the first."""
    version = next((item for item in reversed(terms.versions) if item.since <= day), None)
    found: tuple[Clause | Ruling, ...] = (*version.clauses, *version.rulings) if version else ()
    return tuple(sorted(map(_bare, found), key=lambda item: (item.name, item.kind)))


def _bare(item: Clause | Ruling) -> Clause | Ruling:
    if isinstance(item, Clause):
        return evolve(item, titles=Titles(), text=Titles(), sentences=())
    return evolve(item, titles=Titles(), text=Titles(), sentences=())

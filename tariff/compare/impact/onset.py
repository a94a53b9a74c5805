"""From which day on two versions of terms do not compute the same."""

from collections.abc import Iterator

from attrs import evolve

from tariff.compare.meaning.form import bare, form_of_branch, form_of_version
from tariff.model.terms import Terms

# What holds at all times. Which rows are wrong computes nothing.
_ALWAYS = ("currency", "minor_digits", "zone", "rounding", "unit", "billing", "calendars")


def onset(old: Terms, new: Terms) -> int | None:
    """The first day (ordinal) from which the two may compute otherwise; None where they mean the same throughout."""
    return min(_differences(old, new), default=None)


def newest(old: Terms, new: Terms) -> int:
    """The day (ordinal) from which the newest version of either is in force."""
    return max(terms.versions[-1].since for terms in (old, new))


def _differences(old: Terms, new: Terms) -> Iterator[int]:
    if any(getattr(old, name) != getattr(new, name) for name in _ALWAYS) or _derived(old) != _derived(new):
        yield min(terms.versions[0].since for terms in (old, new))
    yield from (since for since, _ in _steps(old) ^ _steps(new))
    yield from (since for since, _ in _kept(old) ^ _kept(new))
    days = {version.since for terms in (old, new) for version in terms.versions}
    yield from (day for day in days if _form(old, day) != _form(new, day))


def _steps(terms: Terms) -> set[tuple[int, object]]:
    return {(step.since, tuple(sorted(step.rates.items()))) for step in terms.taxes}


def _kept(terms: Terms) -> set[tuple[int, object]]:
    """The prior terms that some facts keep, and each version of them, from the day on which it counts."""
    found: set[tuple[int, object]] = set()
    for branch in terms.branches:
        kept = form_of_branch(evolve(branch, versions=()))
        found.add((branch.since, kept))
        found |= {(max(branch.since, item.since), (kept, form_of_version(item))) for item in branch.versions}
    return found


def _derived(terms: Terms) -> dict[tuple[str, str], object]:
    """What is derived of other contracts, by record and field."""
    return {
        (record.name, field.name): bare(field.means)
        for record in terms.records
        for field in record.fields
        if field.means is not None
    }


def _form(terms: Terms, day: int) -> object:
    """What the version in force on a day means; None before the first."""
    version = next((item for item in reversed(terms.versions) if item.since <= day), None)
    return form_of_version(version) if version else None

"""Which version governs a row: the governing date, the branches that keep prior terms, and the versions' days."""

from bisect import bisect_right
from datetime import date
from functools import cache, partial

from attrs import frozen

from tariff.interpret.expressions import Expressions
from tariff.interpret.scope import Fn, Scope
from tariff.model.clause import Clause
from tariff.model.ruling import Ruling
from tariff.model.terms import Branch, Terms, Version


@frozen(eq=False)
class Stand:
    """One version in its place: on the main line, or on the line that a branch keeps alive. Compared by identity."""

    since: int
    until: int | None
    since_date: date
    clauses: tuple[Clause, ...]
    rulings: tuple[Ruling, ...]
    branch: Branch | None = None


@frozen(eq=False)
class Keeping:
    """A branch with its compiled condition and the versions it keeps alive (none when it freezes)."""

    branch: Branch
    holds: Fn
    stands: tuple[Stand, ...]

    def reaches(self, day: int) -> bool:
        """Whether a governing date falls where the branch moves it."""
        until = self.branch.until
        return day >= self.branch.since and (until is None or day < until)


Kept = tuple[Keeping, ...]


class Governance:
    """The versions of one Terms and how a governing date finds its own."""

    def __init__(self, terms: Terms, expressions: Expressions) -> None:
        self.first_in_force = terms.versions[0].since
        self.main = _stands(terms.versions, None)
        # Days are few and asked for on every line.
        self._on_main = cache(partial(_at, self.main))
        self._keepings: dict[str, list[Keeping]] = {}
        for branch in sorted(terms.branches, key=lambda item: item.since, reverse=True):
            keeping = Keeping(branch, expressions.compile(branch.condition), _stands(branch.versions, branch))
            self._keepings.setdefault(branch.record, []).append(keeping)
        self.stands = self.main + tuple(
            stand for keepings in self._keepings.values() for keeping in keepings for stand in keeping.stands
        )

    def kept(self, record: str, scope: Scope, last: int) -> Kept:
        """The branches whose prior terms this row of `record` keeps, the latest first.

        last: the row's latest governing date; branches that begin after it cannot reach the row, and are not looked at.
        """
        keepings = self._keepings.get(record)
        if not keepings:
            return ()
        return tuple([item for item in keepings if item.branch.since <= last and item.holds(scope)])

    def stand(self, day: int, kept: Kept, applied: list[Keeping] | None = None) -> Stand | None:
        """The version that governs `day` under the branches kept, None before the first; `applied` gathers them."""
        for keeping in kept:
            if keeping.reaches(day):
                if applied is not None:
                    applied.append(keeping)
                if not keeping.branch.frozen:
                    return _at(keeping.stands, day)
                day = keeping.branch.prior_day
        return self._on_main(day)


def _stands(versions: tuple[Version, ...], branch: Branch | None) -> tuple[Stand, ...]:
    return tuple(
        Stand(item.since, item.until, date.fromordinal(item.since), item.clauses, item.rulings, branch)
        for item in sorted(versions, key=lambda item: item.since)
    )


def _at(stands: tuple[Stand, ...], day: int) -> Stand | None:
    index = bisect_right(stands, day, key=lambda stand: stand.since)
    if index == 0:
        return None
    stand = stands[index - 1]
    return stand if stand.until is None or day < stand.until else None

"""Terms as they stand on a day: the version in force, and the prior terms that some facts keep."""

from attrs import evolve, frozen

from tariff.compare.sources import Origin
from tariff.model.clause import Clause
from tariff.model.ruling import Ruling
from tariff.model.terms import Branch, Terms, Version
from tariff.versions.consolidate import consolidate
from tariff.versions.readings import Axis, axes


@frozen
class Kept:
    """Prior terms that some facts keep, and the version of them that holds on the day."""

    branch: Branch
    version: Version


@frozen
class Stand:
    """Terms, and what of them holds on a day. offered: the readings that the text admits on it."""

    terms: Terms
    version: Version
    kept: tuple[Kept, ...] = ()
    offered: tuple[Axis, ...] = ()

    @classmethod
    def of(cls, origin: Origin) -> "Stand":
        """How the terms stand that a document shows, under their default readings.

        Raises InputError where the pack has errors.
        """
        library, name, known_on = origin.library, origin.terms, origin.known_on
        line = consolidate(origin.pack, known_on)
        now = evolve(line, editions=line.editions[-1:])
        terms = library.terms(name, known_on=known_on, amendments=origin.amendments)
        # Of two amendments in force from one day, the first is in force before the second, though not the day before.
        day = max(origin.day.toordinal(), terms.versions[-1].since)
        return evolve(cls.on(terms, day), offered=axes(origin.pack, now))

    @classmethod
    def on(cls, terms: Terms, day: int | None = None) -> "Stand":
        """How terms stand on a day, which is not before the first of theirs; None: as the last version leaves them."""
        at = terms.versions[-1].since if day is None else day
        kept = [
            Kept(branch, _in_force(branch.versions or terms.versions, branch.prior_day if branch.frozen else at))
            for branch in terms.branches
            if branch.since <= at and (branch.until is None or at < branch.until)
        ]
        return cls(terms, _in_force(terms.versions, at), tuple(kept))

    @property
    def items(self) -> tuple[Clause | Ruling, ...]:
        """All clauses and rulings, those of prior terms first, a clause after what is decided beside it."""
        found: list[Clause | Ruling] = []
        for version in (*(item.version for item in self.kept), self.version):
            found += [*version.rulings, *version.clauses]
        return tuple(found)

    def clauses_of(self, number: str) -> frozenset[str]:
        """The names of the clauses and rulings in an article or appendix."""
        return frozenset(item.name for item in self.items if item.article.split(".")[0] == number)


def _in_force(versions: tuple[Version, ...], day: int) -> Version:
    return next((item for item in reversed(versions) if item.since <= day), versions[0])

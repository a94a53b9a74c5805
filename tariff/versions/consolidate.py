"""Consolidation: the tree of provisions as it stands from each day of effect, as known on a day."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen

from tariff.diagnostics import Diagnostic
from tariff.model.calendar import MAX_DAY, MIN_DAY
from tariff.versions.amend import apply, supplement
from tariff.versions.pack import Amendment, Pack
from tariff.versions.provisions import Provision


@frozen
class Edition:
    """The provisions in force from a day; `by` names the amendments that take effect on it.

    Supplementary provisions of every amendment known stand in the tree from the first edition, so that a later
    amendment can amend an earlier one before or after it takes effect.
    """

    since: date
    tree: Provision
    by: tuple[str, ...] = ()


@frozen
class Consolidation:
    """The editions in order of effect, the amendments they come from, and the faults met in applying them."""

    editions: tuple[Edition, ...]
    amendments: tuple[Amendment, ...]
    faults: tuple[Diagnostic, ...] = ()

    def on(self, day: date) -> Edition | None:
        """The edition in force on a day, or None before the first."""
        return next((item for item in reversed(self.editions) if item.since <= day), None)

    def spans(self) -> Iterator[tuple[Edition, range]]:
        """Each edition with the days on which its tables hold: the first serves the days before it, too."""
        starts = [MIN_DAY, *(item.since.toordinal() for item in self.editions[1:]), MAX_DAY + 1]
        return zip(self.editions, itertools.starmap(range, itertools.pairwise(starts)), strict=True)


def consolidate(pack: Pack, known_on: date | None = None) -> Consolidation:
    """The main line of a pack's editions as known on `known_on` (None: all that is known now)."""
    known = tuple(item for item in pack.amendments if item.known_on(known_on))
    supplements = tuple(supplement(item.node, item.name) for item in known)
    tree = evolve(pack.base, children=(*pack.base.children, *supplements))
    return _line(Edition(pack.in_force, tree), known, "")


def prior_line(whole: Consolidation, amendment: Amendment) -> Consolidation:
    """The editions of the prior terms that `amendment` leaves in force, as later amendments change them."""
    start = whole.on(amendment.in_force - timedelta(days=1)) or whole.editions[0]
    return _line(start, whole.amendments, amendment.name)


def _line(start: Edition, amendments: tuple[Amendment, ...], prior: str) -> Consolidation:
    editions, faults = [start], list[Diagnostic]()
    for item in amendments:
        if item.amends_prior != prior:
            continue
        tree, found = apply(editions[-1].tree, item.node, item.name)
        faults.extend(found)
        last = editions[-1]
        if item.in_force <= last.since:
            editions[-1] = Edition(last.since, tree, (*last.by, item.name))
        else:
            editions.append(Edition(item.in_force, tree, (item.name,)))
    return Consolidation(tuple(editions), amendments, tuple(faults))

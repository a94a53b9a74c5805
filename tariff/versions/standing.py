"""How provisions stand on a day, as known on another: in force, yet to come, repealed, or changed unknown to all."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from attrs import evolve, frozen

from tariff.versions.addresses import places
from tariff.versions.consolidate import Consolidation, Edition
from tariff.versions.history import touched
from tariff.versions.pack import Amendment
from tariff.versions.provisions import Path, Provision, Step


class Status(StrEnum):
    """How a provision or an amendment stands on a day; `NOT_YET_APPLIED`: it was not known, so the text lacks it."""

    IN_FORCE = "in_force"
    PROSPECTIVE = "prospective"
    REPEALED = "repealed"
    NOT_YET_APPLIED = "not_yet_applied"


@frozen
class Change:
    """A change that the text shown does not have: its amendment, and whether it is prospective or not yet applied."""

    amendment: Amendment
    status: Status


@frozen
class Standing:
    """A provision as it stands.

    by, since: what made it so and from which day, the amendment ``""`` for the original; of a prospective provision,
    what will bring it and when. to_come: the changes to it and to what stands in it that the text does not have, by
    path.
    """

    path: Path
    provision: Provision
    status: Status
    by: str
    since: date
    to_come: Mapping[Path, tuple[Change, ...]]

    @property
    def elsewhere(self) -> bool:
        """Whether it does not stand on the day, not even by its number."""
        return self.status is not Status.IN_FORCE and self.provision.deleted is None

    def status_of(self, path: Path, part: Provision) -> Status:
        """The status of the provision itself or of one below it."""
        return Status.REPEALED if part.deleted is not None and not self.elsewhere else self._below(path)

    def _below(self, path: Path) -> Status:
        return self.status if path == self.path or self.elsewhere else Status.IN_FORCE


@frozen
class View:
    """Terms looked at: all editions, those of the amendments known, and the day on which they are asked for."""

    whole: Consolidation
    known: Consolidation
    day: date

    @property
    def edition(self) -> Edition:
        """The edition of the day; the caller has seen that there is one."""
        found = self.known.on(self.day)
        assert found is not None, "the day is one on which the terms are in force"
        return found

    @cached_property
    def tree(self) -> Provision:
        """The provisions of the day; supplementary ones of amendments that are in force alone."""
        return self._within(self.edition.tree, self.known, self.day)

    def status(self, amendment: Amendment) -> Status:
        """How an amendment stands."""
        if amendment not in self.known.amendments:
            return Status.NOT_YET_APPLIED
        return Status.IN_FORCE if amendment.in_force <= self.day else Status.PROSPECTIVE

    @property
    def changes(self) -> tuple[Change, ...]:
        """The amendments that the text of the day does not have, those of prior terms aside, in order of effect."""
        found = ((item, self.status(item)) for item in self.whole.amendments if not item.amends_prior)
        return tuple(Change(item, status) for item, status in found if status is not Status.IN_FORCE)

    def find(self, wanted: Path) -> tuple[Standing, ...]:
        """What stands, will stand or once stood at an address, preferred in this order; () where nothing ever did."""
        tree = self.tree
        if here := places(tree, wanted):
            return tuple(map(self.standing, here))
        earlier = [item for item in self.known.editions if item.since <= self.day]
        later = [item for item in self.known.editions if item.since > self.day]
        for editions, status in (
            (later, Status.PROSPECTIVE),
            (reversed(earlier), Status.REPEALED),
            (self.whole.editions, Status.NOT_YET_APPLIED),
        ):
            for edition in editions:
                if found := tuple(self._other(edition, wanted, status)):
                    return found
        return ()

    def standing(self, path: Path) -> Standing:
        """The provision at a path of the day's tree."""
        item = self.tree.find(path)
        assert item is not None, "the caller found it there"
        status = Status.IN_FORCE if item.deleted is None else Status.REPEALED
        below = {at: found for at, found in self.to_come.items() if at[: len(path)] == path}
        return Standing(path, item, status, item.changed_by, self._since(item.changed_by), below)

    @cached_property
    def to_come(self) -> Mapping[Path, tuple[Change, ...]]:
        """The changes that the text of the day does not have, by the paths of the provisions they touch."""
        found: dict[Path, tuple[Change, ...]] = {}
        at = {item.identity: path for path, item in self.tree.walk()}
        for change in self.changes:
            line = self.known if change.status is Status.PROSPECTIVE else self.whole
            before = next((item for item in reversed(line.editions) if item.since < change.amendment.in_force), None)
            identities = touched(before.tree, change.amendment) if before else ()
            for path in (at[item] for item in dict.fromkeys(identities) if item in at):
                found[path] = (*found.get(path, ()), change)
        return found

    def _other(self, edition: Edition, wanted: Path, status: Status) -> Iterator[Standing]:
        """What stands at an address in another edition than that of the day: the first that has it, or the last."""
        line = self.whole if status is Status.NOT_YET_APPLIED else self.known
        tree = self._within(edition.tree, line, edition.since)
        for path in places(tree, wanted):
            item = tree.find(path)
            assert item is not None, "it was found there"
            by = edition
            if status is Status.REPEALED:
                by = next(after for after in line.editions if after.since > edition.since)
            yield Standing(path, item, status, ", ".join(by.by), by.since, {})

    def _since(self, by: str) -> date:
        found = (item.in_force for item in self.whole.amendments if item.name == by)
        return max(next(found, self.known.editions[0].since), self.known.editions[0].since)

    def _within(self, tree: Provision, line: Consolidation, day: date) -> Provision:
        begun = {Step("supplement", item.name) for item in line.amendments if item.in_force <= day}
        children = tuple(item for item in tree.children if item.step.part != "supplement" or item.step in begun)
        return evolve(tree, children=children)

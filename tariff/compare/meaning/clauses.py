"""Two versions, clause by clause: those that came and went, those that changed, those under another name."""

from attrs import evolve, frozen

from tariff.compare.meaning.change import Aspect, Change, Weight
from tariff.compare.meaning.form import form
from tariff.compare.meaning.found import Found
from tariff.compare.meaning.made import clause_changes
from tariff.compare.meaning.mapped import mapped, renaming
from tariff.compare.meaning.ruled import WEIGHTS, ground_changes, ruling_changes
from tariff.model.clause import Clause
from tariff.model.ruling import Ruling
from tariff.model.terms import Version


@frozen
class _Item:
    """What stands under one name: a clause, what is decided beside it, or a ruling alone."""

    name: str
    clause: Clause | None
    ruling: Ruling | None

    @property
    def weight(self) -> Weight:
        if self.clause is not None or self.ruling is None:
            return Weight.MONEY
        return WEIGHTS[self.ruling.kind]

    @property
    def main(self) -> Clause | Ruling:
        """The clause, or the ruling that stands alone."""
        found = self.clause or self.ruling
        assert found is not None, "a name stands for something"
        return found

    def form(self) -> object:
        """Its meaning, its name aside."""
        return tuple(None if item is None else form(evolve(item, name="")) for item in (self.clause, self.ruling))


def version_changes(old: Version, new: Version, told: frozenset[Aspect] = frozenset()) -> list[Change]:
    """The changes from one version to another. told: what is told of the terms as a whole."""
    names = _renamed(_items(old), _items(new))
    old = evolve(old, clauses=tuple(_speaking_of(item, names) for item in old.clauses))
    before, after = _items(old), _items(new)
    found = [Change(Aspect.NAME, Weight.WORDING, (name,), was, name) for was, name in names.items()]
    before = {names.get(name, name): item for name, item in before.items()}
    for name in dict.fromkeys((*after, *before)):
        one, other = before.get(name), after.get(name)
        if one is not None and other is not None and one.main.__class__ is other.main.__class__:
            found += _changes(name, one, other, told)
            continue
        if one is not None:
            found.append(Change(Aspect.CLAUSE, one.weight, (name,), one.main, None))
        if other is not None:
            found.append(Change(Aspect.CLAUSE, other.weight, (name,), None, other.main))
    return found


def _items(version: Version) -> dict[str, _Item]:
    clauses = {item.name: item for item in version.clauses}
    rulings = {item.name: item for item in version.rulings}
    return {name: _Item(name, clauses.get(name), rulings.get(name)) for name in (*clauses, *rulings)}


def _renamed(old: dict[str, _Item], new: dict[str, _Item]) -> dict[str, str]:
    """The new names of what stands under another one and is the same for the rest."""
    come = {name: item for name, item in new.items() if name not in old}
    found: dict[str, str] = {}
    for name, item in old.items():
        if name in new:
            continue
        same = next((other for other, made in come.items() if made.form() == item.form()), None)
        if same is not None:
            del come[same]
            found[name] = same
    return found


def _speaking_of(clause: Clause, names: dict[str, str]) -> Clause:
    """The clause with other names for the clauses that it speaks of."""
    if clause.basis is not None:
        left_out = tuple(sorted(names.get(name, name) for name in clause.basis.leave_out))
        clause = evolve(clause, basis=evolve(clause.basis, leave_out=left_out))
    return mapped(clause, renaming(names))


def _changes(name: str, old: _Item, new: _Item, told: frozenset[Aspect]) -> list[Change]:
    if old.form() == new.form():
        return []
    found = Found(name, new.weight, told)
    if old.clause is None or new.clause is None:
        assert old.ruling is not None, "what stands alone is a ruling"
        assert new.ruling is not None, "on both sides"
        ruling_changes(found, old.ruling, new.ruling)
        return found.changes
    ground_changes(found, old.ruling, new.ruling)
    of_grounds, found.changes = found.changes, []
    grounds = tuple(item.grounds if item else () for item in (old.ruling, new.ruling))
    clause_changes(found, old.clause, new.clause, (grounds[0], grounds[1]))
    found.changes += of_grounds
    if not found.changes:
        _decided_beside(found, old.ruling, new.ruling)
    return found.changes


def _decided_beside(found: Found, old: Ruling | None, new: Ruling | None) -> None:
    """The changes in what is decided beside a clause that itself did not change."""
    if old is not None and new is not None:
        ruling_changes(found, old, new)
    else:
        found.note(Aspect.CLAUSE, old, new)

"""The operations that make one document of another: its parts in pairs, and each step tried as it will be made."""

from collections.abc import Sequence
from itertools import groupby

from attrs import define, evolve, field

from tariff.compare.amending.applying import Draft
from tariff.compare.amending.operations import (
    Delete,
    Insert,
    Operation,
    Renumber,
    Retitle,
    Rewrite,
    Substitute,
    Within,
)
from tariff.compare.amending.phrases import Phrase, as_said, edits, hunks, replaced
from tariff.compare.amending.places import part_at, spoken, standing
from tariff.compare.amending.renumbering import loops, ordered
from tariff.compare.amending.signs import relabelled
from tariff.compare.changes import Kind, changes
from tariff.compare.document import Key, Part, Place
from tariff.compare.normal import normal
from tariff.compare.pairs import Pair, Words
from tariff.compare.sequences import Match, heaviest
from tariff.diagnostics import Diagnostic, InputError

# From so many changed phrases in a text on, or where so much of it is gone, it is said anew as a whole.
_MANY = 7
_GONE = 0.6


def operations(pair: Pair, said: Sequence[Phrase] = ()) -> tuple[Operation, ...]:
    """The operations that make the new document of a pair of the old one, as sentences are to say them.

    said: phrases by which words are known to have been changed; they are taken where they do it.

    In each article words come first, then what is deleted, then numbers, then what is inserted. What one side leaves
    out (略) is taken to be the same. InputError where siblings that change bear one number and stand in nothing that
    could be said anew as a whole.
    """
    renumbered = {id(change.pair) for change in changes(pair) if change.kind is Kind.RENUMBERED}
    steps = _Steps(Draft(_both(pair)[0]), renumbered, said)
    try:
        steps.words(pair, ())
        steps.below(pair, ())
    except _UnsayableError as fault:
        message = f"more than one provision bears the number of {fault}, so that no sentence can name it"
        raise InputError(
            [Diagnostic("E1306", message, where=str(fault), mend="number the provisions apart")]
        ) from fault
    return tuple(steps.made)


class _UnsayableError(Exception):
    """A part that no sentence can name, or words that none can quote; what holds it has to be said anew."""


@define
class _Steps:
    """The operations so far, and the old document as they leave it.

    renumbered: the pairs, by their ids, that are known to have new numbers. phrases: those that are to be preferred.
    """

    draft: Draft
    renumbered: set[int]
    phrases: Sequence[Phrase]
    made: list[Operation] = field(factory=list)

    def make(self, operation: Operation) -> None:
        """Take an operation. _UnsayableError where it does not fit."""
        if not self.draft.make(operation):
            raise _UnsayableError(self.draft.findings.pop().message)
        self.made.append(operation)

    def said(self, place: Place) -> Place:
        """A place as a sentence names it now. _UnsayableError where none can."""
        parents = (part_at(self.draft.root, place[:end]) for end in range(len(place)))
        for parent, key in zip(parents, place, strict=True):
            if parent is None or len(standing(parent, key)) != 1:
                raise _UnsayableError("/".join(f"{key.kind} {key.number}" for key in place))
        return spoken(self.draft.root, place)

    def part(self, pair: Pair, at: Place) -> None:
        """All that makes the old part of a pair, which stands at `at`, the new one, its number aside."""
        old, new = _both(pair)
        if old.omitted or new.omitted:
            return
        if old.deleted != new.deleted:
            self._anew(pair, at)
            return
        before, draft = len(self.made), self.draft.root
        try:
            self.words(pair, at)
            self.below(pair, at)
        except _UnsayableError:
            del self.made[before:]
            self.draft.root = draft
            self._anew(pair, at)

    def _anew(self, pair: Pair, at: Place) -> None:
        new = _bare(_both(pair)[1])
        if new.key.kind != "supplement" and new.key != at[-1]:
            new = evolve(new, key=at[-1], label=relabelled(new, at[-1].number))
        self.make(Substitute(self.said(at), new))

    def words(self, pair: Pair, at: Place) -> None:
        """Heading and text of the part itself."""
        old, new = _both(pair)
        if pair.retitled:
            self.make(Retitle(self.said(at), new.title))
        if not pair.reworded:
            return
        said = self._phrases(pair, at)
        if said is None and not old.children and at:
            raise _UnsayableError  # a part without others below it is said anew
        for operation in said or (Rewrite(self.said(at), new.text),):
            self.make(operation)

    def _phrases(self, pair: Pair, at: Place) -> tuple[Operation, ...] | None:
        """The changes of the part's words phrase by phrase; None where the whole has to be said anew."""
        said, changed = self.said(at), hunks(pair.text)
        whole = part_at(self.draft.root, at)
        assert whole
        if changed is None:
            return None
        found, texts = list[Operation](), list(whole.text)
        within = Within.ALL if at else Within.LEAD
        below = [text for _, part in whole.walk() for text in part.text] if at else []
        for index, paragraph in enumerate(whole.text):
            goal, around = replaced(paragraph, changed[index]), (*texts, *below)
            now = as_said(said, paragraph, goal, self.phrases, around, within) if changed[index] else ()
            if now is None and not _mostly_new(pair.text):
                now = edits(said, paragraph, changed[index], around, within)
            if now is None:
                return None
            found += now
            texts[index] = goal
        return tuple(found)

    def below(self, pair: Pair, at: Place) -> None:
        """The parts below a pair whose old part stands at `at`."""
        old, new = _both(pair)
        kept = _kept(pair)
        staying = {id(child.old) for child in kept}
        gone = [part for part in old.children if id(part) not in staying]
        for child in kept:
            self.part(child, (*at, _both(child)[0].key))
        for part in gone:
            if not part.omitted:
                self.make(Delete(self.said((*at, part.key))))
        moved = self._renumber(kept, at)
        before: Key | None = None
        for inserted, run in groupby(new.children, key=lambda part: (id(part) not in moved, part.key.kind)):
            parts = [part for part in run if not (inserted[0] and part.omitted)]
            if inserted[0] and parts:
                self._insert(parts, before, at)
            before = (parts[-1].key if inserted[0] else moved[id(parts[-1])]) if parts else before

    def _renumber(self, kept: Sequence[Pair], at: Place) -> dict[int, Key]:
        """New numbers for the parts that are kept under `at`; what each new part is called then."""
        called = {}
        for child in kept:
            old, new = _both(child)
            shown = id(child) in self.renumbered or not (old.omitted or new.omitted)
            called[id(new)] = new.key if shown else old.key
        for kind in dict.fromkeys(_both(child)[0].key.kind for child in kept):
            own = [(_both(child)[0].key.number, called[id(child.new)].number) for child in kept if _kind(child) == kind]
            moves = [(old, new) for old, new in own if old != new]
            still = {old for old, new in own if old == new}
            for move in ordered(moves, still, ranges=kind != "subitem"):
                place = (*at, Key(kind, move.old))
                part = part_at(self.draft.root, place)
                sign = normal(relabelled(part, move.new)) if part and kind == "subitem" else ""
                self.make(Renumber(self.said(place), sign or move.new, move.last))
        return called

    def _insert(self, parts: Sequence[Part], before: Key | None, at: Place) -> None:
        """Put a run of new parts behind the part `before`, in front of all others where it is None."""
        parent = part_at(self.draft.root, at)
        assert parent
        last = parent.children[-1].key if parent.children else None
        first = parent.children[0].key if parent.children and before is None else None
        beside = None if before == last else before or first
        said = self.said((*at, beside)) if beside else self.said(at)
        near = said[-1] if beside else None
        where = said[:-1] if beside else said
        bare = tuple(map(_bare, parts))
        self.make(Insert(where, bare, near if before else None, near if not before else None))


def _kind(pair: Pair) -> str:
    return _both(pair)[0].key.kind


def _kept(pair: Pair) -> list[Pair]:
    """The pairs below whose old part stays where it stands among those that stay, and can get its new number."""
    standing = {id(part): index for index, part in enumerate(_both(pair)[0].children)}
    both = [
        child
        for child in pair.children
        if child.old and child.new and id(child.old) in standing and child.old.key.kind == child.new.key.kind
    ]
    order = heaviest(Match(standing[id(child.old)], index) for index, child in enumerate(both))
    staying = [both[match.new] for match in order]
    for kind in {child.old.key.kind for child in staying if child.old}:
        moves = [
            (child.old.key.number, child.new.key.number)
            for child in staying
            if child.old and child.new and child.renumbered and child.old.key.kind == kind
        ]
        ring = loops(moves)
        staying = [c for c in staying if not (c.old and c.old.key.kind == kind and c.old.key.number in ring)]
    return staying


def _both(pair: Pair) -> tuple[Part, Part]:
    """Both parts of a pair that has both."""
    assert pair.old
    assert pair.new
    return pair.old, pair.new


def _bare(part: Part) -> Part:
    """A part as a block can say it: a supplement is known by its heading."""
    key = evolve(part.key, number=normal(part.title)) if part.key.kind == "supplement" else part.key
    return evolve(part, key=key, identity="", line=0, children=tuple(map(_bare, part.children)))


def _mostly_new(words: Words) -> bool:
    changed = [run for run in words if not run.same]
    gone, all_of_it = sum(len(run.old) for run in changed), sum(len(run.old) for run in words)
    return len(changed) >= _MANY or (len(changed) > 1 and gone > _GONE * all_of_it)

"""What changed between two documents, one after the other: the operations that make the new one of the old."""

from collections import defaultdict, deque
from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from tariff.compare.document import Part, Place
from tariff.compare.pairs import Pair
from tariff.compare.sequences import Match, heaviest

_LITTLE = 1e-6


class Kind(StrEnum):
    """What was done to a part.

    EMPTIED: it lost its content and kept its number (削除); FILLED: an empty number has content again.
    MOVED: it stands under another part, or elsewhere among its siblings; where its number shows that, it is RENUMBERED.
    LEFT_OUT: what is left out (略) is labelled otherwise on both sides; nothing that can be read has changed.
    """

    INSERTED = "inserted"
    DELETED = "deleted"
    EMPTIED = "emptied"
    FILLED = "filled"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    RETITLED = "retitled"
    REWORDED = "reworded"
    LEFT_OUT = "left_out"


@frozen
class Change:
    """One operation on one part; `pair` has its words."""

    kind: Kind
    pair: Pair

    @property
    def at_old(self) -> Place:
        """Where the part stood, ``()`` where it did not."""
        return self.pair.at_old

    @property
    def at_new(self) -> Place:
        """Where the part stands, ``()`` where it does not."""
        return self.pair.at_new


def changes(pair: Pair) -> tuple[Change, ...]:
    """All that changed in a pair and below it, in order of the new document, a part's own changes before those below.

    What is inserted, deleted or emptied with a part is not listed again, but what went from or to it is.
    """
    return tuple(_below(pair)) if pair.old is None or pair.new is None else (*_own(pair), *_below(pair))


def _below(pair: Pair) -> Iterator[Change]:
    moved = _moved(pair)
    for place, child in enumerate(pair.children):
        if child.old is None or child.new is None:
            if _shown(pair):
                yield _alone(child)
        elif child.old.omitted or child.new.omitted:
            yield from _left_out(child, pair)
        else:
            if place in moved:
                yield Change(Kind.MOVED, child)
            yield from _own(child)
        yield from _below(child)


def _shown(pair: Pair) -> bool:
    """Whether both sides show what stands below the pair: neither is deleted or left out where the other is not."""
    if pair.old is None or pair.new is None:
        return False
    return (pair.old.deleted, pair.old.omitted) == (pair.new.deleted, pair.new.omitted)


def _alone(pair: Pair) -> Change:
    """The change that a part is which stands on one side only."""
    part = pair.old or pair.new
    if part and part.omitted:
        return Change(Kind.LEFT_OUT, pair)
    return Change(Kind.INSERTED if pair.old is None else Kind.DELETED, pair)


def _own(pair: Pair) -> Iterator[Change]:
    """The changes to a part itself that stands on both sides; its words are not looked at where it was emptied."""
    if pair.renumbered:
        yield Change(Kind.RENUMBERED, pair)
    if pair.emptied:
        yield Change(Kind.EMPTIED, pair)
    elif _filled(pair):
        yield Change(Kind.FILLED, pair)
    else:
        if pair.retitled:
            yield Change(Kind.RETITLED, pair)
        if pair.reworded:
            yield Change(Kind.REWORDED, pair)


def _filled(pair: Pair) -> bool:
    return pair.old is not None and pair.new is not None and pair.old.deleted and not pair.new.deleted


def _left_out(pair: Pair, parent: Pair) -> Iterator[Change]:
    """The change of a part of which at least one side shows nothing: its number went with others, or its label differs.

    A number that a sibling bears too, or one end of a range alone, is a slip of the label.
    """
    old, new = pair.old, pair.new
    if old is None or new is None or (old.key, old.last, old.omitted) == (new.key, new.last, new.omitted):
        return
    shifted = old.omitted and new.omitted and old.key != new.key and bool(old.last) == bool(new.last)
    both_ends = shifted and (not old.last or old.last != new.last)
    if both_ends and not _taken(new, parent.new) and not _taken(old, parent.old):
        yield Change(Kind.RENUMBERED, pair)
    else:
        yield Change(Kind.LEFT_OUT, pair)


def _readable(part: Part | None) -> bool:
    return part is not None and not part.omitted


def _taken(part: Part, parent: Part | None) -> bool:
    """Whether a sibling bears the number of `part` too."""
    siblings = parent.children if parent else ()
    return any(
        other is not part and other.key.kind == part.key.kind and part.key.number in (other.key.number, other.last)
        for other in siblings
    )


def _moved(pair: Pair) -> set[int]:
    """Which children of a pair, by their places, came from another part or changed their order under equal numbers."""
    stood = pair.old.children if pair.old else ()
    if len(stood) == len(pair.children) and all(
        child.old is part for child, part in zip(pair.children, stood, strict=True)
    ):
        return set()
    standing: defaultdict[int, deque[int]] = defaultdict(deque)
    for place, part in enumerate(stood):
        standing[id(part)].append(place)
    # Pairs that were picked out of a comparison stand without those around them, which would say where they were.
    both = {
        place: child
        for place, child in enumerate(pair.children)
        if _readable(child.old) and _readable(child.new) and child.at_new[:-1] == pair.at_new
    }
    here = {place: standing[id(child.old)] for place, child in both.items() if child.at_old[:-1] == pair.at_old}
    # A new number says enough of a new order: few others shall have moved.
    stayed = [
        Match(places.popleft(), place, _LITTLE if both[place].renumbered else 1)
        for place, places in here.items()
        if places
    ]
    came = both.keys() - {match.new for match in stayed}
    ordered = {match.new for match in heaviest(stayed)}
    return came | {place for place in both.keys() - came - ordered if not both[place].renumbered}

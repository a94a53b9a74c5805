"""Operations as the sentences legislators write: 第8条第3項中「A」を「B」に改め、同項第5号を削る。"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from attrs import frozen

from tariff.compare.amending.blocks import block
from tariff.compare.amending.names import COUNTED, WORDS, Steps, name, named, placed, steps
from tariff.compare.amending.operations import (
    Add,
    Delete,
    Edit,
    Insert,
    Operation,
    Renumber,
    Replace,
    Retitle,
    Rewrite,
    Strike,
    Structural,
    Substitute,
    Within,
    place_of,
    scope,
)
from tariff.compare.document import Key, Place

_TOP = ("appendix", "supplement", "article")


@frozen
class _Verb:
    """A verb as it goes on to the next clause, and as it ends the sentence."""

    on: str
    end: str


_AMEND = _Verb("改め", "改める")
_ADD = _Verb("加え", "加える")
_STRIKE = _Verb("削り", "削る")
_BECOME = _Verb("とし", "とする")
_UP = _Verb("繰り上げ", "繰り上げる")
_DOWN = _Verb("繰り下げ", "繰り下げる")


def write(operations: Iterable[Operation]) -> str:
    """The sentences that make the operations, in their order, each on a line, with the blocks that they need below.

    Phrases have each 「 closed by a 」, paragraphs are not blank, and brackets in headings are closed.
    """
    lines: list[str] = []
    for group in _sentences(tuple(operations)):
        lines.append(_sentence(group))
        lines.extend(_block(group[-1]))
    return "".join(f"{line}\n" for line in lines)


def _sentences(operations: Sequence[Operation]) -> Iterator[tuple[Operation, ...]]:
    """The operations that share a sentence: those of one article, up to one with a block below it."""
    group: list[Operation] = []
    for operation in operations:
        if group and not _joined(group[-1], operation):
            yield tuple(group)
            group = []
        group.append(operation)
    if group:
        yield tuple(group)


def _joined(one: Operation, other: Operation) -> bool:
    if isinstance(one, Insert | Substitute | Rewrite):
        return False
    here, there = place_of(one), place_of(other)
    if isinstance(one, Delete | Renumber) and isinstance(other, Structural) and here[:-1] == there[:-1]:
        return bool(there) and here[-1].kind == there[-1].kind
    return _home(here) == _home(there) and not (isinstance(one, Delete | Renumber) and here == _home(here))


def _home(place: Place) -> Place:
    """The article, or the appendix or supplement, that a place lies in."""
    ends = [index for index, key in enumerate(place, 1) if key.kind in _TOP]
    return place[: ends[-1]] if ends else place


def _block(operation: Operation) -> Iterator[str]:
    match operation:
        case Insert(parts=parts):
            yield from block(parts, parts[0].key.kind)
        case Substitute(part=part):
            yield from block((part,), part.key.kind)
        case Rewrite(text=text):
            yield from (f"\u3000{paragraph}" for paragraph in text)


def _sentence(group: Sequence[Operation]) -> str:
    """The one sentence of a group."""
    places = [place_of(operation) for operation in group]
    home = _home(places[0])
    scoped = len(set(places)) > 1 and _above_all(places) == home not in places
    said, near = (f"{named(home)}中" if scoped else ""), home if scoped else ()
    previous: Operation | None = None
    for index, operation in enumerate(group):
        following = group[index + 1] if index + 1 < len(group) else None
        here = place_of(operation)
        again = _scope(previous) == _scope(operation) is not None
        address = "" if again else _address(here, near, fresh=scoped and index == 0)
        if isinstance(operation, Edit) and not again:
            address = scope(address, operation.within)
        said += _clause(operation, address, following)
        near, previous = _named_last(operation), operation
    return f"{said}。"


def _scope(operation: Operation | None) -> tuple[Place, Within] | None:
    """Where an edit looks for its phrase; None for anything else."""
    return (operation.at, operation.within) if isinstance(operation, Edit) else None


def _above_all(places: Sequence[Place]) -> Place:
    """What all places lie in, or are."""
    shared = takewhile(lambda keys: len(set(keys)) == 1, zip(*places, strict=False))
    return tuple(keys[0] for keys in shared)


def _named_last(operation: Operation) -> Place:
    """The place that was named last when an operation has been said."""
    if isinstance(operation, Renumber):
        return (*operation.at[:-1], Key(operation.at[-1].kind, operation.to))
    return place_of(operation)


def _address(place: Place, near: Place, *, fresh: bool) -> str:
    """The shortest name that leads from the place named last to this one."""
    if not place:
        return ""
    ways = [_same(near[:end]) + _named_below(place, end) for end in _shared(place, near) if not fresh]
    if near:
        home = len(_home(place))
        ways.extend(named(place[start:]) for start in (home, home - 1) if 0 < start < len(place))
    ways.append(named(place))
    return next(way for way in ways if _leads(way, near, place))


def _shared(place: Place, near: Place) -> Iterator[int]:
    """How many steps of the place named last this one can begin with: all of the one or of the other."""
    ends = range(min(len(place), len(near)), 0, -1)
    return (end for end in ends if place[:end] == near[:end] and end in (len(place), len(near)))


def _same(place: Place) -> str:
    return "同" + ("項" if place[-1].kind == "row" else WORDS[place[-1].kind])


def _named_below(place: Place, start: int) -> str:
    """The steps of a place from `start` on, as they follow the name of what they stand in."""
    rest = named(place[start:])
    return "の" * (bool(rest) and place[start].kind in ("row", "table", "text")) + rest


def _leads(way: str, near: Place, place: Place) -> bool:
    found: Steps | None = steps(way)
    return found is not None and placed(found, near) == place


def _clause(operation: Operation, address: str, following: Operation | None) -> str:
    """What an operation says; it goes on with 「、」 where another one follows in the sentence."""
    said, verb = _said(operation, address)
    if following is None:
        return said + verb.end
    if isinstance(operation, Replace) and isinstance(following, Replace) and _scope(operation) == _scope(following):
        return f"{said}、"
    return f"{said}{verb.on}、"


def _said(operation: Operation, address: str) -> tuple[str, _Verb]:
    inside = f"{address}中" if address else ""
    lead, heading = scope(address, Within.LEAD), scope(address, Within.HEADING)
    match operation:
        case Replace(old=old, new=new):
            return f"{inside}「{old}」を「{new}」に", _AMEND
        case Add(after=after, words=words):
            return f"{inside}「{after}」の下に「{words}」を", _ADD
        case Strike(words=words):
            return f"{inside}「{words}」を", _STRIKE
        case Rewrite(text=text):
            return (f"{lead}を次のように", _AMEND) if text else (f"{lead}を", _STRIKE)
        case Retitle(title=title):
            return (f"{heading}を「{title}」に", _AMEND) if title else (f"{heading}を", _STRIKE)
        case Substitute():
            return f"{address}を次のように", _AMEND
        case Delete():
            return f"{address}を", _STRIKE
        case Renumber():
            return _renumbered(operation, address)
        case Insert():
            return _inserted(operation, address), _ADD


def _renumbered(renumber: Renumber, address: str) -> tuple[str, _Verb]:
    kind, first = renumber.at[-1].kind, renumber.at[-1].number
    if not renumber.last:
        return f"{address}を{name(Key(kind, renumber.to))}", _BECOME
    by = int(renumber.to) - int(first)
    last = name(Key(kind, renumber.last))
    return f"{address}から{last}までを{abs(by)}{WORDS[kind]}ずつ", _DOWN if by > 0 else _UP


def _inserted(insert: Insert, address: str) -> str:
    kind = insert.parts[0].key.kind
    what = f"{len(insert.parts) if kind in COUNTED else ''}{WORDS[kind]}"
    if not insert.parent and kind in _TOP[:2] and not (insert.after or insert.before):
        return f"次の{what}を"
    beside = "の次" if insert.after else "の前" if insert.before else ""
    return f"{address or '本則'}{beside}に次の{what}を"

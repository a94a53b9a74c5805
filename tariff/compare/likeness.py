"""Which of the parts that stand under one pair may be one part, and how much speaks for it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

from tariff.compare.nodes import Node, similarity
from tariff.compare.sequences import Match
from tariff.compare.tokens import norms

# A part with another number and heading must share so much of its words to be the same; one that kept either, so much:
# one that kept both, nothing.
_LIKE = (0.5, 0.3, 0.0)

# What speaks for a pair beside its words: that both hold exactly the same, bear the same number, or the same heading.
_EXACT = 1.0
_NUMBER = 0.1
_TITLE = 0.5

# What speaks for two parts of which little or nothing can be read (略, 削除, an empty row), and for two of one number
# of which one was emptied or left out.
_UNREAD = 0.7
_EMPTIED = 0.5
_LITTLE = 8

# Up to so many pairs are all looked at; of more, for each part only the nearest few that have something in common.
_ALL = 900
_NEAREST = 6
_RARE_WORDS = 8


def may_be_one(old: Node, new: Node) -> bool:
    """Whether nothing excludes that two parts are one: they are of one kind, and not known to be different."""
    one, other = old.part, new.part
    return one.key.kind == other.key.kind and (not one.identity or not other.identity or one.identity == other.identity)


def likeness(old: Node, new: Node) -> float:
    """How much speaks for two parts to be one: 0 for nothing, above 1 where they hold the same."""
    if not may_be_one(old, new):
        return 0
    numbered = old.part.key == new.part.key and bool(old.part.key.number)
    titled = old.title == new.title != ""
    named = _NUMBER * numbered + _TITLE * titled
    if old.content == new.content:
        return named + (_UNREAD if old.bare or old.length < _LITTLE else 1 + _EXACT)
    if old.bare or new.bare:
        return named + _EMPTIED if numbered else 0
    enough = _LIKE[numbered + titled]
    if 2 * min(old.length, new.length) < enough * (old.length + new.length):
        return 0
    alike = similarity(old, new)
    return named + alike if alike >= enough else 0


def matches(old: Sequence[Node], new: Sequence[Node]) -> Iterator[Match]:
    """Each pair of parts that may be one, by their places in both lists; what stands once in both is that alone."""
    same = _once(new)
    same = {content: same[content] for content in _once(old) if content in same}
    rest = [place for place, node in enumerate(old) if node.content not in same]
    rest_new = [place for place, node in enumerate(new) if node.content not in same]
    pairs = [(place, same[node.content]) for place, node in enumerate(old) if node.content in same]
    for one, others in _candidates([old[place] for place in rest], [new[place] for place in rest_new]):
        pairs.extend((rest[one], rest_new[other]) for other in others)
    for one, other in pairs:
        weight = likeness(old[one], new[other])
        if weight:
            yield Match(one, other, weight)


def _once(nodes: Sequence[Node]) -> dict[int, int]:
    """What can be read and stands there once, by its content, with its place."""
    times = Counter(node.content for node in nodes)
    return {
        node.content: place
        for place, node in enumerate(nodes)
        if times[node.content] == 1 and not node.bare and node.length >= _LITTLE
    }


def _candidates(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[int, Sequence[int]]]:
    if len(old) * len(new) <= _ALL:
        yield from ((one, range(len(new))) for one in range(len(old)))
        return
    index = Index(new)
    for one, node in enumerate(old):
        yield one, index.near(node, one)


class Index:
    """Parts found by what they hold, by their number, and by rare words."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """The places of `nodes` in their order."""
        self._by: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place, node in enumerate(nodes):
            for feature in (*_features(node), *(("word", word) for word in _vocabulary(node))):
                self._by[feature].append(place)

    def near(self, node: Node, place: int) -> list[int]:
        """Few places of parts that bear the same number as `node` or are like it, those about `place` first."""
        numbered = _nearest(self._by.get(("key", node.part.key), []), place)
        return sorted({*numbered, *self.alike(node, place)})

    def alike(self, node: Node, place: int = 0) -> list[int]:
        """The places of parts that hold the same as `node`, or share several of its rarest words."""
        same = _nearest(self._by.get(("content", node.content), []), place)
        standing = [places for word in _vocabulary(node) if (places := self._by.get(("word", word)))]
        rarest = sorted(standing, key=len)[:_RARE_WORDS]
        shared = Counter(place for places in rarest for place in _spread(places))
        return [*same, *(near for near, times in shared.most_common(_NEAREST) if 2 * times >= len(rarest))]


def _features(node: Node) -> tuple[Hashable, ...]:
    return ("content", node.content), ("key", node.part.key)


def _vocabulary(node: Node) -> set[str]:
    """The words of a part; of a part with others below it, its own and the texts below as they are."""
    own = {word for text in node.texts for word in norms(text)}
    return own if not node.children else own.union(node.sentences())


def _nearest(places: list[int], place: int) -> list[int]:
    middle = bisect_left(places, place)
    return places[max(0, middle - _NEAREST // 2) : middle + _NEAREST // 2]


def _spread(places: list[int]) -> list[int]:
    """All of few places, none of many: a word that stands everywhere says nothing."""
    return places if len(places) <= 10 * _NEAREST else []

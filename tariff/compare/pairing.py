"""Which part of one document is which part of another."""

from collections import defaultdict, deque
from collections.abc import Iterable

from tariff.compare.document import KINDS, Key
from tariff.compare.likeness import Index, likeness, matches, may_be_one
from tariff.compare.nodes import Node
from tariff.compare.sequences import heaviest

# A part that went elsewhere is known again by so many signs of text, of which so much is the same.
_KNOWN_AGAIN = 24
_MOVED = 0.75


class Pairing:
    """Old parts and the new parts that they are.

    news, olds: the partner of each old and of each new part; a part without one stands in one document only.
    """

    def __init__(self) -> None:
        self.news: dict[Node, Node] = {}
        self.olds: dict[Node, Node] = {}
        self._waiting: deque[tuple[Node, Node]] = deque()

    def turned(self) -> "Pairing":
        """The same pairs with old and new exchanged."""
        turned = Pairing()
        turned.news, turned.olds = self.olds, self.news
        return turned

    def complete(self, old: Node, new: Node) -> None:
        """Pairs two roots, and all that can be paired below them."""
        olds, news = list(old.walk()), list(new.walk())
        self._pair(old, new)
        self._by_identity(olds, news)
        self._descend()
        # From the outside in: a chapter that moved takes its articles with it.
        kinds = {node.part.key.kind for node in self._free_old(olds)}
        for kind in filter(kinds.__contains__, KINDS):
            self._moved(*([node for node in nodes if node.part.key.kind == kind] for nodes in (olds, news)))
            self._descend()
        for node in olds:
            if node in self.news:
                self._replaced(node, self.news[node])
                self._descend()

    def _pair(self, old: Node, new: Node) -> None:
        self.news[old], self.olds[new] = new, old
        self._waiting.append((old, new))

    def _free_old(self, nodes: Iterable[Node]) -> list[Node]:
        return [node for node in nodes if node not in self.news]

    def _free_new(self, nodes: Iterable[Node]) -> list[Node]:
        return [node for node in nodes if node not in self.olds]

    def _by_identity(self, old: Iterable[Node], new: Iterable[Node]) -> None:
        known: dict[str, Node] = {}
        for node in self._free_new(new):
            if node.part.identity:
                known.setdefault(node.part.identity, node)
        for node in self._free_old(old):
            other = known.pop(node.part.identity, None)
            if other and may_be_one(node, other):
                self._pair(node, other)

    def _descend(self) -> None:
        """Pairs what stands under pairs, in order."""
        while self._waiting:
            old, new = self._waiting.popleft()
            self._siblings(self._free_old(old.children), self._free_new(new.children))

    def _siblings(self, old: list[Node], new: list[Node]) -> None:
        shorter = min(len(old), len(new))
        head = next((place for place in range(shorter) if not _equal(old[place], new[place])), shorter)
        most = shorter - head
        tail = next((place for place in range(most) if not _equal(old[-1 - place], new[-1 - place])), most)
        ends = zip((*old[:head], *old[len(old) - tail :]), (*new[:head], *new[len(new) - tail :]), strict=True)
        for one, other in ends:
            self._pair(one, other)
        middle, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
        for match in heaviest(matches(middle, middle_new)) if middle and middle_new else ():
            self._pair(middle[match.old], middle_new[match.new])

    def _moved(self, old: Iterable[Node], new: Iterable[Node]) -> None:
        """Pairs what stands alone on both sides and holds the same, or nearly so, wherever it stands."""
        olds, news = (
            [node for node in free if not node.bare and node.length >= _KNOWN_AGAIN]
            for free in (self._free_old(old), self._free_new(new))
        )
        if not olds or not news:
            return
        index = Index(news)
        found = [(likeness(node, news[place]), node, news[place]) for node in olds for place in index.alike(node)]
        for weight, one, other in sorted(found, key=lambda match: -match[0]):
            if weight >= _MOVED and one not in self.news and other not in self.olds:
                self._pair(one, other)

    def _replaced(self, old: Node, new: Node) -> None:
        """Pairs what is left under a pair and bears one number; of what bears none, the only one of a kind."""
        left, left_new = _by_key(self._free_old(old.children)), _by_key(self._free_new(new.children))
        for key, nodes in left.items():
            others = left_new.get(key, [])
            if key.number or len(nodes) == len(others) == 1:
                for one, other in zip(nodes, others, strict=False):
                    if may_be_one(one, other):
                        self._pair(one, other)


def _equal(old: Node, new: Node) -> bool:
    return old.whole == new.whole and may_be_one(old, new)


def _by_key(nodes: Iterable[Node]) -> dict[Key, list[Node]]:
    found = defaultdict(list)
    for node in nodes:
        found[node.part.key].append(node)
    return found

"""A document's parts as alignment sees them: in their tree, with what they hold and what they are alike by."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from functools import lru_cache

from attrs import define, field

from tariff.compare.document import Part, Place
from tariff.compare.normal import normal

# Words as they are counted, by the thousand: coarser than tokens, and found sooner.
_WORD = re.compile(r"[0-9A-Za-zÀ-ɏ]+|[ァ-ヺー]+|[ぁ-ゖ]+|[々〇㐀-鿿]+|[^\s]")

# Up to so many signs are read word by word to see how much two parts share.
_READ = 20_000

Ids = dict[Hashable, int]


@define(eq=False)
class Node:
    """A part in its tree.

    title: its heading, normal. texts: its heading and its own text, normal, as far as it has any.
    content: equal for two parts that hold the same, whatever their own number. whole: and bear the same number.
    length: how many signs of normal text it and the parts below it hold.
    """

    part: Part
    place: Place
    parent: "Node | None"
    title: str
    texts: tuple[str, ...]
    children: "list[Node]" = field(factory=list)
    content: int = 0
    whole: int = 0
    length: int = 0
    _sentences: "Counter[str] | None" = None

    @property
    def bare(self) -> bool:
        """Whether it stands for something that is not there: left out, or deleted."""
        return self.part.omitted or self.part.deleted

    def walk(self) -> "Iterator[Node]":
        """The node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def sentences(self) -> "Counter[str]":
        """The normal texts of this part and of those below it, with how often each stands there."""
        if self._sentences is None:
            self._sentences = Counter(text for node in self.walk() for text in node.texts)
        return self._sentences


def grow(part: Part, ids: Ids, place: Place = (), parent: Node | None = None) -> Node:
    """The tree of `part`; trees that share `ids` can be compared by their `content`."""
    title = normal(part.title)
    texts = tuple(text for text in (title, normal("\n".join(part.text))) if text)
    node = Node(part, place, parent, title, texts)
    node.children = [grow(child, ids, (*place, child.key), node) for child in part.children]
    below = tuple(child.whole for child in node.children)
    held = (part.key.kind, title, texts, part.deleted, part.omitted, below)
    node.content = ids.setdefault(held, len(ids))
    node.whole = ids.setdefault((node.content, part.key.number, part.last), len(ids))
    node.length = sum(map(len, texts)) + sum(child.length for child in node.children)
    return node


def similarity(old: Node, new: Node) -> float:
    """How much of their words two parts share, from 0 to 1, those of the parts below them included.

    Of large parts, such as chapters, whole texts are compared and not each word in them.
    """
    both = old.length + new.length
    if not both:
        return 0.0
    one, other = old.sentences(), new.sentences()
    same = one & other
    shared = sum(len(text) * times for text, times in same.items())
    if both - 2 * shared <= _READ:
        words = _words(one - same) & _words(other - same)
        shared += sum(len(word) * times for word, times in words.items())
    return 2 * shared / both


def _words(texts: "Counter[str]") -> "Counter[str]":
    if len(texts) == 1:
        return _counted(*texts)
    return Counter(word for text in texts.elements() for word in _WORD.findall(text))


@lru_cache(4096)
def _counted(text: str) -> "Counter[str]":
    """The words of a normal text, with how often each stands there."""
    return Counter(_WORD.findall(text))

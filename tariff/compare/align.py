"""The parts of two documents in pairs: by identity, then by number and content, then wherever else they went."""

from tariff.cache import no_collection
from tariff.compare.document import Key, Part
from tariff.compare.nodes import Ids, Node, grow
from tariff.compare.pairing import Pairing
from tariff.compare.pairs import Pair, Run, Words
from tariff.compare.words import wording, words

_NOTHING = Part(Key("", ""))


@no_collection()
def align(old: Part, new: Part) -> Pair:
    """The pair of two documents' roots, and below it every part of both in exactly one pair.

    A part keeps its partner through a new number, a new place and changed words. What bears the same number on both
    sides and has no better partner is a pair too, however different: its words were replaced. The same pairs are found
    whichever document is the old one.
    """
    ids: Ids = {}
    before, after = grow(old, ids), grow(new, ids)
    pairing = Pairing()
    if _order(before, after) <= 0:
        pairing.complete(before, after)
    else:
        pairing.complete(after, before)
        pairing = pairing.turned()
    return _built(before, after, pairing)


def _order(one: Node, other: Node) -> int:
    """Which of two documents comes first by their words: below 0 the one, above 0 the other, 0 where they are alike."""
    if one.whole == other.whole:
        return 0
    mine, yours = _written(one), _written(other)
    if mine != yours:
        return -1 if mine < yours else 1
    found = (_order(*pair) for pair in zip(one.children, other.children, strict=False))
    return next(filter(None, found), len(one.children) - len(other.children))


def _written(node: Node) -> tuple[str | bool | tuple[str, ...], ...]:
    part = node.part
    return part.key.kind, part.key.number, part.last, part.omitted, part.deleted, node.texts


def _built(old: Node | None, new: Node | None, pairing: Pairing) -> Pair:
    """The pair of two nodes, or of one alone, with all pairs below it."""
    one, other = old.part if old else None, new.part if new else None
    title, text = _wording(one, other)
    children = tuple(_built(*below, pairing) for below in _below(old, new, pairing))
    return Pair(one, other, old.place if old else (), new.place if new else (), title, text, children)


def _wording(old: Part | None, new: Part | None) -> tuple[Words, Words]:
    one, other = old or _NOTHING, new or _NOTHING
    title, text = words(one.title, other.title), wording(one.text, other.text)
    if old and new and old.omitted != new.omitted:
        # What one side leaves out stands there as on the other: its words were not struck.
        return tuple(Run(run.old, run.new, same=True) for run in title), tuple(
            Run(run.old, run.new, same=True) for run in text
        )
    return title, text


def _below(old: Node | None, new: Node | None, pairing: Pairing) -> list[tuple[Node | None, Node | None]]:
    """The pairs under a pair: the new parts in order, and old ones alone after the part they stood after."""
    gone: dict[Node | None, list[tuple[Node | None, Node | None]]] = {}
    after: Node | None = None
    for node in old.children if old else []:
        partner = pairing.news.get(node)
        if partner is None:
            gone.setdefault(after, []).append((node, None))
        elif new and partner.parent is new:
            after = partner
    found = list(gone.get(None, ()))
    for node in new.children if new else []:
        found.append((pairing.olds.get(node), node))
        found.extend(gone.get(node, ()))
    return found

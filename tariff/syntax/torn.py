"""What remains of a unit with faults: its whole sentences, and the words of all that is left out."""

import re
from unicodedata import normalize

from attrs import evolve

from tariff.syntax.nodes import Node

_WORD = re.compile(r"\w+")
_UNITS = ("article", "appendix")
# What still says something without some of the sentences that stand in it.
_HOLDERS = frozenset({*_UNITS, "para", "item", "row", "define", "clause", "reading", "table", "transition"})


def remains(unit: Node, faulty: frozenset[int]) -> Node | None:
    """A unit without its sentences on the lines `faulty`; None where it says nothing without them."""
    if unit.kind not in _UNITS or unit.span.line in faulty:
        return None
    return _torn(unit, faulty, max(faulty) + 1)


def _torn(node: Node, faulty: frozenset[int], end: int) -> Node:
    """`node`, whose lines end before `end`, without its faulty sentences."""
    following = [*(child.span.line for child in node.nodes()[1:]), end]
    ends = dict(zip(map(id, node.nodes()), following, strict=False))
    children = tuple(
        _torn(child, faulty, ends[id(child)]) if isinstance(child, Node) and child.kind in _HOLDERS else child
        for child in node.children
        if not isinstance(child, Node) or not _is_lost(child, faulty)
    )
    return evolve(node, children=children, torn=any(node.span.line <= line < end for line in faulty))


def _is_lost(node: Node, faulty: frozenset[int]) -> bool:
    return any(line in faulty for line in _lines(node) if line == node.span.line or node.kind not in _HOLDERS)


def lines_of(node: Node) -> frozenset[int]:
    """The lines on which the words of a node stand."""
    below = (lines_of(child) if isinstance(child, Node) else {child.span.line} for child in node.children)
    return frozenset({node.span.line}).union(*below)


def names_in(text: str) -> frozenset[str]:
    """The words of a text that may be names, or parts of them."""
    return frozenset(_WORD.findall(normalize("NFC", text)))


def _lines(node: Node) -> range:
    return range(node.span.line, node.span.end_line + 1)

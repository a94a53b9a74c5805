"""Lowering a clause so that each of its faults is found, not only the first."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from attrs import evolve

from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.drivers import place_of
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, Place

T = TypeVar("T")


def lowered(base: Lowering, node: Node, lower: Callable[[], T]) -> T:
    """What `lower` makes of the clause `node`.

    Raises Fault with what is wrong in each of its sentences and, where all of it could be read, in it as a whole.
    """
    try:
        whole = lower()
    except Fault as fault:
        found = dict.fromkeys(_sentence_faults(base.at(place_of(node)), node))
        raise Fault(*(found if node.torn else found | dict.fromkeys(fault.findings))) from None
    if node.torn:
        raise Fault
    return whole


def _sentence_faults(low: Lowering, node: Node) -> Iterator[Diagnostic]:
    """What is wrong in the expressions below a node, each looked at by itself."""
    for item in node.nodes():
        if item.kind == "reading":
            continue
        inner = low
        if item.kind in ("once", "every"):
            inner = low.at(Place(frozenset({unquote(item.text("NAME"))})))
        elif item.kind == "worth":
            inner = low.at(evolve(low.place, unit=True))
        if not inner.knows(item):
            yield from _sentence_faults(inner, item)
            continue
        try:
            inner.expr(item)
        except Fault as fault:
            yield from fault.findings

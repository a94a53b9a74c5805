"""Lowering a clause so that each of its faults is found, not only the first."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from attrs import evolve

from tariff.diagnostics import Diagnostic
from tariff.model.records import LATE
from tariff.syntax.nodes import Node
from tariff.versions.drivers import place_of
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, Place

T = TypeVar("T")
# A fault that may follow from what is lost.
_UNDATED = "E0518"


def lowered(base: Lowering, node: Node, lower: Callable[[], T]) -> T:
    """What `lower` makes of the clause `node`.

    Raises Fault with what is wrong in each of its sentences and, where all of it could be read, in it as a whole.
    """
    try:
        whole = lower()
    except Fault as fault:
        found = dict.fromkeys(_sentence_faults(base.at(_place_in(base, node)), node))
        if node.torn:
            raise Fault(*(finding for finding in found if finding.code != _UNDATED)) from None
        raise Fault(*(found | dict.fromkeys(fault.findings))) from None
    if node.torn:
        raise Fault
    return whole


def _place_in(base: Lowering, node: Node) -> Place:
    """Where the sentences of a clause stand; of one that is torn, what drives it may have been lost."""
    place = place_of(node)
    return evolve(place, rows=place.rows | {*base.scope.records, LATE.name}) if node.torn else place


def _sentence_faults(low: Lowering, node: Node) -> Iterator[Diagnostic]:
    """What is wrong in the expressions below a node, each looked at by itself."""
    for item in node.nodes():
        if item.kind == "reading":
            continue
        inner = low
        if item.kind in ("once", "every"):
            dated = item.nodes()[0] if item.kind == "once" else None
            inner = low.at(Place(frozenset({unquote(item.text("NAME"))}), dated=dated))
        elif item.kind == "worth":
            inner = low.at(evolve(low.place, unit=True))
        if not inner.knows(item):
            yield from _sentence_faults(inner, item)
            continue
        try:
            inner.expr(item)
        except Fault as fault:
            yield from fault.findings

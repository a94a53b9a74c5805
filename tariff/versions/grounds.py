"""Lowering grounds: the items for which something is refused, or on which it is granted."""

from tariff.model.ruling import Ground
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.provisions import titles_of
from tariff.versions.scope import fail


def lower_grounds(low: Lowering, node: Node, word: str = "refuse") -> tuple[Ground, ...]:
    """The grounds ``refuse item N … when …`` of a clause, or those with ``grant``, in the order in which they stand."""
    found: list[Ground] = []
    for item in node.all(word):
        number = item.text("NUMERAL")
        if number and any(ground.number == number for ground in found):
            fail("E0523", f"item {number} {word}s twice", item.span, "join the two conditions with “or”")
        found.append(Ground(number, titles_of(item), low.condition(item.operands()[0])))
    return tuple(found)

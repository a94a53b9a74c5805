"""What a pack says that no example reaches, and why."""

from collections.abc import Iterator

from attrs import frozen

from tariff.diagnostics import Span
from tariff.syntax.nodes import Node
from tariff.versions.pack import Pack
from tariff.versions.provisions import unquote

_UNITS = ("clause", "define", "change")


@frozen
class Untested:
    """A sentence ``untested because …``.

    owner: the clause or definition that it is about, or ``""`` of a version: that of the amendment in which it stands.
    part: ``item 3`` of a clause, the reading that it stands in, the day from which the version is in force; ``""`` for
    the whole clause.
    """

    owner: str
    part: str
    reason: str
    span: Span


def untested(pack: Pack) -> tuple[Untested, ...]:
    """Every such sentence of a pack's provisions and amendments; one of a provision is about each clause in it."""
    found: list[Untested] = []
    for _, item in pack.base.walk():
        found.extend(_in_content(item.content))
    for amendment in pack.amendments:
        found.extend(_of(amendment.node, "", amendment.in_force.isoformat()))
        found.extend(_below(amendment.node))
    return tuple(found)


def _below(node: Node) -> Iterator[Untested]:
    """The sentences in provisions, clauses and definitions below a node of an amendment."""
    for child in node.nodes():
        if child.kind not in _UNITS:
            yield from _in_content(child.nodes())
            yield from _below(child)


def _in_content(content: tuple[Node, ...]) -> Iterator[Untested]:
    units = [node for node in content if node.kind in _UNITS]
    for unit in units:
        owner = unquote(unit.text("NAME"))
        for node in content:
            if node.kind == "untested":
                yield _said(node, owner, "")
        yield from _in_unit(unit, owner)


def _in_unit(unit: Node, owner: str) -> Iterator[Untested]:
    yield from _of(unit, owner, "")
    for block in unit.nodes():
        number = block.word("NUMERAL")
        part = unquote(block.text("NAME")) if block.kind == "reading" else f"item {number.text}" if number else ""
        yield from _of(block, owner, part)


def _of(node: Node, owner: str, part: str) -> Iterator[Untested]:
    yield from (_said(item, owner, part) for item in node.all("untested"))


def _said(node: Node, owner: str, part: str) -> Untested:
    return Untested(owner, part, unquote(node.text("STRING")), node.span)

"""What a pack marks as assumed because its source is silent."""

from collections.abc import Iterator

from attrs import frozen

from tariff.diagnostics import Span
from tariff.syntax.nodes import Node
from tariff.versions.pack import Pack
from tariff.versions.provisions import path_text, unquote


@frozen
class Assumption:
    """One assumption: where it stands, whose it is (a clause, a definition, or ``""``), and its words."""

    place: str
    owner: str
    text: str
    span: Span


def assumptions(pack: Pack) -> tuple[Assumption, ...]:
    """Every assumption of a pack's header, facts, provisions and amendments, in this order."""
    found = list(_in_node(pack.header, "header", ""))
    for node in (*pack.records, *pack.parameters):
        found.extend(_in_node(node, node.kind, unquote(node.text("NAME"))))
    for path, item in pack.base.walk():
        for node in item.content:
            found.extend(_in_content(node, path_text(path)))
    for amendment in pack.amendments:
        found.extend(_in_node(amendment.node, amendment.name, ""))
    return tuple(found)


def _in_content(node: Node, place: str) -> Iterator[Assumption]:
    owner = unquote(node.text("NAME")) if node.kind in ("clause", "define") else ""
    if node.kind == "assume":
        yield _assumption(node, place, owner)
    else:
        yield from _in_node(node, place, owner)


def _in_node(node: Node, place: str, owner: str) -> Iterator[Assumption]:
    for child in node.nodes():
        if child.kind == "assume":
            yield _assumption(child, place, owner)
        else:
            yield from _in_node(child, place, owner)


def _assumption(node: Node, place: str, owner: str) -> Assumption:
    return Assumption(place, owner, unquote(node.text("STRING")), node.span)

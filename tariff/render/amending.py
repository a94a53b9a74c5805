"""The operations of an amendment text as plain data."""

from collections.abc import Iterable
from typing import Any

from tariff.compare.amending.names import named
from tariff.compare.amending.operations import (
    Add,
    Delete,
    Insert,
    Operation,
    Renumber,
    Replace,
    Retitle,
    Rewrite,
    Strike,
    Substitute,
    scope,
)
from tariff.render.document import part_data


def operations_data(operations: Iterable[Operation]) -> list[dict[str, Any]]:
    """Each operation as plain data: its kind, the place as a sentence names it, and its words."""
    return [_operation(item) for item in operations]


def _operation(item: Operation) -> dict[str, Any]:
    kind = {"operation": type(item).__name__.lower()}
    match item:
        case Replace(at=at, old=old, new=new):
            return {**kind, "at": scope(named(at), item.within), "old": old, "new": new}
        case Add(at=at, after=after, words=words):
            return {**kind, "at": scope(named(at), item.within), "after": after, "words": words}
        case Strike(at=at, words=words):
            return {**kind, "at": scope(named(at), item.within), "words": words}
        case Rewrite(at=at, text=text):
            return {**kind, "at": named(at), "text": list(text)}
        case Retitle(at=at, title=title):
            return {**kind, "at": named(at), "title": title}
        case Substitute(at=at, part=part):
            return {**kind, "at": named(at), "part": part_data(part)}
        case Delete(at=at):
            return {**kind, "at": named(at)}
        case Renumber(at=at, to=to, last=last):
            return {**kind, "at": named(at), "last": last or None, "to": to}
        case Insert(parent=parent, parts=parts, after=after, before=before):
            beside = {"after": named((after,)) if after else None, "before": named((before,)) if before else None}
            return {**kind, "at": named(parent), **beside, "parts": list(map(part_data, parts))}

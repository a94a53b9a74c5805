"""Fewer rows for an Aggregate to look at: those within what its condition says of one value of theirs.

A running total is asked for once a row; were all rows looked at each time, a contract with many would take for ever.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from attrs import frozen

from tariff.interpret.numbers import Compile
from tariff.interpret.operands import VARYING
from tariff.interpret.scope import Fn, Index, Scope
from tariff.model import expr as e
from tariff.model.facts import Row
from tariff.model.gather import Aggregate, Element
from tariff.model.records import PARAMETER
from tariff.model.walk import walk

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
_LOW: dict[str, Callable[[Sequence[Any], Any], int]] = {">": bisect_right, ">=": bisect_left, "==": bisect_left}
_HIGH: dict[str, Callable[[Sequence[Any], Any], int]] = {"<": bisect_left, "<=": bisect_right, "==": bisect_right}


class _Bound(NamedTuple):
    """A part of a condition: the value `key` of a row stands so to `other`, which no row has a part in."""

    key: e.Expr
    op: str
    other: e.Expr


@frozen(eq=False)
class Narrowing:
    """The rows that the bounds on one value admit; whatever else the condition says is still to be asked."""

    record: str
    key: Fn
    bounds: tuple[tuple[str, Fn], ...]

    def rows(self, scope: Scope) -> Iterator[Row]:
        """The rows that may be taken, in the order of the facts."""
        index = scope.source.indexes.get(self)
        if index is None:
            index = scope.source.indexes[self] = self._index(scope)
        low, high = 0, len(index.keys)
        for op, other in self.bounds:
            value = other(scope)
            if value is None:
                return iter(())
            if op in _LOW:
                low = max(low, _LOW[op](index.keys, value))
            if op in _HIGH:
                high = min(high, _HIGH[op](index.keys, value))
        return (index.rows[place] for place in sorted(index.places[low:high]))

    def _index(self, scope: Scope) -> Index:
        rows, looked = scope.source.rows(self.record), scope.source.looked
        outer = looked.get(self.record)
        found = []
        for place, row in enumerate(rows):
            looked[self.record] = row
            value = self.key(scope)
            if value is not None:
                found.append((value, place))
        looked[self.record] = outer
        found.sort()
        return Index([value for value, _ in found], [place for _, place in found], rows)


def narrowing(node: Aggregate, to: Compile) -> Narrowing | None:
    """What narrows the rows of an Aggregate: the bounds on the value that most are on; None where there are none."""
    bounds = list(_bounds(node.record, _parts(node.where)))
    if not bounds:
        return None
    keys = [bound.key for bound in bounds]
    key = max(keys, key=lambda item: (any(bound == (item, "==", bound.other) for bound in bounds), keys.count(item)))
    on_key = tuple((bound.op, to.compile(bound.other)) for bound in bounds if bound.key == key)
    return Narrowing(node.record, to.compile(key), on_key)


def _parts(where: e.Expr | None) -> Iterator[e.Expr]:
    if isinstance(where, e.And):
        for item in where.items:
            yield from _parts(item)
    elif where is not None:
        yield where


def _bounds(record: str, parts: Iterable[e.Expr]) -> Iterator[_Bound]:
    for part in parts:
        if isinstance(part, e.Compare):
            for key, op, other in ((part.left, part.op, part.right), (part.right, _FLIPPED[part.op], part.left)):
                if _is_of_row(key, record) and not any(_is_tied(item, record) for item in walk(other)):
                    yield _Bound(key, op, other)


def _is_of_row(expr: e.Expr, record: str) -> bool:
    """Whether an expression rests on the row that is looked at, and on nothing else that varies."""
    varying = [item for item in walk(expr) if isinstance(item, VARYING)]
    return bool(varying) and all(_is_element(item, record) for item in varying)


def _is_tied(expr: e.Expr, record: str) -> bool:
    """Whether it rests on the row that is looked at, or has to be asked only where there is such a row."""
    return _is_element(expr, record) or (isinstance(expr, e.Field) and expr.record == PARAMETER)


def _is_element(expr: e.Expr, record: str) -> bool:
    return isinstance(expr, Element) and expr.record == record

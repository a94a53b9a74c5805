"""Closures over all rows of a record: sums, numbers of rows, the earliest and the latest, and the row looked at."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tariff.interpret.narrowing import narrowing
from tariff.interpret.numbers import Compile
from tariff.interpret.scope import Fn, Scope
from tariff.model import expr as e
from tariff.model.facts import Row
from tariff.model.gather import Aggregate, Element, Gathering

Taken = Callable[[Scope], Iterator[tuple[Row, Any]]]


def taken(node: Aggregate, to: Compile) -> Taken:
    """The rows that an Aggregate takes, each with its value (None where only rows are counted).

    While one of them is looked at, Element reads it; so does whatever is evaluated between two steps of the iterator.
    """
    record = node.record
    where = to.compile(node.where) if node.where is not None else None
    value = to.compile(node.value) if node.value is not None else None
    narrowed = narrowing(node, to)

    def rows(scope: Scope) -> Iterator[tuple[Row, Any]]:
        looked = scope.source.looked
        outer = looked.get(record)
        try:
            for row in scope.source.rows(record) if narrowed is None else narrowed.rows(scope):
                looked[record] = row
                if where is None or where(scope):
                    worth = value(scope) if value is not None else None
                    if value is None or worth is not None:
                        yield row, worth
        finally:
            looked[record] = outer

    return rows


def _aggregate(node: Aggregate, to: Compile) -> Fn:
    record, rows, gather = node.record, taken(node, to), _GATHER[node.gathering]
    of_none = gather(())

    def gathered(scope: Scope) -> Any:
        # Most records have no rows, and need no condition asked.
        return gather(worth for _, worth in rows(scope)) if scope.source.rows(record) else of_none

    return gathered


def _count(values: Iterable[Any]) -> int:
    return sum(1 for _ in values)


_GATHER: dict[Gathering, Callable[[Iterable[Any]], Any]] = {
    Gathering.SUM: sum,
    Gathering.COUNT: _count,
    Gathering.EARLIEST: lambda values: min(values, default=None),
    Gathering.LATEST: lambda values: max(values, default=None),
}


def _element(node: Element, _: Compile) -> Fn:
    record, name = node.record, node.name

    def read(scope: Scope) -> Any:
        row = scope.source.looked[record]
        assert row is not None, "an Element stands inside an Aggregate over its record"
        return row.id if name == "id" else row.values.get(name)

    return read


GATHERING: dict[type[e.Expr], Callable[..., Fn]] = {Aggregate: _aggregate, Element: _element}

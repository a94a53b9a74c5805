"""Lowering what is gathered over all rows of a record: sums, numbers of rows, first and last days, running totals."""

from collections.abc import Iterator

from attrs import evolve

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate, Gathering
from tariff.model.records import ARREARS, Cardinality, Record
from tariff.model.types import NUMBER, Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.guards import together
from tariff.versions.expressions.lowering import NUMERIC, TIMELIKE, Lower, Lowering
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, fail

_KINDS = {
    Gathering.SUM: NUMERIC,
    Gathering.EARLIEST: {*TIMELIKE, Kind.MONTH},
    Gathering.LATEST: {*TIMELIKE, Kind.MONTH},
}


def looking_at(low: Lowering, record: str) -> Lowering:
    """The same place, while an aggregate looks at the rows of a record."""
    return low.at(evolve(low.place, looked=low.place.looked | {record}))


def rows_where(low: Lowering, node: Node, record: str, *more: Expr | None) -> Expr | None:
    """What ``where (…)`` under a node asks of the rows of a record, and more; None where that is nothing."""
    found = node.first("rows_where")
    conditions = [looking_at(low, record).condition(found.nodes()[0])] if found else []
    return together(*more, *conditions)


def gathered_record(low: Lowering, name: str, node: Node) -> Record:
    """The record called `name`, over whose rows something is gathered; raises Fault where it has no rows of its own."""
    record = low.scope.record(name, node.span)
    if record.cardinality is not Cardinality.MANY or record == ARREARS:
        fail(
            "E0223",
            f"{name} is no record with rows that can be gathered",
            node.span,
            "name a declared record that has “many” rows",
        )
    return record


def _gather(gathering: Gathering) -> Lower:
    def lower(low: Lowering, node: Node) -> Expr:
        record, value = _value(low, node, gathering)
        return Aggregate(gathering, record, value, rows_where(low, node, record))

    return lower


def _value(low: Lowering, node: Node, gathering: Gathering) -> tuple[str, Expr]:
    """The value gathered, and the record of whose rows it is: the one with many rows whose fields it names."""
    value = node.nodes()[0]
    named = dict.fromkeys(_records(low, value, ()))
    many = [name for name in named if _has_rows(low, name)]
    if len(many) != 1 and low.scope.unread.intersection(named):
        raise Fault
    if len(many) != 1:
        fail(
            "E0223",
            f"this value rests on {len(many) or 'no'} records with many rows; it has to be on one",
            value.span,
            "name fields of one such record, and write “this …” before those of the clause's own row",
        )
    record = gathered_record(low, many[0], value).name
    low = looking_at(low, record)
    return record, low.want(value, low.expr(value), *_KINDS[gathering])


def _has_rows(low: Lowering, name: str) -> bool:
    return name in low.scope.records and low.scope.records[name].cardinality is Cardinality.MANY


def _records(low: Lowering, node: Node, using: tuple[str, ...]) -> Iterator[str]:
    """What stands before the dot in each name below a node, definitions followed; what is gathered in turn aside."""
    if node.kind in GATHERING or node.kind == "this_row":
        return
    if node.kind == "name":
        name = unquote(node.text("NAME"))
        yield name.partition(".")[0]
        if name in low.scope.definitions and name not in using:
            definition = low.scope.read(name, low.scope.definitions[name].node)
            for means in definition.all("means"):
                yield from _records(low, means, (*using, name))
    for child in node.nodes():
        yield from _records(low, child, using)


def _number(low: Lowering, node: Node) -> Expr:
    record = gathered_record(low, unquote(node.text("NAME")), node).name
    return Aggregate(Gathering.COUNT, record, None, rows_where(low, node, record))


def _any(low: Lowering, node: Node) -> Expr:
    return core.Compare(core.CompareOp.GT, _number(low, node), core.Const(0, NUMBER))


def _so_far(low: Lowering, node: Node) -> Expr:
    """``the month's total of V``: over the rows of the line's month, up to the line's date and with it."""
    record, value = _value(low, node, Gathering.SUM)
    day = _day_of_row(low, node, record)
    this_month = core.Compare(core.CompareOp.GE, day, core.FirstDay(core.LineMonth()))
    so_far = core.Compare(core.CompareOp.LE, day, core.LineDate())
    return Aggregate(Gathering.SUM, record, value, rows_where(low, node, record, this_month, so_far))


def _before(low: Lowering, node: Node) -> Expr:
    """``the total of V in the month before``: over the rows of the month before the line's."""
    record, value = _value(low, node, Gathering.SUM)
    day = _day_of_row(low, node, record)
    last_month = core.AddMonths(core.LineMonth(), -1)
    after = core.Compare(core.CompareOp.GE, day, core.FirstDay(last_month))
    before = core.Compare(core.CompareOp.LE, day, core.LastDay(last_month))
    return Aggregate(Gathering.SUM, record, value, rows_where(low, node, record, after, before))


def _day_of_row(low: Lowering, node: Node, record: str) -> Expr:
    """The day that dates a row looked at, as the clause dates its own."""
    if low.place.dated is None or record not in low.place.rows:
        fail(
            "E0518",
            f"which day a row of {record} belongs to is not said here",
            node.span,
            f"use it in a clause with one sentence “once per {record} on …”, or write “the sum of … where (…)”",
        )
    return looking_at(low, record).day(low.place.dated)


GATHERING: dict[str, Lower] = {
    "sum_of": _gather(Gathering.SUM),
    "earliest": _gather(Gathering.EARLIEST),
    "latest": _gather(Gathering.LATEST),
    "number_of": _number,
    "any_row": _any,
    "total_so_far": _so_far,
    "total_before": _before,
}

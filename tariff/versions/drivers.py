"""Lowering what drives a clause, and finding the day that governs each of its lines."""

from collections.abc import Callable

from attrs import evolve

from tariff.model import expr as core
from tariff.model.clause import Every, Once
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate
from tariff.model.records import LATE, Cardinality
from tariff.model.types import DATE, Kind
from tariff.model.walk import walk
from tariff.syntax.nodes import Node
from tariff.versions.expressions.guards import lower_guard
from tariff.versions.expressions.lowering import Lowering, as_day
from tariff.versions.provisions import unquote
from tariff.versions.scope import Place, fail

Drivers = tuple[Once | Every, ...]


def lower_drivers(low: Lowering, node: Node) -> Drivers:
    """What drives a clause, in the order of its sentences."""
    found = tuple(_LOWER[item.kind](low, item) for item in node.all(*_LOWER))
    if not found:
        fail(
            "E0501",
            f"nothing drives {unquote(node.text('NAME'))}",
            node.span,
            "add “once per …”, “every month per …” or “on bills”",
        )
    _require_own_ids(low, node, found)
    return found


def place_of(node: Node) -> Place:
    """Where the sentences of a clause stand that hold for every driver: a row is read where all are over its record."""
    drivers = list(node.all(*_LOWER))
    rows = {unquote(item.text("NAME")) or LATE.name for item in drivers}
    dated = drivers[0].nodes()[0] if len(drivers) == 1 and drivers[0].kind == "once" else None
    return Place(frozenset(rows) if len(rows) == 1 else frozenset(), dated=dated)


def _require_own_ids(low: Lowering, node: Node, drivers: Drivers) -> None:
    """Lines are named by clause, row and month: only alternatives over one record may share rows."""
    rows: dict[str, list[Once | Every]] = {}
    for item in drivers:
        many = item.record == LATE.name or low.scope.records[item.record].cardinality is Cardinality.MANY
        rows.setdefault(item.record if many else "", []).append(item)
    for sharing in rows.values():
        alternatives = all(isinstance(item, Once) for item in sharing) and len({item.record for item in sharing}) == 1
        if len(sharing) > 1 and not alternatives:
            fail(
                "E0515", "two sentences would make lines of one name in a month", node.span, "make clauses of their own"
            )


def require_proration(node: Node, drivers: Drivers) -> None:
    """Where lines are made by month, the clause says whether they are prorated, and can be; else a fault."""
    monthly = any(isinstance(item, Every) for item in drivers)
    if node.first("prorate") and not (monthly and len(drivers) == 1):
        fail("E0516", "only a clause with one “every month” can be prorated", node.span, "make clauses of their own")
    if monthly and not node.first("prorate", "no_proration"):
        fail(
            "E0502",
            "a monthly amount must say whether it is prorated",
            node.span,
            "add “no proration” or “prorate by days of the month”",
        )


def _once(low: Lowering, node: Node) -> Once:
    """``once per RECORD on DAY [governed by DAY]`` with its own guards."""
    record, low = _over_record(low, node)
    days = node.operands()
    low = low.at(evolve(low.place, dated=days[0]))
    on = low.day(days[0])
    governed = low.day(days[1]) if len(days) > 1 else _governing_day(days[0], on)
    return Once(record, on, governed, lower_guard(low, node))


def _every(low: Lowering, node: Node) -> Every:
    """``every month per RECORD from MONTH [to MONTH]``; a day stands for its month."""
    record, low = _over_record(low, node)
    months = [low.month(item) for item in node.operands()]
    return Every(record, months[0], months[1] if len(months) > 1 else None)


def _on_bills(_low: Lowering, _node: Node) -> Once:
    """A line for each late payment, on the day it was paid, governed by the day it was due."""
    paid_on, due_on = (core.Field(LATE.name, name, DATE) for name in ("paid_on", "due_on"))
    return Once(LATE.name, paid_on, due_on)


_LOWER: dict[str, Callable[[Lowering, Node], Once | Every]] = {"once": _once, "every": _every, "on_bills": _on_bills}


def _over_record(low: Lowering, node: Node) -> tuple[str, Lowering]:
    """The record that a sentence is about, and the lowering of what is said of one of its rows."""
    record = low.scope.record(unquote(node.text("NAME")), node.span)
    return record.name, low.at(Place(frozenset({record.name})))


def _governing_day(node: Node, on: Expr) -> Expr:
    """The day of the one fact that `on` is computed from; what is gathered over rows is computed from many."""
    parts = list(walk(on))
    facts = {item for item in parts if isinstance(item, core.Field) and item.type.kind in (Kind.DATE, Kind.INSTANT)}
    if len(facts) != 1 or any(isinstance(item, Aggregate) for item in parts):
        fail(
            "E0509",
            "this day rests on several facts, so it does not say which version governs it",
            node.span,
            "add “governed by …”",
        )
    return as_day(facts.pop())

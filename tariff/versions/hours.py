"""Lowering opening hours: whether a desk is open at an instant, why not, and on which day it opens next."""

from attrs import frozen

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.records import Titles
from tariff.model.ruling import Ground
from tariff.model.types import NUMBER, Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.provisions import unquote
from tariff.versions.scope import fail

_CLOSED_DAY = Titles("休業日", "closed on that day")
_OUTSIDE = Titles("営業時間外", "outside opening hours")


@frozen
class _Opening:
    """One sentence ``open …``: what holds on a day it is about, at an instant within its times; its next day."""

    on_day: Expr | None
    in_time: Expr | None
    next_day: Expr


def lower_hours(low: Lowering, node: Node) -> tuple[tuple[Ground, ...], Expr]:
    """Why a desk is closed at the instant that drives the clause, and the day on which it opens next.

    Where it is open that day is its own.
    """
    openings, once = list(node.all("opens_from", "opens_all_day")), list(node.all("once"))
    if not openings or len(once) != 1:
        mend = "add “once per … on INSTANT” and “open from … to …” or “open all day”"
        fail("E0520", "hours need an instant and the times that are open", node.span, mend)
    asked = once[0].nodes()[0]
    instant = low.want(asked, low.expr(asked), Kind.INSTANT)
    found = [_opening(low, item, instant) for item in openings]
    day = core.DayOf(instant)
    open_days = [item.on_day for item in found]
    hours = [_both(item.on_day, item.in_time) for item in found]
    closed = [] if None in open_days else [Ground("", _CLOSED_DAY, core.Not(_any(open_days)))]
    if None in hours:
        return tuple(closed), day
    outside = core.And((core.Not(_any(hours)), *(() if None in open_days else (_any(open_days),))))
    grounds = (*closed, Ground("", _OUTSIDE, outside if len(outside.items) > 1 else outside.items[0]))
    return grounds, core.If(_any(hours), day, _earliest([item.next_day for item in found]))


def _opening(low: Lowering, node: Node, instant: Expr) -> _Opening:
    day = core.DayOf(instant)
    found = node.first("open_days")
    calendar = low.scope.calendar(unquote(found.text("NAME")), found.span) if found else None
    on_day = core.Compare(core.CompareOp.EQ, core.NextOpen(day, calendar), day) if calendar else None
    times = [_minutes(word.text) for word in node.words("TIME")]
    if not times:
        return _Opening(on_day, None, day if calendar is None else core.NextOpen(day, calendar))
    if times[0] >= times[1]:
        fail("E0520", "these hours end before they begin", node.span, "write the earlier time first")
    start, end = (core.InstantAt(day, minutes) for minutes in times)
    begun, over = core.Compare(core.CompareOp.GE, instant, start), core.Compare(core.CompareOp.GE, instant, end)
    in_time = core.And((begun, core.Not(over)))
    later = core.AddDays(day, core.Const(1, NUMBER))
    from_day = core.If(begun, later, day)
    return _Opening(on_day, in_time, from_day if calendar is None else core.NextOpen(from_day, calendar))


def _both(first: Expr | None, second: Expr | None) -> Expr | None:
    if first is None or second is None:
        return first or second
    return core.And((first, *(second.items if isinstance(second, core.And) else (second,))))


def _any(conditions: list[Expr | None]) -> Expr:
    items = tuple(item for item in conditions if item is not None)
    return items[0] if len(items) == 1 else core.Or(items)


def _earliest(days: list[Expr]) -> Expr:
    return days[0] if len(days) == 1 else core.Least(tuple(days))


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)

"""Lowering opening hours: whether a desk is open at an instant, why not, and on which day it opens next."""

from attrs import frozen

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.records import Titles
from tariff.model.ruling import Ground
from tariff.model.types import NUMBER, Kind
from tariff.syntax.nodes import Node
from tariff.versions.expressions.guards import together
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.provisions import unquote
from tariff.versions.scope import fail

_CLOSED_DAY = Titles("休業日", "closed on that day")
_OUTSIDE = Titles("営業時間外", "outside opening hours")


@frozen
class _Opening:
    """One sentence ``open …``: what holds on its days, and within its times (None: on all, at all); its next day."""

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
    open_day = _any([item.on_day for item in found])
    open_now = _any([together(item.on_day, item.in_time) for item in found])
    if open_now is None:
        return (), day
    grounds = [] if open_day is None else [Ground("", _CLOSED_DAY, core.Not(open_day))]
    if open_now != open_day:
        shut = core.Not(open_now)
        grounds.append(Ground("", _OUTSIDE, shut if open_day is None else core.And((open_day, shut))))
    next_days = tuple(item.next_day for item in found)
    opens_next = core.Least(next_days) if len(next_days) > 1 else next_days[0]
    return tuple(grounds), core.If(open_now, day, opens_next)


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


def _any(conditions: list[Expr | None]) -> Expr | None:
    """What holds when one of the conditions does; None where one of them is nothing, which always holds."""
    items = tuple(item for item in conditions if item is not None)
    if len(items) < len(conditions):
        return None
    return core.Or(items) if len(items) > 1 else items[0]


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)

"""Which way a value moves and which way a condition: up or later, wider or narrower, or that it cannot be told."""

from fractions import Fraction

from tariff.compare.meaning.change import Effect
from tariff.compare.meaning.form import plain, same
from tariff.compare.meaning.mapped import with_children
from tariff.model import expr as e
from tariff.model.anniversaries import SameDay
from tariff.model.lists import OneOf
from tariff.model.types import Kind
from tariff.model.walk import children

_TIMES = (Kind.DATE, Kind.MONTH, Kind.INSTANT)
_SIZES = (Kind.MONEY, Kind.NUMBER)
# Nodes of one operand that move with it.
_FOLLOWING = (e.MonthOf, e.FirstDay, e.LastDay, e.DayOf, e.InstantAt, e.NextOpen, e.Round)
_STRICT = {e.CompareOp.LT: e.CompareOp.LE, e.CompareOp.GT: e.CompareOp.GE}
_UPWARD = {e.CompareOp.LT: -1, e.CompareOp.LE: -1, e.CompareOp.GT: 1, e.CompareOp.GE: 1, e.CompareOp.EQ: 0}


def effect_of(old: e.Expr | None, new: e.Expr | None, sign: int = 1) -> Effect:
    """The effect of a part that changes. sign: 1 where a condition makes the whole hold, -1 where it hinders it."""
    if old is None or new is None:
        return Effect.NONE
    if new.type.kind is Kind.YESNO:
        return widening(sign * narrowing(old, new))
    moved = shift(plain(old), plain(new))
    if not moved or new.type.kind not in (*_TIMES, *_SIZES):
        return Effect.NONE
    if new.type.kind in _TIMES:
        return Effect.LATER if moved > 0 else Effect.EARLIER
    return Effect.HIGHER if moved > 0 else Effect.LOWER


def widening(way: int) -> Effect:
    """What it is for a condition to go that way: 1, -1, or 0 where it is not known."""
    return {1: Effect.WIDER, -1: Effect.NARROWER, 0: Effect.NONE}[way]


def shift(old: e.Expr, new: e.Expr) -> int:
    """1 where a value gets greater or later, whatever the facts, -1 for the opposite, 0 where neither is known."""
    if same(old, new):
        return 0
    match old, new:
        case e.Const(Fraction() | int() as first), e.Const(Fraction() | int() as second):
            return _sign(first, second)
        case SameDay(one, first), SameDay(other, second):
            return _sign(first, second) if same(one, other) else 0
        case e.DayAfterMonths(one, first), e.DayAfterMonths(other, second):
            return _sign(first, second) if same(one, other) else 0
    (first_base, before), (second_base, after) = _moved(old), _moved(new)
    if same(first_base, second_base):
        return _sign(before, after)
    if type(old) is type(new) and isinstance(old, _FOLLOWING):
        return _following(old, new)
    return 0


def narrowing(old: e.Expr, new: e.Expr) -> int:
    """1 where the new condition holds whenever the old one does, -1 for the opposite, 0 where neither is known."""
    match plain(old), plain(new):
        case e.Not(first), e.Not(second):
            return -narrowing(first, second)
        case OneOf(first, before), OneOf(second, after) if same(first, second):
            return int(set(before) < set(after)) - int(set(after) < set(before))
        case e.Compare() as first, e.Compare() as second:
            return _compared(first, second)
    return 0


def _compared(old: e.Compare, new: e.Compare) -> int:
    left, right = same(old.left, new.left), same(old.right, new.right)
    if left and right:
        return int(_STRICT.get(old.op) is new.op) - int(_STRICT.get(new.op) is old.op)
    if old.op is not new.op or not (left or right):
        return 0
    return _UPWARD[old.op] * (-shift(old.right, new.right) if left else shift(old.left, new.left))


def _sign(first: int | Fraction, second: int | Fraction) -> int:
    return int(second > first) - int(second < first)


def _moved(expr: e.Expr) -> tuple[e.Expr, int]:
    """A day or month, and by how many days or months it is moved."""
    match expr:
        case e.AddDays(day, e.Const(int() as days)):
            return day, days
        case e.AddMonths(month, months):
            return month, months
    return expr, 0


def _following(old: e.Expr, new: e.Expr) -> int:
    """How a node moves that moves with its one operand, all else about the two being the same."""
    (first,), (second,) = children(old), children(new)
    if with_children(old, lambda _: second) == new:
        return shift(first, second)
    if isinstance(old, e.InstantAt) and isinstance(new, e.InstantAt) and first == second:
        return _sign(old.minutes, new.minutes)
    return 0

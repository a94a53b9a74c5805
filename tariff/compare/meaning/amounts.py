"""What an amount is made of beside its sum: cap, proration, waivers, tax in it; laid off from the outside."""

from attrs import evolve, frozen

from tariff.compare.meaning.form import same
from tariff.model import expr as e
from tariff.model.clause import Clause
from tariff.model.types import Kind

_WAIVES_MONTH = "waives_month"


@frozen
class Waiver:
    """What takes off: all where `when` holds, or the part of a month for `days`, rounded by itself or not."""

    when: e.Expr | None = None
    days: e.Expr | None = None
    rounded: bool = False


@frozen
class Layers:
    """An amount, laid off.

    base: what it comes to without all else. cap: the most a line is worth; capped: when that holds (None: always).
    share: the part of the month that is charged, None without proration. waivers: from the inside out.
    taxed: whether the tax in it is taken out of it.
    """

    base: e.Expr
    cap: e.Expr | None = None
    capped: e.Expr | None = None
    share: e.Expr | None = None
    waivers: tuple[Waiver, ...] = ()
    taxed: bool = False


def layers(clause: Clause) -> Layers:
    """The amount of a clause, laid off."""
    gross = _gross(clause.amount)
    taxed = gross is not None
    rest = gross if gross is not None else clause.amount
    months = sum(item.kind == _WAIVES_MONTH for item in clause.sentences)
    waivers: list[Waiver] = []
    while (found := _waived(rest, months - sum(item.when is not None for item in waivers))) is not None:
        rest, waiver = found
        waivers.insert(0, waiver)
    whole, share = _prorated(rest)
    return evolve(_capped(whole), share=share, waivers=tuple(waivers), taxed=taxed)


def _gross(expr: e.Expr) -> e.Expr | None:
    """The price out of which the tax of each day is taken; None for another amount."""
    nets: list[e.Expr] = []
    while isinstance(expr, e.If):
        match expr.test, expr.then:
            case (
                e.Compare(e.CompareOp.GE, e.LineDate(), e.Const()),
                e.Arithmetic(
                    e.ArithmeticOp.SUBTRACT,
                    price,
                    e.Round(e.Arithmetic(e.ArithmeticOp.MULTIPLY, priced, e.Const())),
                ),
            ) if same(price, priced):
                nets.append(price)
            case _:
                return None
        expr = expr.other
    return expr if nets and all(same(expr, price) for price in nets) else None


def _waived(expr: e.Expr, months: int) -> tuple[e.Expr, Waiver] | None:
    """What is charged without the outermost waiver, and that waiver. months: how many of them are of whole months."""
    match expr:
        case e.If(test, e.Const(0, kind), charged) if months > 0 and kind.kind is Kind.MONEY:
            return charged, Waiver(when=test)
        case e.Greatest((e.Arithmetic(e.ArithmeticOp.SUBTRACT, charged, part), e.Const(0))):
            rounded = isinstance(part, e.Round)
            days = _days(part.value if isinstance(part, e.Round) else part)
            return None if days is None else (charged, Waiver(days=days, rounded=rounded))
    return None


def _days(part: e.Expr) -> e.Expr | None:
    match part:
        case e.Arithmetic(
            e.ArithmeticOp.DIVIDE,
            e.Arithmetic(e.ArithmeticOp.MULTIPLY, _, days),
            e.DaysOfMonth(e.LineMonth()),
        ):
            return days
    return None


def _prorated(expr: e.Expr) -> tuple[e.Expr, e.Expr | None]:
    """The amount of a whole month, and the part of the month charged."""
    match expr:
        case e.Arithmetic(
            e.ArithmeticOp.MULTIPLY,
            whole,
            e.Arithmetic(e.ArithmeticOp.DIVIDE, e.Between(e.SpanCount.DAYS) as share, e.DaysOfMonth(e.LineMonth())),
        ):
            return whole, share
    return expr, None


def _capped(expr: e.Expr) -> Layers:
    match expr:
        case e.Least((base, cap)) if expr.type.kind is Kind.MONEY:
            return Layers(base, cap)
        case e.If(capped, e.Least((base, cap)), other) if same(base, other):
            return Layers(base, cap, capped)
    return Layers(expr)

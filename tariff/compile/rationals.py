"""Exact arithmetic in SQL: a rational is one integer column over a denominator known when the query is made.

Nothing is divided until a rounding asks for it, and then once. The column is BIGINT while interval analysis shows that
it fits, else HUGEINT; either raises on overflow.
"""

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from attrs import evolve, frozen
from sqlglot import exp

from tariff.compile import trees
from tariff.compile.bounds import ANY, Bounds
from tariff.model.money import Rounding


@frozen(eq=False)
class Value:
    """A value of a row: its tree, the layer from which it can be read, whether it may be NULL, and its range.

    bounds: of the integer column; of a date's ordinal; of a month's number. None where they do not matter.
    denominator: what the integer column is over; 1 for everything that is not a rational.
    """

    node: exp.Expr
    depth: int = 0
    nullable: bool = False
    bounds: Bounds | None = None
    denominator: int = 1

    @property
    def leaf(self) -> bool:
        """Whether the tree is a column or a literal, which may be repeated freely."""
        return isinstance(self.node, exp.Column | exp.Boolean | exp.Literal) or (
            isinstance(self.node, exp.Cast) and isinstance(self.node.this, exp.Literal | exp.Neg)
        )

    @property
    def tree(self) -> exp.Expr:
        """The tree, to be placed once; a fresh one each time where the value is a leaf."""
        return self.node.copy() if self.leaf else self.node

    @property
    def range(self) -> Bounds:
        """The bounds of a value that counts."""
        assert self.bounds is not None
        return self.bounds

    @property
    def constant(self) -> Fraction | None:
        """The value, where it is known when the query is made."""
        if self.nullable or self.bounds is None or not self.bounds.single:
            return None
        return Fraction(self.bounds.low, self.denominator)


Share = Callable[[Value], Value]


def number(value: int | Fraction) -> Value:
    """A constant."""
    exact = Fraction(value)
    numerator = exact.numerator
    return Value(trees.integer(numerator), bounds=Bounds(numerator, numerator), denominator=exact.denominator)


def combined(values: tuple[Value, ...], node: exp.Expr, bounds: Bounds | None = None, denominator: int = 1) -> Value:
    """A value that is unknown where one of `values` is."""
    depth = max(item.depth for item in values)
    return Value(node, depth, any(item.nullable for item in values), bounds, denominator)


def _operate(op: type[exp.Binary], left: Value, right: Value, bounds: Bounds, denominator: int) -> Value:
    first, second = left.tree, right.tree
    wide = not (left.range.narrow and right.range.narrow)
    if not bounds.narrow and not wide:
        first = trees.cast(first, "INT128")
    tree = trees.binary(op, first, second)
    if bounds.narrow and wide:
        tree = trees.bigint(tree)
    return combined((left, right), tree, bounds, denominator)


def scaled(value: Value, denominator: int) -> Value:
    """The same value over a multiple of its denominator."""
    if value.denominator == denominator:
        return value
    factor = denominator // value.denominator
    if value.constant is not None:
        return over(value.constant, denominator)
    return _operate(exp.Mul, value, number(factor), value.range * Bounds(factor, factor), denominator)


def over(value: Fraction, denominator: int) -> Value:
    """A constant over a denominator that is a multiple of its own."""
    return evolve(number(int(value * denominator)), denominator=denominator)


def common(values: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values over one denominator."""
    denominator = lcm(*(item.denominator for item in values))
    return tuple(scaled(item, denominator) for item in values)


def comparable(left: Value, right: Value) -> tuple[Value, Value]:
    """Two values of one kind, rationals over one denominator."""
    if left.denominator == right.denominator:
        return left, right
    first, second = common((left, right))
    return first, second


def add(left: Value, right: Value) -> Value:
    """The sum of two values."""
    if left.constant is not None and right.constant is not None:
        return number(left.constant + right.constant)
    first, second = common((left, right))
    return _operate(exp.Add, first, second, first.range + second.range, first.denominator)


def subtract(left: Value, right: Value) -> Value:
    """The difference of two values."""
    if left.constant is not None and right.constant is not None:
        return number(left.constant - right.constant)
    first, second = common((left, right))
    return _operate(exp.Sub, first, second, first.range - second.range, first.denominator)


def multiply(left: Value, right: Value) -> Value:
    """The product of two values."""
    if left.constant is not None and right.constant is not None:
        return number(left.constant * right.constant)
    for factor, other in ((left, right), (right, left)):
        if factor.constant is not None and factor.range.low == 1:
            return evolve(other, denominator=other.denominator * factor.denominator)
    return _operate(exp.Mul, left, right, left.range * right.range, left.denominator * right.denominator)


def divide_by(left: Value, divisor: Fraction) -> Value:
    """A value over a constant that is not 0."""
    return multiply(left, number(1 / divisor))


def floor_divide(value: Value, divisor: int) -> Value:
    """The column over a positive integer, its fraction dropped (toward zero, as `//` does on integers)."""
    if divisor == 1:
        return value
    tree = trees.binary(exp.IntDiv, value.tree, trees.integer(divisor))
    bounds = value.range.quotient(divisor)
    if bounds.narrow and not value.range.narrow:
        tree = trees.bigint(tree)
    return combined((value,), tree, bounds)


def whole(value: Value) -> Value:
    """A value that is a whole number by its meaning, over 1."""
    return evolve(floor_divide(value, value.denominator), denominator=1)


def narrowed(value: Value) -> Value:
    """A whole number as BIGINT, which raises where it does not fit."""
    if value.range.narrow:
        return value
    return evolve(value, node=trees.bigint(value.tree), bounds=ANY)


def rounded(value: Value, mode: Rounding, unit: int, share: Share) -> Value:
    """`value` rounded to a multiple of `unit` (`model.money.round_to`)."""
    divisor = value.denominator * unit
    plain = evolve(value, denominator=1)
    if divisor == 1:
        return plain
    quotient = _ROUNDERS[mode](plain, divisor, share)
    return quotient if unit == 1 else multiply(quotient, number(unit))


def _down(value: Value, divisor: int, _share: Share) -> Value:
    return floor_divide(value, divisor)


def _up(value: Value, divisor: int, share: Share) -> Value:
    return _with_margin(value, 1, divisor - 1, divisor, share)


def _half_up(value: Value, divisor: int, share: Share) -> Value:
    return _with_margin(value, 2, divisor, 2 * divisor, share)


def _with_margin(value: Value, factor: int, margin: int, divisor: int, share: Share) -> Value:
    """(factor × value ± margin) over `divisor`, the margin away from zero."""
    if value.range.low >= 0:
        return floor_divide(add(multiply(value, number(factor)), number(margin)), divisor)
    column = share(value)
    signed = choose([(_negative(column), number(-margin))], number(margin))
    return floor_divide(add(multiply(column, number(factor)), signed), divisor)


def _half_even(value: Value, divisor: int, share: Share) -> Value:
    column = share(value)
    quotient = share(floor_divide(column, divisor))
    rest = share(subtract(column, multiply(quotient, number(divisor))))
    twice = trees.binary(exp.Mul, trees.call("ABS", rest.tree), trees.integer(2))
    odd = trees.binary(exp.NEQ, trees.binary(exp.Mod, quotient.tree, trees.integer(2)), trees.integer(0))
    tie = trees.all_of([trees.binary(exp.EQ, twice, trees.integer(divisor)), odd])
    away = trees.any_of([trees.binary(exp.GT, twice.copy(), trees.integer(divisor)), tie])
    condition = combined((rest, quotient), away)
    negative = combined((column, condition), trees.all_of([_negative(column).tree, away.copy()]))
    return add(quotient, choose([(negative, number(-1)), (condition, number(1))], number(0)))


_ROUNDERS: dict[Rounding, Callable[[Value, int, Share], Value]] = {
    Rounding.DOWN: _down,
    Rounding.UP: _up,
    Rounding.HALF_UP: _half_up,
    Rounding.HALF_EVEN: _half_even,
}


def _negative(value: Value) -> Value:
    return combined((value,), trees.binary(exp.LT, value.tree, trees.integer(0)))


def choose(branches: list[tuple[Value, Value]], default: Value) -> Value:
    """The first value whose condition holds, else `default`, over one denominator where they are rationals."""
    values = (*(value for _, value in branches), default)
    if all(item.bounds is not None for item in values):
        values = _one_width(common(values))
    bounds = _hull(values)
    tree = trees.case(
        [(test.tree, value.tree) for (test, _), value in zip(branches, values, strict=False)], values[-1].tree
    )
    depth = max(item.depth for item in (*values, *(test for test, _ in branches)))
    return Value(tree, depth, any(item.nullable for item in values), bounds, values[-1].denominator)


def extreme(values: tuple[Value, ...], *, greatest: bool) -> Value:
    """The least or the greatest of the known values; unknown only when all are."""
    if all(item.bounds is not None for item in values):
        values = _one_width(common(values))
    tree = (trees.greatest if greatest else trees.least)([item.tree for item in values])
    depth = max(item.depth for item in values)
    return Value(tree, depth, all(item.nullable for item in values), _hull(values), values[0].denominator)


def _hull(values: tuple[Value, ...]) -> Bounds | None:
    """Every value's range; a single one stays a constant only when it is never unknown."""
    hull: Bounds | None = None
    for item in values:
        if item.bounds is None:
            return None
        hull = item.bounds if hull is None else hull | item.bounds
    return hull


def _one_width(values: tuple[Value, ...]) -> tuple[Value, ...]:
    if all(item.range.narrow for item in values):
        return values
    return tuple(evolve(item, node=trees.cast(item.tree, "INT128")) if item.range.narrow else item for item in values)

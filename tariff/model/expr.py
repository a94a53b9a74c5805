"""The typed core's expressions: few, pure, total, and the same for both evaluators.

Surface sugar (tables, grace, proration, rates, periods) is lowered to these. Each node's docstring is its whole
meaning. Unless it
says otherwise a node with an unknown operand is unknown; comparisons and the connectives are never unknown.
"""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from tariff.model.money import Rounding
from tariff.model.records import Titles
from tariff.model.types import DATE, INSTANT, MONEY, MONTH, NUMBER, YESNO, Kind, Type


class Expr:
    """Base of all expressions; `type` is the type of the value."""

    __slots__ = ()

    @property
    def type(self) -> Type:
        """The type of the value."""
        raise NotImplementedError


def _optional(result: Type, *operands: Expr) -> Type:
    return result.or_unknown() if any(item.type.optional for item in operands) else result


@frozen
class Const(Expr):
    """A literal; `value` is held as `types` says (a rational is an int or a Fraction)."""

    value: int | Fraction | str | bool
    of: Type

    @property
    def type(self) -> Type:
        return self.of


@frozen
class Field(Expr):
    """A field of a record: of the contract, of its at-most-once record (unknown without a row), or of the driver's row.

    The row's own id is the field ``id``.
    """

    record: str
    name: str
    of: Type

    @property
    def type(self) -> Type:
        return self.of


@frozen
class Named(Expr):
    """A definition in use: exactly `body`; kept so that an explanation can name it and a plan can share it."""

    name: str
    titles: Titles
    article: str
    body: Expr

    @property
    def type(self) -> Type:
        return self.body.type


@frozen
class LineMonth(Expr):
    """The month of the line being made (the month billed for `every`, the month of the date for `once`)."""

    @property
    def type(self) -> Type:
        return MONTH


@frozen
class LineDate(Expr):
    """The date of the line being made."""

    @property
    def type(self) -> Type:
        return DATE


@frozen
class UnitMonth(Expr):
    """Only in the worth of a clause with `units`: the month in which the current 24 hours began."""

    @property
    def type(self) -> Type:
        return MONTH


class ArithmeticOp(StrEnum):
    """The four exact operations. The divisor of DIVIDE is a Const that is not 0, or a DaysOfMonth."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@frozen
class Arithmetic(Expr):
    """Exact rational arithmetic over money and numbers."""

    op: ArithmeticOp
    left: Expr
    right: Expr

    @property
    def type(self) -> Type:
        money = Kind.MONEY in (self.left.type.kind, self.right.type.kind)
        return _optional(MONEY if money else NUMBER, self.left, self.right)


@frozen
class Round(Expr):
    """`value` rounded to a multiple of `unit` minor units (`money.round_to`)."""

    value: Expr
    mode: Rounding
    unit: int = 1

    @property
    def type(self) -> Type:
        return self.value.type


class CompareOp(StrEnum):
    """Comparison operators. There is no `is not`: that is Not(Compare(EQ, …))."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "=="


@frozen
class Compare(Expr):
    """Compares two values of one kind; does not hold where an operand is unknown."""

    op: CompareOp
    left: Expr
    right: Expr

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class Known(Expr):
    """Whether a value is known."""

    value: Expr

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class And(Expr):
    """Holds when every item holds (an unknown yes/no field does not hold)."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class Or(Expr):
    """Holds when some item holds (an unknown yes/no field does not hold)."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class Not(Expr):
    """Holds when `value` does not hold; of an unknown yes/no field it holds."""

    value: Expr

    @property
    def type(self) -> Type:
        return YESNO


@frozen
class If(Expr):
    """`then` where `test` holds, else `other`; both of one kind."""

    test: Expr
    then: Expr
    other: Expr

    @property
    def type(self) -> Type:
        return _optional(self.then.type.known(), self.then, self.other)


@frozen
class Least(Expr):
    """The least (earliest) of the known items; unknown only when all are."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return _least_type(self.items)


@frozen
class Greatest(Expr):
    """The greatest (latest) of the known items; unknown only when all are."""

    items: tuple[Expr, ...]

    @property
    def type(self) -> Type:
        return _least_type(self.items)


def _least_type(items: tuple[Expr, ...]) -> Type:
    first = items[0].type.known()
    return first.or_unknown() if all(item.type.optional for item in items) else first


@frozen
class DayOf(Expr):
    """The civil day of an instant in the terms' zone."""

    value: Expr

    @property
    def type(self) -> Type:
        return _optional(DATE, self.value)


@frozen
class InstantAt(Expr):
    """The instant of a day at a wall-clock time in the terms' zone; `minutes` after 00:00."""

    day: Expr
    minutes: int

    @property
    def type(self) -> Type:
        return _optional(INSTANT, self.day)


@frozen
class AddDays(Expr):
    """The day `days` after (before, when negative) a day; `days` is a whole number."""

    day: Expr
    days: Expr

    @property
    def type(self) -> Type:
        return _optional(DATE, self.day, self.days)


@frozen
class DayAfterMonths(Expr):
    """The day after a period of whole months whose first counted day is `first` (`calendar.day_after_months`)."""

    first: Expr
    months: int

    @property
    def type(self) -> Type:
        return _optional(DATE, self.first)


class SpanCount(StrEnum):
    """What a Between counts over the days from `first` to `last`, both included; 0 when `last` is before `first`.

    DAYS: the days. MONTHS, YEARS: whole ones (`calendar.whole_months`). COMMON_DAYS, LEAP_DAYS: the days left after
    the whole
    years that lie in common or in leap years (`calendar.remaining_days`). FEBRUARY_29: the 29 Februaries.
    """

    DAYS = "days"
    MONTHS = "whole months"
    YEARS = "whole years"
    COMMON_DAYS = "remaining days in common years"
    LEAP_DAYS = "remaining days in leap years"
    FEBRUARY_29 = "29 Februaries"


@frozen
class Between(Expr):
    """Counts over the days from `first` to `last`, both included; never negative."""

    count: SpanCount
    first: Expr
    last: Expr

    @property
    def type(self) -> Type:
        return _optional(NUMBER, self.first, self.last)


@frozen
class MonthOf(Expr):
    """The month of a day."""

    day: Expr

    @property
    def type(self) -> Type:
        return _optional(MONTH, self.day)


@frozen
class AddMonths(Expr):
    """The month `months` after a month (a constant, may be negative)."""

    month: Expr
    months: int

    @property
    def type(self) -> Type:
        return _optional(MONTH, self.month)


@frozen
class MonthsApart(Expr):
    """How many calendar months `later` is after `earlier`; may be negative."""

    earlier: Expr
    later: Expr

    @property
    def type(self) -> Type:
        return _optional(NUMBER, self.earlier, self.later)


@frozen
class FirstDay(Expr):
    """The first day of a month."""

    month: Expr

    @property
    def type(self) -> Type:
        return _optional(DATE, self.month)


@frozen
class LastDay(Expr):
    """The last day of a month."""

    month: Expr

    @property
    def type(self) -> Type:
        return _optional(DATE, self.month)


@frozen
class DaysOfMonth(Expr):
    """How many days a month has."""

    month: Expr

    @property
    def type(self) -> Type:
        return _optional(NUMBER, self.month)


@frozen
class NextOpen(Expr):
    """The day itself where the named calendar is open on it, else the next open day."""

    day: Expr
    calendar: str

    @property
    def type(self) -> Type:
        return _optional(DATE, self.day)


@frozen
class TaxRate(Expr):
    """The tax rate of a class in force on a day, as a fraction (8% is 2/25); 0 before the first."""

    tax_class: str
    day: Expr

    @property
    def type(self) -> Type:
        return _optional(NUMBER, self.day)


@frozen
class SumOfClauses(Expr):
    """The sum of the amounts (rounded, before tax, signed) of other clauses' lines of this contract in a month."""

    clauses: tuple[str, ...]
    month: Expr

    @property
    def type(self) -> Type:
        return MONEY

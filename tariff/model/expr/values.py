"""Where values come from: literals, facts, definitions in use, the line being made, the lines of other clauses."""

from fractions import Fraction

from attrs import frozen

from tariff.model.expr.base import Expr
from tariff.model.records import Titles
from tariff.model.types import DATE, MONEY, MONTH, Type


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


@frozen
class SumOfClauses(Expr):
    """The sum of the amounts (rounded, before tax, signed) of other clauses' lines of this contract in a month."""

    clauses: tuple[str, ...]
    month: Expr

    @property
    def type(self) -> Type:
        return MONEY

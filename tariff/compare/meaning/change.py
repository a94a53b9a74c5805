"""What a change of meaning is: where in a clause, from what to what, how much it weighs."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from tariff.model.clause import Clause, Every, Once
from tariff.model.expr import Expr, Named
from tariff.model.money import Rounding
from tariff.model.records import Never, NeverAtOnce, Titles
from tariff.model.ruling import Ruling
from tariff.model.terms import Branch
from tariff.model.types import Type


class Weight(StrEnum):
    """What a change bears on, the most costly first. WORDING: on what is shown and chosen, not on what is owed."""

    MONEY = "money"
    TIME = "time"
    ENTITLEMENT = "entitlement"
    DUTY = "duty"
    WORDING = "wording"


class Effect(StrEnum):
    """Which way a change goes, where that is certain."""

    HIGHER = "higher"
    LOWER = "lower"
    LATER = "later"
    EARLIER = "earlier"
    WIDER = "wider"
    NARROWER = "narrower"
    NONE = ""


class Aspect(StrEnum):
    """What changed: of a clause, of a definition that clauses share, or of the terms as a whole."""

    CLAUSE = "clause"
    NAME = "name"
    KIND = "kind"
    RECORD = "record"
    RHYTHM = "rhythm"
    ALTERNATIVE = "alternative"
    ORDER = "order"
    SHOWN_ORDER = "order of reasons"
    LABEL = "label of a reason"
    ON = "on"
    GOVERNED = "governed by"
    FROM = "from"
    TO = "to"
    CONDITION = "condition"
    GRACE = "grace"
    AMOUNT = "amount"
    MEASURE = "what a table goes by"
    CASE = "condition of a case"
    GATHERED = "what is gathered"
    RATE = "rate"
    YEAR = "year"
    PARTS = "rounding of parts"
    CAP = "cap"
    CAP_IN_ALL = "cap on all lines"
    CAP_WHEN = "when capped"
    PRORATION = "proration"
    WAIVER = "waiver"
    WAIVED_DAYS = "days waived"
    WAIVED_PART = "rounding of the part waived"
    TAX_INCLUDED = "tax included"
    TAX = "tax"
    ROUNDING = "rounding"
    PIECES = "pieces counted"
    LEAST_PIECES = "least number of pieces"
    QUANTITY = "quantity"
    LEFT_OUT = "left out of interest"
    PRINCIPAL = "principal"
    OUTCOME = "outcome"
    GROUND = "ground"
    REASON = "reason"
    TOLD = "what is told"
    FIRST_REASON = "first reason only"
    UNTIL = "until"
    MATTER = "amount decided on"
    MONTHLY = "once a month"
    DEFINITION = "definition"
    CURRENCY = "currency"
    ZONE = "zone"
    ISSUE = "issue of invoices"
    DUE = "due day of invoices"
    TAX_RATE = "tax rate"
    CALENDAR = "calendar"
    FACTS = "facts"
    ROWS = "rows of facts"
    SHARED = "shared field"
    FIELD = "field"
    FIELD_TYPE = "type of a field"
    FIELD_MEANING = "meaning of a field"
    RULE = "rule of facts"
    KEPT = "kept terms"
    READING = "reading"


@frozen
class Cell:
    """The values of `subject` from `low` on and under `high`; None: without that bound. `row`: the cell is a row."""

    subject: Expr
    low: int | Fraction | str | None
    high: int | Fraction | str | None
    of: Type
    row: bool = True


class Otherwise(StrEnum):
    """The case in which no other holds."""

    OTHERWISE = "otherwise"


OTHERWISE = Otherwise.OTHERWISE
Case = Cell | Expr | Otherwise


@frozen
class RoundingRule:
    """How amounts are rounded: the mode and the unit, in minor units."""

    mode: Rounding
    unit: int


@frozen
class Year:
    """How interest counts a year: the days it divides each part by; `leap`: a 29 February says which of two."""

    days: tuple[int, ...]
    leap: bool


@frozen
class BillingDay:
    """A day of the month some months later; 0: its last day."""

    months: int
    day: int


@frozen
class Reason:
    """A ground or remark: its number, its titles, when it holds."""

    number: str
    titles: Titles
    when: Expr


Shown = (
    Expr | Clause | Ruling | Once | Every | Branch | Never | NeverAtOnce | Reason | RoundingRule | Year | BillingDay
    | Type | Titles | Fraction | frozenset[int] | bool | int | str | None
)  # fmt: skip


@frozen
class Change:
    """One change of meaning.

    clauses: the names of the clauses and rulings that it reaches, in the new terms where they stand there; none where
        it is of the terms as a whole.
    old, new: what stood and what stands; None: nothing.
    definition: the definition in which it is made, if it is; then the clauses are those that use it.
    cases: the rows and cases of the amount in which it is made, from the outside in.
    subject: what it is about: the name of a record, field, calendar, class of tax or axis of readings, or a ground.
    kept: the amendment under whose kept terms it holds, ``""`` for the main line.
    """

    aspect: Aspect
    weight: Weight
    clauses: tuple[str, ...] = ()
    old: Shown = None
    new: Shown = None
    effect: Effect = Effect.NONE
    definition: Named | None = None
    cases: tuple[Case, ...] = ()
    subject: str | Reason = ""
    kept: str = ""

    @property
    def rank(self) -> int:
        """The place of its weight, the most costly first."""
        return list(Weight).index(self.weight)

"""Clauses of the typed core: what drives a line, what guards it, what it is worth."""

from enum import StrEnum

from attrs import frozen

from tariff.model.expr import Expr
from tariff.model.money import Rounding
from tariff.model.records import Titles


class LineKind(StrEnum):
    """The kind of a line. Refund and compensation lines are negative; interest and compensation bear no tax."""

    CHARGE = "charge"
    REFUND = "refund"
    INTEREST = "interest"
    PENALTY = "penalty"
    COMPENSATION = "compensation"
    ADJUSTMENT = "adjustment"


CREDITS = frozenset({LineKind.REFUND, LineKind.COMPENSATION})


class TaxClass(StrEnum):
    """How consumption tax treats a line; EXEMPT and OUTSIDE bear none.

    METERED is the standard rate of fees for use, which may change later than that of other fees; lines and ledgers show
    it as standard.
    """

    STANDARD = "standard"
    REDUCED = "reduced"
    METERED = "metered"
    EXEMPT = "exempt"
    OUTSIDE = "outside"

    @property
    def shown(self) -> "TaxClass":
        """The class that lines show."""
        return TaxClass.STANDARD if self is TaxClass.METERED else self


@frozen
class Once:
    """A line per row of `record` (the contract itself for ``contract``), dated `on`; no line where `on` is unknown.

    `governed` is the governing date, a day from facts alone; no line where it is unknown. Several Once over one
    record in a clause are alternatives: the first, in order, whose date and governing date are known and whose `when`
    holds makes the row's line.
    """

    record: str
    on: Expr
    governed: Expr
    when: Expr | None = None


@frozen
class Every:
    """A line per row of `record` for each month from `first` to `last`, both included, dated the first of the month.

    An unknown `first` gives no line, an unknown `last` is open. The governing date is the first of the month or, if
    later, the first day on which the terms are in force.
    """

    record: str
    first: Expr
    last: Expr | None


@frozen
class Units:
    """Whole pieces of 24 hours from the instant `start` to `end`; fewer than `at_least` make no line."""

    start: Expr
    end: Expr
    at_least: int


@frozen
class Basis:
    """The debts an interest clause runs on: an invoice's fees (all lines but interest) less `leave_out`."""

    leave_out: tuple[str, ...] = ()
    with_tax: bool = True


@frozen
class Sentence:
    """A sentence of the pack that holds in this clause, for explanations: its kind and its text as written."""

    kind: str
    text: str


@frozen
class Clause:
    """A clause of one version, with its readings chosen and its definitions in place.

    amount: magnitude in minor units, rounded by `rounding` and `unit`; a credit's line is its negative. With `units`,
        the worth of one piece (UnitMonth is its month): the pieces' worths are summed, then rounded once.
    cap: the most the lines of this clause may come to for one contract over all time, counted over its rows for which
        `capped` holds, in the order of date and row id; None: no such limit. A line is what its row adds to
        ``min(cap, running sum)``.
    quantity: what the line's `quantity` shows (1, days of interest, pieces of an outage).
    basis: set on interest clauses alone, which run over the derived record `late`.
    Driver rows and `guard` decide whether there is a line; a zero amount makes none.
    """

    name: str
    kind: LineKind
    titles: Titles
    article: str
    drivers: tuple[Once | Every, ...]
    guard: Expr | None
    amount: Expr
    rounding: Rounding
    unit: int
    tax: TaxClass
    quantity: Expr
    units: Units | None = None
    cap: Expr | None = None
    capped: Expr | None = None
    basis: Basis | None = None
    text: Titles = Titles()
    sentences: tuple[Sentence, ...] = ()

    @property
    def sign(self) -> int:
        """-1 for credits, else 1."""
        return -1 if self.kind in CREDITS else 1

"""What evaluation gives: lines, invoices, decisions. Amounts are integers in the currency's minor unit.

Lines, invoices and decisions are made by the million: they are tuples, since to make one of a frozen attrs class takes
five times as long.
"""

import datetime as dt
from typing import NamedTuple

from attrs import field, frozen

from tariff.model.calendar import first_day, last_day
from tariff.model.clause import LineKind, TaxClass
from tariff.model.terms import BillingCycle


class Line(NamedTuple):
    """One amount that a clause makes, before tax.

    id: ``terms/contract/clause/subject/month`` with ``-`` for no subject; made of meaning, so that a second run makes
    the same.
    invoice: id of the invoice it stands on. month: ``YYYY-MM``. date, version: civil days; `version` is the day from
    which the version that made it is in force. subject: ``record:row-id`` or None. rate: the tax rate as text
    (``8%``), ``""`` where there is none. refers_to: the line an adjustment corrects, else None.
    """

    id: str
    invoice: str
    contract: str
    terms: str
    month: str
    date: dt.date
    kind: LineKind
    clause: str
    article: str
    version: dt.date
    subject: str | None
    quantity: int
    amount: int
    tax: TaxClass
    rate: str
    refers_to: str | None = None


@frozen
class InvoiceTax:
    """The tax of one rate on an invoice: computed once, on the sum of the lines that bear it."""

    rate: str
    base: int
    tax: int


class Invoice(NamedTuple):
    """What one contract owes for one month. id: ``terms/contract/month``. `open`: the month is not closed yet."""

    id: str
    contract: str
    terms: str
    month: str
    issued_on: dt.date
    due_on: dt.date
    subtotal: int
    taxes: tuple[InvoiceTax, ...]
    total: int
    open: bool = False


class Decision(NamedTuple):
    """What a clause decides beside money.

    from_: its first day; to: its last, None: open. reasons: the labels of the grounds that hold, in the terms' first
    language. amount: what it is about, if that is an amount.
    """

    contract: str
    terms: str
    clause: str
    article: str
    version: dt.date
    subject: str | None
    from_: dt.date
    to: dt.date | None
    outcome: str
    reasons: tuple[str, ...] = ()
    amount: int | None = None

    @property
    def month(self) -> str:
        """The month of its first day, ``YYYY-MM``."""
        return f"{self.from_.year:04d}-{self.from_.month:02d}"

    @property
    def id(self) -> str:
        """Made as a line's id, of the month of its first day."""
        return line_id(self.terms, self.contract, self.clause, self.subject, self.month)


@frozen
class Owed:
    """What is owed on a day: `overdue` was due before it; `accrued_interest` falls due if the balance is paid on it."""

    balance: int = 0
    overdue: int = 0
    accrued_interest: int = 0


@frozen
class Reason:
    """A node of a `why` tree: a label in the words of the pack, the value it had, and what that rests on."""

    label: str
    value: str = ""
    because: "tuple[Reason, ...]" = field(default=())


def month_text(month: int) -> str:
    """``YYYY-MM`` of a month number."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def line_id(terms: str, contract: str, clause: str, subject: str | None, month: str) -> str:
    """The id of a line."""
    return f"{terms}/{contract}/{clause}/{subject or '-'}/{month}"


def invoice_id(terms: str, contract: str, month: str) -> str:
    """The id of a month's first invoice; a corrective one adds ``/2``, ``/3``…"""
    return f"{terms}/{contract}/{month}"


def issue_day(cycle: BillingCycle, month: int) -> int:
    """The day on which a month's invoice is issued."""
    return _day_in(month + cycle.issue_months, cycle.issue_day)


def due_day(cycle: BillingCycle, month: int) -> int:
    """The day by which a month's invoice is to be paid."""
    return _day_in(month + cycle.due_months, cycle.due_day)


def _day_in(month: int, day: int) -> int:
    return last_day(month) if day == 0 else min(first_day(month) + day - 1, last_day(month))

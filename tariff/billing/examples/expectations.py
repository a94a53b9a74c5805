"""What an example can expect, each with its own check.

Amounts of a clause are sums of its lines before tax. The lines of refunds and compensations are negative, and are
expected by their magnitude, as the provisions state them: ``expect outage_refund is 1,333 JPY`` of a line of -1,333.
Totals are those of invoices, tax included and signed: a month that owes the customer has a negative one.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from attrs import frozen

from tariff.billing.case.values import Units, value_text
from tariff.billing.examples.outcome import Failure, Outcome
from tariff.diagnostics import Span
from tariff.model.calendar import last_day
from tariff.model.clause import CREDITS
from tariff.model.results import Line, month_text
from tariff.model.types import MONEY


class Expectation(Protocol):
    """A sentence ``expect …``; `span` is its place."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    @property
    def months(self) -> tuple[int, ...]:
        """The months that it names."""

    def failure(self, outcome: Outcome) -> Failure | None:
        """How `outcome` differs from what is expected, or None where it does not."""


@frozen
class ClauseAmount:
    """The lines of a clause, in a month or in all, come to an amount: a magnitude, before tax."""

    span: Span
    clause: str
    month: int | None
    amount: int
    units: Units

    @property
    def months(self) -> tuple[int, ...]:
        return () if self.month is None else (self.month,)

    def failure(self, outcome: Outcome) -> Failure | None:
        lines = _lines(outcome, self.clause, self.month)
        amount = sum(-line.amount if line.kind in CREDITS else line.amount for line in lines)
        if amount == self.amount:
            return None
        expected = f"{_named(self.clause, self.month)} is {_money(self.amount, self.units)}"
        return _failure(self.span, expected, _money(amount, self.units) if lines else "no line", lines)


@frozen
class Nothing:
    """A clause makes no line and decides nothing, in a month or at all."""

    span: Span
    clause: str
    month: int | None

    @property
    def months(self) -> tuple[int, ...]:
        return () if self.month is None else (self.month,)

    def failure(self, outcome: Outcome) -> Failure | None:
        text = None if self.month is None else month_text(self.month)
        lines = _lines(outcome, self.clause, self.month)
        decided = [item for item in outcome.decisions if item.clause == self.clause and text in (None, item.month)]
        if not lines and not decided:
            return None
        counts = (_counted(len(lines), "line"), _counted(len(decided), "decision"))
        found = " and ".join(item for item in counts if item)
        ids = (*(line.id for line in lines), *(item.id for item in decided))
        return Failure(self.span, f"no {_named(self.clause, self.month)}", found, ids)


def _counted(number: int, what: str) -> str:
    return "" if number == 0 else f"a {what}" if number == 1 else f"{number} {what}s"


@frozen
class DatedLine:
    """A clause makes a line dated on a day."""

    span: Span
    clause: str
    day: date
    month: int

    @property
    def months(self) -> tuple[int, ...]:
        return (self.month,)

    def failure(self, outcome: Outcome) -> Failure | None:
        lines = _lines(outcome, self.clause, None)
        if any(line.date == self.day for line in lines):
            return None
        found = ", ".join(str(day) for day in sorted({line.date for line in lines})) or "no line"
        return _failure(self.span, f"{self.clause} on {self.day}", found, lines)


@frozen
class Total:
    """The invoices of a month, or of all, come to an amount, tax included."""

    span: Span
    month: int | None
    amount: int
    units: Units

    @property
    def months(self) -> tuple[int, ...]:
        return () if self.month is None else (self.month,)

    def failure(self, outcome: Outcome) -> Failure | None:
        text = None if self.month is None else month_text(self.month)
        amount = sum(invoice.total for invoice in outcome.invoices if text in (None, invoice.month))
        if amount == self.amount:
            return None
        lines = [line for line in outcome.lines if text in (None, line.month)]
        expected = f"{_named('total', self.month)} is {_money(self.amount, self.units)}"
        return _failure(self.span, expected, _money(amount, self.units), lines)


def last_day_named(expectations: Iterable[Expectation]) -> int | None:
    """The last day of the last month that any of them names, or None."""
    return max((last_day(month) for item in expectations for month in item.months), default=None)


def _lines(outcome: Outcome, clause: str, month: int | None) -> list[Line]:
    text = None if month is None else month_text(month)
    return [line for line in outcome.lines if line.clause == clause and text in (None, line.month)]


def _named(what: str, month: int | None) -> str:
    return what if month is None else f"{what} in {month_text(month)}"


def _money(amount: int, units: Units) -> str:
    sign, text = ("-" if amount < 0 else ""), value_text(abs(amount), MONEY, units)
    whole, dot, minor = text.partition(".")
    return f"{sign}{int(whole):,}{dot}{minor} {units.currency}"


def _failure(span: Span, expected: str, found: str, lines: Iterable[Line]) -> Failure:
    return Failure(span, expected, found, tuple(line.id for line in lines))

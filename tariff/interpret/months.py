"""What every invoice of a month has in common."""

from datetime import date
from functools import cache

from attrs import frozen

from tariff.model.calendar import first_day, last_day
from tariff.model.results import due_day, issue_day, month_text
from tariff.model.terms import BillingCycle


@frozen(eq=False)
class Month:
    """A month as invoices show it: its text, its days, and when its invoice is issued and due."""

    text: str
    first: int
    last: int
    due: int
    issued_on: date
    due_on: date


class Months:
    """The months of one billing cycle: few, and asked for on every line, so they are kept."""

    def __init__(self, cycle: BillingCycle) -> None:
        self._cycle = cycle
        self.of = cache(self._of)

    def _of(self, month: int) -> Month:
        issued, due = issue_day(self._cycle, month), due_day(self._cycle, month)
        dates = date.fromordinal(issued), date.fromordinal(due)
        return Month(month_text(month), first_day(month), last_day(month), due, *dates)

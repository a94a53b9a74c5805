"""The months that a run bills, as the command line names them."""

import re
from collections.abc import Iterator

from attrs import frozen

from tariff.diagnostics import Diagnostic, InputError
from tariff.model.calendar import MAX_DAY, MIN_DAY, month_of
from tariff.model.results import month_text

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@frozen
class Months:
    """Months from `first` to `last`, both included, as month numbers."""

    first: int
    last: int

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def __str__(self) -> str:
        first, last = month_text(self.first), month_text(self.last)
        return first if first == last else f"{first}..{last}"


def parse_month(text: str) -> int:
    """The month number of ``YYYY-MM``. Raises InputError for any other text."""
    match = _MONTH.fullmatch(text)
    month = 12 * int(match[1]) + int(match[2]) - 1 if match else 0
    if not match or not month_of(MIN_DAY) <= month <= month_of(MAX_DAY):
        bounds = f"{month_text(month_of(MIN_DAY))} to {month_text(month_of(MAX_DAY))}"
        mend = f"write YYYY-MM, {bounds}, such as 2016-05"
        raise InputError([Diagnostic("E0801", f"“{text}” is not a month that can be billed", mend=mend)])
    return month


def parse_months(text: str) -> Months:
    """The months of ``YYYY-MM`` or ``YYYY-MM..YYYY-MM``. Raises InputError for any other text."""
    first, separator, last = text.partition("..")
    months = Months(parse_month(first), parse_month(last if separator else first))
    if months.last < months.first:
        mend = f"write {month_text(months.last)}..{month_text(months.first)}"
        raise InputError([Diagnostic("E0802", f"the range {text} ends before it begins", mend=mend)])
    return months

"""Late-payment rates: no more than the law that the terms use allows."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tariff.checks.subject import Subject, warning, wordings
from tariff.diagnostics import Diagnostic
from tariff.model.calendar import MAX_DAY
from tariff.model.money import percent
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import fraction_of, number_of
from tariff.versions.schedules import Schedule
from tariff.versions.scope import declared

_COMMON_YEAR = 365


def late_rates(subject: Subject) -> Iterator[Diagnostic]:
    """Interest over a cap (``caps interest``) of the packs used, on the first day on which both hold.

    A rate over a year of other than 365 days is brought to one of 365.
    """
    caps = [item for item in subject.schedules if item.caps_interest]
    seen: set[Node] = set()
    first = subject.pack.in_force.toordinal()
    for edition, days in subject.line.spans() if caps else ():
        for clause in declared(edition.tree).clauses.values():
            rates = (rate for holder in wordings(clause.node) for rate in _rates(holder))
            for rate in (rate for rate in rates if rate not in seen):
                seen.add(rate)
                for cap in caps:
                    yield from _over(rate, cap, range(max(days.start, first), days.stop))


def _rates(holder: Node) -> Iterator[Node]:
    return holder.all("rate_fixed", "rate_leap", "rate_calendar")


def _over(rate: Node, cap: Schedule, days: range) -> Iterator[Diagnostic]:
    year = _COMMON_YEAR if rate.kind == "rate_calendar" else max(1, int(number_of(rate.text("NUMBER"))))
    yearly = Fraction(fraction_of(rate.text("PERCENT"))) * _COMMON_YEAR / year
    ends = [*(since for since, _ in cap.steps), MAX_DAY + 1]
    for (since, most), (_, end) in zip(cap.steps, pairwise(ends), strict=True):
        first = max(since, days.start)
        if yearly > most and first < min(end, days.stop):
            over = f"a year of {year} days at {rate.text('PERCENT')} comes to {_percent(yearly)} over {_COMMON_YEAR}"
            told = f"{_percent(yearly)} per year" if year == _COMMON_YEAR else over
            message = f"{told}, and from {date.fromordinal(first)} {cap.name} allows {_percent(most)}"
            yield warning("W0528", message, rate.span, "lower the rate: what is over the cap is not owed")
            return


def _percent(value: int | Fraction) -> str:
    """A rate for people: a hundredth of a percent is as exact as terms and laws are."""
    return percent(round(Fraction(value), 4))

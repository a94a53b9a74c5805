"""What a clause is worth for one row: the guard, the amount, the pieces of 24 hours, the rounding."""

from fractions import Fraction
from typing import NamedTuple

from tariff.interpret.governance import Stand
from tariff.interpret.plan import Making, Pieces, Plan
from tariff.interpret.scope import Scope
from tariff.interpret.zones import DAY_MICROSECONDS, Zone
from tariff.model.calendar import month_of
from tariff.model.facts import Row
from tariff.model.money import round_to


class Draft(NamedTuple):
    """A line before it is written out.

    worth: the rounded magnitude before any cap. limit: the rounded cap this row counts under, None where it counts
    under none. before: the sum of the worths counted under the cap before it. amount: signed, after the cap.
    rate: the tax rate on its day as text, as on the line.
    """

    making: Making
    stand: Stand
    record: str
    row: Row
    day: int
    month: int
    quantity: int
    worth: int
    limit: int | None
    before: int
    amount: int
    rate: str


def draft(plan: Plan, making: Making, stand: Stand, record: str, scope: Scope) -> Draft | None:
    """The draft for the row, date and month in `scope`; None where the guard fails or the worth is unknown or 0."""
    if making.guard is not None and not making.guard(scope):
        return None
    if making.units is None:
        exact = making.amount(scope)
        quantity = making.quantity(scope)
    else:
        months = piece_months(making.units, scope, plan.zone)
        exact = worth_of_pieces(making, scope, months)
        quantity = sum(months.values())
    if exact is None:
        return None
    clause = making.clause
    worth = round_to(exact, clause.rounding, clause.unit)
    if worth == 0:
        return None
    limit = _limit(making, scope) if making.cap is not None else None
    return Draft(
        making,
        stand,
        record,
        scope.row,
        scope.day,
        scope.month,
        int(quantity or 0),
        worth,
        limit,
        0,
        making.sign * worth,
        plan.rates.text(clause.tax, scope.day),
    )


def piece_months(units: Pieces, scope: Scope, zone: Zone) -> dict[int, int]:
    """How many whole pieces of 24 hours begin in each month; empty where there are too few or an end is unknown."""
    start, end = units.start(scope), units.end(scope)
    if start is None or end is None:
        return {}
    count = (end - start) // DAY_MICROSECONDS
    months: dict[int, int] = {}
    if count >= units.at_least:
        for piece in range(count):
            month = month_of(zone.day_of(start + piece * DAY_MICROSECONDS))
            months[month] = months.get(month, 0) + 1
    return months


def worth_of_pieces(making: Making, scope: Scope, months: dict[int, int]) -> int | Fraction | None:
    """The exact worth of all pieces together; None where there are none or one's worth is unknown."""
    total: int | Fraction = 0
    for month, count in months.items():
        scope.unit_month = month
        worth = making.amount(scope)
        if worth is None:
            return None
        total += count * worth
    return total if months else None


def under_caps(drafts: list[Draft]) -> list[Draft]:
    """One clause's drafts by date and row id, each reduced to what it adds to ``min(cap, running sum)``."""
    running = 0
    result = []
    for item in sorted(drafts, key=lambda item: (item.day, item.row.id, item.record)):
        if item.limit is None:
            result.append(item)
            continue
        before, running = running, running + item.worth
        share = min(item.limit, running) - min(item.limit, before)
        if share:
            result.append(item._replace(before=before, amount=item.making.sign * share))
    return result


def _limit(making: Making, scope: Scope) -> int | None:
    if making.capped is not None and not making.capped(scope):
        return None
    exact = making.cap(scope) if making.cap is not None else None
    return None if exact is None else round_to(exact, making.clause.rounding, making.clause.unit)

"""Which debts can matter: the due days with which a ruling over arrears can fall in the demanded months.

That is decided before there is SQL, by interval analysis of the day on which the ruling falls.
"""

from collections.abc import Callable, Sequence

from attrs import evolve
from sqlglot import exp

from tariff.compile.bounds import Bounds
from tariff.compile.demand import MonthRange
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value
from tariff.compile.rows import Rows
from tariff.compile.scope import Scope, field_value
from tariff.compile.walk import uses
from tariff.model.calendar import MAX_DAY, MIN_DAY, first_day, last_day
from tariff.model.clause import Every, Once
from tariff.model.expr import Field
from tariff.model.gather import Aggregate
from tariff.model.records import ARREARS


def due_days(plan: Plan, drivers: Sequence[Once | Every], demand: MonthRange) -> Bounds | None:
    """The due days with which a ruling can fall in the demanded months, as far as intervals tell; None: none can."""
    wanted = Bounds(first_day(demand.first), last_day(demand.last))

    def falls(days: Bounds) -> bool:
        return any(_falls(plan, driver, days, wanted) for driver in drivers)

    known = Bounds(MIN_DAY, min(plan.paid_until, MAX_DAY))
    first, last = _edge(falls, known, upper=False), _edge(falls, known, upper=True)
    return None if first is None or last is None else Bounds(first, last)


def _edge(falls: Callable[[Bounds], bool], days: Bounds, *, upper: bool) -> int | None:
    """The first or the last of some days that `falls` lets through; it lets through whatever holds such a day."""
    halves = [days]
    while halves:
        days = halves.pop()
        if falls(days):
            if days.single:
                return days.low
            middle = (days.low + days.high) // 2
            low, high = Bounds(days.low, middle), Bounds(middle + 1, days.high)
            halves += [low, high] if upper else [high, low]
    return None


def _falls(plan: Plan, driver: Once | Every, days: Bounds, wanted: Bounds) -> bool:
    """Whether a driver over debts due on `days` can fall on a day of `wanted`."""
    if driver.record != ARREARS.name:
        return False
    if isinstance(driver, Every) or uses(driver.on, Aggregate):
        return True
    reached = _DueScope(plan, days).value(driver.on).bounds
    return reached is None or (reached.low <= wanted.high and wanted.low <= reached.high)


class _DueScope(Scope):
    """Debts of which only the due day is known, and that lies between bounds. Only what values can be is asked here."""

    def __init__(self, plan: Plan, days: Bounds) -> None:
        super().__init__(plan, Rows(exp.Select, plan.name))
        self._days = days

    def field(self, item: Field) -> Value:
        """Any field."""
        value = field_value(item.name, item.of, nullable=True)
        return evolve(value, bounds=self._days) if (item.record, item.name) == (ARREARS.name, "due_on") else value

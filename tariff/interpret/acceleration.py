"""The loss of the benefit of time: a day on which all debts fall due that are not due yet."""

from typing import NamedTuple

from tariff.interpret.reckoning import Reckoning
from tariff.interpret.verdicts import verdicts
from tariff.model.calendar import month_of


class Acceleration(NamedTuple):
    """Debts of the months up to `month`, that of `day`, fall due on `day` where they would later."""

    day: int
    month: int

    def due(self, month: int, day: int) -> int:
        """The due day of a month's debt that would otherwise be `day`."""
        return min(day, self.day) if month <= self.month else day


def accelerated(reckoning: Reckoning) -> Acceleration | None:
    """The earliest acceleration that a contract's facts give, whether or not it is seen yet; None: there is none."""
    days = [
        item.day
        for deciding in reckoning.plan.accelerations
        for item in verdicts(reckoning, deciding, reckoning.facts.of)
        if item.outcome == deciding.ruling.outcome
    ]
    return Acceleration(min(days), month_of(min(days))) if days else None

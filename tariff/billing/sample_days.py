"""Days as they fall in a real book: anywhere, often at month ends, leap days, year ends, and where the law changes."""

import random
from datetime import date

from attrs import frozen

from tariff.billing.sample_hints import Hints
from tariff.interpret.zones import Zone
from tariff.model.calendar import MAX_DAY, MIN_DAY, first_day, is_leap, last_day, month_of
from tariff.model.terms import Terms

# A sample goes on for so long after the last change of the law, so that the newest rules bear interest and run out too.
DAYS_AFTER_LAST_CHANGE = 3 * 366
DAYS_BEFORE_TERMS = 20

# How far a day may move to fall where the law changes, and on which days around it.
_REACH = 150
_AROUND = (-2, -1, -1, 0, 0, 1, 2)

_MINUTE = 60_000_000
_DAY_MINUTES = 24 * 60
# 00:00, the last second, the last minute, noon, and the two sides of 15:00, in seconds after 00:00.
_AWKWARD_SECONDS = (0, 86_399, 86_340, 43_200, 54_000, 53_999)


@frozen
class Window:
    """The days that a sample covers: contracts start in ``[first, last]``, and the book is read on `last`."""

    first: int
    last: int


def whole_life(terms: Terms, hints: Hints) -> Window:
    """A little before the terms come into force, to some years after the law last changed."""
    return Window(terms.versions[0].since - DAYS_BEFORE_TERMS, max(hints.marks) + DAYS_AFTER_LAST_CHANGE)


class Days:
    """Picks days and instants within a window."""

    def __init__(self, terms: Terms, hints: Hints, window: Window) -> None:
        self.window = window
        self._zone = Zone(terms.zone)
        self._marks = tuple(day for day in hints.marks if window.first <= day <= window.last)
        self._seconds = _AWKWARD_SECONDS + tuple(
            second % 86_400 for aim in hints.aims if aim.minute for second in (60 * aim.minute - 1, 60 * aim.minute)
        )

    def start(self, rng: random.Random) -> int:
        """The first day of a contract: early days are the likelier, because old contracts make the bulk of a book.

        Some start where the law changes, and some in any era between two changes, however short it was.
        """
        first, last = self.window.first, self.window.last
        chance = rng.random()
        if chance < 0.1 and self._marks:
            return rng.choice(self._marks) + rng.choice(_AROUND)
        if chance < 0.3:
            edges = (first, *self._marks, last + 1)
            era = rng.randrange(len(edges) - 1)
            first, last = edges[era], max(edges[era], edges[era + 1] - 1)
        length = last - first + 1
        return self.edged(rng, first + min(rng.randrange(length), rng.randrange(length)))

    def change(self, rng: random.Random) -> int:
        """A day on which the law changes, or one beside it."""
        return rng.choice(self._marks or (self.window.first,)) + rng.choice((-1, 0, 0, 0, 0, 1))

    def edged(self, rng: random.Random, day: int) -> int:
        """`day`, or instead a day not far from it that law or calendar make special."""
        chance = rng.random()
        if chance < 0.12:
            marks = [mark for mark in self._marks if abs(mark - day) <= _REACH]
            return rng.choice(marks) + rng.choice(_AROUND) if marks else day
        if chance < 0.24:
            month = month_of(day)
            return rng.choice((first_day(month), last_day(month), last_day(month) - 1))
        if chance < 0.28:
            return _february(rng, day)
        if chance < 0.31:
            return date(date.fromordinal(day).year, 12, 31).toordinal() + rng.choice((-1, 0, 0, 1))
        return day

    def gap(self, rng: random.Random) -> int:
        """Days from one event to the next in the same matter: often none, mostly weeks, now and then years."""
        chance = rng.random()
        if chance < 0.25:
            return 0
        if chance < 0.60:
            return rng.randrange(1, 15)
        if chance < 0.85:
            return rng.randrange(15, 120)
        return rng.randrange(120, 1_500)

    def instant(self, rng: random.Random, day: int, minute: int | None = None) -> int:
        """An instant of a civil day: at `minute` after 00:00 or a breath from it, else at an awkward or any time."""
        if minute is not None:
            return self._zone.instant_at(day, minute) + rng.choice((-_MINUTE, -1_000_000, 0, 0, 0, _MINUTE))
        if rng.random() < 0.5:
            seconds = rng.choice(self._seconds)
            return self._zone.instant_at(day, seconds // 60) + seconds % 60 * 1_000_000
        return self._zone.instant_at(day, rng.randrange(_DAY_MINUTES)) + rng.randrange(60) * 1_000_000

    def later(self, rng: random.Random, instant: int) -> int:
        """A second instant of the same matter: hours or days later, often a few minutes off a whole number of days."""
        if rng.random() < 0.6:
            days, minutes = rng.choice((0, 1, 1, 1, 2, 2, 3, 5, 31)), rng.choice((-1, 0, 1))
            return instant + (days * _DAY_MINUTES + minutes) * _MINUTE
        return instant + rng.randrange(5 * _DAY_MINUTES) * _MINUTE

    def day_of(self, instant: int) -> int:
        """The civil day of an instant."""
        return self._zone.day_of(instant)


def bounded(day: int) -> int:
    """`day`, held within the days that facts may name."""
    return min(max(day, MIN_DAY), MAX_DAY)


def _february(rng: random.Random, day: int) -> int:
    """The end of February of a leap year near `day`, or of its own year."""
    year = date.fromordinal(day).year
    leap = next((year + step for step in (0, 1, -1, 2) if is_leap(year + step)), year)
    return last_day(12 * rng.choice((leap, leap, year)) + 1) + rng.choice((-1, 0, 0, 1))

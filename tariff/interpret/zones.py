"""Civil days and wall times in the terms' zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY_MICROSECONDS = 86_400_000_000


class Zone:
    """Conversions between instants (microseconds since 1970-01-01 UTC) and civil days (ordinals) in one zone."""

    def __init__(self, name: str) -> None:
        self._zone = ZoneInfo(name)
        self._instants: dict[tuple[int, int], int] = {}

    def local(self, instant: int) -> datetime:
        """The wall-clock time of an instant."""
        return (EPOCH + instant * MICROSECOND).astimezone(self._zone)

    def day_of(self, instant: int) -> int:
        """The civil day of an instant."""
        return self.local(instant).toordinal()

    def instant_at(self, day: int, minutes: int) -> int:
        """The instant of a day at a wall time, `minutes` after 00:00.

        Where the clock is put forward and the time does not exist, it moves forward by the gap (02:30 becomes 03:30);
        where it is put back and the time comes twice, it is the second. Both are the later of the two instants that the
        offsets around the change give, and what DuckDB (ICU) computes.
        """
        key = (day, minutes)
        instant = self._instants.get(key)
        if instant is None:
            wall = datetime.combine(date.fromordinal(day), time()) + timedelta(minutes=minutes)
            offsets = (wall.replace(tzinfo=self._zone, fold=fold) - EPOCH for fold in (0, 1))
            instant = self._instants[key] = max(offset // MICROSECOND for offset in offsets)
        return instant

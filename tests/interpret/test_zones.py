"""Civil days and wall times, the clock's changes included, as DuckDB computes them."""

from datetime import date, datetime, timedelta

import pytest

from tariff.interpret.zones import EPOCH, MICROSECOND, Zone
from tests.interpret.build import day, instant

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Asia/Tokyo", "2016-05-09T14:59:59.999999+00:00", "2016-05-09"),
        ("Asia/Tokyo", "2016-05-09T15:00:00+00:00", "2016-05-10"),
        (NEW_YORK, "2021-03-14T04:59:59+00:00", "2021-03-13"),
        (NEW_YORK, "2021-03-14T05:00:00+00:00", "2021-03-14"),
        (NEW_YORK, "2021-03-15T04:00:00+00:00", "2021-03-15"),
        ("Asia/Tokyo", "1950-01-01T00:00:00+00:00", "1950-01-01"),
    ],
)
def test_civil_day(zone: str, at: str, expected: str) -> None:
    assert Zone(zone).day_of(instant(at)) == day(expected)


@pytest.mark.parametrize(
    ("zone", "on", "minutes", "expected"),
    [
        ("Asia/Tokyo", "2016-05-09", 0, "2016-05-08T15:00:00+00:00"),
        ("Asia/Tokyo", "2016-05-09", 24 * 60, "2016-05-09T15:00:00+00:00"),
        (NEW_YORK, "2021-03-14", 150, "2021-03-14T07:30:00+00:00"),  # 02:30 does not exist: 03:30 in summer time
        (NEW_YORK, "2021-11-07", 90, "2021-11-07T06:30:00+00:00"),  # 01:30 comes twice: the second
        ("America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00:00+00:00"),  # midnight does not exist
    ],
)
def test_wall_time(zone: str, on: str, minutes: int, expected: str) -> None:
    assert Zone(zone).instant_at(day(on), minutes) == instant(expected)


@pytest.mark.parametrize("name", ["Asia/Tokyo", NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "UTC"])
def test_agrees_with_duckdb(name: str) -> None:
    import duckdb

    zone = Zone(name)
    walls = [datetime(2021, 1, 1) + timedelta(minutes=30 * step) for step in range(365 * 48)]  # noqa: DTZ001
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Pacific/Apia'")
        rows = connection.execute(
            "SELECT epoch_us(wall AT TIME ZONE $zone), CAST(wall AT TIME ZONE 'UTC' AT TIME ZONE $zone AS DATE)"
            " FROM range(TIMESTAMP '2021-01-01', TIMESTAMP '2022-01-01', INTERVAL 30 MINUTE) AS r(wall)",
            {"zone": name},
        ).fetchall()
    ours = [
        (
            zone.instant_at(wall.toordinal(), 60 * wall.hour + wall.minute),
            date.fromordinal(zone.day_of((wall - EPOCH.replace(tzinfo=None)) // MICROSECOND)),
        )
        for wall in walls
    ]
    assert ours == rows

"""Reference calendars as tables: what a query reads to find the next open day."""

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from tariff.compile import trees
from tariff.compile.dates import CALENDAR_SCHEMA
from tariff.model.terms import Calendar, Terms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def prepare(connection: "DuckDBPyConnection", terms: Terms) -> None:
    """Make the calendars of `terms` anew: schema ``calendar``, a table each of closed days with the next open one.

    connection: where the query will run; what it holds under that schema for other terms' calendars stays.
    """
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {trees.identifier(CALENDAR_SCHEMA).sql(trees.DIALECT)}")
    for calendar in terms.calendars:
        name = exp.Table(this=trees.identifier(calendar.name), db=trees.identifier(CALENDAR_SCHEMA)).sql(trees.DIALECT)
        connection.execute(f"CREATE OR REPLACE TABLE {name} (day DATE, next_open DATE)")
        closed, following = _closed(calendar)
        connection.execute(f"INSERT INTO {name} SELECT unnest(?::DATE[]), unnest(?::DATE[])", [closed, following])


def _closed(calendar: Calendar) -> tuple[list[date], list[date]]:
    following: dict[int, int] = {}
    for day in sorted(calendar.closed, reverse=True):
        following[day] = following.get(day + 1, day + 1)
    days = sorted(following)
    return [date.fromordinal(day) for day in days], [date.fromordinal(following[day]) for day in days]

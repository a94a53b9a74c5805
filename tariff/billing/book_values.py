"""A column of a book as a typed value: by the field's type and by how the book stores the column.

Texts are read as in a case: the same dates, months, instants and amounts. An expression never fails: where a stored
value has no meaning it is NULL, and `Reading.malformed` holds.
"""

from datetime import date
from enum import StrEnum

from attrs import frozen
from sqlglot import exp

from tariff.billing.engine import SPELLED_MONTH
from tariff.billing.sql import any_of, column, fill, text
from tariff.model.calendar import MAX_DAY, MIN_DAY, month_of
from tariff.model.terms import Terms
from tariff.model.types import Kind, Type

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"[Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
_OFFSET = r"([Zz]|[+-](0[0-9]|1[0-8])(:?[0-5][0-9])?)"
_BOUNDS = " AND ".join(f"DATE '{date.fromordinal(day).isoformat()}'" for day in (MIN_DAY, MAX_DAY))
_WHOLE = r"-?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)"


class Storage(StrEnum):
    """How a column is stored, as far as reading it goes."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    DAY = "day"
    LOCAL = "timestamp without a zone"
    INSTANT = "timestamp with a zone"
    TRUTH = "boolean"


_STORAGE = {
    Storage.TEXT: ("VARCHAR", "ENUM", "UUID", '"NULL"'),
    Storage.WHOLE: (
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
    ),
    Storage.DECIMAL: ("DECIMAL",),
    Storage.DAY: ("DATE",),
    Storage.INSTANT: ("TIMESTAMP WITH TIME ZONE",),
    Storage.LOCAL: ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"),
    Storage.TRUTH: ("BOOLEAN",),
}
_NAMES = {name: storage for storage, names in _STORAGE.items() for name in names}

ACCEPTED = {
    Kind.DATE: "DATE, or text YYYY-MM-DD",
    Kind.INSTANT: "TIMESTAMPTZ, or text YYYY-MM-DDTHH:MM with an offset or without",
    Kind.MONTH: "text YYYY-MM, or DATE with the first of the month",
    Kind.MONEY: "BIGINT (DECIMAL where the currency has decimal places), or text in digits",
    Kind.NUMBER: "BIGINT, or text in digits",
    Kind.TEXT: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.YESNO: "BOOLEAN, or text yes or no",
}
"""How a column may be stored, by the kind of its field, in words."""


@frozen
class Reading:
    """How a column is read: its value, when what is stored has no meaning, and when clocks make it ambiguous."""

    value: exp.Expr
    malformed: exp.Expr | None = None
    ambiguous: exp.Expr | None = None


def storage_of(stored: str) -> Storage | None:
    """The storage behind the name of a DuckDB type; None for one that holds no field (a float holds no money)."""
    return _NAMES.get(stored.partition("(")[0])


def read_text(name: str, stored: str) -> exp.Expr | None:
    """A column of names (`contract`, `id`) as text; None where it is stored as something else."""
    if storage_of(stored) not in (Storage.TEXT, Storage.WHOLE):
        return None
    return column(name) if stored == "VARCHAR" else fill("CAST(__raw AS VARCHAR)", raw=column(name))


def read_column(name: str, stored: str, of: Type, terms: Terms) -> Reading | None:
    """How to read a column as a field's type; None where it cannot be stored so."""
    storage, raw = storage_of(stored), column(name)
    match of.kind, storage:
        case (Kind.TEXT, Storage.TEXT | Storage.WHOLE) | (Kind.CHOICE, Storage.TEXT):
            return Reading(raw if stored == "VARCHAR" else fill("CAST(__raw AS VARCHAR)", raw=raw))
        case (Kind.DATE, Storage.DAY) | (Kind.YESNO, Storage.TRUTH) | (Kind.INSTANT, Storage.INSTANT):
            return Reading(raw)
        case Kind.DATE, Storage.LOCAL:
            return Reading(fill("CAST(__raw AS DATE)", raw=raw), fill("__raw <> CAST(__raw AS DATE)", raw=raw))
        case Kind.DATE, Storage.TEXT:
            return _with_pattern(fill("TRY_CAST(__raw AS DATE)", raw=raw), raw, _DAY)
        case Kind.YESNO, Storage.TEXT:
            return _yes_or_no(raw)
        case Kind.MONTH, Storage.DAY:
            value = fill("12 * YEAR(__raw) + MONTH(__raw) - 1", raw=raw)
            return Reading(value, fill(f"DAY(__raw) <> 1 OR __raw NOT BETWEEN {_BOUNDS}", raw=raw))
        case Kind.MONTH, Storage.TEXT:
            return _month(raw)
        case Kind.INSTANT, Storage.DAY | Storage.LOCAL:
            return _local(fill("CAST(__raw AS TIMESTAMP)", raw=raw), terms.zone)
        case Kind.INSTANT, Storage.TEXT:
            return _instant(raw, terms.zone)
        case Kind.MONEY | Kind.NUMBER, Storage.WHOLE | Storage.DECIMAL | Storage.TEXT:
            return _whole(raw, stored, terms.minor_digits if of.kind is Kind.MONEY else 0)
        case _:
            return None


def spelled_month(called: str, stored: str) -> exp.Expr:
    """A column of months as texts YYYY-MM: as it is stored, where that is how."""
    raw = column(called)
    if storage_of(stored) is Storage.DAY:
        return fill("STRFTIME(__raw, '%Y-%m')", raw=raw)
    return raw if stored == "VARCHAR" else fill("CAST(__raw AS VARCHAR)", raw=raw)


def _with_pattern(value: exp.Expr, raw: exp.Expr, pattern: str) -> Reading:
    malformed = "__raw IS NOT NULL AND (__value IS NULL OR NOT REGEXP_FULL_MATCH(CAST(__raw AS VARCHAR), __pattern))"
    return Reading(value, fill(malformed, raw=raw, value=value, pattern=text(pattern)))


def _yes_or_no(raw: exp.Expr) -> Reading:
    value = fill("CASE WHEN __raw IN ('yes', 'true') THEN TRUE WHEN __raw IN ('no', 'false') THEN FALSE END", raw=raw)
    return Reading(value, fill("__raw NOT IN ('yes', 'true', 'no', 'false')", raw=raw))


def _month(raw: exp.Expr) -> Reading:
    # An enumeration of all months reads and checks at once, and where a file stores a column as a dictionary, once a
    # word and not once a row: most rows of a book are payments.
    spelled = fill(f"TRY_CAST(CAST(__raw AS VARCHAR) AS {SPELLED_MONTH})", raw=raw)
    value = fill(f"CAST(ENUM_CODE(__spelled) AS BIGINT) + {month_of(MIN_DAY)}", spelled=spelled)
    return Reading(value, fill("__raw IS NOT NULL AND __spelled IS NULL", raw=raw, spelled=spelled))


def _local(local: exp.Expr, zone: str) -> Reading:
    """A wall-clock time in the terms' zone; ambiguous where clocks there skipped it or showed it twice.

    Clocks go back by half an hour in some zones and by two hours in others: a second instant is looked for at the
    offsets of 24 hours before and after. A day is no measure here: its length would be that in the session's zone.
    """
    value = fill("TIMEZONE(__zone, __local)", zone=text(zone), local=local)
    beside = [
        fill(f"TIMEZONE(__zone, {moved} INTERVAL 24 HOUR", zone=text(zone), value=value)
        for moved in ("__value - INTERVAL 24 HOUR) +", "__value + INTERVAL 24 HOUR) -")
    ]
    again = "__shown <> __local AND TIMEZONE(__zone, __value + (__local - __shown)) = __local"
    skipped = fill("TIMEZONE(__zone, __value) <> __local", zone=text(zone), value=value, local=local)
    twice = [fill(again, zone=text(zone), value=value, local=local, shown=shown) for shown in beside]
    return Reading(value, None, any_of([skipped, *twice]))


def _instant(raw: exp.Expr, zone: str) -> Reading:
    upper = fill("UPPER(CAST(__raw AS VARCHAR))", raw=raw)
    local = _local(fill("TRY_CAST(__upper AS TIMESTAMP)", upper=upper), zone)
    offset = fill("REGEXP_FULL_MATCH(__upper, __pattern)", upper=upper, pattern=text(f"{_DAY}{_CLOCK}{_OFFSET}"))
    value = fill(
        "CASE WHEN __offset THEN TRY_CAST(__upper AS TIMESTAMPTZ) ELSE __local END",
        offset=offset, upper=upper, local=local.value,
    )  # fmt: skip
    ambiguous = fill("NOT __offset AND (__ambiguous)", offset=offset, ambiguous=local.ambiguous or exp.false())
    read = _with_pattern(value, raw, f"{_DAY}({_CLOCK}{_OFFSET}?)?")
    return Reading(value, read.malformed, ambiguous)


def _whole(raw: exp.Expr, stored: str, digits: int) -> Reading | None:
    """A whole number, or an amount of `digits` decimal places in minor units; NULL beyond 64 bits."""
    storage = storage_of(stored)
    if storage is Storage.WHOLE and digits:
        return None  # nobody could tell whether it counts the currency or its minor unit
    if storage is Storage.WHOLE:
        return Reading(raw if stored == "BIGINT" else fill("TRY_CAST(__raw AS BIGINT)", raw=raw))
    spelled = fill("CAST(__raw AS VARCHAR)", raw=raw)
    if storage is Storage.DECIMAL and not stored.endswith(",0)"):
        spelled = fill("RTRIM(RTRIM(__spelled, '0'), '.')", spelled=spelled)
    places = rf"(\.[0-9]{{1,{digits}}})?" if digits else ""
    plain = fill(f"TRY_CAST(REPLACE(__spelled, ',', '') AS DECIMAL(38, {digits}))", spelled=spelled)
    # A decimal's text always has all its places, so the minor units are its digits without the point.
    value = fill("TRY_CAST(REPLACE(CAST(__plain AS VARCHAR), '.', '') AS BIGINT)", plain=plain)
    malformed = fill("NOT REGEXP_FULL_MATCH(__spelled, __pattern)", spelled=spelled, pattern=text(f"{_WHOLE}{places}"))
    return Reading(value, malformed)

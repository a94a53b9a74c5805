"""One value of a case: from text by its field's type, and back."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta

import pendulum
from attrs import frozen
from pendulum.tz.exceptions import AmbiguousTime, NonExistingTime

from tariff.billing.case.codes import Code
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.calendar import MAX_DAY, MIN_DAY, days_of_month, month_of
from tariff.model.facts import Value
from tariff.model.money import MAX_AMOUNT
from tariff.model.results import month_text
from tariff.model.types import Kind, Type

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_TIME = re.compile(
    r"[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(Z|z|[+-][0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)?"
)
_INTEGER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)")
_DECIMAL = re.compile(r"(-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+))\.([0-9]+)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YESNO = {"yes": True, "true": True, "no": False, "false": False}


@frozen
class Problem:
    """Why a text is no value of its type, and how to mend it."""

    code: Code
    message: str
    mend: str


@frozen
class Units:
    """What a value's meaning depends on beside its type: the terms' zone, their currency and its minor digits."""

    zone: str
    currency: str
    minor_digits: int


def read_value(text: str, of: Type, units: Units) -> Value | Problem:
    """The value that `text` says, held as `model.types` states; or what is wrong with it."""
    match of.kind:
        case Kind.DATE:
            return _date(text)
        case Kind.MONTH:
            return _month(text)
        case Kind.INSTANT:
            return _instant(text, units.zone)
        case Kind.MONEY:
            return _money(text, units)
        case Kind.NUMBER:
            return _number(text)
        case Kind.CHOICE:
            return _choice(text, of.choices)
        case Kind.YESNO:
            return _yesno(text)
        case Kind.TEXT:
            return text


def _date(text: str) -> int | Problem:
    match = _DATE.fullmatch(text)
    if match is None:
        return _wrong(text, "a date", "write YYYY-MM-DD, such as 2016-05-20")
    return _day(*map(int, match.groups()))


def _day(year: int, month: int, day: int) -> int | Problem:
    written = f"{year:04d}-{month:02d}-{day:02d}"
    bounds = f"{date.fromordinal(MIN_DAY)} to {date.fromordinal(MAX_DAY)}"
    if not 1 <= month <= 12:
        return Problem(Code.IMPOSSIBLE, f"there is no month {month:02d} in {written}", "months are 01 to 12")
    if year < 1:
        return Problem(Code.OUT_OF_BOUNDS, f"{written} is out of bounds", f"dates are {bounds}")
    days = days_of_month(12 * year + month - 1)
    if not 1 <= day <= days:
        return Problem(Code.IMPOSSIBLE, f"there is no day {written}", f"{year:04d}-{month:02d} has {days} days")
    value = date(year, month, day).toordinal()
    if not MIN_DAY <= value <= MAX_DAY:
        return Problem(Code.OUT_OF_BOUNDS, f"{written} is out of bounds", f"dates are {bounds}")
    return value


def _month(text: str) -> int | Problem:
    match = _MONTH.fullmatch(text)
    if match is None:
        return _wrong(text, "a month", "write YYYY-MM, such as 2016-05")
    year, month = map(int, match.groups())
    first = _day(year, month, 1)
    return first if isinstance(first, Problem) else month_of(first)


def _instant(text: str, zone: str) -> int | Problem:
    match = _DATE.match(text)
    if match is None:
        return _wrong(text, "an instant", "write YYYY-MM-DDTHH:MM, with an offset such as +09:00 or without")
    day = _day(*map(int, match.groups()))
    if isinstance(day, Problem):
        return day
    rest = text[match.end() :] or "T00:00"
    clock = _TIME.fullmatch(rest)
    if clock is None:
        return _wrong(text, "an instant", "write the time as HH:MM or HH:MM:SS, then perhaps an offset such as +09:00")
    hour, minute, second = (int(clock.group(index) or 0) for index in (1, 2, 3))
    if hour > 23 or minute > 59 or second > 59:
        return Problem(
            Code.IMPOSSIBLE,
            f"there is no time {rest[1:]}",
            "times are 00:00:00 to 23:59:59; 24:00 is 00:00 of the next day",
        )
    micros = int((clock.group(4) or "").ljust(6, "0"))
    local = datetime.combine(date.fromordinal(day), time(hour, minute, second, micros))
    return _moment(local, clock.group(5), zone)


def _moment(local: datetime, offset: str | None, zone_name: str) -> int | Problem:
    """Microseconds since the epoch, of a local time at an offset or, without one, in the terms' zone."""
    zone = pendulum.timezone(zone_name)
    if offset is None:
        try:
            moment = zone.convert(local, raise_on_unknown_times=True)
        except NonExistingTime:
            return Problem(
                Code.CLOCK_CHANGE, f"clocks in {zone_name} skipped {local}", "write a time that was, or an offset"
            )
        except AmbiguousTime:
            return Problem(
                Code.CLOCK_CHANGE, f"clocks in {zone_name} showed {local} twice", "write the offset that is meant"
            )
    else:
        shift = timedelta() if offset in "Zz" else _shift(offset)
        if abs(shift) > timedelta(hours=18):
            return Problem(Code.IMPOSSIBLE, f"there is no offset {offset}", "offsets are -18:00 to +18:00")
        moment = (local - shift).replace(tzinfo=UTC)
        if not MIN_DAY <= moment.astimezone(zone).toordinal() <= MAX_DAY:
            return Problem(
                Code.OUT_OF_BOUNDS,
                f"{local} is out of bounds in {zone_name}",
                "its day there must lie within the bounds of dates",
            )
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _shift(offset: str) -> timedelta:
    digits = offset[1:].replace(":", "").ljust(6, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:]))
    return -size if offset[0] == "-" else size


def _money(text: str, units: Units) -> int | Problem:
    decimal = _DECIMAL.fullmatch(text)
    digits = units.minor_digits
    if decimal is not None and len(decimal.group(2)) > digits:
        places = f"at most {digits} decimal places" if digits else "no decimal places"
        return Problem(
            Code.FRACTION, f"{text} has a fraction that {units.currency} does not", f"{units.currency} has {places}"
        )
    if decimal is None and _INTEGER.fullmatch(text) is None:
        return _wrong(text, "an amount", f"write digits only, such as 2160 or 2,160; the currency is {units.currency}")
    whole, fraction = decimal.groups() if decimal is not None else (text, "")
    if text.startswith("-"):
        return Problem(
            Code.NEGATIVE,
            f"{text} is negative",
            "write amounts without a sign: the terms say what is owed and what is refunded",
        )
    return _bounded(whole + fraction.ljust(digits, "0"), text)


def _number(text: str) -> int | Problem:
    if _INTEGER.fullmatch(text) is None:
        return _wrong(text, "a whole number", "write digits only, such as 25")
    return _bounded(text, text)


def _bounded(digits: str, text: str) -> int | Problem:
    plain = digits.replace(",", "")
    # Longer than any bound: not made an int, since Python refuses thousands of digits.
    if len(plain.lstrip("-0")) > len(str(MAX_AMOUNT)) or abs(int(plain)) > MAX_AMOUNT:
        shown = text if len(text) <= 40 else f"{text[:20]}…"
        return Problem(
            Code.TOO_MUCH, f"{shown} is more than can be reckoned with", f"at most {MAX_AMOUNT:,} in the smallest unit"
        )
    return int(plain)


def _choice(text: str, choices: tuple[str, ...]) -> str | Problem:
    if text in choices:
        return text
    listed = "write one of " + ", ".join(choices)
    return Problem(Code.NOT_A_CHOICE, f"“{text}” is not among the words listed", did_you_mean(text, choices, listed))


def _yesno(text: str) -> bool | Problem:
    value = _YESNO.get(text)
    return _wrong(text, "a yes or a no", "write yes or no") if value is None else value


def _wrong(text: str, wanted: str, mend: str) -> Problem:
    """A text of another form; where it is full-width, the half-width text is offered."""
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    narrow = unicodedata.normalize("NFKC", shown)
    if narrow != shown:
        mend = f"write it in half-width characters: {narrow}"
    return Problem(Code.WRONG_TYPE, f"“{shown}” is not {wanted}", mend)


def value_text(value: Value, of: Type, units: Units) -> str:
    """The text that `read_value` reads back as `value`; ``""`` of an unknown one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    match of.kind:
        case Kind.DATE:
            return date.fromordinal(value).isoformat()
        case Kind.MONTH:
            return month_text(value)
        case Kind.INSTANT:
            moment = _EPOCH + timedelta(microseconds=value)
            return moment.astimezone(pendulum.timezone(units.zone)).isoformat()
        case Kind.MONEY if units.minor_digits:
            whole, minor = divmod(value, 10**units.minor_digits)
            return f"{whole}.{minor:0{units.minor_digits}d}"
        case _:
            return str(value)

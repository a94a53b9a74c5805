"""What may be wrong with one value of a book, as conditions over the columns as they are stored."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen
from sqlglot import exp

from tariff.billing.book_values import Reading
from tariff.billing.sql import column, fill, number, text
from tariff.model.calendar import MAX_DAY, MIN_DAY, month_of
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import Field, Record
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tariff.model.types import Kind

_FIRST, _LAST = date.fromordinal(MIN_DAY).isoformat(), date.fromordinal(MAX_DAY).isoformat()
_MONTHS = f"{month_text(month_of(MIN_DAY))} to {month_text(month_of(MAX_DAY))}"

_FORMS = {
    Kind.DATE: ("is not a date", "write a day that exists, as YYYY-MM-DD"),
    Kind.MONTH: (f"is not a month from {_MONTHS}", "write YYYY-MM"),
    Kind.INSTANT: ("is not an instant", "write YYYY-MM-DDTHH:MM:SS, with an offset such as +09:00 or without"),
    Kind.NUMBER: ("is not a whole number", "write digits only, such as 25"),
    Kind.YESNO: ("is not a yes or a no", "write yes or no"),
}


@frozen
class Check:
    """A condition that a row of a book must not meet: `reason` follows the field's name in a sentence."""

    field: str
    code: str
    condition: exp.Expr
    reason: str
    mend: str


def checks(record: Record, field: Field, reading: Reading, terms: Terms) -> Iterator[Check]:
    """What may be wrong with a field of a record whose column is read as `reading`."""
    raw = column(field.name)
    if record.needs(field):
        unknown = fill("__raw IS NULL", raw=raw)
        yield Check(field.name, "E0820", unknown, "is unknown, and has to be known", "fill it in")
    if reading.malformed is not None:
        reason, mend = _form(field, terms)
        yield Check(field.name, "E0821", reading.malformed, reason, mend)
    if reading.ambiguous is not None:
        reason = f"is a time that clocks in {terms.zone} skipped or showed twice"
        yield Check(field.name, "E0822", reading.ambiguous, reason, "write the offset that is meant, such as +09:00")
    yield from _bounds(field, reading, terms)


def _form(field: Field, terms: Terms) -> tuple[str, str]:
    if field.type.kind is not Kind.MONEY:
        return _FORMS[field.type.kind]
    places = f"at most {terms.minor_digits} decimal places" if terms.minor_digits else "no decimal places"
    return f"is not an amount of {terms.currency}", f"write digits, such as 2160; {terms.currency} has {places}"


def _bounds(field: Field, reading: Reading, terms: Terms) -> Iterator[Check]:
    parts = {"value": reading.value, "zone": text(terms.zone), "most": number(MAX_AMOUNT), "raw": column(field.name)}
    match field.type.kind:
        case Kind.DATE:
            outside = f"__value NOT BETWEEN DATE '{_FIRST}' AND DATE '{_LAST}'"
        case Kind.INSTANT:
            outside = (
                f"__value < TIMEZONE(__zone, TIMESTAMP '{_FIRST}')"
                f" OR __value >= TIMEZONE(__zone, CAST(DATE '{_LAST}' + 1 AS TIMESTAMP))"
            )
        case Kind.MONEY | Kind.NUMBER:
            yield from _amounts(field, reading, parts)
            return
        case Kind.CHOICE:
            choices = [text(choice) for choice in field.type.choices]
            strange = exp.not_(exp.In(this=reading.value.copy(), expressions=choices), copy=False)
            mend = "write one of " + ", ".join(field.type.choices)
            yield Check(field.name, "E0826", strange, "is not among the words listed", mend)
            return
        case _:
            return
    mend = "correct the year"
    yield Check(field.name, "E0823", fill(outside, **parts), f"lies outside {_FIRST} to {_LAST}", mend)


def _amounts(field: Field, reading: Reading, parts: dict[str, exp.Expr]) -> Iterator[Check]:
    """Too much (also where 64 bits do not hold it, so that it has no value though it is well formed), or negative."""
    lost = fill("__raw IS NOT NULL AND __value IS NULL", **parts)
    if reading.malformed is not None:
        lost = fill("__lost AND NOT (__malformed)", lost=lost, malformed=reading.malformed)
    beyond = "__value > __most" if field.type.kind is Kind.MONEY else "__value NOT BETWEEN -__most AND __most"
    condition = fill(f"{beyond} OR __lost", lost=lost, **parts)
    yield Check(
        field.name,
        "E0825",
        condition,
        "is more than can be reckoned with",
        f"at most {MAX_AMOUNT:,} in the smallest unit",
    )
    if field.type.kind is Kind.MONEY:
        negative = fill("__value < 0", **parts)
        mend = "write amounts without a sign: the terms say what is owed and what is refunded"
        yield Check(field.name, "E0824", negative, "is negative", mend)

"""Small terms and facts, built in few words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tariff.interpret import Evaluation, Evaluator
from tariff.interpret.zones import EPOCH, MICROSECOND
from tariff.model import expr as e
from tariff.model.clause import Basis, Clause, Every, LineKind, Once, TaxClass
from tariff.model.facts import Facts, Row
from tariff.model.money import Rounding
from tariff.model.records import BUILT_IN, Cardinality, Field, Record, Titles
from tariff.model.ruling import Ground, Outcome, Ruling, RulingKind
from tariff.model.terms import BillingCycle, Branch, Calendar, TaxStep, Terms, Version
from tariff.model.types import DATE, MONEY, MONTH, NUMBER, TEXT, YESNO, Type

TOKYO = "Asia/Tokyo"
TAX = (
    TaxStep(date(1997, 4, 1).toordinal(), {"standard": Fraction(5, 100)}),
    TaxStep(date(2014, 4, 1).toordinal(), {"standard": Fraction(8, 100)}),
    TaxStep(date(2019, 10, 1).toordinal(), {"standard": Fraction(10, 100), "reduced": Fraction(8, 100)}),
)

CONTRACT_FIELDS = {"applied_on": DATE, "ends_on": DATE.or_unknown(), "vip": YESNO.or_unknown()}


def day(text: str) -> int:
    """A day from its ISO text."""
    return date.fromisoformat(text).toordinal()


def month(text: str) -> int:
    """A month from ``YYYY-MM``."""
    year, number = text.split("-")
    return 12 * int(year) + int(number) - 1


def instant(text: str, zone: str = TOKYO) -> int:
    """An instant from ISO text, in `zone` where it has no offset."""
    value = datetime.fromisoformat(text)
    value = value if value.tzinfo is not None else value.replace(tzinfo=ZoneInfo(zone))
    return (value - EPOCH) // MICROSECOND


def record(name: str, cardinality: Cardinality = Cardinality.MANY, **fields: Type) -> Record:
    """A record with these fields."""
    return Record(name, cardinality, tuple(Field(key, kind) for key, kind in fields.items()))


def terms(
    *parts: Clause | Ruling,
    records: Sequence[Record] = (),
    versions: Sequence[Version] = (),
    contract: Mapping[str, Type] = CONTRACT_FIELDS,
    **changes: Any,
) -> Terms:
    """Terms in force from 2015-01-01 with these clauses and rulings, or with these versions."""
    values: dict[str, Any] = {
        "name": "test.terms",
        "titles": Titles("試験", "test"),
        "issuer": "Test",
        "currency": "JPY",
        "minor_digits": 0,
        "zone": TOKYO,
        "rounding": Rounding.DOWN,
        "unit": 1,
        "billing": BillingCycle(),
        "records": (record("contract", Cardinality.ONE, **contract), *records, *BUILT_IN),
        "versions": tuple(versions) or (version("2015-01-01", None, *parts),),
        "branches": (),
        "taxes": TAX,
        "calendars": (Calendar("closed", frozenset(map(day, ("2020-05-03", "2020-05-04", "2020-05-06")))),),
        "digest": "",
    }
    return Terms(**{**values, **changes})


def version(since: str, until: str | None, *parts: Clause | Ruling) -> Version:
    """A version in force from one day, and before another."""
    clauses = tuple(item for item in parts if isinstance(item, Clause))
    rulings = tuple(item for item in parts if isinstance(item, Ruling))
    return Version(day(since), None if until is None else day(until), clauses, rulings)


def branch(name: str, over: str, condition: e.Expr, since: str, *versions: Version, until: str | None = None) -> Branch:
    """A branch that freezes, or with versions keeps them alive."""
    last = None if until is None else day(until)
    return Branch(name, over, condition, day(since), last, not versions, versions)


def clause(name: str, *drivers: Once | Every, amount: e.Expr | int, **changes: Any) -> Clause:
    """A charge with standard tax, rounded down to 1."""
    values: dict[str, Any] = {
        "name": name,
        "kind": LineKind.CHARGE,
        "titles": Titles(),
        "article": "1",
        "drivers": drivers,
        "guard": None,
        "amount": money(amount) if isinstance(amount, int) else amount,
        "rounding": Rounding.DOWN,
        "unit": 1,
        "tax": TaxClass.STANDARD,
        "quantity": number(1),
    }
    return Clause(**{**values, **changes})


def ruling(name: str, *drivers: Once | Every, **changes: Any) -> Ruling:
    """A duty of article 1."""
    values: dict[str, Any] = {
        "name": name,
        "kind": RulingKind.DUTY,
        "titles": Titles(),
        "article": "1",
        "drivers": drivers,
        "guard": None,
        "outcome": Outcome.DUTY,
    }
    return Ruling(**{**values, **changes})


def ground(number: str, title: str, when: e.Expr) -> Ground:
    """A ground with an English title."""
    return Ground(number, Titles(en=title), when)


def interest(name: str, amount: e.Expr, basis: Basis | None = None, **changes: Any) -> Clause:
    """An interest clause over late payments, dated the day paid, governed by the due day."""
    driver = Once("late", LATE_PAID, LATE_DUE)
    values = {"kind": LineKind.INTEREST, "tax": TaxClass.OUTSIDE, "basis": basis or Basis(), **changes}
    return clause(name, driver, amount=amount, **values)


def monthly(record_name: str = "contract", first: e.Expr | None = None, last: e.Expr | None = None) -> Every:
    """Every month from the application to the end of the contract."""
    ends = e.MonthOf(ENDS)
    return Every(record_name, first or e.MonthOf(APPLIED), last if last is not None else ends)


def money(value: int) -> e.Expr:
    return e.Const(value, MONEY)


def number(value: int | Fraction) -> e.Expr:
    return e.Const(value, NUMBER)


def on_day(text: str) -> e.Expr:
    return e.Const(day(text), DATE)


def text(value: str) -> e.Expr:
    return e.Const(value, TEXT)


def times(left: e.Expr, right: e.Expr) -> e.Expr:
    return e.Arithmetic(e.ArithmeticOp.MULTIPLY, left, right)


def over(left: e.Expr, right: e.Expr) -> e.Expr:
    return e.Arithmetic(e.ArithmeticOp.DIVIDE, left, right)


def plus(left: e.Expr, right: e.Expr) -> e.Expr:
    return e.Arithmetic(e.ArithmeticOp.ADD, left, right)


def days_after(value: e.Expr, days: int) -> e.Expr:
    return e.AddDays(value, number(days))


def compare(left: e.Expr, op: str, right: e.Expr) -> e.Expr:
    return e.Compare(e.CompareOp(op), left, right)


APPLIED = e.Field("contract", "applied_on", DATE)
ENDS = e.Field("contract", "ends_on", DATE.or_unknown())
LATE_MONTH = e.Field("late", "month", MONTH)
LATE_DUE = e.Field("late", "due_on", DATE)
LATE_PAID = e.Field("late", "paid_on", DATE)
LATE_PRINCIPAL = e.Field("late", "principal", MONEY)
APPLIED_ONCE = Once("contract", APPLIED, APPLIED)


def facts(*, contract: str = "K-1", applied_on: str = "2016-05-20", **rows: Any) -> Facts:
    """Facts of one contract; each keyword is a field of the contract, or a record with its rows as dicts.

    Text that reads as a date, a month or an instant is one; rows without an id are numbered.
    """
    own: dict[str, Any] = {"applied_on": _value(applied_on)}
    records: dict[str, tuple[Row, ...]] = {}
    for name, given in rows.items():
        if isinstance(given, list):
            records[name] = tuple(_row(item, str(index)) for index, item in enumerate(given, 1))
        elif isinstance(given, dict):
            records[name] = (_row(given, ""),)
        else:
            own[name] = _value(given)
    return Facts(contract, "test.terms", {"contract": (Row("", own),), **records})


def pay(month_text: str, paid_on: str, amount: int, **more: Any) -> dict[str, Any]:
    """A payment's row."""
    return {"month": month_text, "paid_on": paid_on, "amount": amount, **more}


def evaluate(these: Terms, given: Facts, until: str = "2016-12-31") -> Evaluation:
    """What the facts come to by a day."""
    return Evaluator(these).evaluate(given, day(until))


def decided(these: Terms, given: Facts, until: str = "2016-12-31") -> list[tuple[str, str | None, str, str, str]]:
    """Clause, subject, first and last day (``""``: open) and outcome of each decision."""
    return [
        (item.clause, item.subject, str(item.from_), str(item.to or ""), item.outcome)
        for item in evaluate(these, given, until).decisions
    ]


def amounts(these: Terms, given: Facts, until: str = "2016-12-31") -> list[tuple[str, str, int]]:
    """Clause, date and amount of each line."""
    return [(line.clause, line.date.isoformat(), line.amount) for line in evaluate(these, given, until).lines]


def _row(given: Mapping[str, Any], default_id: str) -> Row:
    values = {name: _value(value) for name, value in given.items() if name != "id"}
    return Row(str(given.get("id", default_id)), values)


def _value(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if len(value) == 7 and value[4] == "-":
        return month(value)
    if len(value) == 10 and value[4] == "-":
        return day(value)
    return instant(value) if len(value) >= 16 and value[4] == "-" else value

"""Expressions run in the engine over a few contracts, and by the reference evaluator over the same."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

from tariff.compile import trees
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value
from tariff.compile.scope import ContractScope, RowScope
from tariff.compile.walk import repeated
from tariff.interpret.plan import Plan as Interpreter
from tariff.interpret.reckoning import Reckoning
from tariff.model import types
from tariff.model.calendar import MAX_DAY
from tariff.model.expr import Expr, Field
from tariff.model.facts import Facts, Row
from tariff.model.facts import Value as FactValue
from tariff.model.gather import Element
from tariff.model.records import BUILT_IN, CONTRACT, Cardinality, Record
from tariff.model.records import Field as Column
from tariff.model.terms import Terms
from tariff.model.types import Kind, Type
from tests.compile.loading import connect
from tests.model_terms import TERMS as MODEL

WORD = Type(Kind.CHOICE, choices=("one", "two"))
KINDS = {
    "day": types.DATE,
    "instant": types.INSTANT,
    "month": types.MONTH,
    "money": types.MONEY,
    "number": types.NUMBER,
    "text": types.TEXT,
    "word": WORD,
    "yes": types.YESNO,
}
_DAY = types.DATE.or_unknown()
RECORDS = (
    Record(
        CONTRACT,
        Cardinality.ONE,
        (
            *(Column(name, kind) for name, kind in KINDS.items()),
            *(Column(f"{name}?", kind.or_unknown()) for name, kind in KINDS.items()),
        ),
    ),
    Record("extra", Cardinality.AT_MOST_ONCE, tuple(Column(name, kind) for name, kind in KINDS.items())),
    Record("part", Cardinality.MANY, (*(Column(name, kind) for name, kind in KINDS.items()), Column("day?", _DAY))),
    *BUILT_IN,
)


def terms_of(zone: str = "Asia/Tokyo") -> Terms:
    """Terms with a field of every kind: known, perhaps unknown (``?``), and of a record that may have no row."""
    return evolve(MODEL, records=RECORDS, zone=zone)


def field(name: str, record: str = CONTRACT) -> Field:
    """A field of the contract, or of its at-most-once record."""
    kind = KINDS[name.removesuffix("?")]
    return Field(record, name, kind if record == CONTRACT and not name.endswith("?") else kind.or_unknown())


def part(name: str) -> Element:
    """A field of the row that an aggregate over the parts looks at."""
    return Element("part", name, _DAY if name == "day?" else types.TEXT if name == "id" else KINDS[name])


def contract(
    name: str, extra: dict[str, Any] | None = None, parts: Sequence[dict[str, Any]] = (), **values: Any
) -> Facts:
    """A contract with these values; what is not given is some known value, or unknown where it may be.

    extra: the values of its record `extra`, if it has one. parts: those of its parts, which are called 1, 2, …
    """
    given: dict[str, FactValue] = {
        "day": date(2020, 2, 29).toordinal(),
        "instant": 0,
        "month": 12 * 2020 + 1,
        "money": 0,
        "number": 0,
        "text": "",
        "word": "one",
        "yes": False,
    }
    rows: dict[str, tuple[Row, ...]] = {CONTRACT: (Row("", {**given, **values}),)}
    if extra is not None:
        rows["extra"] = (Row("", {**given, **extra}),)
    rows["part"] = tuple(Row(f"{place}", {**given, "day?": None, **part}) for place, part in enumerate(parts, start=1))
    return Facts(name, MODEL.name, rows)


def compiled(terms: Terms, facts: Sequence[Facts], items: Sequence[Expr], zone: str | None = None) -> list[list[Any]]:
    """The values of expressions over each contract, as the engine computes them, in the facts' order."""
    plan = Plan(terms, "facts", MAX_DAY)
    scope = RowScope(ContractScope(plan), CONTRACT, repeated(items))
    values = [_shown(item, scope.value(item)) for item in items]
    query = scope.rows.result([(CONTRACT, scope.key), *((f"v{place}", value) for place, value in enumerate(values))])
    with connect(terms, facts, zone) as connection:
        rows = connection.execute(plan.printed(query).sql(trees.DIALECT)).fetchall()
    found = {row[0]: [_held(cell, value) for cell, value in zip(row[1:], values, strict=True)] for row in rows}
    return [found[one.contract] for one in facts]


def _shown(item: Expr, value: Value) -> Value:
    if item.type.kind is not Kind.INSTANT:
        return value
    return evolve(value, node=trees.call("EPOCH_US", value.tree))


def _held(cell: Any, value: Value) -> Any:
    if isinstance(cell, date):
        return cell.toordinal()
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Fraction(cell, value.denominator)
    return cell


def interpreted(terms: Terms, facts: Sequence[Facts], items: Sequence[Expr]) -> list[list[Any]]:
    """The values of expressions over each contract, as the reference evaluator computes them."""
    plan = Interpreter(terms)
    closures = [plan.expressions.compile(item) for item in items]
    scopes = [Reckoning(plan, one, MAX_DAY).scope(Row("", {})) for one in facts]
    return [[_exact(closure(scope)) for closure in closures] for scope in scopes]


def _exact(value: Any) -> Any:
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value

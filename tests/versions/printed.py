"""Lowered clauses, rulings and records as text: what a golden file shows of them."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import cast

from attrs import AttrsInstance, fields

from tariff.model import expr as core
from tariff.model.clause import Clause, Every, Once
from tariff.model.expr import Expr
from tariff.model.gather import Element
from tariff.model.records import Never, Record
from tariff.model.ruling import Ground, Ruling
from tariff.model.types import Kind


def printed(value: object) -> str:
    """An expression as ``Node(operand, …)``, names and literals as they are written."""
    match value:
        case core.Const(value=int() as day, of=of) if of.kind is Kind.DATE:
            return date.fromordinal(day).isoformat()
        case core.Const(value=literal):
            return str(literal)
        case core.Field(record=record, name=name):
            return f"{record}.{name}"
        case Element(record=record, name=name):
            return f"[{record}].{name}"
        case tuple():
            return f"({', '.join(map(printed, value))})"
        case Enum():
            return str(value)
        case Expr():
            operands = (getattr(value, item.name) for item in fields(cast(type[AttrsInstance], type(value))))
            return f"{type(value).__name__}({', '.join(printed(item) for item in operands if item is not None)})"
    return str(value)


def clause_lines(item: Clause | Ruling) -> Iterator[str]:
    """A clause or ruling, an attribute a line; those that say nothing are left out."""
    yield f"{item.kind} {item.name} ({item.article})"
    for driver in item.drivers:
        yield f"  {_driver(driver)}"
    shown: dict[str, object] = {"guard": item.guard}
    if isinstance(item, Clause):
        shown |= {"amount": item.amount, "cap": item.cap, "capped": item.capped}
    else:
        shown |= {"outcome": item.outcome, "against": item.against, "until": item.until, "amount": item.amount}
        shown |= {"once a month": item.once_a_month or None, "the first remark": item.first_remark or None}
    yield from (f"  {name}: {printed(value)}" for name, value in shown.items() if value is not None)
    if isinstance(item, Ruling):
        yield from (f"  ground {_ground(ground)}" for ground in item.grounds)
        yield from (f"  remark {_ground(ground)}" for ground in item.remarks)


def record_lines(record: Record) -> Iterator[str]:
    """A record with what its fields mean and what makes its rows wrong."""
    yield f"record {record.name} {record.cardinality}" + (f", same {record.same}" if record.same else "")
    for item in record.fields:
        yield f"  {item.name}: {item.type}" + (f" means {printed(item.means)}" if item.means else "")
    for rule in record.rules:
        if isinstance(rule, Never):
            yield f"  never {rule.titles.en}: {printed(rule.when)}"
        else:
            yield f"  never at once {rule.titles.en} per {rule.per}: {printed(rule.first)} to {printed(rule.last)}"


def _driver(driver: Once | Every) -> str:
    if isinstance(driver, Every):
        return f"every {driver.record} from {printed(driver.first)} to {printed(driver.last)}"
    when = f" when {printed(driver.when)}" if driver.when else ""
    return f"once {driver.record} on {printed(driver.on)} governed by {printed(driver.governed)}{when}"


def _ground(ground: Ground) -> str:
    return f"{ground.label('en')}: {printed(ground.when)}"

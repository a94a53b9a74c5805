"""Walking expressions: those that terms hold, the children of a node, and all nodes below it."""

from collections.abc import Iterator
from typing import cast

from attrs import AttrsInstance, fields

from tariff.model.clause import Clause, Once
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate
from tariff.model.records import Never, Record
from tariff.model.ruling import Ruling
from tariff.model.terms import Terms, Version


def children(expr: Expr) -> Iterator[Expr]:
    """The operands of a node, in order."""
    for attribute in fields(cast(type[AttrsInstance], type(expr))):
        value = getattr(expr, attribute.name)
        if isinstance(value, Expr):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Expr))


def walk(expr: Expr) -> Iterator[Expr]:
    """The node itself and every node below it, parents first."""
    yield expr
    for child in children(expr):
        yield from walk(child)


def expressions(item: Clause | Ruling) -> Iterator[Expr]:
    """Every expression that a clause or ruling holds: what it comes to, then its drivers, then what it counts."""
    found: list[Expr | None] = [item.guard, item.amount]
    if isinstance(item, Clause):
        found += (item.quantity, item.cap, item.capped)
    else:
        found += (item.until, *(ground.when for ground in (*item.grounds, *item.remarks)))
    for driver in item.drivers:
        found += (driver.on, driver.governed, driver.when) if isinstance(driver, Once) else (driver.first, driver.last)
    if isinstance(item, Clause) and item.units:
        found += (item.units.start, item.units.end)
    yield from (expr for expr in found if expr is not None)


def gathered(item: Clause | Ruling) -> frozenset[str]:
    """The records over whose rows a clause or ruling sums up."""
    nodes = (node for expr in expressions(item) for node in walk(expr))
    return frozenset(node.record for node in nodes if isinstance(node, Aggregate))


def rule_expressions(record: Record) -> Iterator[Expr]:
    """Every expression in the rules of a record."""
    for rule in record.rules:
        found = (rule.when,) if isinstance(rule, Never) else (rule.first, rule.last)
        yield from (expr for expr in found if expr is not None)


def versions_of(terms: Terms) -> Iterator[Version]:
    """Every version, those of prior terms that stay in force last."""
    yield from terms.versions
    for branch in terms.branches:
        yield from branch.versions

"""What is left of clauses when names of definitions, titles, articles and spans are taken away: their meaning."""

from functools import lru_cache
from typing import cast

from attrs import AttrsInstance, evolve, fields, has

from tariff.compare.meaning.mapped import with_children
from tariff.model import expr as e
from tariff.model.clause import Basis, Clause
from tariff.model.gather import Element
from tariff.model.records import Record
from tariff.model.ruling import Ruling
from tariff.model.terms import Branch, Terms, Version
from tariff.model.types import Type
from tariff.model.walk import walk

_UNORDERED = (e.And, e.Or, e.Least, e.Greatest)
_COMMUTING = (e.ArithmeticOp.ADD, e.ArithmeticOp.MULTIPLY)


def same(first: e.Expr | None, second: e.Expr | None) -> bool:
    """Whether two expressions mean the same, for all that can be seen by their form."""
    if first is None or second is None:
        return first is second
    return plain(first) == plain(second)


@lru_cache(maxsize=8_192)
def plain(expr: e.Expr) -> e.Expr:
    """The expression with its definitions in place, and what stands in any order in one order."""
    match expr:
        case e.Named(body=body):
            return plain(body)
        case e.Const(value, kind):
            return e.Const(value, Type(kind.kind))
        case e.Field() | Element():
            return evolve(expr, of=Type(expr.of.kind))
        case e.And() | e.Or() | e.Least() | e.Greatest():
            return _unordered(expr)
        case e.SumOfClauses(clauses, month):
            return e.SumOfClauses(tuple(sorted(clauses)), plain(month))
        case e.AddDays(day, days):
            return _shifted(plain(day), plain(days))
    found = with_children(expr, plain)
    if isinstance(found, e.Arithmetic) and found.op in _COMMUTING and repr(found.right) < repr(found.left):
        return evolve(found, left=found.right, right=found.left)
    return found


def size(expr: e.Expr) -> int:
    """How many nodes its plain form has."""
    return sum(1 for _ in walk(plain(expr)))


def _unordered(expr: e.And | e.Or | e.Least | e.Greatest) -> e.Expr:
    items = dict.fromkeys(item for part in map(plain, expr.items) for item in _flat(type(expr), part))
    only = next(iter(items)) if len(items) == 1 else None
    if only is not None and (isinstance(expr, e.Least | e.Greatest) or not only.type.optional):
        return only
    return evolve(expr, items=tuple(sorted(items, key=repr)))


def _flat(kind: type[e.Expr], part: e.Expr) -> tuple[e.Expr, ...]:
    return part.items if isinstance(part, kind) and isinstance(part, _UNORDERED) else (part,)


def _shifted(day: e.Expr, days: e.Expr) -> e.Expr:
    if isinstance(day, e.AddDays) and isinstance(day.days, e.Const) and isinstance(days, e.Const):
        inner, outer = day.days.value, days.value
        if isinstance(inner, int) and isinstance(outer, int):
            return _shifted(day.day, e.Const(inner + outer, days.of))
    return day if isinstance(days, e.Const) and days.value == 0 else e.AddDays(day, days)


def form(item: Clause | Ruling) -> object:
    """The meaning of a clause or ruling, to be compared for equality.

    The numbers and titles of grounds count, and their order: decisions give them as reasons.
    """
    if isinstance(item, Ruling):
        reasons = (*item.grounds, None, *item.remarks)
        shown = tuple(reason and (reason.number, reason.titles, plain(reason.when)) for reason in reasons)
        return bare(evolve(item, grounds=(), remarks=(), against=item.against if item.grounds else None)), shown
    return bare(item)


def bare(value: object) -> object:
    """Any part of a clause without what carries no meaning."""
    if isinstance(value, e.Expr):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    if isinstance(value, Basis):
        return frozenset(value.leave_out), value.with_tax
    if not has(type(value)):
        return value
    skipped = ("titles", "article", "text", "sentences", "span")
    names = [item.name for item in fields(cast(type[AttrsInstance], type(value))) if item.name not in skipped]
    return type(value).__name__, tuple(bare(getattr(value, name)) for name in names)


def form_of_version(version: Version) -> object:
    """The meaning of all that a version holds, wherever in it it stands."""
    return frozenset((type(item).__name__, form(item)) for item in version.held)


def form_of_record(record: Record) -> object:
    """What a record and its rules come to; in what order fields and rules stand does not matter."""
    found = frozenset(map(bare, record.fields)), frozenset(map(bare, record.rules))
    return record.name, record.cardinality, record.same, found


def form_of_terms(terms: Terms) -> object:
    """The meaning of terms over all time: two terms with one form come to the same for any facts."""
    header = (terms.currency, terms.minor_digits, terms.zone, terms.rounding, terms.unit, terms.billing)
    records = frozenset(map(form_of_record, terms.records))
    taxes = tuple((step.since, tuple(sorted(step.rates.items()))) for step in terms.taxes)
    calendars = frozenset((item.name, item.closed) for item in terms.calendars)
    branches = tuple(map(form_of_branch, terms.branches))
    return header, records, taxes, calendars, _line(terms.versions), branches


def _line(versions: tuple[Version, ...]) -> object:
    """A line of versions; two that follow each other and mean the same are one."""
    found: list[tuple[int, object]] = []
    for version in versions:
        meaning = form_of_version(version)
        if not found or found[-1][1] != meaning:
            found.append((version.since, meaning))
    return tuple(found)


def form_of_branch(branch: Branch) -> object:
    """The meaning of prior terms that some facts keep."""
    days = (branch.since, branch.until, branch.prior_day)
    return branch.record, plain(branch.condition), branch.frozen, days, _line(branch.versions)

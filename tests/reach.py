"""Which sides of which conditions a set of contracts comes to: the terms are asked, by clauses set beside their own.

For each clause and each of its drivers, a probe runs over the same rows and makes a line whose amount is a bit mask:
one bit for each side of each condition on the way. So reach is a few more clauses, and not a third evaluator.
"""

from collections.abc import Iterator, Sequence
from functools import reduce

import duckdb
from attrs import evolve, frozen

from tariff.compile import Compiler, MonthRange, prepare
from tariff.model.calendar import last_day
from tariff.model.clause import Basis, Clause, Every, LineKind, Once, TaxClass
from tariff.model.expr import (
    And,
    Arithmetic,
    ArithmeticOp,
    Compare,
    CompareOp,
    Const,
    Expr,
    Field,
    Greatest,
    If,
    Known,
    Least,
    Named,
    Not,
    Or,
    SumOfClauses,
    UnitMonth,
)
from tariff.model.facts import Facts
from tariff.model.gather import Aggregate
from tariff.model.records import Titles
from tariff.model.ruling import Ruling
from tariff.model.terms import Terms, Version
from tariff.model.types import MONEY, NUMBER
from tariff.model.walk import children, versions_of, walk
from tests.agreement import load

# Bits of a BIGINT that a mask may use, below the one that is always set.
_BITS = 60
_PIECES = " pieces"
# What a condition reads of a contract.
_FACTS = (Field, Aggregate, SumOfClauses)

# The probes of pieces whose clause has a row that comes to no piece.
_SHORT = f"""
    SELECT DISTINCT rows.clause || '{_PIECES}' FROM lines AS rows WHERE NOT EXISTS (FROM lines AS pieces WHERE
        (pieces.contract, pieces.subject, pieces.clause) = (rows.contract, rows.subject, rows.clause || '{_PIECES}'))"""


@frozen
class Side:
    """One side of a condition: what it says, and when a row is on it."""

    said: str
    when: Expr


@frozen
class Probe:
    """A clause beside the terms' own, and the sides that the bits of its amounts stand for."""

    clause: Clause
    sides: tuple[Side, ...]


def unreached(terms: Terms, batch: Sequence[Facts], first: int, last: int) -> list[str]:
    """The sides that no contract of the batch comes to, in the months from `first` to `last`."""
    distinct = _distinct(terms).items()
    probes = {clause: list(_probes(number, clause, ruling)) for number, (clause, ruling) in enumerate(distinct)}
    asked = _with_probes(terms, probes)
    with duckdb.connect() as connection:
        prepare(connection, asked)
        load(connection, asked, batch)
        lines = Compiler(asked).lines(MonthRange(first, last), last_day(last))
        connection.execute(f"CREATE TABLE lines AS {lines.sql('duckdb')}")
        masks = dict(connection.execute("SELECT clause, bit_or(amount) FROM lines GROUP BY clause").fetchall())
        short = {name for (name,) in connection.execute(_SHORT).fetchall()}
    missing = [
        f"{clause.name}: {side.said}"
        for clause, found in probes.items()
        for probe in found
        for bit, side in enumerate(probe.sides)
        if not masks.get(probe.clause.name, 0) >> bit & 1
    ]
    counted = [(clause, found[-1].clause.name) for clause, found in probes.items() if clause.units is not None]
    missing += [f"{clause.name}: long enough" for clause, name in counted if name not in masks]
    missing += [f"{clause.name}: too short" for clause, name in counted if name not in short]
    return missing


def _distinct(terms: Terms) -> dict[Clause, Ruling | None]:
    """The clauses of all versions and of prior terms that stay in force, each with what refuses it, if anything does.

    Those that compute the same stand once.
    """
    return {
        _computed(clause): next((item for item in version.rulings if item.name == clause.name and item.grounds), None)
        for version in versions_of(terms)
        for clause in version.clauses
    }


def _computed(clause: Clause) -> Clause:
    return evolve(clause, article="", titles=Titles(), text=Titles(), sentences=())


def _with_probes(terms: Terms, probes: dict[Clause, list[Probe]]) -> Terms:
    """The terms with the probes beside the clauses; no debt counts the probes' amounts."""
    names = tuple(probe.clause.name for found in probes.values() for probe in found)

    def version(of: Version) -> Version:
        clauses = [*of.clauses, *(probe.clause for clause in of.clauses for probe in probes[_computed(clause)])]
        return evolve(of, clauses=tuple(_leaving_out(clause, names) for clause in clauses))

    branches = (evolve(branch, versions=tuple(map(version, branch.versions))) for branch in terms.branches)
    return evolve(terms, versions=tuple(map(version, terms.versions)), branches=tuple(branches))


def _leaving_out(clause: Clause, names: tuple[str, ...]) -> Clause:
    basis = clause.basis
    return clause if basis is None else evolve(clause, basis=Basis((*basis.leave_out, *names), basis.with_tax))


def _probes(number: int, clause: Clause, ruling: Ruling | None) -> Iterator[Probe]:
    for index, driver in enumerate(clause.drivers):
        path = () if isinstance(driver, Every) else _not_earlier(clause.drivers[:index], driver)
        sides = list(dict.fromkeys(_sides_of(clause, ruling, driver, path)))
        for start in range(0, len(sides), _BITS):
            some = tuple(sides[start : start + _BITS])
            yield Probe(_probe(f"probe {number} {index} {start}", clause, driver, some), some)
    if clause.units is not None:
        every = _probe(f"probe {number} 0 0{_PIECES}", clause, clause.drivers[0], ())
        yield Probe(evolve(every, units=clause.units), ())


def _probe(name: str, clause: Clause, driver: Once | Every, sides: tuple[Side, ...]) -> Clause:
    parts = [If(side.when, Const(1 << bit, MONEY), Const(0, MONEY)) for bit, side in enumerate(sides)]
    always: Expr = Const(1 << len(sides), MONEY)
    return evolve(
        clause,
        name=name,
        kind=LineKind.CHARGE if clause.basis is None else LineKind.INTEREST,
        drivers=(driver if isinstance(driver, Every) else evolve(driver, when=None),),
        guard=None,
        amount=reduce(lambda left, right: Arithmetic(ArithmeticOp.ADD, left, right), parts, always),
        unit=1,
        tax=TaxClass.OUTSIDE,
        quantity=Const(1, NUMBER),
        units=None,
        cap=None,
        capped=None,
    )


def _not_earlier(earlier: Sequence[Once | Every], driver: Once) -> tuple[Expr, ...]:
    """That no earlier alternative over the same record makes the line."""
    return tuple(
        Not(And((Known(other.on), Known(other.governed), *((other.when,) if other.when else ()))))
        for other in earlier
        if isinstance(other, Once) and other.record == driver.record
    )


def _sides_of(clause: Clause, ruling: Ruling | None, driver: Once | Every, path: tuple[Expr, ...]) -> Iterator[Side]:
    """The sides of a clause that rows of one driver can come to; each ground that refuses it is asked by itself."""
    if isinstance(driver, Every):
        if driver.last is not None:
            yield from _decision(Known(driver.last), path)
            yield from _sides(driver.last, path)
        yield from _sides(driver.first, path)
    else:
        yield from _sides(driver.on, path)
        if driver.when is not None:
            yield from _decision(driver.when, path)
            path = (*path, driver.when)
    guard = clause.guard if ruling is None else ruling.guard
    if guard is not None:
        yield from _decision(guard, path)
        path = (*path, guard)
    for ground in ruling.grounds if ruling else ():
        yield from _decision(ground.when, path)
    path = path if clause.guard is None else (*path, clause.guard)
    yield from _sides(clause.amount, path)
    if clause.capped is not None:
        yield from _decision(clause.capped, path)
    if clause.cap is not None:
        whole = Compare(CompareOp.LE, clause.amount, clause.cap)
        yield from _decision(whole, path if clause.capped is None else (*path, clause.capped))


def _decision(condition: Expr, path: tuple[Expr, ...]) -> Iterator[Side]:
    """Both sides of each part of a condition, where what stands before it leaves it open; of an order, the edge too.

    What reads no fact is left out: the months of a book decide it, and not its contracts.
    """
    if any(isinstance(node, UnitMonth) for node in walk(condition)) or not _reads_facts(condition):
        return
    match condition:
        case Named(body=inner) | Not(inner):
            yield from _decision(inner, path)
        case And(items):
            for index, item in enumerate(items):
                yield from _decision(item, (*path, *items[:index]))
        case Or(items):
            for index, item in enumerate(items):
                yield from _decision(item, (*path, *(Not(other) for other in items[:index])))
        case _:
            yield Side(said(condition), And((*path, condition)))
            yield Side(f"not ({said(condition)})", And((*path, Not(condition))))
            if isinstance(condition, Compare) and condition.op is not CompareOp.EQ:
                equal = evolve(condition, op=CompareOp.EQ)
                yield Side(said(equal), And((*path, equal)))
            for child in children(condition):
                yield from _sides(child, path)


def _reads_facts(condition: Expr) -> bool:
    return any(isinstance(node, _FACTS) for node in walk(condition))


def _sides(value: Expr, path: tuple[Expr, ...]) -> Iterator[Side]:
    """The sides inside a value: what an `if` comes to, and which item is the least or the greatest.

    Where an `if` reads no fact, as with rates of tax, what it comes to is asked of any month. What stands inside a sum
    over rows is asked of those, not of the clause's row.
    """
    match value:
        case Aggregate():
            return
        case If(test, then, other) if not _reads_facts(test):
            yield from _sides(then, path)
            yield from _sides(other, path)
            return
        case If(test, then, other):
            yield from _decision(test, path)
            yield from _sides(then, (*path, test))
            yield from _sides(other, (*path, Not(test)))
            return
        case Least(items) | Greatest(items):
            better = CompareOp.LT if isinstance(value, Least) else CompareOp.GT
            for item in items:
                beaten = (Not(Compare(better, other, item)) for other in items if other is not item)
                yield Side(f"{said(item)} is the {type(value).__name__}", And((*path, Known(item), *beaten)))
        case _:
            pass
    for child in children(value):
        yield from _sides(child, path)


def said(expr: Expr) -> str:
    """An expression in short, for a reader who looks for it in the pack."""
    match expr:
        case Field(record, name):
            return f"{record}.{name}"
        case Const(value):
            return str(value)
        case Named(name):
            return name
        case Compare(op, left, right):
            return f"{said(left)} {op} {said(right)}"
        case _:
            return f"{type(expr).__name__}({', '.join(said(child) for child in children(expr))})"

"""Looking through expressions: their parts, what repeats, and what a contract alone decides."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tariff.model.clause import Clause, Once
from tariff.model.expr import And, Const, DayOf, Expr, Field, LineDate, LineMonth, Named, SumOfClauses, UnitMonth
from tariff.model.gather import Aggregate, Element
from tariff.model.ruling import Ruling
from tariff.model.walk import children, walk


def expressions(item: Clause | Ruling) -> Iterator[Expr]:
    """Every expression of a clause or ruling that is there."""
    for driver in item.drivers:
        found = (driver.on, driver.governed, driver.when) if isinstance(driver, Once) else (driver.first, driver.last)
        yield from (part for part in found if part is not None)
    rest = _of_clause(item) if isinstance(item, Clause) else _of_ruling(item)
    yield from (part for part in (item.guard, item.amount, *rest) if part is not None)


def _of_clause(item: Clause) -> Iterator[Expr | None]:
    yield from (item.quantity, item.cap, item.capped)
    if item.units is not None:
        yield from (item.units.start, item.units.end)


def _of_ruling(item: Ruling) -> Iterator[Expr | None]:
    yield item.until
    yield from (ground.when for ground in (*item.grounds, *item.remarks))


def repeated(items: Iterable[Expr]) -> frozenset[Expr]:
    """The compound expressions that stand more than once in `items`."""
    counts = Counter(part for item in items for part in walk(item))
    return frozenset(item for item, count in counts.items() if count > 1 and next(children(item), None) is not None)


def common(clauses: Iterable[Clause | Ruling]) -> frozenset[Expr]:
    """The definitions and civil days that clauses of more than one name use."""
    users: dict[Expr, set[str]] = {}
    for clause in clauses:
        for part in (part for item in expressions(clause) for part in walk(item)):
            if isinstance(part, Named | DayOf):
                users.setdefault(part, set()).add(clause.name)
    return frozenset(item for item, names in users.items() if len(names) > 1)


@lru_cache(maxsize=4096)
def uses(item: Expr, kind: type[Expr]) -> bool:
    """Whether a node of a kind stands anywhere in an expression."""
    return any(isinstance(part, kind) for part in walk(item))


@lru_cache(maxsize=4096)
def records_of(item: Expr) -> frozenset[str]:
    """The records whose fields an expression reads."""
    return frozenset(part.record for part in walk(item) if isinstance(part, Field))


@lru_cache(maxsize=4096)
def looked_at(item: Expr) -> frozenset[str]:
    """The records of whose rows, looked at by an aggregate further out, an expression reads one."""
    if isinstance(item, Element):
        return frozenset({item.record})
    found = frozenset(record for part in children(item) for record in looked_at(part))
    return found - {item.record} if isinstance(item, Aggregate) else found


def outside(item: Expr, records: frozenset[str]) -> Iterator[Expr]:
    """The greatest parts of an expression, but constants, that read no looked-at row of `records`."""
    if looked_at(item) & records:
        inside = records | {item.record} if isinstance(item, Aggregate) else records
        for part in children(item):
            yield from outside(part, inside)
    elif not isinstance(item, Const):
        yield item


def conjuncts(item: Expr) -> Iterator[Expr]:
    """The conditions that have to hold together for one to hold."""
    if isinstance(item, And):
        for part in item.items:
            yield from conjuncts(part)
    elif isinstance(item, Named) and isinstance(item.body, And):
        yield from conjuncts(item.body)
    else:
        yield item


def of_line(item: Expr) -> bool:
    """Whether an expression depends on the line being made, and not on facts alone."""
    return any(uses(item, kind) for kind in (LineDate, LineMonth, UnitMonth, SumOfClauses))

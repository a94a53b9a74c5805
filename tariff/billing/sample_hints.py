"""What the clauses of some terms compare: the days, gaps, times and amounts that a sample should come close to.

Nothing here evaluates a clause. Every comparison is read as "this fact lies so many months and days after that one",
whichever clause, version or branch it stands in; a sample that now and then puts a fact there, a day before and a day
after, sees both sides.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from attrs import evolve, frozen

from tariff.model.anniversaries import NextAnnual, SameDay
from tariff.model.calendar import MAX_DAY, MIN_DAY, first_day
from tariff.model.clause import Clause, Every
from tariff.model.expr import (
    AddDays,
    AddMonths,
    Between,
    Compare,
    CompareOp,
    Const,
    DayAfterMonths,
    DayOf,
    Expr,
    Field,
    FirstDay,
    Greatest,
    If,
    InstantAt,
    LastDay,
    Least,
    LineDate,
    LineMonth,
    MonthOf,
    MonthsApart,
    Named,
    NextOpen,
    SpanCount,
)
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.lists import OneOf
from tariff.model.records import ARREARS, LATE
from tariff.model.ruling import Ruling
from tariff.model.terms import Terms
from tariff.model.types import Kind
from tariff.model.walk import expressions, rule_expressions, versions_of, walk

DAY_KINDS = frozenset({Kind.DATE, Kind.INSTANT, Kind.MONTH})


@frozen
class Aim:
    """An edge: `record.field` lies `months` and then `days` after `anchor` (record and field), or else after `day`.

    minute: the wall-clock minute of the day that the edge lies on, for an instant; None: any. annual: the month and day
    of the year that the anchor's day is put off to first; None: it is not.
    """

    record: str
    field: str
    anchor: tuple[str, str] | None
    day: int
    months: int
    days: int
    minute: int | None
    annual: tuple[int, int] | None = None


@frozen
class Hints:
    """What the clauses name.

    aims: over the contract's own facts. late_gaps: (months, days) from a due day to a payment that a clause compares.
    marks: days on which the law changes or that a clause names. texts, amounts, numbers: constants in the clauses.
    compared: text fields, as (record, field), that some clause reads. summed: records over whose rows one gathers
    values. references: (record, field, other): text fields that are compared with the ids of another record's rows.
    """

    aims: tuple[Aim, ...]
    late_gaps: tuple[tuple[int, int], ...]
    marks: tuple[int, ...]
    texts: tuple[str, ...]
    amounts: tuple[int, ...]
    numbers: tuple[int, ...]
    compared: frozenset[tuple[str, str]]
    summed: frozenset[str]
    references: tuple[tuple[str, str, str], ...]


@frozen
class _Moved:
    """A day that a fact or a constant gives, moved by months and days."""

    field: Field | None
    day: int = 0
    months: int = 0
    days: int = 0
    minute: int | None = None
    annual: tuple[int, int] | None = None


def _deciding(terms: Terms) -> Iterator[Clause | Ruling]:
    """Every clause and ruling of every version, prior terms that stay in force included."""
    for version in versions_of(terms):
        yield from version.clauses
        yield from version.rulings


def harvest(terms: Terms) -> Hints:
    """The hints of some terms."""
    roots = [branch.condition for branch in terms.branches]
    roots += [expr for record in terms.records for expr in rule_expressions(record)]
    aims: dict[Aim, None] = {}
    for root in roots:
        aims.update(dict.fromkeys(_edges_in(root, ())))
    for item in _deciding(terms):
        roots += expressions(item)
        aims.update(dict.fromkeys(_edges_of(item, _boundaries(terms))))
    nodes = [node for root in roots for node in walk(root)]
    constants = [node for node in nodes if isinstance(node, Const)]
    texts = [node for node in nodes if isinstance(node, Field | Element) and node.of.kind is Kind.TEXT]
    words = {str(node.value) for node in constants if node.of.kind is Kind.TEXT}
    words |= {word for node in nodes if isinstance(node, OneOf) for word in node.options}
    days = {value for node in constants if node.of.kind is Kind.DATE and (value := _whole(node)) is not None}
    return Hints(
        aims=tuple(aim for aim in aims if not _is_derived(aim)),
        late_gaps=tuple(sorted({(aim.months, aim.days) for aim in aims if _is_late(aim)})),
        marks=tuple(sorted(days | set(_boundaries(terms)))),
        texts=tuple(sorted(words)),
        amounts=_values(constants, Kind.MONEY),
        numbers=_values(constants, Kind.NUMBER),
        compared=frozenset((node.record, node.name) for node in texts),
        summed=frozenset(node.record for node in nodes if isinstance(node, Aggregate) and node.value is not None),
        references=tuple(sorted({found for node in nodes for found in _references(node)})),
    )


def _references(node: Expr) -> Iterator[tuple[str, str, str]]:
    """What a comparison of a text with the id of a row says that the text refers to."""
    match node:
        case Compare(CompareOp.EQ, Field() | Element() as left, Field() | Element() as right):
            for one, other in ((left, right), (right, left)):
                if other.name == "id" and one.record != other.record and one.name != "id":
                    yield one.record, one.name, other.record
        case _:
            pass


def _is_derived(aim: Aim) -> bool:
    return not {aim.record, aim.anchor[0] if aim.anchor else ""}.isdisjoint((LATE.name, ARREARS.name))


def _is_late(aim: Aim) -> bool:
    paid = ((LATE.name, "paid_on"), (ARREARS.name, "settled_on"))
    return (aim.record, aim.field) in paid and aim.anchor is not None and aim.anchor[0] == aim.record


def _boundaries(terms: Terms) -> tuple[int, ...]:
    """The days from which other law holds, from the first day of the terms on."""
    days = {version.since for version in terms.versions} | {version.until for version in terms.versions}
    for branch in terms.branches:
        days |= {branch.since, branch.until, *(version.since for version in branch.versions)}
    days |= {step.since for step in terms.taxes if step.since > terms.versions[0].since}
    return tuple(sorted(day for day in days if day is not None))


def _whole(node: Const) -> int | None:
    return node.value if isinstance(node.value, int) and not isinstance(node.value, bool) else None


def _values(constants: list[Const], kind: Kind) -> tuple[int, ...]:
    values = (node.value for node in constants if node.of.kind is kind)
    return tuple(sorted({int(value) for value in values if isinstance(value, int | Fraction) and value >= 0}))


def _edges_of(item: Clause | Ruling, boundaries: tuple[int, ...]) -> Iterator[Aim]:
    """The edges of a clause or ruling: of comparisons and drivers' ends, and where other law governs or taxes it."""
    for driver in item.drivers:
        if isinstance(driver, Every):
            dated = _moved(driver.first, ())
            if driver.last is not None:
                yield from _edges(dated, _moved(driver.last, dated))
        else:
            dated = _moved(driver.on, ())
            for day in boundaries:
                yield from _edges(dated + _moved(driver.governed, ()), (_Moved(None, day),))
        for expr in expressions(item):
            yield from _edges_in(expr, dated)


def _edges_in(root: Expr, dated: tuple[_Moved, ...]) -> Iterator[Aim]:
    """The edges of the comparisons inside an expression; `dated` is what the date of the line rests on."""
    for node in walk(root):
        match node:
            case Least(items) | Greatest(items):
                for index, item in enumerate(items[1:], 1):
                    yield from _edges(_moved(items[index - 1], dated), _moved(item, dated))
            case Compare(_, left, right):
                yield from _edges(_moved(left, dated), _moved(right, dated))
                inside = [*walk(left), *walk(right)]
                sizes = {size for item in inside if isinstance(item, Const) and (size := _whole(item)) is not None}
                for item, size in product(inside, sorted(sizes)):
                    yield from _span_edges(item, size, dated)
            case _:
                pass


def _span_edges(node: Expr, size: int, dated: tuple[_Moved, ...]) -> Iterator[Aim]:
    """The edges at which a counted span comes to `size`."""
    match node:
        case Between(SpanCount.MONTHS, first, last):
            months, days = size, -1
        case Between(SpanCount.YEARS, first, last):
            months, days = 12 * size, -1
        case Between(_, first, last):
            months, days = 0, size - 1
        case MonthsApart(first, last):
            months, days = size, 0
        case _:
            return
    if abs(months) <= 12 * 200 and abs(days) <= MAX_DAY - MIN_DAY:
        moved = (evolve(item, months=item.months + months, days=item.days + days) for item in _moved(first, dated))
        yield from _edges(_moved(last, dated), tuple(moved))


def _edges(left: tuple[_Moved, ...], right: tuple[_Moved, ...]) -> Iterator[Aim]:
    """Where a day of one side equals a day of the other, as something to do to either."""
    for one, other in product(left, right):
        for mover, anchor in ((one, other), (other, one)):
            if mover.field is None or mover.annual or mover.field == anchor.field:
                continue
            yield Aim(
                mover.field.record,
                mover.field.name,
                (anchor.field.record, anchor.field.name) if anchor.field else None,
                anchor.day,
                anchor.months - mover.months,
                anchor.days - mover.days,
                anchor.minute if mover.minute is None else mover.minute,
                anchor.annual,
            )


def _moved(expr: Expr, dated: tuple[_Moved, ...]) -> tuple[_Moved, ...]:
    """The days that an expression may come to, as facts and constants moved; () for what is no day."""
    match expr:
        case Field() if expr.of.kind in DAY_KINDS:
            return (_Moved(expr),)
        case Element(record, name, of) if of.kind in DAY_KINDS:
            return (_Moved(Field(record, name, of)),)
        case Const(int(value), of) if of.kind is Kind.DATE:
            return (_Moved(None, value),)
        case Const(int(value), of) if of.kind is Kind.MONTH:
            return (_Moved(None, first_day(value)),)
        case LineDate() | LineMonth():
            return dated
        case Aggregate(Gathering.EARLIEST | Gathering.LATEST, _, value) if value is not None:
            return _moved(value, dated)
        case NextAnnual(inner, month, day):
            return tuple(evolve(item, annual=(month, day)) for item in _moved(inner, dated) if item.field)
        case Named(body=inner) | DayOf(inner) | MonthOf(inner) | FirstDay(inner) | LastDay(inner) | NextOpen(inner, _):
            return _moved(inner, dated)
        case If(_, then, other):
            return _moved(then, dated) + _moved(other, dated)
        case Least(items) | Greatest(items):
            return tuple(moved for item in items for moved in _moved(item, dated))
        case InstantAt(inner, minutes):
            return tuple(evolve(item, minute=minutes) for item in _moved(inner, dated))
        case AddDays(inner, Const(int(days))):
            return tuple(evolve(item, days=item.days + days) for item in _moved(inner, dated))
        case DayAfterMonths(inner, months) | AddMonths(inner, months) | SameDay(inner, months):
            return tuple(evolve(item, months=item.months + months) for item in _moved(inner, dated))
        case _:
            return ()

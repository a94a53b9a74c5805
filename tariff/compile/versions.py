"""Which version makes a line: the governing date, the branches that move it, and the clauses that versions share.

All of it that the demanded months decide is decided here, before there is SQL.
"""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from attrs import evolve, field, frozen
from sqlglot import exp

from tariff.compile import primitives, trees
from tariff.compile.bounds import Bounds
from tariff.compile.rationals import Value, choose, combined, number
from tariff.compile.scope import Scope
from tariff.model.calendar import first_day, last_day
from tariff.model.clause import Clause, LineKind, Once
from tariff.model.expr import Expr
from tariff.model.records import Titles
from tariff.model.ruling import Ruling
from tariff.model.terms import Branch, Terms, Version

MAIN = 0
_FOREVER = 2**62


@frozen
class Place:
    """Where a clause stands: the main line (0) or a branch (its index and one), in force in ``[since, until)``."""

    line: int
    since: int
    until: int


Form = TypeVar("Form", Clause, Ruling)


@frozen
class Group(Generic[Form]):
    """One clause, of money or a ruling, and every version in which it stands just so."""

    clause: Form
    places: tuple[Place, ...]


def groups(terms: Terms, names: Iterable[str] | None = None, *, interest: bool | None = None) -> list[Group[Clause]]:
    """The clauses of all versions, equal ones together; perhaps only those named, only interest, or all but it."""
    wanted = None if names is None else frozenset(names)
    return _grouped(
        (place, evolve(clause, titles=Titles(), text=Titles(), sentences=()))
        for place, version in _placed(terms)
        for clause in version.clauses
        if (wanted is None or clause.name in wanted) and interest in (None, clause.kind is LineKind.INTEREST)
    )


def ruling_groups(terms: Terms) -> list[Group[Ruling]]:
    """The rulings of all versions, equal ones together."""
    return _grouped(
        (place, evolve(ruling, titles=Titles(), text=Titles(), sentences=()))
        for place, version in _placed(terms)
        for ruling in version.rulings
    )


def _placed(terms: Terms) -> Iterator[tuple[Place, Version]]:
    lines: list[tuple[Version, ...]] = [terms.versions, *(branch.versions for branch in terms.branches)]
    for line, versions in enumerate(lines):
        for version in versions:
            yield Place(line, version.since, version.until or _FOREVER), version


def _grouped(placed: Iterable[tuple[Place, Form]]) -> list[Group[Form]]:
    """What stands in several places, without the texts and titles that change nothing that is computed, once."""
    found: dict[Form, list[Place]] = {}
    for place, item in placed:
        found.setdefault(item, []).append(place)
    return [Group(item, tuple(places)) for item, places in found.items()]


@frozen(eq=False)
class Governing:
    """The governing date of rows, the days it can have, and the line that governs (None: the main one for all)."""

    day: Value
    days: Bounds
    line: Value | None = None
    lines: frozenset[int] = field(default=frozenset({MAIN}))


def governing_every(scope: Scope, terms: Terms, month: Value) -> Governing:
    """The first of the month or, if later, the day from which the terms are in force."""
    start = terms.versions[0].since
    bounds = Bounds(max(first_day(month.range.low), start), max(first_day(month.range.high), start))
    if bounds.single:
        return Governing(primitives.day(bounds.low), bounds)
    first = scope.share(primitives.first_day(month, scope.share))
    day = choose([(_from(first, start), first)], primitives.day(start))
    return Governing(scope.share(evolve(day, bounds=bounds), "governed"), bounds)


def governing_once(scope: Scope, day: Value, *, dated: bool, months: Bounds) -> Governing:
    """The day that a record states; `dated`: it is the line's own date, so the demanded months bound it."""
    days = primitives.days_of(day)
    if dated:
        days = Bounds(max(days.low, first_day(months.low)), min(days.high, last_day(months.high)))
    return Governing(scope.share(day, "governed"), days)


def through_branches(scope: Scope, record: str, governing: Governing) -> Governing:
    """The governing date after transitions, the latest first, and the line that governs then."""
    latest_first = sorted(enumerate(scope.plan.terms.branches, start=1), key=lambda item: -item[1].since)
    for index, branch in latest_first:
        until = branch.until or _FOREVER
        if branch.record == record and branch.since <= governing.days.high and governing.days.low < until:
            governing = _through(scope, governing, index, branch)
    return governing


def _through(scope: Scope, governing: Governing, index: int, branch: Branch) -> Governing:
    conditions = [scope.condition(branch.condition)]
    if governing.days.low < branch.since:
        conditions.append(_from(governing.day, branch.since))
    if branch.until is not None and governing.days.high >= branch.until:
        conditions.append(_before(governing.day, branch.until))
    if governing.line is not None:
        conditions.append(_equal(governing.line, number(MAIN)))
    applies = combined(tuple(conditions), trees.all_of([item.tree for item in conditions]))
    if branch.frozen:
        moved = choose([(applies, primitives.day(branch.prior_day))], governing.day)
        days = governing.days | Bounds(branch.prior_day, branch.prior_day)
        return evolve(governing, day=scope.share(moved, "governed"), days=days)
    line = choose([(applies, number(index))], governing.line or number(MAIN))
    return evolve(governing, line=scope.share(line, "line"), lines=governing.lines | {index})


def reachable(places: tuple[Place, ...], governing: Governing) -> tuple[Place, ...]:
    """The places that some governing date picks."""
    return tuple(
        place
        for place in places
        if place.line in governing.lines and place.since <= governing.days.high and governing.days.low < place.until
    )


def picked(places: tuple[Place, ...], governing: Governing) -> Value | None:
    """Whether the row falls on one of `places`; None where every row does."""
    if len(governing.lines) == 1 and any(_covers(span, governing.days) for span in _spans(places, MAIN)):
        return None
    options = [_inside(governing, line, span) for line in sorted(governing.lines) for span in _spans(places, line)]
    return combined(tuple(options), trees.any_of([item.tree for item in options]))


def version_day(places: tuple[Place, ...], governing: Governing) -> Value:
    """The day from which the version that made the line is in force."""
    branches = [
        (_inside(governing, place.line, Bounds(place.since, place.until - 1)), primitives.day(place.since))
        for place in places[:-1]
    ]
    last = primitives.day(places[-1].since)
    return choose(branches, last) if branches else last


def _spans(places: tuple[Place, ...], line: int) -> list[Bounds]:
    """The days of a line that `places` cover, adjoining ones as one."""
    spans: list[Bounds] = []
    for place in sorted((item for item in places if item.line == line), key=lambda item: item.since):
        if spans and spans[-1].high + 1 == place.since:
            spans[-1] = Bounds(spans[-1].low, place.until - 1)
        else:
            spans.append(Bounds(place.since, place.until - 1))
    return spans


def _covers(span: Bounds, days: Bounds) -> bool:
    return span.low <= days.low and days.high <= span.high


def _inside(governing: Governing, line: int, span: Bounds) -> Value:
    conditions = []
    if governing.line is not None:
        conditions.append(_equal(governing.line, number(line)))
    if governing.days.low < span.low:
        conditions.append(_from(governing.day, span.low))
    if governing.days.high > span.high:
        conditions.append(_before(governing.day, span.high + 1))
    if not conditions:
        return Value(exp.true())
    return combined(tuple(conditions), trees.all_of([item.tree for item in conditions]))


def _from(day: Value, since: int) -> Value:
    return combined((day,), trees.binary(exp.GTE, day.tree, trees.day(since)))


def _before(day: Value, until: int) -> Value:
    return combined((day,), trees.binary(exp.LT, day.tree, trees.day(until)))


def _equal(left: Value, right: Value) -> Value:
    return combined((left, right), trees.binary(exp.EQ, left.tree, right.tree))


def same_day(driver: Once) -> bool:
    """Whether a driver is governed by the very date of its lines."""
    return plain(driver.on) == plain(driver.governed)


def plain(item: Expr) -> Expr:
    """An expression without the name it goes by."""
    body = getattr(item, "body", None)
    return plain(body) if isinstance(body, Expr) else item

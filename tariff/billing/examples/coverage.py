"""What the examples of a pack reach: its clauses, the rows of their tables, their grounds, readings and versions.

The reference evaluator is asked, under terms that name each ground by its place and set beside each table a clause for
each of its rows. So reach is what the evaluator says, and no second account of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby

from attrs import evolve, frozen

from tariff.billing.examples.cases import ExampleCase
from tariff.diagnostics import InputError
from tariff.interpret import Evaluator
from tariff.model.clause import Clause, TaxClass
from tariff.model.expr import Compare, Const, Expr, If
from tariff.model.money import Rounding
from tariff.model.records import Titles
from tariff.model.ruling import Ground, Ruling, RulingKind
from tariff.model.terms import Terms, Version
from tariff.model.types import MONEY, NUMBER, YESNO
from tariff.model.walk import versions_of, walk
from tariff.versions import Library
from tariff.versions.untested import Untested, untested

# Between the name of a clause and that of a row; no name can hold it.
_ROW = "\n"
_TRUE = Const(True, YESNO)


class Part(StrEnum):
    """What of a pack examples are to reach."""

    CLAUSE = "clauses"
    ROW = "rows"
    GROUND = "grounds"
    READING = "readings"
    VERSION = "versions"


@frozen
class Point:
    """One thing to reach. owner: the clause or definition; ``""`` for a version. name: of the row, ground, reading…"""

    part: Part
    owner: str
    name: str


@frozen
class Coverage:
    """What examples of a pack reach.

    points: everything there is to reach, and whether it is. reasons: why some of it is not. idle: sentences that say
    why something is not reached, though all of it is, or there is no such thing.
    """

    terms: str
    points: Mapping[Point, bool]
    reasons: Mapping[Point, str]
    idle: tuple[Untested, ...]

    @property
    def gaps(self) -> tuple[Point, ...]:
        """What no example reaches."""
        return tuple(point for point, reached in self.points.items() if not reached)

    @property
    def whole(self) -> bool:
        """Whether every gap has a reason, and every reason a gap."""
        return not self.idle and all(point in self.reasons for point in self.gaps)


def coverage(library: Library, name: str, cases: Sequence[ExampleCase]) -> Coverage:
    """What the examples `cases`, those of the pack `name`, reach."""
    terms = library.terms(name)
    points = dict.fromkeys((*_points(terms), *_readings(library, name)), False)
    for reached in _reached(library, name, cases):
        if reached in points:
            points[reached] = True
    gaps = [point for point, done in points.items() if not done]
    said = untested(library.pack(name))
    reasons = {point: item.reason for point in gaps for item in said if _about(item, point)}
    return Coverage(name, points, reasons, tuple(item for item in said if not any(_about(item, gap) for gap in gaps)))


def _points(terms: Terms) -> Iterator[Point]:
    for version in versions_of(terms):
        if version.clauses or version.rulings:
            yield _version(version)
        for clause in version.clauses:
            yield Point(Part.CLAUSE, clause.name, "")
            yield from (Point(Part.ROW, clause.name, f"row {row}") for row, _ in enumerate(_rows(clause), 1))
        for ruling in version.rulings:
            yield Point(Part.CLAUSE, ruling.name, "")
            yield from (Point(_part(ruling), ruling.name, name) for name in _names(ruling))


def _readings(library: Library, name: str) -> Iterator[Point]:
    for axis in library.axes(name):
        yield from (Point(Part.READING, axis.key, option.name) for option in axis.options)


def _version(version: Version) -> Point:
    return Point(Part.VERSION, "", date.fromordinal(version.since).isoformat())


def _part(ruling: Ruling) -> Part:
    return Part.ROW if ruling.kind is RulingKind.LOOKUP else Part.GROUND


def _names(ruling: Ruling) -> list[str]:
    """What the grounds and remarks of a ruling are called: by number, by title, or by their place."""
    if ruling.kind is RulingKind.LOOKUP:
        return [f"row {row}" for row, _ in enumerate(ruling.remarks, 1)]
    grounds = (*ruling.grounds, *ruling.remarks)
    return [_called(ground, place) for place, ground in enumerate(grounds, 1)]


def _called(ground: Ground, place: int) -> str:
    return f"item {ground.number}" if ground.number else ground.titles.of("ja") or f"ground {place}"


# ---- what is reached -----------------------------------------------------------------------------------------------


def _reached(library: Library, name: str, cases: Sequence[ExampleCase]) -> Iterator[Point]:
    for readings, group in groupby(sorted(cases, key=lambda case: case.readings), key=lambda case: case.readings):
        yield from (Point(Part.READING, key, reading) for key, reading in readings)
        terms = library.terms(name, readings=dict(readings))
        evaluators = [Evaluator(_named(terms))]
        if any(_rows(clause) for version in versions_of(terms) for clause in version.clauses):
            evaluators.append(Evaluator(_with_rows(terms)))
        for case in group:
            for evaluator in evaluators:
                yield from _by_case(evaluator, case)


def _by_case(evaluator: Evaluator, case: ExampleCase) -> Iterator[Point]:
    try:
        found = evaluator.evaluate(case.case.facts, case.until)
    except InputError:
        return  # what cannot be evaluated reaches nothing, and fails as an example
    for line in found.lines:
        owner, is_row, name = line.clause.partition(_ROW)
        yield Point(Part.ROW if is_row else Part.CLAUSE, owner, name)
        yield Point(Part.VERSION, "", line.version.isoformat())
    for item in found.decisions:
        yield Point(Part.CLAUSE, item.clause, "")
        yield Point(Part.VERSION, "", item.version.isoformat())
        yield from (Point(part, item.clause, reason) for reason in item.reasons for part in (Part.GROUND, Part.ROW))


def _named(terms: Terms) -> Terms:
    """The terms with every ground and remark called as points are."""

    def ruling(of: Ruling) -> Ruling:
        names = [Ground(name, Titles(), _TRUE) for name in _names(of)]
        grounds, remarks = names[: len(of.grounds)], names[len(of.grounds) :]
        return evolve(of, grounds=_renamed(of.grounds, grounds), remarks=_renamed(of.remarks, remarks))

    return _changed(terms, lambda version: evolve(version, rulings=tuple(map(ruling, version.rulings))))


def _renamed(grounds: Iterable[Ground], names: Iterable[Ground]) -> tuple[Ground, ...]:
    return tuple(evolve(name, when=ground.when) for ground, name in zip(grounds, names, strict=True))


def _with_rows(terms: Terms) -> Terms:
    """The terms without rulings, and beside each clause with a table one for each row: a line where the row counts."""

    def version(of: Version) -> Version:
        rows = (_row(clause, row, worth) for clause in of.clauses for row, worth in enumerate(_rows(clause), 1))
        return evolve(of, clauses=(*of.clauses, *rows), rulings=())

    return _changed(terms, version)


def _changed(terms: Terms, change: Callable[[Version], Version]) -> Terms:
    branches = tuple(evolve(item, versions=tuple(map(change, item.versions))) for item in terms.branches)
    return evolve(terms, versions=tuple(map(change, terms.versions)), branches=branches)


def _row(clause: Clause, row: int, worth: Expr) -> Clause:
    return evolve(
        clause,
        name=f"{clause.name}{_ROW}row {row}",
        amount=worth,
        rounding=Rounding.DOWN,
        unit=1,
        tax=TaxClass.OUTSIDE,
        quantity=Const(1, NUMBER),
        cap=None,
        capped=None,
    )


def _rows(clause: Clause) -> list[Expr]:
    """For each row of a clause's table, the table with 1 in this row and 0 in the others."""
    if not any(sentence.kind == "table" for sentence in clause.sentences):
        return []
    tests = max((_tests(node) for node in walk(clause.amount)), key=len)
    return [_choosing(tests, row) for row in range(len(tests) + 1)]


def _tests(node: Expr) -> list[Expr]:
    """The conditions of the rows of a table, all but the last, which needs none: each compares the same value."""
    found: list[Compare] = []
    while isinstance(node, If) and isinstance(node.test, Compare) and node.test.left == (found or [node.test])[0].left:
        found.append(node.test)
        node = node.other
    return list(found)


def _choosing(tests: Sequence[Expr], row: int) -> Expr:
    chosen: Expr = Const(int(row == len(tests)), MONEY)
    for place in reversed(range(len(tests))):
        chosen = If(tests[place], Const(int(row == place), MONEY), chosen)
    return chosen


def _about(item: Untested, point: Point) -> bool:
    """Whether a sentence speaks of a point; one of a whole clause, of all in the clause."""
    if point.part is Part.VERSION:
        return (item.owner, item.part) == ("", point.name)
    if point.part is Part.READING:
        return item.owner == point.owner.partition(".")[0] and item.part.rpartition(".")[2] == point.name != ""
    return item.owner == point.owner and item.part in ("", point.name)

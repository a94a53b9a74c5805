"""Amounts by cases: tables by bounds, laid side by side cell by cell, and cases by conditions of their own."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from tariff.compare.meaning.change import OTHERWISE, Case, Cell
from tariff.compare.meaning.form import same
from tariff.model import expr as e
from tariff.model.types import Type

Bound = int | Fraction | str


@frozen
class _Step:
    """A row of a table: its bounds, and its value."""

    low: Bound | None
    high: Bound | None
    value: e.Expr

    def covers(self, low: Bound | None, high: Bound | None) -> bool:
        """Whether all from `low` under `high` is in it; no bound of a table lies between the two."""
        begins = self.low is None or (low is not None and _order(self.low) <= _order(low))
        return begins and (self.high is None or (high is not None and _order(high) <= _order(self.high)))


@frozen
class _Table:
    """Values by the bounds that a subject lies in, of which each has one."""

    subject: e.Expr
    of: Type
    steps: tuple[_Step, ...]

    def value(self, low: Bound | None, high: Bound | None) -> _Step:
        """The row of a cell."""
        return next(step for step in self.steps if step.covers(low, high))


Cells = tuple[tuple[Case, e.Expr | None, e.Expr | None], ...]


def cases(old: e.Expr, new: e.Expr) -> Cells | None:
    """The cases in which two values differ, of which one at least has cases, with the value of each.

    None where that does not tell them apart.
    """
    first, second = _table(old), _table(new)
    if first is not None and second is not None and same(first.subject, second.subject):
        return tuple(_cells(first, second)) or None
    if not isinstance(old, e.If) or not isinstance(new, e.If):
        return tuple(_against_one(old, new)) or None
    return _by_condition(old, new)


def measures(old: e.Expr, new: e.Expr) -> tuple[e.Expr, e.Expr] | None:
    """What two tables go by that are the same for the rest; None for other values."""
    first, second = _table(old), _table(new)
    if first is None or second is None or len(first.steps) != len(second.steps):
        return None
    rows = zip(first.steps, second.steps, strict=True)
    alike = all((one.low, one.high) == (other.low, other.high) and same(one.value, other.value) for one, other in rows)
    return (first.subject, second.subject) if alike and not same(first.subject, second.subject) else None


def _against_one(old: e.Expr, new: e.Expr) -> Iterator[tuple[Case, e.Expr, e.Expr]]:
    """The cases of one side that differ from the one value of the other."""
    rows, rest = _laid_out(old if isinstance(old, e.If) else new)
    branches: list[tuple[Case, e.Expr]] = [*rows, (_other_case(rows), rest)]
    for case, value in branches:
        before, after = (value, new) if isinstance(old, e.If) else (old, value)
        if not same(before, after):
            yield case, before, after


def _other_case(rows: Sequence[tuple[e.Expr, e.Expr]]) -> Case:
    """The case in which none of the conditions holds."""
    return e.Not(rows[0][0]) if len(rows) == 1 else OTHERWISE


def _table(expr: e.Expr) -> _Table | None:
    """The rows of a table by bounds; None for other values."""
    if not isinstance(expr, e.If):
        return None
    steps: list[_Step] = []
    low: Bound | None = None
    high: Bound | None = None
    subject: e.Expr | None = None
    rest: e.Expr = expr
    kind = None
    while isinstance(rest, e.If):
        match rest.test:
            case e.Compare(op, left, e.Const(bound, of)) if subject is None or same(subject, left):
                subject, kind = left, of
            case _:
                return None
        if isinstance(bound, bool) or op not in (e.CompareOp.LT, e.CompareOp.GE):
            return None
        if op is e.CompareOp.LT:
            steps.append(_Step(low, bound, rest.then))
            low = bound
        else:
            steps.append(_Step(bound, high, rest.then))
            high = bound
        rest = rest.other
    assert subject is not None, "it begins with a test"
    assert kind is not None, "and so with a bound"
    return _Table(subject, kind, (*steps, _Step(low, high, rest)))


def _cells(old: _Table, new: _Table) -> Iterator[tuple[Case, e.Expr, e.Expr]]:
    """The cells whose values differ; neighbours that differ alike are one."""
    bounds = {bound for step in (*old.steps, *new.steps) for bound in (step.low, step.high) if bound is not None}
    edges = [None, *sorted(bounds, key=_order), None]
    found: list[tuple[Bound | None, Bound | None, _Step, _Step]] = []
    for low, high in pairwise(edges):
        before, after = old.value(low, high), new.value(low, high)
        last = found[-1] if found else None
        if last and last[1] == low and same(last[2].value, before.value) and same(last[3].value, after.value):
            found[-1] = (last[0], high, last[2], last[3])
        else:
            found.append((low, high, before, after))
    rows = [(step.low, step.high) for step in old.steps]
    for low, high, before, after in found:
        if not same(before.value, after.value):
            yield Cell(old.subject, low, high, old.of, (low, high) in rows), before.value, after.value


def _order(bound: Bound) -> tuple[bool, Bound]:
    return isinstance(bound, str), bound


def _by_condition(old: e.If, new: e.If) -> Cells | None:
    """The cases matched by their conditions, where those that stand on both sides do so in one order."""
    (first, rest), (second, other) = _laid_out(old), _laid_out(new)
    shared = [test for test, _ in first if _find(second, test) is not None]
    if not _same_order(shared, second):
        return None
    found: list[tuple[Case, e.Expr | None, e.Expr | None]] = []
    found += [(test, value, _find(second, test)) for test, value in first]
    found += [(test, None, value) for test, value in second if _find(first, test) is None]
    found.append((_other_case(first) if len(first) == len(second) == len(shared) else OTHERWISE, rest, other))
    differing = tuple(item for item in found if not same(item[1], item[2]))
    return differing or None


def _same_order(shared: Sequence[e.Expr], rows: Sequence[tuple[e.Expr, e.Expr]]) -> bool:
    later = iter(test for test, _ in rows)
    return all(any(same(test, other) for other in later) for test in shared)


def _laid_out(expr: e.Expr) -> tuple[list[tuple[e.Expr, e.Expr]], e.Expr]:
    rows: list[tuple[e.Expr, e.Expr]] = []
    while isinstance(expr, e.If):
        rows.append((expr.test, expr.then))
        expr = expr.other
    return rows, expr


def _find(rows: Sequence[tuple[e.Expr, e.Expr]], test: e.Expr) -> e.Expr | None:
    return next((value for found, value in rows if same(found, test)), None)

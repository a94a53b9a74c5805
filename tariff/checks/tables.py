"""Tables: the rows of a ``table by`` must cover every value once, in order."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.expressions import number_of

_END = None  # no upper bound


@frozen
class _Tier:
    lower: Fraction | int
    upper: Fraction | int | None
    node: Node


def tables(subject: Subject) -> Iterator[Diagnostic]:
    """Gaps, overlaps and rows never reached."""
    for item in subject.declarations("clause"):
        for table in _tables(item.node):
            yield from _check(table)


def _tables(node: Node) -> Iterator[Node]:
    yield from node.all("table")
    for reading in node.all("reading"):
        yield from reading.all("table")


def _check(table: Node) -> Iterator[Diagnostic]:
    reached: Fraction | int | None = 0
    for row in table.all("tier"):
        bounds = row.nodes()[0]
        tier = _tier(row, bounds, reached)
        if tier is None:
            return
        if reached is _END or (tier.upper is not _END and tier.upper <= reached):
            yield warning("W0513", "this row is never reached", row.span, "drop it, or mend the bounds above it")
            continue
        if tier.lower > reached:
            mend = f"begin the row at {reached}, or add a row for the values between"
            yield Diagnostic("E0511", f"no row holds for {reached} up to {tier.lower}", row.span, mend=mend)
        elif tier.lower < reached:
            mend = f"begin the row at {reached}"
            yield Diagnostic("E0512", f"two rows hold for {tier.lower} up to {reached}", row.span, mend=mend)
        reached = tier.upper
    if reached is not _END:
        mend = f"end with “from {reached}” or “otherwise”"
        yield Diagnostic("E0511", f"no row holds from {reached}", table.span, mend=mend)


def _tier(row: Node, bounds: Node, reached: Fraction | int | None) -> _Tier | None:
    """A row's bounds; None where they are not plain numbers, which only evaluation can compare."""
    limits = [_constant(item) for item in bounds.nodes()]
    if any(limit is None for limit in limits):
        return None
    values = [limit for limit in limits if limit is not None]
    if bounds.kind == "below":
        return _Tier(0, values[0], row)
    if bounds.kind == "at_least":
        return _Tier(values[0], _END, row)
    if bounds.kind == "within_bounds":
        return _Tier(values[0], values[1], row)
    return _Tier(reached or 0, _END, row)


def _constant(node: Node) -> Fraction | int | None:
    if node.kind in ("number", "quantity", "money"):
        return number_of(node.text("NUMBER"))
    if node.kind == "percent":
        return Fraction(node.text("PERCENT")[:-1]) / 100
    return None

"""Whether the rows of a ``table by`` fit together: every value has just one."""

from collections.abc import Iterator
from fractions import Fraction

from tariff.diagnostics import Diagnostic, Severity
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import fraction_of, number_of

Bound = Fraction | int | Node


def table_faults(table: Node) -> Iterator[Diagnostic]:
    """Gaps, overlaps and rows never reached; a bound that is no plain number must be repeated as it is."""
    reached: Bound | None = 0
    for row in table.all("tier"):
        bounds = row.nodes()[0]
        limits = [_bound(item) for item in bounds.nodes()]
        lower = limits[0] if bounds.kind in ("at_least", "within_bounds") else reached
        upper = limits[-1] if bounds.kind in ("below", "within_bounds") else None
        if reached is None or lower is None or (upper is not None and _before(upper, reached)):
            mend = "drop it, or mend the bounds above it"
            yield Diagnostic("W0513", "this row is never reached", row.span, mend=mend, severity=Severity.WARNING)
            continue
        yield from _joint(row, reached, lower)
        reached = upper
    if reached is not None:
        mend = f"end with “from {_shown(reached)}” or “otherwise”"
        yield Diagnostic("E0511", f"no row holds from {_shown(reached)}", table.span, mend=mend)


def _joint(row: Node, reached: Bound, lower: Bound) -> Iterator[Diagnostic]:
    """What is wrong where a row begins at `lower` and those above it end at `reached`."""
    mend = f"begin the row at {_shown(reached)}"
    if isinstance(reached, Node) or isinstance(lower, Node):
        if reached != lower:
            yield Diagnostic("E0511", "whether every value has a row cannot be told here", row.span, mend=mend)
    elif lower > reached:
        yield Diagnostic("E0511", f"no row holds for {reached} up to {lower}", row.span, mend=mend)
    elif lower < reached:
        yield Diagnostic("E0512", f"two rows hold for {lower} up to {reached}", row.span, mend=mend)


def _before(upper: Bound, reached: Bound) -> bool:
    return not isinstance(upper, Node) and not isinstance(reached, Node) and upper <= reached


def _shown(bound: Bound) -> str:
    return "the bound above" if isinstance(bound, Node) else str(bound)


def _bound(node: Node) -> Bound:
    if node.kind in ("number", "quantity", "money"):
        return number_of(node.text("NUMBER"))
    if node.kind == "percent":
        return fraction_of(node.text("PERCENT"))
    return node

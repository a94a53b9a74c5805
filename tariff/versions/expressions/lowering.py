"""What the lowering of every expression needs: names, place, rounding, and operands of a wanted kind."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self

from attrs import evolve, frozen

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.money import Rounding
from tariff.model.types import Kind
from tariff.syntax.nodes import Node
from tariff.versions.scope import Place, Scope, fail

TIMELIKE = frozenset({Kind.DATE, Kind.INSTANT})
NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER})
_CALLED = {Kind.INSTANT: "an instant", Kind.MONEY: "an amount of money", Kind.YESNO: "a condition (yes or no)"}


@frozen
class Lowering(ABC):
    """Lowers the expressions of one place in one edition; `Expressions` knows all of them."""

    scope: Scope
    place: Place
    rounding: Rounding
    unit: int

    def at(self, place: Place) -> Self:
        """The same scope at another place."""
        return evolve(self, place=place)

    @abstractmethod
    def expr(self, node: Node) -> Expr:
        """The core expression of a node; raises Fault."""

    @abstractmethod
    def knows(self, node: Node) -> bool:
        """Whether a node is an expression."""

    def parts(self, node: Node) -> list[Expr]:
        """The core expressions of a node's operands."""
        return [self.expr(child) for child in node.nodes()]

    def condition(self, node: Node) -> Expr:
        """A yes/no expression."""
        return self.want(node, self.expr(node), Kind.YESNO)

    def day(self, node: Node) -> Expr:
        """A day; an instant becomes its civil day."""
        return as_day(self.want(node, self.expr(node), *TIMELIKE))

    def month(self, node: Node) -> Expr:
        """A month; a day or an instant becomes its month."""
        value = self.want(node, self.expr(node), Kind.MONTH, *TIMELIKE)
        return value if value.type.kind is Kind.MONTH else core.MonthOf(as_day(value))

    def amount(self, node: Node) -> Expr:
        """Money or a number."""
        return self.want(node, self.expr(node), *NUMERIC)

    def want(self, node: Node, value: Expr, *kinds: Kind) -> Expr:
        """`value`, or a fault where it is of no wanted kind."""
        if value.type.kind not in kinds:
            wanted = " or ".join(map(called, sorted(kinds)))
            fail("E0301", f"this is {called(value.type.kind)}, where {wanted} is needed", node.span, f"write {wanted}")
        return value


def called(kind: Kind) -> str:
    """A kind of value as messages name it: `a date`, `an amount of money`."""
    return _CALLED.get(kind, f"a {kind}")


def as_day(value: Expr) -> Expr:
    """The civil day of an instant; a day as it is."""
    return core.DayOf(value) if value.type.kind is Kind.INSTANT else value


def same_time(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """Two instants as they are; a day and an instant as two days."""
    if left.type.kind is Kind.INSTANT and right.type.kind is Kind.INSTANT:
        return left, right
    return as_day(left), as_day(right)


# Lowers a node of one kind.
Lower = Callable[[Lowering, Node], Expr]

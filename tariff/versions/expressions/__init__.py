"""Lowering expressions: from the sentence's tree to the typed core, with names resolved and types checked."""

from tariff.model.expr import Expr
from tariff.syntax.nodes import Node
from tariff.versions.expressions.arithmetic import ARITHMETIC
from tariff.versions.expressions.gathering import GATHERING
from tariff.versions.expressions.literals import LITERALS
from tariff.versions.expressions.logic import LOGIC
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.expressions.names import NAMES
from tariff.versions.expressions.periods import PERIODS
from tariff.versions.expressions.suspended import SUSPENDED

_LOWER = {**NAMES, **LITERALS, **LOGIC, **ARITHMETIC, **PERIODS, **GATHERING, **SUSPENDED}


class Expressions(Lowering):
    """Lowers the expressions of one place in one edition."""

    def expr(self, node: Node) -> Expr:
        return _LOWER[node.kind](self, node)

    def knows(self, node: Node) -> bool:
        return node.kind in _LOWER

"""Which expressions never vary."""

from tariff.model import expr as e
from tariff.model.gather import Aggregate, Element
from tariff.model.walk import walk

# What differs from row to row or line to line.
VARYING = (e.Field, e.LineMonth, e.LineDate, e.UnitMonth, e.SumOfClauses, Aggregate, Element)


def is_constant(expr: e.Expr) -> bool:
    """Whether an expression has one value whatever the facts."""
    return not any(isinstance(item, VARYING) for item in walk(expr))

"""The typed core's expressions: few, pure, total, and the same for both evaluators.

Surface sugar (tables, grace, proration, rates, periods) is lowered to these. Each node's docstring is its whole
meaning. Unless it says otherwise a node with an unknown operand is unknown; comparisons and the connectives are never
unknown. All that evaluates them imports them from here; the modules below only sort them by kind.
"""

from tariff.model.expr.arithmetic import Arithmetic, ArithmeticOp, Round, TaxRate
from tariff.model.expr.base import Expr
from tariff.model.expr.days import AddDays, Between, DayAfterMonths, DayOf, HoursApart, InstantAt, NextOpen, SpanCount
from tariff.model.expr.logic import And, Compare, CompareOp, Greatest, If, Known, Least, Not, Or
from tariff.model.expr.months import AddMonths, DaysOfMonth, FirstDay, LastDay, MonthOf, MonthsApart
from tariff.model.expr.values import Const, Field, LineDate, LineMonth, Named, SumOfClauses, UnitMonth

__all__ = [
    "AddDays",
    "AddMonths",
    "And",
    "Arithmetic",
    "ArithmeticOp",
    "Between",
    "Compare",
    "CompareOp",
    "Const",
    "DayAfterMonths",
    "DayOf",
    "DaysOfMonth",
    "Expr",
    "Field",
    "FirstDay",
    "Greatest",
    "HoursApart",
    "If",
    "InstantAt",
    "Known",
    "LastDay",
    "Least",
    "LineDate",
    "LineMonth",
    "MonthOf",
    "MonthsApart",
    "Named",
    "NextOpen",
    "Not",
    "Or",
    "Round",
    "SpanCount",
    "SumOfClauses",
    "TaxRate",
    "UnitMonth",
]

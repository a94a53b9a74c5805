"""When debts fall due: on the day that the billing cycle gives, or earlier, on that of an acceleration."""

from attrs import evolve
from sqlglot import exp

from tariff.compile import primitives, taxes, trees
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value, choose, combined
from tariff.compile.rows import KEY, Rows
from tariff.compile.scope import field_value
from tariff.model.records import BROUGHT_FORWARD
from tariff.model.types import DATE, MONTH

_DAY, _MONTH = "accelerated.day", "accelerated.month"
_CARRIED = "carried.due_on"
CARRIED_AMOUNT = "carried.amount"


def contracts(plan: Plan, decided: exp.Query) -> str:
    """The contracts whose debts fall due early, out of what rulings decided: contract, day, the day's month."""
    first = trees.named(exp.Min(this=trees.column("from")), "day")
    columns = [trees.named(trees.column(KEY), KEY), first]
    earliest = trees.select(columns, trees.subquery(decided, trees.PREVIOUS), group=[trees.column(KEY)])
    rows = Rows(lambda: earliest, plan.name)
    day = field_value("day", DATE, nullable=False)
    month = primitives.month_of(day, rows.share)
    return plan.define("accelerated", rows.result([(KEY, Value(trees.column(KEY))), ("day", day), ("month", month)]))


class DueDays:
    """The due days of debts over rows that hold a contract and a month: what to join, and what it comes to.

    The rows' source goes by the alias ``r`` and has columns contract and month.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._table = plan.accelerated()

    @property
    def columns(self) -> list[exp.Expr]:
        """The columns that `due` reads."""
        carried = (("due_on", _CARRIED), ("amount", CARRIED_AMOUNT))
        found = [trees.named(trees.column(field, "b"), name) for field, name in carried]
        if self._table is not None:
            found += [trees.named(trees.column("day", "x"), _DAY), trees.named(trees.column("month", "x"), _MONTH)]
        return found

    @property
    def joins(self) -> list[exp.Join]:
        """The joins to the row."""
        same = [trees.binary(exp.EQ, trees.column(key, "b"), trees.column(key, "r")) for key in (KEY, "month")]
        found = [trees.join(self._plan.facts(BROUGHT_FORWARD.name, "b"), "left", same)]
        if self._table is not None:
            same = [trees.binary(exp.EQ, trees.column(KEY, "x"), trees.column(KEY, "r"))]
            found.append(trees.join(trees.table(self._table, alias="x"), "left", same))
        return found

    def due(self, rows: Rows, month: Value) -> Value:
        """The due day, as a column: of the debt brought forward, else the cycle's; that of an earlier acceleration."""
        carried = field_value(_CARRIED, DATE, nullable=True)
        known = combined((evolve(carried, nullable=False),), trees.not_null(carried.tree))
        cycle = taxes.due_day(self._plan.terms, month, rows.share)
        due = rows.share(choose([(known, evolve(carried, nullable=False))], cycle), "due")
        return rows.share(_early(due, month), "due") if self._table is not None else due


def _early(due: Value, month: Value) -> Value:
    """The day of the acceleration where it reaches a month's debt before its due day."""
    day = field_value(_DAY, DATE, nullable=False)
    reached = trees.binary(exp.LTE, month.tree, field_value(_MONTH, MONTH, nullable=False).tree)
    sooner = trees.binary(exp.LT, day.tree, due.tree)
    return choose([(combined((month, due), trees.all_of([reached, sooner])), day)], due)

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
        if self._table is None:
            return due
        early = field_value(_DAY, DATE, nullable=True), field_value(_MONTH, MONTH, nullable=True)
        return rows.share(_early(due, month, *early), "due")


def of_invoices(plan: Plan, rows: Rows, month: Value) -> Value:
    """The day by which a month's invoice is to be paid."""
    due = taxes.due_day(plan.terms, month, rows.share)
    table = plan.accelerated()
    if table is None:
        return due
    alias = plan.name("x")
    day = field_value("day", DATE, nullable=True)
    last = field_value("month", MONTH, nullable=True)
    made = rows.join(
        trees.table(table, alias=alias),
        "left",
        [(Value(trees.column(KEY)), lambda tree: trees.binary(exp.EQ, trees.column(KEY, alias), tree))],
        day=evolve(day, node=trees.column("day", alias)),
        last=evolve(last, node=trees.column("month", alias)),
    )
    return _early(rows.share(due, "due"), month, made["day"], made["last"])


def _early(due: Value, month: Value, day: Value, last: Value) -> Value:
    """The day of the acceleration where it reaches a month's debt, up to the month `last`, before its due day."""
    reached = trees.all_of(
        [trees.binary(exp.LTE, month.tree, last.tree), trees.binary(exp.LT, day.tree, due.tree)],
    )
    # Unknown days reach nothing.
    return choose([(combined((month, due, day, last), reached), evolve(day, nullable=False))], due)

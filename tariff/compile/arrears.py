"""The derived record `arrears`: debts that the end of their due day found not fully paid.

Only the fees of months whose debts can concern the demand are computed (`due_days`).
"""

from collections.abc import Sequence

from attrs import evolve
from sqlglot import exp

from tariff.compile import primitives, taxes, trees
from tariff.compile.acceleration import DueDays
from tariff.compile.bounds import SUM, Bounds
from tariff.compile.demand import MONTHS, Debts, Demand, MonthRange, Pairs, Through
from tariff.compile.due_days import due_days
from tariff.compile.plan import SPELLED, Plan
from tariff.compile.rationals import Value, combined
from tariff.compile.rows import KEY
from tariff.compile.scope import ContractScope, RowScope, field_value
from tariff.compile.settlement import fees_with_tax
from tariff.compile.versions import groups
from tariff.model.calendar import MAX_DAY, MIN_DAY, month_of
from tariff.model.clause import Every, Once
from tariff.model.expr import Expr, Field
from tariff.model.records import ARREARS, BROUGHT_FORWARD, PAYMENT
from tariff.model.results import due_day
from tariff.model.types import MONTH

_MONTH, _DEBT = "arrears.month", "arrears.debt"


class ArrearsScope(RowScope):
    """The rows of `arrears` that are known on the plan's last day, among them all that the demand can concern."""

    def __init__(
        self, contracts: ContractScope, drivers: Sequence[Once | Every], demand: Demand, repeated: frozenset[Expr]
    ) -> None:
        super().__init__(contracts, ARREARS.name, repeated)
        plan = self.plan
        self._due_days = DueDays(plan)
        self._debts = _debts(plan, drivers, demand)
        month = evolve(field_value(_MONTH, MONTH, nullable=False), bounds=MONTHS)
        due = self._due_days.due(self.rows, month)
        self.rows.keep(combined((due,), trees.binary(exp.LTE, due.tree, trees.day(plan.paid_until))))
        self._columns = {"month": month, "due_on": due}
        self._settled = False

    def field(self, item: Field) -> Value:
        """A field of the debt, or of its contract."""
        if item.record != ARREARS.name:
            return super().field(item)
        if item.name == "id" and "id" not in self._columns:
            month = self._columns["month"]
            self._columns["id"] = self.share(combined((month,), primitives.spelled(month)), "id")
        if item.name not in self._columns:
            self.settle()
        return self._columns[item.name]

    def settle(self) -> None:
        """Drop the debts that were paid in time; what was left of the others, and when it was paid."""
        if self._settled:
            return
        self._settled = True
        held = ((KEY, KEY), (_MONTH, "month"), (_DEBT, "debt"), (str(self._columns["due_on"].node.name), "due_on"))
        columns = [trees.named(trees.column(name), field) for name, field in held]
        columns.append(trees.named(primitives.spelled(self._columns["month"]), SPELLED))
        # A debt that drives something monthly stands in many rows.
        owing = trees.select(columns, trees.table(self.store("owing"), alias=trees.PREVIOUS), distinct=True)
        answers = _payments(self.plan, self.plan.define("owing", owing))
        alias = self.plan.name("paid")
        paid = trees.coalesce(trees.column("paid", alias), trees.integer(0))
        made = self.rows.join(
            trees.table(answers, alias=alias),
            "left",
            [
                (self.key, lambda tree: trees.binary(exp.EQ, trees.column(KEY, alias), tree)),
                (self._columns["month"], lambda tree: trees.binary(exp.EQ, trees.column("month", alias), tree)),
            ],
            paid=Value(paid, bounds=SUM),
            settled=Value(trees.column("settled", alias), nullable=True, bounds=Bounds(MIN_DAY, MAX_DAY)),
        )
        left = trees.binary(exp.Sub, trees.column(_DEBT), made["paid"].tree)
        amount = self.share(combined((made["paid"],), left, Bounds(1, SUM.high)), "left")
        self.rows.keep(combined((amount,), trees.binary(exp.GT, amount.tree, trees.integer(0))))
        self._columns |= {"amount": amount, "settled_on": made["settled"]}

    def _scan(self) -> exp.Query:
        columns = [
            trees.named(trees.column(KEY, "r"), KEY),
            trees.named(trees.column("month", "r"), _MONTH),
            trees.named(trees.column("debt", "r"), _DEBT),
            *self._due_days.columns,
            *self.borrowed_columns(),
        ]
        return trees.select(
            columns, trees.table(self._debts, alias="r"), [*self._due_days.joins, *self.borrowed_joins()]
        )


def _payments(plan: Plan, owing: str) -> str:
    """What was paid of debts by their due day, and the day by which all was: contract, month, paid, settled."""
    upto = exp.Window(
        this=exp.Sum(this=trees.column("amount")),
        partition_by=_columns(KEY, "month"),
        order=exp.Order(expressions=[trees.ordered("paid_on"), trees.ordered("id")]),
        spec=trees.all_before(current=True),
    )
    in_time = trees.binary(exp.LTE, trees.column("paid_on"), trees.column("due_on", "o"))
    columns = [
        trees.named(trees.case([(in_time, trees.column("amount"))], None), "in_time"),
        trees.named(trees.binary(exp.GTE, upto, trees.column("debt", "o")), "covered"),
    ]
    same = [trees.binary(exp.EQ, trees.column(key, "o"), trees.column(key)) for key in (KEY, SPELLED)]
    payments = trees.select(
        [*_named(KEY, "month", "paid_on"), *columns],
        plan.facts(PAYMENT.name, trees.PREVIOUS),
        [trees.join(trees.table(owing, alias="o"), "inner", same)],
        [trees.binary(exp.LTE, trees.column("paid_on"), trees.day(plan.paid_until))],
    )
    covering = trees.case([(trees.column("covered"), trees.column("paid_on"))], None)
    answers = [taxes.summed("in_time", "paid"), trees.named(exp.Min(this=covering), "settled")]
    source = trees.subquery(payments, trees.PREVIOUS)
    return plan.define("paid", trees.select([*_named(KEY, "month"), *answers], source, group=_columns(KEY, "month")))


def _columns(*names: str) -> list[exp.Expr]:
    return [trees.column(name) for name in names]


def _named(*names: str) -> list[exp.Expr]:
    return [trees.named(trees.column(name), name) for name in names]


def _debts(plan: Plan, drivers: Sequence[Once | Every], demand: Demand) -> str:
    """The debts that can concern the demand: contract, month, debt; those brought forward in place of their month's."""
    asked = []
    if isinstance(demand, Debts):
        same = [trees.binary(exp.EQ, trees.column(key, "d"), trees.column(key)) for key in (KEY, "month")]
        asked = [trees.join(trees.table(demand.table, alias="d"), "semi", same)]
    carried = trees.select(
        [*_named(KEY, "month"), trees.named(trees.column("amount"), "debt")],
        plan.facts(BROUGHT_FORWARD.name, trees.PREVIOUS),
        asked,
    )
    fees = _fees(plan, drivers, demand)
    if not fees:
        return plan.define("debts", carried)
    same = [trees.binary(exp.EQ, trees.column(key, "b"), trees.column(key)) for key in (KEY, "month")]
    own = trees.select(
        [trees.star()],
        trees.subquery(fees_with_tax(plan, trees.union_all(fees)), trees.PREVIOUS),
        [trees.join(plan.facts(BROUGHT_FORWARD.name, "b"), "anti", same)],
    )
    return plan.define("debts", trees.union_all([own, carried]))


def _fees(plan: Plan, drivers: Sequence[Once | Every], demand: Demand) -> list[exp.Query]:
    """The lines of the months whose debts can concern the demand, each once."""
    names = frozenset(group.clause.name for group in groups(plan.terms, interest=False))
    if isinstance(demand, Debts):
        return _some(plan.fees(names, Pairs(demand.table)))
    if not isinstance(demand, MonthRange):
        return _some(plan.fees(names, _until_now(plan, demand)))
    days = due_days(plan, drivers, demand)
    if days is None:
        return []
    cycle = plan.terms.billing
    months = [month for month in range(MONTHS.low, MONTHS.high + 1) if days.low <= due_day(cycle, month) <= days.high]
    found = _some(plan.fees(names, MonthRange(months[0], months[-1]))) if months else []
    early = plan.accelerated()
    if early is not None:
        lines = plan.fees(names, Through(_accelerated(plan, early, days)))
        found += [_but(item, months) for item in _some(lines)]
    return found


def _some(query: exp.Query | None) -> list[exp.Query]:
    return [] if query is None else [query]


def _but(lines: exp.Query, months: Sequence[int]) -> exp.Query:
    """The lines of other months than these, which follow one another."""
    if not months:
        return lines
    month = trees.column("month")
    other = [
        trees.binary(exp.LT, month, trees.integer(months[0])),
        trees.binary(exp.GT, month.copy(), trees.integer(months[-1])),
    ]
    return trees.select([trees.star()], trees.subquery(lines, trees.PREVIOUS), where=[trees.any_of(other)])


def _accelerated(plan: Plan, early: str, days: Bounds) -> str:
    """The contracts whose debts fell due early on one of some days, with the last month that did."""
    day = trees.column("day")
    within = [
        trees.binary(exp.GTE, day, trees.day(days.low)),
        trees.binary(exp.LTE, day.copy(), trees.day(days.high)),
    ]
    return plan.define(
        "through", trees.select(_named(KEY, "month"), trees.table(early, alias=trees.PREVIOUS), where=within)
    )


def _until_now(plan: Plan, demand: Demand) -> Demand:
    """All months of the contracts asked for: what is asked by contract is little."""
    assert isinstance(demand, Pairs)
    columns = [*_named(KEY), trees.named(trees.integer(month_of(plan.paid_until)), "month")]
    source = trees.table(demand.table, demand.schema, trees.PREVIOUS)
    return Through(plan.define("through", trees.select(columns, source, distinct=True)))

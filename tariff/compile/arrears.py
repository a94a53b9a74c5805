"""The derived record `arrears`: debts that the end of their due day found not fully paid.

Only the fees of months whose debts can concern the demand are computed (`due_days`).
"""

from collections.abc import Callable, Sequence

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

    def field(self, item: Field) -> Value:
        """A field of the debt, or of its contract."""
        if item.record != ARREARS.name:
            return super().field(item)
        if item.name == "id" and "id" not in self._columns:
            month = self._columns["month"]
            self._columns["id"] = self.share(combined((month,), primitives.spelled(month)), "id")
        if item.name not in self._columns:
            self.settle()
        if item.name not in self._columns:
            self._columns["settled_on"] = self._answered("overdue", _settled_on, _day)
        return self._columns[item.name]

    def settle(self) -> None:
        """Drop the debts that were paid in time; what was left of the others."""
        if "amount" in self._columns:
            return
        paid = self._answered("owing", _paid_in_time, _sum)
        left = trees.binary(exp.Sub, trees.column(_DEBT), paid.tree)
        amount = self.share(combined((paid,), left, Bounds(1, SUM.high)), "left")
        self.rows.keep(combined((amount,), trees.binary(exp.GT, amount.tree, trees.integer(0))))
        self._columns["amount"] = amount

    def _answered(
        self, hint: str, answers: Callable[[Plan, str], exp.Query], value: Callable[[exp.Expr], Value]
    ) -> Value:
        """A column of what payments answer about each of the debts so far: contract, month, answer."""
        held = ((KEY, KEY), (_MONTH, "month"), (_DEBT, "debt"), (str(self._columns["due_on"].node.name), "due_on"))
        columns = [trees.named(trees.column(name), field) for name, field in held]
        columns.append(trees.named(primitives.spelled(self._columns["month"]), SPELLED))
        # A debt that drives something monthly stands in many rows.
        debts = trees.select(columns, trees.table(self.store(hint), alias=trees.PREVIOUS), distinct=True)
        source = self.plan.define("answers", answers(self.plan, self.plan.define(hint, debts)))
        alias = self.plan.name("a")
        made = self.rows.join(
            trees.table(source, alias=alias),
            "left",
            [
                (self.key, lambda tree: trees.binary(exp.EQ, trees.column(KEY, alias), tree)),
                (self._columns["month"], lambda tree: trees.binary(exp.EQ, trees.column("month", alias), tree)),
            ],
            answer=value(trees.column("answer", alias)),
        )
        return made["answer"]

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


def _sum(answer: exp.Expr) -> Value:
    return Value(trees.coalesce(answer, trees.integer(0)), bounds=SUM)


def _day(answer: exp.Expr) -> Value:
    return Value(answer, nullable=True, bounds=Bounds(MIN_DAY, MAX_DAY))


def _paid_in_time(plan: Plan, debts: str) -> exp.Query:
    """What was paid of debts by their due day."""
    in_time = trees.binary(exp.LTE, trees.column("paid_on"), trees.column("due_on", "o"))
    payments = _payments(plan, debts, [trees.column("amount")], in_time)
    return _answers(payments, taxes.summed("amount", "answer"))


def _settled_on(plan: Plan, debts: str) -> exp.Query:
    """The day by which debts were paid whole; none for those that are not."""
    upto = exp.Window(
        this=exp.Sum(this=trees.column("amount")),
        partition_by=_columns(KEY, "month"),
        order=exp.Order(expressions=[trees.ordered("paid_on"), trees.ordered("id")]),
        spec=trees.all_before(current=True),
    )
    covered = trees.named(trees.binary(exp.GTE, upto, trees.column("debt", "o")), "covered")
    seen = trees.binary(exp.LTE, trees.column("paid_on"), trees.day(plan.paid_until))
    payments = _payments(plan, debts, [*_named("paid_on"), covered], seen)
    covering = trees.case([(trees.column("covered"), trees.column("paid_on"))], None)
    return _answers(payments, trees.named(exp.Min(this=covering), "answer"))


def _payments(plan: Plan, debts: str, columns: Sequence[exp.Expr], where: exp.Expr) -> exp.Query:
    same = [trees.binary(exp.EQ, trees.column(key, "o"), trees.column(key)) for key in (KEY, SPELLED)]
    joined = trees.join(trees.table(debts, alias="o"), "inner", same)
    return trees.select([*_named(KEY, "month"), *columns], plan.facts(PAYMENT.name, trees.PREVIOUS), [joined], [where])


def _answers(payments: exp.Query, answer: exp.Expr) -> exp.Query:
    source = trees.subquery(payments, trees.PREVIOUS)
    return trees.select([*_named(KEY, "month"), answer], source, group=_columns(KEY, "month"))


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

"""Caps over all time: a line is what its row adds to the lesser of the cap and the running sum."""

from collections.abc import Sequence

from sqlglot import exp

from tariff.compile import taxes, trees
from tariff.compile.clauses import LINE, Made
from tariff.compile.demand import MONTHS, Demand, MonthRange, Pairs, Through
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value, combined
from tariff.compile.rows import KEY, Rows
from tariff.model.clause import Clause


def history(plan: Plan, demand: Demand) -> Demand:
    """All that the demanded lines look back on: their contracts' months up to the last one demanded."""
    if isinstance(demand, MonthRange):
        return MonthRange(MONTHS.low, demand.last)
    if isinstance(demand, Through):
        return demand
    assert isinstance(demand, Pairs)
    month = trees.named(exp.Max(this=trees.column("month")), "month")
    source = trees.table(demand.table, demand.schema, trees.PREVIOUS)
    columns = [trees.named(trees.column(KEY), KEY), month]
    return Through(plan.define("through", trees.select(columns, source, group=[trees.column(KEY)])))


def limited(plan: Plan, rows: Sequence[tuple[Clause, Made]], demand: Demand) -> exp.Query:
    """The demanded lines out of all rows of one clause's name, each reduced to what it adds under its cap."""
    queries = [_unlimited(clause, made) for clause, made in rows]
    united = trees.union_all(queries)
    result = Rows(lambda: united, plan.name)
    amount, limit = Value(trees.column("amount")), Value(trees.column("limit"), nullable=True)
    running = exp.Window(
        this=exp.Sum(this=trees.case([(trees.not_null(limit.tree), amount.tree)], trees.integer(0))),
        partition_by=[trees.column(KEY)],
        order=exp.Order(expressions=[trees.ordered(name) for name in ("date", "id", "subject")]),
        spec=trees.all_before(current=True),
    )
    after = result.add(Value(trees.bigint(running)), "running")
    before = trees.binary(exp.Sub, after.tree, amount.tree)
    under = trees.binary(exp.Sub, trees.least([limit.tree, after.tree]), trees.least([limit.tree, before]))
    share = combined((after,), trees.case([(trees.not_null(limit.tree), under)], amount.tree))
    signed = combined((share,), trees.binary(exp.Mul, share.tree, trees.column("sign")))
    final = result.add(signed, "amount")
    result.keep(combined((final,), trees.binary(exp.NEQ, final.tree, trees.integer(0))))
    _only_demanded(plan, result, demand)
    columns = {name: Value(trees.column(name)) for name in LINE}
    return result.result([*{**columns, "amount": final}.items()])


def _unlimited(clause: Clause, made: Made) -> exp.Query:
    limit = made.limit or Value(trees.cast(exp.null(), "BIGINT"), nullable=True)
    columns = {**made.columns, "amount": made.magnitude}
    sign = Value(trees.integer(clause.sign))
    extra = [("limit", limit), ("id", made.row_id), ("sign", sign)]
    return made.scope.rows.result([*((name, columns[name]) for name in LINE), *extra])


def _only_demanded(plan: Plan, rows: Rows, demand: Demand) -> None:
    month = taxes.month_column(demand.months)
    if isinstance(demand, MonthRange):
        since = trees.binary(exp.GTE, month.tree, trees.integer(demand.first))
        rows.keep(combined((month,), since))
    if not isinstance(demand, Pairs):
        return
    assert isinstance(demand, Pairs)
    alias = plan.name("d")
    rows.advance()
    rows.join(
        trees.table(demand.table, demand.schema, alias),
        "semi",
        [
            (Value(trees.column(KEY)), lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key)),
            (month, lambda value: trees.binary(exp.EQ, trees.column("month", alias), value)),
        ],
    )

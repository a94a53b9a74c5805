"""Payments for months that have neither an invoice nor a debt brought forward.

Only whether there is a line matters, so most payments are cleared without a line being computed: a clause that runs on
the contract alone is a condition over its facts and the payment's month (`not_plainly_invoiced`). What that does not
clear is little, and is looked at in full: the fees of those months first, then, for what is left, their interest.
"""

from collections.abc import Sequence

from attrs import frozen
from sqlglot import exp

from tariff.compile import primitives, taxes, trees
from tariff.compile.bounds import Bounds
from tariff.compile.clauses import made
from tariff.compile.demand import MONTHS, at_or_before, unless_over
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value, combined
from tariff.compile.rows import KEY, Rows
from tariff.compile.scope import ContractScope, RowScope, Scope, definite
from tariff.compile.versions import Group
from tariff.compile.walk import expressions, records_of, uses
from tariff.model.clause import Clause
from tariff.model.expr import Const, Expr, Field, NextOpen, SumOfClauses
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PAYMENT


def unexplained(plan: Plan, since: int | None) -> str:
    """Payments seen, from the day `since` on if given, without a debt brought forward: contract, id, month."""
    columns = [trees.named(trees.column(name), name) for name in (KEY, "id", "month")]
    where = [trees.binary(exp.LTE, trees.column("paid_on"), trees.day(plan.paid_until))]
    if since is not None:
        where.append(trees.binary(exp.GTE, trees.column("paid_on"), trees.day(since)))
    carried = trees.join(plan.facts(BROUGHT_FORWARD.name, "b"), "anti", _same_month("b"))
    source = plan.facts(PAYMENT.name, trees.PREVIOUS)
    return plan.define("seen", trees.select(columns, source, [carried], where))


def not_plainly_invoiced(contracts: ContractScope, forms: Sequence[Group], payments: str) -> str:
    """The payments whose contract and month do not by themselves show that there is a line."""
    rows = _Questions(contracts, payments)
    plain = [form for form in forms if _plain(contracts, form.clause)]
    for form in plain:
        for _ in made(form, _AtMonth(rows.month), rows.scope):
            rows.answered()
    if not plain:
        return payments
    rows.keep_unanswered()
    columns = [(name, Value(trees.column(name))) for name in (KEY, "id", "month")]
    return contracts.plan.define_later("unexplained", lambda: rows.result(columns))


def months_of(plan: Plan, payments: str) -> str:
    """The distinct (contract, month) of payments."""
    keys = [trees.named(trees.column(key), key) for key in (KEY, "month")]
    return plan.define("pairs", trees.select(keys, trees.table(payments, alias=trees.PREVIOUS), distinct=True))


def without(plan: Plan, payments: str, lines: exp.Query) -> str:
    """The payments whose month none of `lines` stands in."""
    invoiced = trees.join(trees.subquery(lines, "l"), "anti", _same_month("l"))
    source = trees.table(payments, alias=trees.PREVIOUS)
    return plan.define("unexplained", trees.select([trees.star()], source, [invoiced]))


def _same_month(other: str) -> list[exp.Expr]:
    return [trees.binary(exp.EQ, trees.column(key, other), trees.column(key)) for key in (KEY, "month")]


def _plain(contracts: ContractScope, clause: Clause) -> bool:
    """Whether a clause runs on the contract, and its own facts and the month decide whether it makes a line."""
    used = list(expressions(clause))
    return (
        all(driver.record == CONTRACT for driver in clause.drivers)
        and clause.units is None
        and clause.cap is None
        and all(contracts.single(record) for item in used for record in records_of(item))
        and not any(uses(item, kind) for item in used for kind in (SumOfClauses, NextOpen))
    )


@frozen
class _AtMonth:
    """Each row asks for one month, which it holds."""

    month: Value

    @property
    def months(self) -> Bounds:
        """The months that can be asked for."""
        return MONTHS

    def once(self, scope: Scope, on: Value) -> Value:
        """Whether a date lies in the month."""
        made_in = primitives.month_of(on, scope.share)
        same = trees.binary(exp.EQ, made_in.tree, self.month.tree)
        scope.rows.keep(combined((made_in, self.month), same))
        return self.month

    def every(self, scope: Scope, first: Value, last: Value | None) -> Value:
        """Whether the clause runs in the month."""
        scope.rows.keep(at_or_before(first, self.month))
        if last is not None:
            scope.rows.keep(unless_over(scope.share(last, "last"), self.month))
        return self.month


class _Questions(Rows):
    """Payments beside their contracts. What a clause would keep is gathered here as a condition, and drops no row."""

    def __init__(self, contracts: ContractScope, payments: str) -> None:
        super().__init__(self._payments, contracts.plan.name)
        self.month = taxes.month_column(MONTHS)
        self._contracts = contracts
        self._table = payments
        self._borrowed: dict[str, None] = {}
        self._conditions: list[Value] = []
        self._answers: list[Value] = []

    def scope(self, record: str, clause: Clause, shared: frozenset[Expr]) -> RowScope:
        """The scope in which a clause is asked about."""
        del record, clause
        self._conditions = []
        return _QuestionScope(self._contracts, self, self._borrowed, shared)

    def keep(self, condition: Value) -> None:
        """One more condition of the clause that is asked about."""
        self._conditions.append(condition)

    def answered(self) -> None:
        """The clause makes a line where all that was gathered holds."""
        conditions = tuple(self._conditions) or (Value(exp.true()),)
        self._answers.append(combined(conditions, trees.all_of([item.tree for item in conditions])))

    def keep_unanswered(self) -> None:
        """Drop the payments for whose month some clause makes a line."""
        some = definite(combined(tuple(self._answers), trees.any_of([item.tree for item in self._answers])))
        super().keep(combined((some,), trees.negation(some.tree)))

    def _payments(self) -> exp.Query:
        columns = [trees.named(trees.column(name, "r"), name) for name in (KEY, "id", "month")]
        columns += [trees.named(trees.column(name, "c"), name) for name in self._borrowed]
        same = trees.binary(exp.EQ, trees.column(KEY, "c"), trees.column(KEY, "r"))
        joins = [trees.join(trees.table(self._contracts.table, alias="c"), "inner", [same])]
        return trees.select(columns, trees.table(self._table, alias="r"), joins if self._borrowed else [])


class _QuestionScope(RowScope):
    """A clause over payments: everything that does not depend on the month is computed once a contract."""

    def __init__(
        self, contracts: ContractScope, rows: Rows, borrowed: dict[str, None], shared: frozenset[Expr]
    ) -> None:
        super().__init__(contracts, CONTRACT, shared, rows)
        self._borrowed = borrowed

    def delegate(self, item: Expr) -> Value | None:
        """Whatever the contract decides."""
        if isinstance(item, Field | Const) or not self._contracts.covers(item):
            return None
        return self._borrow(self._contracts.shared(item))

"""Months of contracts in which no clause makes a line.

Only whether there is a line matters, so most months are cleared without a line being computed: a clause that runs on
the contract alone is a condition over its facts and the month (`not_plainly_billed`). What that does not clear is
little, and is looked at in full: the fees of those months first, then, for what is left, their interest.
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
from tariff.compile.scope import ContractScope, RowScope, Scope
from tariff.compile.versions import Group
from tariff.compile.walk import expressions, records_of, uses
from tariff.model.clause import Clause
from tariff.model.expr import Const, Expr, Field, NextOpen, SumOfClauses
from tariff.model.gather import Aggregate
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PAYMENT
from tariff.model.ruling import Ruling

MONTH_KEYS = (KEY, "month")
PAYMENT_KEYS = (KEY, "id", "month")


def payments_seen(plan: Plan) -> str:
    """Payments seen: contract, id, month."""
    seen = trees.binary(exp.LTE, trees.column("paid_on"), trees.day(plan.paid_until))
    columns, payments = _named(PAYMENT_KEYS), plan.facts(PAYMENT.name, trees.PREVIOUS)
    return plan.define("seen", trees.select(columns, payments, (), [seen]))


def without_carried(plan: Plan, payments: str) -> str:
    """The payments for months whose debt is not brought forward."""
    # After what clears most of them: the engine takes an anti join to leave little, and would hash the payments.
    return _without(plan, payments, plan.facts(BROUGHT_FORWARD.name, "l"))


def not_plainly_billed(
    contracts: ContractScope, forms: Sequence[Group[Clause]], asked: exp.Expr, keys: Sequence[str]
) -> str:
    """The rows of `asked` whose contract and month do not by themselves show that there is a line.

    asked: a table under the alias ``r`` with the columns `keys`, contract and month among them.
    """
    rows = _Questions(contracts, asked, keys)
    for form in forms:
        if _plain(contracts, form.clause):
            for _ in made(form, _AtMonth(rows.month), rows.scope):
                rows.answered()
    rows.keep_unanswered()
    columns = [(name, Value(trees.column(name))) for name in keys]
    return contracts.plan.define_later("unexplained", lambda: rows.result(columns))


def months_of(plan: Plan, asked: str) -> str:
    """The distinct (contract, month) of rows."""
    source = trees.table(asked, alias=trees.PREVIOUS)
    return plan.define("pairs", trees.select(_named(MONTH_KEYS), source, distinct=True))


def without(plan: Plan, asked: str, lines: exp.Query) -> str:
    """The rows of `asked` in whose month none of `lines` stands."""
    return _without(plan, asked, trees.subquery(lines, "l"))


def _without(plan: Plan, asked: str, other: exp.Expr) -> str:
    same = [trees.binary(exp.EQ, trees.column(key, "l"), trees.column(key)) for key in MONTH_KEYS]
    source = trees.table(asked, alias=trees.PREVIOUS)
    return plan.define("unexplained", trees.select([trees.star()], source, [trees.join(other, "anti", same)]))


def _named(keys: Sequence[str]) -> list[exp.Expr]:
    return [trees.named(trees.column(key), key) for key in keys]


def _plain(contracts: ContractScope, clause: Clause) -> bool:
    """Whether a clause runs on the contract, and its own facts and the month decide whether it makes a line."""
    used = list(expressions(clause))
    return (
        all(driver.record == CONTRACT for driver in clause.drivers)
        and clause.units is None
        and clause.cap is None
        and all(contracts.single(record) for item in used for record in records_of(item))
        and not any(uses(item, kind) for item in used for kind in (SumOfClauses, NextOpen, Aggregate))
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
    """Months beside their contracts. What a clause would keep is gathered here as a condition, and drops no row."""

    def __init__(self, contracts: ContractScope, asked: exp.Expr, keys: Sequence[str]) -> None:
        super().__init__(self._beside, contracts.plan.name)
        self.month = taxes.month_column(MONTHS)
        self._contracts = contracts
        self._asked = asked
        self._keys = keys
        self._borrowed: dict[str, None] = {}
        self._conditions: list[Value] = []
        self._answers: list[Value] = []

    def scope(self, record: str, clause: Clause | Ruling, shared: frozenset[Expr]) -> RowScope:
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
        """Drop the months in which some clause makes a line."""
        if not self._answers:
            return
        some = trees.any_of([item.tree for item in self._answers])
        # What is known of every contract is unknown all the same where the contract is not there.
        super().keep(combined(tuple(self._answers), trees.negation(trees.coalesce(some, exp.false()))))

    def _beside(self) -> exp.Query:
        columns = [trees.named(trees.column(name, "r"), name) for name in self._keys]
        columns += [trees.named(trees.column(name, "c"), name) for name in self._borrowed]
        same = trees.binary(exp.EQ, trees.column(KEY, "c"), trees.column(KEY, "r"))
        # Left, not inner: a month of a contract that is not there has no line either.
        joins = [trees.join(trees.table(self._contracts.table, alias="c"), "left", [same])]
        return trees.select(columns, self._asked, joins if self._borrowed else [])


class _QuestionScope(RowScope):
    """A clause over months: everything that does not depend on the month is computed once a contract."""

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

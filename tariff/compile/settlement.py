"""Settlement: late payments, and what part of a debt each of them settles.

A payment of the demanded months is a candidate when it came after its due day. What concerns only its days (the
version, the grace) is decided before its debt is computed, so the fees are compiled for the months of few debts; and
the payments are read once for the candidates and once for what had been paid before on just those debts.
"""

from sqlglot import exp

from tariff.compile import primitives, taxes, trees
from tariff.compile.acceleration import CARRIED_AMOUNT, DueDays
from tariff.compile.bounds import Bounds
from tariff.compile.demand import Pairs
from tariff.compile.plan import SPELLED, Plan
from tariff.compile.rationals import Value, combined
from tariff.compile.rows import KEY
from tariff.compile.scope import ContractScope, RowScope, field_value
from tariff.compile.versions import groups
from tariff.model.clause import Basis
from tariff.model.expr import Expr, Field
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import LATE, PAYMENT
from tariff.model.types import DATE, MONEY, MONTH, TEXT

_ID, _MONTH, _DUE, _PAID = "late.id", "late.month", "late.due_on", "late.paid_on"


class LateScope(RowScope):
    """The derived record `late`: payments seen that came after the due day of a debt of which they settle some."""

    def __init__(self, contracts: ContractScope, basis: Basis, repeated: frozenset[Expr]) -> None:
        super().__init__(contracts, LATE.name, repeated)
        self._basis = basis
        self._principal: Value | None = None
        plan = self.plan
        paid = field_value(_PAID, DATE, nullable=False)
        self.rows.keep(combined((paid,), trees.binary(exp.LTE, paid.tree, trees.day(plan.paid_until))))
        month = field_value(_MONTH, MONTH, nullable=False)
        self._due_days = DueDays(plan)
        due = self._due_days.due(self.rows, month)
        self._columns = {"id": field_value(_ID, TEXT, nullable=False), "month": month, "paid_on": paid, "due_on": due}
        self.rows.keep(combined((paid, due), trees.binary(exp.GT, paid.tree, due.tree)))

    def field(self, item: Field) -> Value:
        """A field of the late payment, or of its contract."""
        if item.record != LATE.name:
            return super().field(item)
        return self.principal() if item.name == "principal" else self._columns[item.name]

    def settle(self) -> None:
        """Drop the payments that settle none of a debt."""
        self.principal()

    def principal(self) -> Value:
        """The part of the debt that the payment settles; rows that settle none are dropped."""
        if self._principal is None:
            self._principal = self._settled()
            self.rows.keep(combined((self._principal,), trees.binary(exp.GT, self._principal.tree, trees.integer(0))))
        return self._principal

    def _settled(self) -> Value:
        """least(amount, greatest(debt − earlier payments, 0)), joined to the row."""
        plan = self.plan
        held = plan.store(self.rows, "late")
        month = self._columns["month"]
        keys = [trees.named(trees.column(KEY), KEY), trees.named(month.tree, "month")]
        keys.append(trees.named(primitives.spelled(month), SPELLED))
        source = trees.table(held, alias=trees.PREVIOUS)
        debtors = plan.define("debtors", trees.select(keys, source, distinct=True))
        earlier = self._earlier(debtors)
        debt = self._debt(debtors)
        amount = field_value("late.amount", MONEY, nullable=False)
        left = trees.binary(exp.Sub, debt.tree, earlier.tree)
        open_part = trees.case([(trees.binary(exp.GT, left, trees.integer(0)), left.copy())], trees.integer(0))
        tree = trees.least([amount.tree, open_part])
        return self.share(combined((amount, debt, earlier), tree, Bounds(-MAX_AMOUNT, MAX_AMOUNT)), "principal")

    def _earlier(self, debtors: str) -> Value:
        """What had been paid on the row's debt before it, in the order of day and id."""
        plan = self.plan
        before = exp.Window(
            this=exp.Sum(this=trees.column("amount")),
            partition_by=[trees.column(KEY), trees.column("month")],
            order=exp.Order(expressions=[trees.ordered("paid_on"), trees.ordered("id")]),
            spec=trees.all_before(),
        )
        columns = [trees.named(trees.column(name), name) for name in (KEY, "id")]
        columns.append(trees.named(trees.bigint(trees.coalesce(before, trees.integer(0))), "earlier"))
        seen = trees.binary(exp.LTE, trees.column("paid_on"), trees.day(plan.paid_until))
        same = [trees.binary(exp.EQ, trees.column(key, "d"), trees.column(key)) for key in (KEY, SPELLED)]
        payments = plan.define(
            "payments",
            trees.select(
                columns,
                plan.facts(PAYMENT.name, trees.PREVIOUS),
                [trees.join(trees.table(debtors, alias="d"), "semi", same)],
                [seen],
            ),
        )
        alias = plan.name("e")
        made = self.rows.join(
            trees.table(payments, alias=alias),
            "inner",
            [
                (self.key, lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key)),
                (self._columns["id"], lambda row: trees.binary(exp.EQ, trees.column("id", alias), row)),
            ],
            earlier=Value(trees.column("earlier", alias)),
        )
        return made["earlier"]

    def _debt(self, debtors: str) -> Value:
        """What the month's debt came to: the amount brought forward, else the basis's fees with their tax."""
        plan = self.plan
        names = frozenset(group.clause.name for group in groups(plan.terms, interest=False))
        lines = plan.fees(names - set(self._basis.leave_out), Pairs(debtors))
        carried = field_value(CARRIED_AMOUNT, MONEY, nullable=True)
        if lines is None:
            return combined((self.key,), trees.coalesce(carried.tree, trees.integer(0)))
        debts = plan.define("debts", fees_with_tax(plan, lines) if self._basis.with_tax else _fees(lines))
        alias = plan.name("f")
        fees = trees.coalesce(carried.tree, trees.coalesce(trees.column("debt", alias), trees.integer(0)))
        made = self.rows.join(
            trees.table(debts, alias=alias),
            "left",
            [
                (self.key, lambda key: trees.binary(exp.EQ, trees.column(KEY, alias), key)),
                (self._columns["month"], lambda month: trees.binary(exp.EQ, trees.column("month", alias), month)),
            ],
            debt=Value(fees),
        )
        return made["debt"]

    def _scan(self) -> exp.Query:
        columns = [
            trees.named(trees.column(KEY, "r"), KEY),
            trees.named(trees.column("id", "r"), _ID),
            trees.named(trees.column("month", "r"), _MONTH),
            trees.named(trees.column("paid_on", "r"), _PAID),
            trees.named(trees.column("amount", "r"), "late.amount"),
            *self._due_days.columns,
            *self.borrowed_columns(),
        ]
        return trees.select(
            columns, self.plan.facts(PAYMENT.name, "r"), [*self._due_days.joins, *self.borrowed_joins()]
        )


def _fees(lines: exp.Query) -> exp.Query:
    return trees.select(
        [*_month_keys(), taxes.summed("amount", "debt")],
        trees.subquery(lines, trees.PREVIOUS),
        group=[trees.column(KEY), trees.column("month")],
    )


def fees_with_tax(plan: Plan, lines: exp.Query) -> exp.Query:
    """What lines come to with the tax on them: contract, month, debt."""
    taxed = taxes.with_tax(plan, taxes.bases(trees.subquery(lines, trees.PREVIOUS)))
    total = trees.binary(exp.Add, trees.column("base"), trees.column("tax"))
    return trees.select(
        [*_month_keys(), trees.named(trees.bigint(exp.Sum(this=total)), "debt")],
        trees.subquery(taxed, trees.PREVIOUS),
        group=[trees.column(KEY), trees.column("month")],
    )


def _month_keys() -> list[exp.Expr]:
    return [trees.named(trees.column(key), key) for key in (KEY, "month")]

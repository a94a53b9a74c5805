"""Payments for months that have neither an invoice nor a debt brought forward.

Only whether there is a line matters. The fees of the months are looked at first, then, for what
is left, their interest.
"""

from collections.abc import Sequence

from sqlglot import exp

from tariff.compile import trees
from tariff.compile.plan import Plan
from tariff.compile.rows import KEY
from tariff.model.records import BROUGHT_FORWARD, PAYMENT


def unexplained(plan: Plan, since: int | None) -> str:
    """Payments seen, from the day `since` on if given, without a debt brought forward: contract, id, month."""
    columns = [trees.named(trees.column(name), name) for name in (KEY, "id", "month")]
    where = [trees.binary(exp.LTE, trees.column("paid_on"), trees.day(plan.paid_until))]
    if since is not None:
        where.append(trees.binary(exp.GTE, trees.column("paid_on"), trees.day(since)))
    carried = trees.join(plan.facts(BROUGHT_FORWARD.name, "b"), "anti", same_month("b"))
    source = plan.facts(PAYMENT.name, trees.PREVIOUS)
    return plan.define("unexplained", trees.select(columns, source, [carried], where))


def months_of(plan: Plan, payments: str) -> str:
    """The distinct (contract, month) of payments."""
    keys = [trees.named(trees.column(key), key) for key in (KEY, "month")]
    return plan.define("pairs", trees.select(keys, trees.table(payments, alias=trees.PREVIOUS), distinct=True))


def without(plan: Plan, payments: str, lines: exp.Query) -> str:
    """The payments whose month none of `lines` stands in."""
    invoiced = trees.join(trees.subquery(lines, "l"), "anti", same_month("l"))
    return plan.define(
        "unexplained", trees.select([trees.star()], trees.table(payments, alias=trees.PREVIOUS), [invoiced])
    )


def same_month(other: str) -> Sequence[exp.Expr]:
    """That a row is of the contract and the month of the previous layer's row."""
    return [trees.binary(exp.EQ, trees.column(key, other), trees.column(key)) for key in (KEY, "month")]

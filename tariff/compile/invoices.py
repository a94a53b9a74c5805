"""Taxes and invoices out of tables of lines: tax once per invoice and rate, on the sum."""

from sqlglot import exp

from tariff.compile import acceleration, trees
from tariff.compile.demand import MONTHS
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value
from tariff.compile.rows import KEY, Rows
from tariff.compile.taxes import bases, issue_day, month_column, summed, with_tax
from tariff.model.terms import Terms


def taxes(terms: Terms, lines: exp.Expr) -> exp.Query:
    """contract, month, rate, base, tax of the lines that bear a rate; `lines` is a table under the alias ``p``."""
    taxed = trees.select([trees.star()], lines, where=[trees.binary(exp.NEQ, trees.column("rate"), trees.text(""))])
    return with_tax(Plan(terms, "", 0), bases(trees.subquery(taxed, trees.PREVIOUS)))


def invoices(plan: Plan, lines: exp.Expr, found: exp.Expr) -> exp.Query:
    """contract, month, issued_on, due_on, subtotal, total; `lines` under the alias ``l``, their taxes under ``t``."""
    amounts = trees.union_all([_part(lines, "l", "amount", None), _part(found, "t", None, "tax")])
    grouped = trees.select(
        [
            *(trees.named(trees.column(key), key) for key in (KEY, "month")),
            summed("amount", "subtotal"),
            summed("tax", "taxes"),
        ],
        trees.subquery(amounts, trees.PREVIOUS),
        group=[trees.column(key) for key in (KEY, "month")],
    )
    rows = Rows(lambda: grouped, plan.name)
    month = month_column(MONTHS)
    total = trees.binary(exp.Add, trees.column("subtotal"), trees.column("taxes"))
    return rows.result(
        [
            (KEY, Value(trees.column(KEY))),
            ("month", month),
            ("issued_on", issue_day(plan.terms, month, rows.share)),
            ("due_on", acceleration.of_invoices(plan, rows, month)),
            ("subtotal", Value(trees.column("subtotal"))),
            ("total", Value(total)),
        ]
    )


def _part(source: exp.Expr, alias: str, amount: str | None, tax: str | None) -> exp.Query:
    columns = [trees.named(trees.column(key, alias), key) for key in (KEY, "month")]
    for name, held in (("amount", amount), ("tax", tax)):
        columns.append(trees.named(trees.column(held, alias) if held else trees.integer(0), name))
    return trees.select(columns, source)

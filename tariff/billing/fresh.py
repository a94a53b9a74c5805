"""Months that were not billed before: every line that the clauses make, as the first invoice of its month."""

from tariff.billing.bookings import INVOICE, LINE, TAX, tax_made, totals
from tariff.billing.run_sql import Steps
from tariff.compile import Compiler

_WRITE = (
    f"""
    {LINE}
    SELECT $run, contract, $terms, name, 1, 0, date, kind, clause, article, version, subject, quantity, amount, tax,
        rate
    FROM _fresh_line JOIN _month_name ON month = number
    """,
    f"""
    {TAX}
    SELECT contract, $terms, name, 1, rate, base, tax FROM _fresh_tax JOIN _month_name ON month = number
    """,
    f"""
    {INVOICE}
    SELECT $run, contract, $terms, name, 1, $issued_on,
        CASE WHEN month <= early_month THEN least($due_on, day) ELSE $due_on END, subtotal, subtotal + taxes
    FROM {totals("_fresh_line", "_fresh_tax")} JOIN _month_name ON month = number
    LEFT JOIN (SELECT contract, day, month AS early_month FROM _early) AS early USING (contract)
    """,
    tax_made("_fresh_tax"),
)


def write_fresh(steps: Steps, compiler: Compiler) -> None:
    """Write the lines in table _fresh_line, with their taxes and invoices, into the ledger.

    Table _early has the contracts whose debts, of the months up to one, fell due on a day.
    """
    steps.make("_fresh_tax", compiler.taxes("_fresh_line"))
    for statement in _WRITE:
        steps.run(statement)

"""Months that were not billed before: every line that the clauses make, as the first invoice of its month."""

from tariff.billing.run_sql import Steps
from tariff.compile import Compiler

_WRITE = (
    """
    INSERT INTO ledger.line
    SELECT concat_ws('/', $terms, contract, clause, coalesce(subject, '-'), name), $run,
        concat_ws('/', $terms, contract, name), contract, $terms, name, date, kind, clause, article, version, subject,
        quantity, amount, tax, rate, NULL
    FROM _fresh_line JOIN _month_name ON month = number
    """,
    """
    INSERT INTO ledger.invoice_tax
    SELECT concat_ws('/', $terms, contract, name), rate, base, tax FROM _fresh_tax JOIN _month_name ON month = number
    """,
    """
    INSERT INTO ledger.invoice
    SELECT concat_ws('/', $terms, contract, name), $run, contract, $terms, name, $issued_on,
        CASE WHEN month <= early_month THEN least($due_on, day) ELSE $due_on END, subtotal,
        subtotal + coalesce(taxes, 0)
    FROM (
        SELECT contract, month, CAST(sum(amount) AS BIGINT) AS subtotal FROM _fresh_line GROUP BY contract, month
    ) LEFT JOIN (
        SELECT contract, month, CAST(sum(tax) AS BIGINT) AS taxes FROM _fresh_tax GROUP BY contract, month
    ) AS taxes USING (contract, month)
    JOIN _month_name ON month = number
    LEFT JOIN (SELECT contract, day, month AS early_month FROM _early) AS early USING (contract)
    """,
    "INSERT INTO _tax_made SELECT $terms, rate, sum(base), sum(tax) FROM _fresh_tax GROUP BY rate",
)


def write_fresh(steps: Steps, compiler: Compiler) -> None:
    """Write the lines in table _fresh_line, with their taxes and invoices, into the ledger.

    Table _early has the contracts whose debts, of the months up to one, fell due on a day.
    """
    steps.make("_fresh_tax", compiler.taxes("_fresh_line"))
    for statement in _WRITE:
        steps.run(statement)

"""Months that were not billed before: every line that the clauses make, as the first invoice of its month."""

from tariff.billing.run_sql import Steps
from tariff.compile import Compiler

_WRITE = (
    """
    INSERT INTO ledger.line (
        run, contract, terms, month, turn, place, date, kind, clause, article, version, subject, quantity, amount, tax,
        rate
    )
    SELECT $run, contract, $terms, name, 1, 0, date, kind, clause, article, version, subject, quantity, amount, tax,
        rate
    FROM _fresh_line JOIN _month_name ON month = number
    """,
    """
    INSERT INTO ledger.invoice_tax (contract, terms, month, turn, rate, base, tax)
    SELECT contract, $terms, name, 1, rate, base, tax FROM _fresh_tax JOIN _month_name ON month = number
    """,
    """
    INSERT INTO ledger.invoice (run, contract, terms, month, turn, issued_on, due_on, subtotal, total)
    SELECT $run, contract, $terms, name, 1, $issued_on,
        CASE WHEN month <= early_month THEN least($due_on, day) ELSE $due_on END, subtotal, subtotal + taxes
    FROM (
        SELECT contract, month, CAST(sum(amount) AS BIGINT) AS subtotal, CAST(sum(tax) AS BIGINT) AS taxes
        FROM (
            SELECT contract, month, amount, 0 AS tax FROM _fresh_line
            UNION ALL SELECT contract, month, 0, tax FROM _fresh_tax
        ) GROUP BY contract, month
    ) JOIN _month_name ON month = number
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

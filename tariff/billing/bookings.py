"""The statements that book lines, taxes and invoices: what first and corrective invoices share.

Each begins with columns of the ledger, in the order in which what follows it selects them.
"""

LINE = """
INSERT INTO ledger.line (
    run, contract, terms, month, turn, place, date, kind, clause, article, version, subject, quantity, amount, tax, rate
)
"""
TAX = "INSERT INTO ledger.invoice_tax (contract, terms, month, turn, rate, base, tax)"
INVOICE = "INSERT INTO ledger.invoice (run, contract, terms, month, turn, issued_on, due_on, subtotal, total)"


def totals(lines: str, taxes: str) -> str:
    """A relation of what the lines and the taxes in two tables come to, by contract and month."""
    return f"""(
        SELECT contract, month, CAST(sum(amount) AS BIGINT) AS subtotal, CAST(sum(tax) AS BIGINT) AS taxes
        FROM (
            SELECT contract, month, amount, 0 AS tax FROM {lines}
            UNION ALL SELECT contract, month, 0, tax FROM {taxes}
        ) GROUP BY contract, month
    )"""


def tax_made(taxes: str) -> str:
    """Adds the taxes in a table to what the summary of a bill tells of each rate."""
    return f"INSERT INTO _tax_made SELECT $terms, rate, sum(base), sum(tax) FROM {taxes} GROUP BY rate"

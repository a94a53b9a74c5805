"""What should stand for months already billed, less what stands: the corrections.

Amounts are compared by what a line is for (clause, subject and month) and by its tax class and rate, over everything
that the ledger holds for it. A month without an invoice gets its first one, late; another gets a corrective invoice. A
line that stood is corrected by adjustments that refer to it; one that never stood is billed as itself. Where nothing
differs nothing is made, so that a second run writes nothing, and runs in any order end in the same sums.
"""

from tariff.billing.bookings import INVOICE, LINE, TAX, tax_made, totals
from tariff.billing.run_sql import Steps

# What stands of the contracts looked at: every line with its adjustments, every tax; and on which invoice the last was.
_STANDING_LINE = """
SELECT contract, month, clause, coalesce(subject, '-') AS subject, tax, rate, CAST(sum(amount) AS BIGINT) AS amount,
    CAST(sum(quantity) AS BIGINT) AS quantity, arg_max(date, run) AS date, arg_max(article, run) AS article,
    arg_max(version, run) AS version, max(turn) AS turn
FROM ledger.line SEMI JOIN _corrected USING (contract)
WHERE terms = $terms AND month <= $corrected_to
GROUP BY contract, month, clause, coalesce(subject, '-'), tax, rate
"""
# The same lines bear the same taxes, unless what makes the one of the other has changed.
_TAXED_MONTH = """
SELECT contract, month FROM _different_line
UNION
SELECT contract, month FROM _standing_line SEMI JOIN (FROM _corrected WHERE remade) AS remade USING (contract)
"""
_STANDING_TAX = """
SELECT contract, month, rate, CAST(sum(base) AS BIGINT) AS base, CAST(sum(tax) AS BIGINT) AS tax, max(turn) AS turn
FROM ledger.invoice_tax SEMI JOIN _taxed_month USING (contract, month)
WHERE terms = $terms
GROUP BY contract, month, rate
"""
_DIFFERENT_LINE = """
SELECT contract, month, clause, subject, tax, rate,
    coalesce(should.amount, 0) - coalesce(standing.amount, 0) AS amount,
    coalesce(should.quantity, 0) - coalesce(standing.quantity, 0) AS quantity,
    coalesce(should.date, standing.date) AS date, kind, coalesce(should.article, standing.article) AS article,
    coalesce(should.version, standing.version) AS version, stood.contract IS NOT NULL AS stood
FROM (
    SELECT * REPLACE (name AS month, coalesce(subject, '-') AS subject)
    FROM _should_line JOIN _month_name ON month = number
) AS should
FULL JOIN _standing_line AS standing USING (contract, month, clause, subject, tax, rate)
LEFT JOIN (SELECT DISTINCT contract, month, clause, subject FROM _standing_line) AS stood
    USING (contract, month, clause, subject)
WHERE coalesce(should.amount, 0) <> coalesce(standing.amount, 0)
"""
_DIFFERENT_TAX = """
SELECT contract, month, rate, coalesce(should.base, 0) - coalesce(standing.base, 0) AS base,
    coalesce(should.tax, 0) - coalesce(standing.tax, 0) AS tax
FROM (
    SELECT * FROM (SELECT * REPLACE (name AS month) FROM _should_tax JOIN _month_name ON month = number)
    SEMI JOIN _taxed_month USING (contract, month)
) AS should
FULL JOIN _standing_tax AS standing USING (contract, month, rate)
WHERE coalesce(should.base, 0) <> coalesce(standing.base, 0) OR coalesce(should.tax, 0) <> coalesce(standing.tax, 0)
"""
# The invoices to be made, and which of its month's each of them is. An invoice that stands has a line or a tax.
_LATE_INVOICE = """
SELECT contract, month, coalesce(max(turn), 0) + 1 AS turn
FROM (
    SELECT contract, month FROM _different_line UNION SELECT contract, month FROM _different_tax
) LEFT JOIN (
    SELECT contract, month, turn FROM _standing_line UNION ALL SELECT contract, month, turn FROM _standing_tax
) AS standing USING (contract, month)
GROUP BY contract, month
"""

_WRITE = (
    # A line that changed its rate is taken back at the one and made at the other: two adjustments of one line.
    f"""
    {LINE}
    SELECT $run, contract, $terms, month, turn,
        CASE WHEN stood THEN row_number() OVER same ELSE 0 END, date, CASE WHEN stood THEN 'adjustment' ELSE kind END,
        clause, article, version, nullif(subject, '-'), quantity, amount, tax, rate
    FROM _different_line JOIN _late_invoice USING (contract, month)
    WINDOW same AS (PARTITION BY contract, month, clause, subject ORDER BY tax, rate)
    """,
    f"""
    {TAX}
    SELECT contract, $terms, month, turn, rate, base, tax FROM _different_tax JOIN _late_invoice USING (contract, month)
    """,
    f"""
    {INVOICE}
    SELECT $run, contract, $terms, month, turn, $issued_on, $due_on, subtotal, subtotal + taxes
    FROM {totals("_different_line", "_different_tax")} JOIN _late_invoice USING (contract, month)
    """,
    tax_made("_different_tax"),
)


def correct(steps: Steps) -> int:
    """Write what should stand less what stands, for the contracts in table _corrected; how many invoices that made.

    Tables _should_line and _should_tax hold what should stand, of those contracts alone, in the months looked at.
    """
    steps.make("_standing_line", _STANDING_LINE)
    steps.make("_different_line", _DIFFERENT_LINE)
    steps.make("_taxed_month", _TAXED_MONTH)
    steps.make("_standing_tax", _STANDING_TAX)
    steps.make("_different_tax", _DIFFERENT_TAX)
    steps.make("_late_invoice", _LATE_INVOICE)
    made = steps.count("SELECT count(*) FROM _late_invoice")
    if made:
        for statement in _WRITE:
            steps.run(statement)
    return made

"""What should stand for months already billed, less what stands: the corrections.

Amounts are compared by what a line is for (its id) and by its tax class and rate, over everything that the ledger
holds for it. A month without an invoice gets its first one, late; another gets a corrective invoice of adjustments.
Where nothing differs nothing is made, so that a second run writes nothing and runs in any order end in the same sums.
"""

from tariff.billing.run_sql import Steps

# What stands, of the contracts that are stale: every line with its adjustments, every invoice's taxes, how many
# invoices.
_STANDING_LINE = """
SELECT contract, month, coalesce(refers_to, id) AS id, tax, rate, CAST(sum(amount) AS BIGINT) AS amount,
    CAST(sum(quantity) AS BIGINT) AS quantity, arg_max(date, run) AS date, any_value(clause) AS clause,
    arg_max(article, run) AS article, arg_max(version, run) AS version, any_value(subject) AS subject
FROM ledger.line SEMI JOIN corrected USING (contract)
WHERE terms = $terms AND month <= $corrected_to
GROUP BY contract, month, coalesce(refers_to, id), tax, rate
"""
_STANDING_INVOICE = """
SELECT id, contract, month FROM ledger.invoice SEMI JOIN corrected USING (contract)
WHERE terms = $terms AND month <= $corrected_to
"""
_STANDING_TAX = """
SELECT contract, month, rate, CAST(sum(base) AS BIGINT) AS base, CAST(sum(tax) AS BIGINT) AS tax
FROM ledger.invoice_tax JOIN standing_invoice ON invoice_tax.invoice = standing_invoice.id
GROUP BY contract, month, rate
"""
_DIFFERENT_LINE = """
SELECT coalesce(should.contract, standing.contract) AS contract, coalesce(should.month, standing.month) AS month,
    coalesce(should.id, standing.id) AS id, coalesce(should.tax, standing.tax) AS tax,
    coalesce(should.rate, standing.rate) AS rate,
    coalesce(should.amount, 0) - coalesce(standing.amount, 0) AS amount,
    coalesce(should.quantity, 0) - coalesce(standing.quantity, 0) AS quantity,
    coalesce(should.date, standing.date) AS date, should.kind AS kind,
    coalesce(should.clause, standing.clause) AS clause, coalesce(should.article, standing.article) AS article,
    coalesce(should.version, standing.version) AS version, coalesce(should.subject, standing.subject) AS subject
FROM (
    SELECT * REPLACE (name AS month), concat_ws('/', $terms, contract, clause, coalesce(subject, '-'), name) AS id
    FROM should_line JOIN month_name ON month = number
) AS should
FULL JOIN standing_line AS standing
    ON should.id = standing.id AND should.tax = standing.tax AND should.rate = standing.rate
WHERE coalesce(should.amount, 0) <> coalesce(standing.amount, 0)
"""
_DIFFERENT_TAX = """
SELECT coalesce(should.contract, standing.contract) AS contract, coalesce(should.month, standing.month) AS month,
    coalesce(should.rate, standing.rate) AS rate,
    coalesce(should.base, 0) - coalesce(standing.base, 0) AS base,
    coalesce(should.tax, 0) - coalesce(standing.tax, 0) AS tax
FROM (SELECT * REPLACE (name AS month) FROM should_tax JOIN month_name ON month = number) AS should
FULL JOIN standing_tax AS standing
    ON should.contract = standing.contract AND should.month = standing.month AND should.rate = standing.rate
WHERE coalesce(should.base, 0) <> coalesce(standing.base, 0) OR coalesce(should.tax, 0) <> coalesce(standing.tax, 0)
"""
# The invoices to be made: the first of their month has its plain id, the others say which one they are.
_LATE_INVOICE = """
SELECT contract, month, coalesce(turns, 0) + 1 AS turn,
    concat_ws('/', $terms, contract, month, CASE WHEN turns > 0 THEN CAST(turns + 1 AS VARCHAR) END) AS id
FROM (
    SELECT contract, month FROM different_line UNION SELECT contract, month FROM different_tax
) LEFT JOIN (
    SELECT contract, month, count(*) AS turns FROM standing_invoice GROUP BY contract, month
) AS standing USING (contract, month)
"""

_WRITE = (
    # A line that changed its rate is taken back at the one and made at the other: two adjustments of one line.
    """
    INSERT INTO ledger.line
    SELECT CASE WHEN turn = 1 THEN line.id ELSE concat_ws('/', line.id, turn, nullif(place, 1)) END, $run, invoice.id,
        contract, $terms, month, date, CASE WHEN turn = 1 THEN kind ELSE 'adjustment' END, clause, article, version,
        subject, quantity, amount, tax, rate, CASE WHEN turn > 1 THEN line.id END
    FROM (
        SELECT *, row_number() OVER (PARTITION BY id ORDER BY tax, rate) AS place FROM different_line
    ) AS line JOIN late_invoice AS invoice USING (contract, month)
    """,
    """
    INSERT INTO ledger.invoice_tax
    SELECT invoice.id, rate, base, tax FROM different_tax JOIN late_invoice AS invoice USING (contract, month)
    """,
    """
    INSERT INTO ledger.invoice
    SELECT invoice.id, $run, contract, $terms, month, $issued_on, $due_on, subtotal, subtotal + taxes
    FROM (
        SELECT contract, month, CAST(sum(amount) AS BIGINT) AS subtotal, CAST(sum(tax) AS BIGINT) AS taxes
        FROM (
            SELECT contract, month, amount, 0 AS tax FROM different_line
            UNION ALL SELECT contract, month, 0, tax FROM different_tax
        ) GROUP BY contract, month
    ) JOIN late_invoice AS invoice USING (contract, month)
    """,
    "INSERT INTO tax_made SELECT $terms, rate, sum(base), sum(tax) FROM different_tax GROUP BY rate",
)


def correct(steps: Steps) -> int:
    """Write what should stand less what stands, for the contracts in table corrected; how many invoices that made.

    Tables should_line and should_tax hold what should stand, of those contracts alone, in the months looked at.
    """
    steps.make("standing_line", _STANDING_LINE)
    steps.make("standing_invoice", _STANDING_INVOICE)
    steps.make("standing_tax", _STANDING_TAX)
    steps.make("different_line", _DIFFERENT_LINE)
    steps.make("different_tax", _DIFFERENT_TAX)
    steps.make("late_invoice", _LATE_INVOICE)
    made = steps.count("SELECT count(*) FROM late_invoice")
    if made:
        for statement in _WRITE:
            steps.run(statement)
    return made

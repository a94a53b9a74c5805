"""What should stand for months already billed, less what stands: the corrections.

Amounts are compared by what a line is for (clause, subject and month) and by its tax class and rate, over everything
that the ledger holds for it. A month without an invoice gets its first one, late; another gets a corrective invoice. A
line that stood is corrected by adjustments that refer to it; one that never stood is billed as itself. Where nothing
differs nothing is made, so that a second run writes nothing, and runs in any order end in the same sums.
"""

from tariff.billing.run_sql import Steps

# What stands of the contracts looked at: every line with its adjustments, how many invoices, every invoice's taxes. Ids
# are not read from lines and invoices: they are a ledger's longest texts, and say no more than these columns.
_STANDING_LINE = """
SELECT contract, month, clause, coalesce(subject, '-') AS subject, tax, rate, CAST(sum(amount) AS BIGINT) AS amount,
    CAST(sum(quantity) AS BIGINT) AS quantity, arg_max(date, run) AS date, arg_max(article, run) AS article,
    arg_max(version, run) AS version
FROM ledger.line SEMI JOIN _corrected USING (contract)
WHERE terms = $terms AND month <= $corrected_to
GROUP BY contract, month, clause, coalesce(subject, '-'), tax, rate
"""
_STANDING_INVOICE = """
SELECT contract, month, count(*) AS turns, CAST(sum(total - subtotal) AS BIGINT) AS taxes
FROM ledger.invoice SEMI JOIN _corrected USING (contract)
WHERE terms = $terms AND month <= $corrected_to GROUP BY contract, month
"""
# Where all lines of a month bear one rate, its invoices' taxes are of that rate. Only for the few other months are
# taxes looked up by their invoices' ids.
_RATED_MONTH = """
SELECT contract, month, min(rate) AS rate, count(DISTINCT rate) AS rates, CAST(sum(amount) AS BIGINT) AS base, turns,
    any_value(taxes) AS taxes
FROM _standing_line JOIN _standing_invoice USING (contract, month) WHERE rate <> '' GROUP BY contract, month, turns
"""
_STANDING_TAX = """
SELECT contract, month, rate, base, taxes AS tax FROM _rated_month WHERE rates = 1
UNION ALL
SELECT contract, month, invoice_tax.rate, CAST(sum(invoice_tax.base) AS BIGINT), CAST(sum(tax) AS BIGINT)
FROM ledger.invoice_tax JOIN (
    SELECT contract, month, concat_ws('/', $terms, contract, month, nullif(unnest(range(1, turns + 1)), 1)) AS id
    FROM _rated_month WHERE rates > 1
) AS invoice ON invoice_tax.invoice = invoice.id
GROUP BY contract, month, invoice_tax.rate
"""
_DIFFERENT_LINE = """
SELECT contract, month, clause, subject, tax, rate,
    concat_ws('/', $terms, contract, clause, subject, month) AS id,
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
FROM (SELECT * REPLACE (name AS month) FROM _should_tax JOIN _month_name ON month = number) AS should
FULL JOIN _standing_tax AS standing USING (contract, month, rate)
WHERE coalesce(should.base, 0) <> coalesce(standing.base, 0) OR coalesce(should.tax, 0) <> coalesce(standing.tax, 0)
"""
# The invoices to be made: the first of their month has its plain id, the others say which one they are.
_LATE_INVOICE = """
SELECT contract, month, coalesce(turns, 0) + 1 AS turn,
    concat_ws('/', $terms, contract, month, CASE WHEN turns > 0 THEN CAST(turns + 1 AS VARCHAR) END) AS id
FROM (
    SELECT contract, month FROM _different_line UNION SELECT contract, month FROM _different_tax
) LEFT JOIN _standing_invoice AS standing USING (contract, month)
"""

_WRITE = (
    # A line that changed its rate is taken back at the one and made at the other: two adjustments of one line.
    """
    INSERT INTO ledger.line
    SELECT CASE WHEN stood THEN concat_ws('/', line.id, turn, nullif(place, 1)) ELSE line.id END, $run, invoice.id,
        contract, $terms, month, date, CASE WHEN stood THEN 'adjustment' ELSE kind END, clause, article, version,
        nullif(subject, '-'), quantity, amount, tax, rate, CASE WHEN stood THEN line.id END
    FROM (
        SELECT *, row_number() OVER (PARTITION BY id ORDER BY tax, rate) AS place FROM _different_line
    ) AS line JOIN _late_invoice AS invoice USING (contract, month)
    """,
    """
    INSERT INTO ledger.invoice_tax
    SELECT invoice.id, rate, base, tax FROM _different_tax JOIN _late_invoice AS invoice USING (contract, month)
    """,
    """
    INSERT INTO ledger.invoice
    SELECT invoice.id, $run, contract, $terms, month, $issued_on, $due_on, subtotal, subtotal + taxes
    FROM (
        SELECT contract, month, CAST(sum(amount) AS BIGINT) AS subtotal, CAST(sum(tax) AS BIGINT) AS taxes
        FROM (
            SELECT contract, month, amount, 0 AS tax FROM _different_line
            UNION ALL SELECT contract, month, 0, tax FROM _different_tax
        ) GROUP BY contract, month
    ) JOIN _late_invoice AS invoice USING (contract, month)
    """,
    "INSERT INTO _tax_made SELECT $terms, rate, sum(base), sum(tax) FROM _different_tax GROUP BY rate",
)


def correct(steps: Steps) -> int:
    """Write what should stand less what stands, for the contracts in table _corrected; how many invoices that made.

    Tables _should_line and _should_tax hold what should stand, of those contracts alone, in the months looked at.
    """
    steps.make("_standing_line", _STANDING_LINE)
    steps.make("_standing_invoice", _STANDING_INVOICE)
    steps.make("_rated_month", _RATED_MONTH)
    steps.make("_standing_tax", _STANDING_TAX)
    steps.make("_different_line", _DIFFERENT_LINE)
    steps.make("_different_tax", _DIFFERENT_TAX)
    steps.make("_late_invoice", _LATE_INVOICE)
    made = steps.count("SELECT count(*) FROM _late_invoice")
    if made:
        for statement in _WRITE:
            steps.run(statement)
    return made

-- What the month does on a ledger that holds the months before it, by hand: contracts whose facts are not those that their bills
-- were made of have these months corrected by difference, and what was decided is set right. After decisions.sql, whose tables,
-- views and macros it uses, and those of the scripts before it. The ledger is attached, the month in it already.
SET VARIABLE opening = (SELECT CAST(min(month) || '-01' AS DATE) FROM ledger.run);
SET VARIABLE billed_to = getvariable('month') - 1;

-- The digests of what could be known by the last month billed, to compare; with this month's payments they are those to keep.
CREATE TEMP TABLE digest AS
SELECT contract, digest AS before, digest + coalesce(added, 0) AS digest
FROM digests(getvariable('billed_to')) LEFT JOIN (
    SELECT contract, sum(hash(id, month, paid_on, amount)) AS added FROM payment
    WHERE paid_on BETWEEN getvariable('month') AND last_day(getvariable('month')) GROUP BY contract
) USING (contract);
CREATE TEMP TABLE changed AS
SELECT contract FROM digest LEFT JOIN ledger.digest AS kept USING (contract)
WHERE kept.digest IS DISTINCT FROM digest.before;

-- Their months since the terms began, the debts of these, and what was paid for them.
CREATE TEMP TABLE changed_life AS FROM life SEMI JOIN changed USING (contract);
CREATE TEMP TABLE changed_month AS
SELECT contract, CAST(unnest(generate_series(DATE '2015-05-01', getvariable('billed_to'), INTERVAL 1 MONTH)) AS DATE) AS month
FROM changed_life;
CREATE TEMP TABLE changed_payment AS FROM payment SEMI JOIN changed USING (contract);
CREATE TEMP VIEW changed_paid AS FROM seen('changed_payment');
CREATE TEMP TABLE changed_settling AS FROM payments_for('changed_month', 'changed_paid');

-- What lines should stand in the months billed, and what does: each line with its adjustments.
CREATE TEMP TABLE should_line AS
SELECT contract, strftime(month, '%Y-%m') AS month, date, kind, clause, article, coalesce(subject, '-') AS subject,
    1 AS quantity, amount, 'standard' AS tax, tax_percent(date) || '%' AS rate
FROM fees('changed_month') WHERE month >= getvariable('opening')
UNION ALL
SELECT contract, strftime(paid_on, '%Y-%m'), paid_on, 'interest', 'late_interest', '20', 'payment:' || id, days, amount,
    'outside', ''
FROM interest('changed_settling')
WHERE paid_on BETWEEN getvariable('opening') AND getvariable('billed_to') AND amount > 0;
CREATE TEMP TABLE standing AS
SELECT run, contract, month, clause, coalesce(subject, '-') AS subject, tax, rate, date, article, quantity, amount
FROM ledger.line SEMI JOIN changed USING (contract)
WHERE month < getvariable('key');
CREATE TEMP TABLE standing_line AS
SELECT contract, month, clause, subject, tax, rate, sum(quantity)::BIGINT AS quantity, sum(amount)::BIGINT AS amount,
    arg_max(date, run) AS date, arg_max(article, run) AS article
FROM standing GROUP BY ALL;
CREATE TEMP TABLE compared_line AS
SELECT contract, month, clause, subject, tax, rate, coalesce(should.date, standing.date) AS date, kind,
    coalesce(should.article, standing.article) AS article,
    coalesce(should.quantity, 0) - coalesce(standing.quantity, 0) AS quantity,
    coalesce(should.amount, 0) AS should, coalesce(standing.amount, 0) AS standing
FROM should_line AS should FULL JOIN standing_line AS standing USING (contract, month, clause, subject, tax, rate);

-- What differs. A line that stood is adjusted, also where it now bears another rate; one that did not is billed as itself.
CREATE TEMP TABLE late_line AS
SELECT compared.* EXCLUDE (should, standing), should - standing AS amount, stood.contract IS NOT NULL AS stood
FROM compared_line AS compared
LEFT JOIN (SELECT DISTINCT contract, month, clause, subject FROM standing_line) AS stood
    USING (contract, month, clause, subject)
WHERE should <> standing;
-- Each invoice of a month brought its tax to that on what stood then.
CREATE TEMP TABLE late_tax AS
SELECT contract, month, rate, should - standing AS base, should * percent // 100 - standing * percent // 100 AS tax
FROM (
    SELECT contract, month, rate, rtrim(rate, '%')::BIGINT AS percent, sum(should)::BIGINT AS should,
        sum(standing)::BIGINT AS standing
    FROM compared_line WHERE rate <> '' GROUP BY ALL
)
WHERE should <> standing;
-- No run makes two invoices of a month.
CREATE TEMP TABLE late_invoice AS
SELECT contract, month, 1 + coalesce(invoices, 0) AS turn,
    concat_ws('/', getvariable('terms'), contract, month, nullif(turn, 1)) AS invoice
FROM (SELECT DISTINCT contract, month FROM late_line) LEFT JOIN (
    SELECT contract, month, count(DISTINCT run) AS invoices FROM standing GROUP BY contract, month
) USING (contract, month);

-- What should have been decided on them by the end of the last month billed, with all payments seen by now. A contract of the
-- same au ID counts towards the limit as long as it runs.
CREATE TEMP TABLE changed_arrears AS
SELECT contract, month, min(paid_on) FILTER (WHERE earlier + amount >= debt) AS settled_on
FROM debts('changed_month') LEFT JOIN changed_settling USING (contract, month, debt)
GROUP BY contract, month, debt
HAVING debt > coalesce(sum(amount) FILTER (WHERE paid_on <= due_on), 0);
CREATE TEMP TABLE sibling_life AS
FROM life SEMI JOIN (
    SELECT contract FROM contract SEMI JOIN (SELECT au_id FROM contract SEMI JOIN changed USING (contract)) USING (au_id)
) USING (contract)
ANTI JOIN changed USING (contract);
CREATE TEMP TABLE should_decision AS
FROM decided('changed_life', 'changed_arrears', getvariable('opening'), getvariable('billed_to'))
UNION ALL
FROM contract_limits('sibling_life', getvariable('opening'), getvariable('billed_to'));
CREATE TEMP TABLE standing_decision AS
SELECT rowid AS place, contract, clause, article, subject, "from", "to", outcome, reasons
FROM ledger.decision
WHERE "from" <= getvariable('billed_to') AND (
    contract IN (FROM changed) OR clause = 'contract_limit' AND contract IN (SELECT contract FROM sibling_life)
);
CREATE TEMP MACRO alike(one, other) AS
    one.contract = other.contract AND one.clause = other.clause AND one.subject IS NOT DISTINCT FROM other.subject
    AND one."from" = other."from" AND one."to" IS NOT DISTINCT FROM other."to" AND one.outcome = other.outcome
    AND one.reasons = other.reasons;

BEGIN;
INSERT INTO ledger.line
SELECT concat_ws('/', line, CASE WHEN place > 0 THEN turn END, CASE WHEN place > 1 THEN place END), getvariable('run'),
    invoice, contract, getvariable('terms'), month, date, CASE WHEN stood THEN 'adjustment' ELSE kind END, clause, article,
    DATE '2016-04-25', nullif(subject, '-'), quantity, amount, tax, rate, CASE WHEN stood THEN line END
FROM (
    SELECT *, concat_ws('/', getvariable('terms'), contract, clause, subject, month) AS line,
        CASE WHEN stood THEN row_number() OVER (PARTITION BY contract, month, clause, subject ORDER BY tax, rate) END AS place
    FROM late_line
)
JOIN late_invoice USING (contract, month);
INSERT INTO ledger.invoice_tax
SELECT invoice, rate, base, tax FROM late_tax JOIN late_invoice USING (contract, month);
INSERT INTO ledger.invoice
SELECT invoice, getvariable('run'), contract, getvariable('terms'), month,
    CAST(getvariable('month') + INTERVAL 1 MONTH AS DATE), last_day(getvariable('month') + INTERVAL 1 MONTH), subtotal,
    subtotal + coalesce(tax, 0)
FROM late_invoice
JOIN (SELECT contract, month, sum(amount)::BIGINT AS subtotal FROM late_line GROUP BY ALL) USING (contract, month)
LEFT JOIN (SELECT contract, month, sum(tax)::BIGINT AS tax FROM late_tax GROUP BY ALL) USING (contract, month);

-- Debts of earlier months that this month's payments settled; then all that is decided otherwise by now.
UPDATE ledger.decision SET run = getvariable('run'), "to" = settled_on
FROM (
    SELECT contract, 'bill:' || strftime(month, '%Y-%m') AS subject, min(paid_on) AS settled_on
    FROM late_settling ANTI JOIN changed USING (contract)
    WHERE earlier + amount >= debt GROUP BY ALL
) AS settled
WHERE decision.contract = settled.contract AND decision.subject = settled.subject AND clause = 'rights_for_arrears'
    AND "from" <= getvariable('billed_to') AND "to" IS NULL;
DELETE FROM ledger.decision
WHERE rowid IN (SELECT place FROM standing_decision AS standing ANTI JOIN should_decision AS should ON alike(standing, should));
INSERT INTO ledger.decision
SELECT getvariable('run'), contract, getvariable('terms'), clause, article, DATE '2016-04-25', subject, "from", "to",
    outcome, reasons, NULL
FROM should_decision AS should ANTI JOIN standing_decision AS standing ON alike(standing, should);

CREATE OR REPLACE TABLE ledger.digest AS SELECT contract, digest FROM digest;
COMMIT;

-- One month of the KDDI terms, written by hand for DuckDB as an engineer would who needs this month and these terms only: no
-- versions, readings or corrections. Variable: month. Views: the book's records; quarantined, the contracts left out. Attached: ledger.
CREATE TEMP TABLE life AS
SELECT contract, accepted_on, applied_on + 7 AS billing_start, cancelled_on, ended_on AS terminated_on,
    least(cancelled_on, ended_on) AS ended_on
FROM contract ANTI JOIN quarantined USING (contract)
LEFT JOIN (
    SELECT contract, CAST(received_at AT TIME ZONE 'Asia/Tokyo' AS DATE) AS cancelled_on FROM cancellation
) USING (contract)
LEFT JOIN (SELECT contract, ended_on FROM termination) USING (contract);

-- Devices that were not back in time, with the length of the contract in whole months (Civil Code 143).
CREATE TEMP TABLE unreturned AS
SELECT contract, id, charged_on,
    CASE WHEN months < 13 THEN 5600 WHEN months < 25 THEN 2800 WHEN months < 37 THEN 1400 ELSE 1000 END AS amount
FROM (
    SELECT contract, id, return_due + 1 AS charged_on,
        12 * (year(ended_on + 1) - year(accepted_on + 1)) + month(ended_on + 1) - month(accepted_on + 1)
            - CASE WHEN day(ended_on + 1) < day(accepted_on + 1) THEN 1 ELSE 0 END AS months
    FROM device JOIN life USING (contract)
    WHERE ended_on IS NOT NULL AND return_due IS NOT NULL AND (returned_on IS NULL OR returned_on > return_due)
);

-- The fees of the contracts and months in the table called `demand`.
CREATE TEMP MACRO fees(demand) AS TABLE
SELECT contract, month, month AS date, 'charge' AS kind, 'monthly_fee' AS clause, '7' AS article, NULL AS subject,
    390 AS amount
FROM query_table(demand) JOIN life USING (contract)
WHERE month > billing_start AND (ended_on IS NULL OR month <= ended_on)
UNION ALL
SELECT contract, month, billing_start, 'charge', 'initial_fee', '7', NULL, 2000
FROM query_table(demand) JOIN life USING (contract)
WHERE month = date_trunc('month', billing_start) AND (cancelled_on IS NULL OR cancelled_on > billing_start)
UNION ALL
SELECT contract, month, charged_on, 'penalty', 'unreturned_device', '19-3', 'device:' || id, amount
FROM query_table(demand) JOIN unreturned USING (contract)
WHERE month = date_trunc('month', charged_on);

CREATE TEMP MACRO tax_percent(day) AS CASE WHEN day < DATE '2019-10-01' THEN 8 ELSE 10 END;

-- What the invoices of those contracts and months had asked for.
CREATE TEMP MACRO debts(demand) AS TABLE
SELECT contract, month, sum(base + base * percent // 100)::BIGINT AS debt
FROM (
    SELECT contract, month, tax_percent(date) AS percent, sum(amount)::BIGINT AS base FROM fees(demand) GROUP BY ALL
)
GROUP BY contract, month;

-- Payments seen, each with the day on which its debt was due; the first ten days after it are free of interest.
CREATE TEMP MACRO seen(payments) AS TABLE
SELECT contract, id, month_start AS month, paid_on, amount, last_day(month_start + INTERVAL 1 MONTH) AS due_on
FROM (SELECT *, CAST(month || '-01' AS DATE) AS month_start FROM query_table(payments))
WHERE paid_on <= last_day(getvariable('month'));
CREATE TEMP VIEW paid AS FROM seen('payment');
CREATE TEMP MACRO is_late(paid_on, due_on) AS paid_on > due_on + 10;

-- All payments for some debts, with what was asked for and paid before; and the interest on the part that each settles.
CREATE TEMP MACRO payments_for(demand, payments) AS TABLE
SELECT contract, month, id, paid_on, due_on, amount, debt, coalesce(earlier, 0) AS earlier
FROM (
    SELECT *, sum(amount) OVER (
        PARTITION BY contract, month ORDER BY paid_on, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS earlier
    FROM query_table(payments) SEMI JOIN query_table(demand) USING (contract, month)
)
JOIN debts(demand) USING (contract, month);
CREATE TEMP MACRO interest(settling) AS TABLE
SELECT contract, id, paid_on, paid_on - due_on - 1 AS days,
    least(amount, greatest(debt - earlier, 0))::BIGINT * 145 * days // 365000 AS amount
FROM query_table(settling) WHERE is_late(paid_on, due_on);

-- The debts that were paid late this month.
CREATE TEMP TABLE late_debt AS
SELECT DISTINCT contract, month FROM paid WHERE paid_on >= getvariable('month') AND is_late(paid_on, due_on);
-- All payments for them, by the month as it is stored, so that a Parquet file's statistics tell which rows need reading.
CREATE TEMP TABLE late_key AS SELECT contract, strftime(month, '%Y-%m') AS month FROM late_debt;
CREATE TEMP TABLE late_payment AS FROM payment SEMI JOIN late_key USING (contract, month);
CREATE TEMP VIEW late_paid AS FROM seen('late_payment');
CREATE TEMP TABLE late_settling AS FROM payments_for('late_debt', 'late_paid');

CREATE TEMP TABLE billed AS
SELECT contract, getvariable('month') AS month FROM life;
CREATE TEMP TABLE new_line AS
SELECT contract, date, kind, clause, article, subject, 1 AS quantity, amount, 'standard' AS tax,
    tax_percent(date) AS percent
FROM fees('billed')
UNION ALL
SELECT contract, paid_on, 'interest', 'late_interest', '20', 'payment:' || id, days, amount, 'outside', NULL
FROM interest('late_settling') WHERE paid_on >= getvariable('month') AND amount > 0;
CREATE TEMP TABLE new_tax AS
SELECT contract, percent, sum(amount)::BIGINT AS base, sum(amount)::BIGINT * percent // 100 AS tax
FROM new_line WHERE percent IS NOT NULL GROUP BY contract, percent;

BEGIN;
SET VARIABLE key = strftime(getvariable('month'), '%Y-%m');
SET VARIABLE terms = 'kddi.nuisance_call_light';
SET VARIABLE run = (SELECT coalesce(max(id), 0) + 1 FROM ledger.run);
INSERT INTO ledger.run VALUES (getvariable('run'), getvariable('key'));
INSERT INTO ledger.line
SELECT concat_ws('/', getvariable('terms'), contract, clause, coalesce(subject, '-'), getvariable('key')),
    getvariable('run'), concat_ws('/', getvariable('terms'), contract, getvariable('key')), contract,
    getvariable('terms'), getvariable('key'), date, kind, clause, article, DATE '2016-04-25', subject, quantity, amount,
    tax, coalesce(percent || '%', ''), NULL
FROM new_line;
INSERT INTO ledger.invoice_tax
SELECT concat_ws('/', getvariable('terms'), contract, getvariable('key')), percent || '%', base, tax FROM new_tax;
INSERT INTO ledger.invoice
SELECT concat_ws('/', getvariable('terms'), contract, getvariable('key')), getvariable('run'), contract,
    getvariable('terms'), getvariable('key'), CAST(getvariable('month') + INTERVAL 1 MONTH AS DATE),
    last_day(getvariable('month') + INTERVAL 1 MONTH), subtotal, subtotal + coalesce(tax, 0)
FROM (SELECT contract, sum(amount)::BIGINT AS subtotal FROM new_line GROUP BY contract)
LEFT JOIN (SELECT contract, sum(tax)::BIGINT AS tax FROM new_tax GROUP BY contract) USING (contract);
COMMIT;

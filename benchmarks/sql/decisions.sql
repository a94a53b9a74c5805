-- What the KDDI terms decide in the month beside money, by hand. After baseline.sql, whose tables, views and macros it uses;
-- the ledger is attached. Rulings about records that the book does not have decide nothing.
-- The bills whose due day ended before the month began: those not paid by it, and when all was paid of them.
CREATE TEMP TABLE due_month AS
SELECT contract, CAST(getvariable('month') - INTERVAL 2 MONTH AS DATE) AS month FROM life;
-- By the month as it is stored, so that a Parquet file's statistics tell which rows need reading.
SET VARIABLE due_key = strftime(CAST(getvariable('month') - INTERVAL 2 MONTH AS DATE), '%Y-%m');
CREATE TEMP VIEW due_payment AS
SELECT contract, id, paid_on, amount, last_day(getvariable('month') - 1) AS due_on FROM payment
WHERE month = getvariable('due_key') AND paid_on <= last_day(getvariable('month'));
CREATE TEMP TABLE overdue AS
SELECT contract, month, debt FROM debts('due_month')
LEFT JOIN (SELECT contract, sum(amount) AS in_time FROM due_payment WHERE paid_on <= due_on GROUP BY contract)
    USING (contract)
WHERE debt > coalesce(in_time, 0);
CREATE TEMP TABLE arrears AS
SELECT contract, month, settled_on FROM overdue LEFT JOIN (
    SELECT contract, min(paid_on) AS settled_on
    FROM (
        SELECT contract, paid_on, debt, sum(amount) OVER (PARTITION BY contract ORDER BY paid_on, id) AS upto
        FROM due_payment JOIN overdue USING (contract)
    )
    WHERE upto >= debt GROUP BY contract
) USING (contract);

-- Whether a contract of those in the table called `lives`, formed between two days, is one too many of its au ID: five that had
-- not ended by then are the most.
CREATE TEMP MACRO contract_limits(lives, first, last) AS TABLE
WITH formed AS MATERIALIZED (
    SELECT contract, life.accepted_on, au_id FROM query_table(lives) AS life JOIN contract USING (contract)
    WHERE life.accepted_on BETWEEN first AND last
)
SELECT contract, 'contract_limit' AS clause, '4.4' AS article, NULL AS subject, accepted_on AS "from",
    NULL::DATE AS "to", CASE WHEN others >= 5 THEN 'refused' ELSE 'granted' END AS outcome,
    CASE WHEN others >= 5 THEN ['上限'] ELSE [] END AS reasons
FROM formed LEFT JOIN (
    SELECT formed.contract, count(*) AS others
    FROM formed JOIN (SELECT contract, au_id, accepted_on, ended_on FROM contract JOIN span USING (contract)) AS other
        ON other.au_id = formed.au_id AND other.contract <> formed.contract
            AND coalesce(other.ended_on >= formed.accepted_on, true)
            AND (other.accepted_on, other.contract) < (formed.accepted_on, formed.contract)
    GROUP BY formed.contract
) USING (contract);

-- What is decided from a day between two on, on the contracts in the table called `lives` and the debts in that called `debts`.
CREATE TEMP MACRO decided(lives, debts, first, last) AS TABLE
FROM contract_limits(lives, first, last)
UNION ALL
SELECT contract, 'admission', '4.3', NULL, accepted_on, NULL, 'granted', []
FROM query_table(lives) WHERE accepted_on BETWEEN first AND last
UNION ALL
SELECT contract, 'rights_for_arrears', '14.2', 'bill:' || strftime(month, '%Y-%m'),
    CAST(month + INTERVAL 2 MONTH AS DATE), settled_on, 'granted', []
FROM query_table(debts) WHERE CAST(month + INTERVAL 2 MONTH AS DATE) BETWEEN first AND last
UNION ALL
SELECT contract, 'cancelled', '16.2', NULL, cancelled_on, NULL, 'ended', []
FROM query_table(lives)
WHERE cancelled_on BETWEEN first AND last AND coalesce(terminated_on >= cancelled_on, true)
UNION ALL
SELECT contract, 'terminated', '17', NULL, terminated_on, NULL, 'ended', []
FROM query_table(lives)
WHERE terminated_on BETWEEN first AND last AND coalesce(cancelled_on > terminated_on, true)
UNION ALL
SELECT contract, 'return_device', '19.1', 'device:' || id, ended_on, return_due, 'duty', []
FROM device JOIN query_table(lives) USING (contract)
WHERE ended_on BETWEEN first AND last AND coalesce(return_due >= ended_on, true)
UNION ALL
SELECT contract, 'free_return', '19.2', 'device:' || id, returned_on, NULL,
    CASE WHEN cancelled_on <= billing_start THEN 'refused' ELSE 'granted' END,
    CASE WHEN cancelled_on <= billing_start THEN ['2 7日以内の解約'] ELSE [] END
FROM device JOIN query_table(lives) USING (contract)
WHERE returned_on BETWEEN first AND last AND ended_on IS NOT NULL;

INSERT INTO ledger.decision
SELECT getvariable('run'), contract, getvariable('terms'), clause, article, DATE '2016-04-25', subject, "from", "to",
    outcome, reasons, NULL
FROM decided('life', 'arrears', getvariable('month'), last_day(getvariable('month')));

-- What the KDDI terms decide in the month beside money, by hand. After baseline.sql, whose tables, views and macros it uses;
-- the ledger is attached. Rulings about records that the book does not have decide nothing.
CREATE TEMP MACRO in_month(day) AS day BETWEEN getvariable('month') AND last_day(getvariable('month'));

-- The bills whose due day ended before the month began: those not paid by it, and when all was paid of them.
CREATE TEMP TABLE due_month AS
SELECT contract, CAST(getvariable('month') - INTERVAL 2 MONTH AS DATE) AS month FROM life;
-- By the month as it is stored, so that a Parquet file's statistics tell which rows need reading.
SET VARIABLE due_key = strftime(CAST(getvariable('month') - INTERVAL 2 MONTH AS DATE), '%Y-%m');
CREATE TEMP VIEW due_payment AS
SELECT contract, id, paid_on, amount, last_day(getvariable('month') - 1) AS due_on FROM payment
WHERE month = getvariable('due_key') AND paid_on <= last_day(getvariable('month'));
CREATE TEMP TABLE overdue AS
SELECT contract, debt
FROM (
    SELECT contract, sum(base + base * percent // 100)::BIGINT AS debt
    FROM (SELECT contract, tax_percent(date) AS percent, sum(amount)::BIGINT AS base FROM fees('due_month') GROUP BY ALL)
    GROUP BY contract
)
LEFT JOIN (SELECT contract, sum(amount) AS in_time FROM due_payment WHERE paid_on <= due_on GROUP BY contract)
    USING (contract)
WHERE debt > coalesce(in_time, 0);
CREATE TEMP TABLE settled AS
SELECT contract, min(paid_on) AS settled_on
FROM (
    SELECT contract, paid_on, debt, sum(amount) OVER (PARTITION BY contract ORDER BY paid_on, id) AS upto
    FROM due_payment JOIN overdue USING (contract)
)
WHERE upto >= debt GROUP BY contract;

-- Contracts of the same au ID that had not ended when one was formed: five are the most.
CREATE TEMP TABLE formed AS
SELECT contract, accepted_on, au_id FROM contract ANTI JOIN quarantined USING (contract) WHERE in_month(accepted_on);
CREATE TEMP TABLE other_contracts AS
SELECT formed.contract, count(*) AS others
FROM formed JOIN (SELECT contract, au_id, accepted_on, ended_on FROM contract JOIN span USING (contract)) AS other
    ON other.au_id = formed.au_id AND other.contract <> formed.contract
        AND coalesce(other.ended_on >= formed.accepted_on, true)
        AND (other.accepted_on, other.contract) < (formed.accepted_on, formed.contract)
GROUP BY formed.contract;

CREATE TEMP TABLE new_decision (
    contract VARCHAR, clause VARCHAR, article VARCHAR, subject VARCHAR, "from" DATE, "to" DATE, outcome VARCHAR,
    reasons VARCHAR[]
);
INSERT INTO new_decision
SELECT contract, 'admission', '4.3', NULL, accepted_on, NULL, 'granted', [] FROM formed
UNION ALL
SELECT contract, 'contract_limit', '4.4', NULL, accepted_on, NULL,
    CASE WHEN others >= 5 THEN 'refused' ELSE 'granted' END, CASE WHEN others >= 5 THEN ['上限'] ELSE [] END
FROM formed LEFT JOIN other_contracts USING (contract)
UNION ALL
SELECT contract, 'rights_for_arrears', '14.2',
    'bill:' || getvariable('due_key'), getvariable('month'), settled_on, 'granted', []
FROM overdue LEFT JOIN settled USING (contract)
UNION ALL
SELECT contract, 'cancelled', '16.2', NULL, cancelled_on, NULL, 'ended', []
FROM life LEFT JOIN (SELECT contract, termination.ended_on AS terminated_on FROM termination) USING (contract)
WHERE in_month(cancelled_on) AND coalesce(terminated_on >= cancelled_on, true)
UNION ALL
SELECT contract, 'terminated', '17', NULL, termination.ended_on, NULL, 'ended', []
FROM termination JOIN life USING (contract)
WHERE in_month(termination.ended_on) AND coalesce(cancelled_on > termination.ended_on, true)
UNION ALL
SELECT contract, 'return_device', '19.1', 'device:' || id, ended_on, return_due, 'duty', []
FROM device JOIN life USING (contract) WHERE in_month(ended_on) AND coalesce(return_due >= ended_on, true)
UNION ALL
SELECT contract, 'free_return', '19.2', 'device:' || id, returned_on, NULL,
    CASE WHEN cancelled_on <= billing_start THEN 'refused' ELSE 'granted' END,
    CASE WHEN cancelled_on <= billing_start THEN ['2 7日以内の解約'] ELSE [] END
FROM device JOIN life USING (contract) WHERE in_month(returned_on) AND ended_on IS NOT NULL;

INSERT INTO ledger.decision
SELECT 1, contract, getvariable('terms'), clause, article, DATE '2016-04-25', subject, "from", "to", outcome, reasons, NULL
FROM new_decision;

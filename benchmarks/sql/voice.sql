-- One month of the docomo.ip_voice terms by hand, after the amendment of 2019-11-20: charges, tax, invoices, decisions; no
-- versions, readings, checks or corrections. Variable: month. Views: the book's records. Attached: ledger.
SET VARIABLE last = last_day(getvariable('month'));
SET VARIABLE days = day(getvariable('last'));
SET VARIABLE key = strftime(getvariable('month'), '%Y-%m');
SET VARIABLE terms = 'docomo.ip_voice';
-- A day in service is charged, the day on which it ends is not, unless it is the first.
CREATE TEMP MACRO charged_until(first, ended) AS CASE WHEN ended = first THEN ended ELSE ended - 1 END;
CREATE TEMP MACRO charged_days(first, final) AS
    greatest(least(coalesce(final, getvariable('last')), getvariable('last')) - greatest(first, getvariable('month')) + 1, 0);
CREATE TEMP MACRO in_month(day) AS day BETWEEN getvariable('month') AND getvariable('last');

CREATE TEMP TABLE fee AS FROM parameter;
CREATE TEMP TABLE life AS
SELECT contract, starts_on, ended_on, charged_until(starts_on, ended_on) AS final
FROM contract LEFT JOIN termination USING (contract);
-- Numbers stopped for fraud: six months at most, unless the police asked for more (Civil Code 143: where the last month has no
-- day like the first, they end with the month).
CREATE TEMP TABLE fraud AS
SELECT contract, id, number, suspended_on, released_on, least(released_on - 1, CASE WHEN NOT extended THEN
    CAST(suspended_on + INTERVAL 6 MONTH AS DATE)
        - CASE WHEN day(suspended_on + INTERVAL 6 MONTH) = day(suspended_on) THEN 1 ELSE 0 END END) AS until
FROM police_request;
CREATE TEMP TABLE stopped_feature AS
SELECT feature.contract, feature.id, kind, min(suspended_on) AS stopped_on
FROM feature JOIN police_request AS p ON p.contract = feature.contract AND p.number = feature.number
    AND p.suspended_on >= feature.starts_on
GROUP BY ALL;

CREATE TEMP TABLE new_line AS
SELECT contract, 'basic_charge' AS clause, NULL AS subject,
    (SELECT basic_fee FROM fee) * charged_days(starts_on, final) // getvariable('days') AS amount
FROM life
UNION ALL
SELECT contract, 'universal_service_fee', NULL, 2 * (1 + coalesce(numbers, 0))
FROM life LEFT JOIN (
    SELECT contract, count(*) AS numbers FROM additional_number
    WHERE starts_on <= getvariable('last') AND coalesce(ends_on >= getvariable('month'), true) GROUP BY contract
) USING (contract)
WHERE starts_on <= getvariable('last') AND coalesce(final >= getvariable('month'), true)
UNION ALL
SELECT contract, 'equipment_charge', 'equipment:' || id,
    (SELECT equipment_fee FROM fee) * charged_days(accepted_on, charged_until(accepted_on, ends_on)) // getvariable('days')
FROM equipment
UNION ALL
SELECT contract, 'feature_charge', 'feature:' || id,
    (SELECT CASE kind WHEN 'forwarding' THEN forwarding_fee WHEN 'nuisance_call_stop' THEN nuisance_call_stop_fee
        ELSE incoming_mail_fee END FROM fee)
        * charged_days(f.starts_on, charged_until(f.starts_on, least(f.ends_on, life.ended_on, stopped_on))) // getvariable('days')
FROM feature AS f JOIN life USING (contract)
LEFT JOIN (SELECT contract, id, stopped_on FROM stopped_feature) USING (contract, id)
UNION ALL
SELECT contract, 'additional_number_fee', 'additional_number:' || id,
    (SELECT additional_number_fee_a_month FROM fee)
        * (charged_days(starts_on, final) - coalesce(waived, 0)) // getvariable('days')
FROM (
    SELECT contract, n.id, n.starts_on, charged_until(n.starts_on, least(n.ends_on, life.ended_on)) AS final
    FROM additional_number AS n JOIN life USING (contract)
)
LEFT JOIN (
    SELECT contract, n.id, sum(charged_days(
        greatest(suspended_on, n.starts_on), least(until, charged_until(n.starts_on, least(n.ends_on, life.ended_on)))
    )) AS waived
    FROM additional_number AS n JOIN life USING (contract) JOIN fraud USING (contract) WHERE fraud.number = n.id
    GROUP BY ALL
) USING (contract, id);
DELETE FROM new_line WHERE amount = 0;

CREATE TEMP TABLE new_decision AS
SELECT contract, 'service_suspension' AS clause, 'suspension:' || id AS subject, starts_on AS "from", released_on - 1 AS "to",
    'suspended' AS outcome, CAST([] AS VARCHAR[]) AS reasons
FROM suspension WHERE in_month(starts_on) AND coalesce(released_on > starts_on, true)
UNION ALL
SELECT contract, 'suspension_notice', 'suspension:' || id, starts_on - 1, NULL, 'duty', []
FROM suspension WHERE in_month(starts_on - 1) AND NOT (item = 5 AND urgent)
UNION ALL
SELECT contract, 'fraud_number', 'police_request:' || id, suspended_on, until, 'suspended', []
FROM fraud WHERE in_month(suspended_on) AND coalesce(until >= suspended_on, true)
UNION ALL
SELECT contract, 'police_disclosure', 'police_request:' || id, suspended_on, NULL, 'duty', []
FROM fraud WHERE in_month(suspended_on)
UNION ALL
SELECT contract, 'number_changes', 'police_request:' || id, released_on, NULL, 'duty', []
FROM fraud WHERE in_month(released_on)
UNION ALL
SELECT contract, kind || '_ends', 'feature:' || id, stopped_on, NULL, 'ended', [] FROM stopped_feature WHERE in_month(stopped_on)
UNION ALL
SELECT contract, 'another_number', 'number_request:' || id, requested_on, NULL,
    CASE WHEN refused THEN 'refused' ELSE 'granted' END, CASE WHEN refused THEN ['5 追加番号の停止'] ELSE [] END
FROM (
    SELECT r.contract, r.id, requested_on,
        bool_or(coalesce(suspended_on <= requested_on AND coalesce(released_on > requested_on, true), false)) AS refused
    FROM number_request AS r LEFT JOIN police_request AS p ON p.contract = r.contract
    WHERE in_month(requested_on) GROUP BY ALL
);

CREATE TEMP TABLE total AS
SELECT contract, sum(amount)::BIGINT AS subtotal, sum(amount)::BIGINT * 10 // 100 AS tax FROM new_line GROUP BY contract;
BEGIN;
INSERT INTO ledger.line
SELECT concat_ws('/', getvariable('terms'), contract, clause, coalesce(subject, '-'), getvariable('key')), 1,
    concat_ws('/', getvariable('terms'), contract, getvariable('key')), contract, getvariable('terms'), getvariable('key'),
    getvariable('month'), 'charge', clause, '44.1', DATE '2019-11-20', subject, 1, amount, 'standard', '10%', NULL
FROM new_line;
INSERT INTO ledger.invoice_tax
SELECT concat_ws('/', getvariable('terms'), contract, getvariable('key')), '10%', subtotal, tax FROM total;
INSERT INTO ledger.invoice
SELECT concat_ws('/', getvariable('terms'), contract, getvariable('key')), 1, contract, getvariable('terms'),
    getvariable('key'), getvariable('last') + 1, last_day(getvariable('last') + 1), subtotal, subtotal + tax
FROM total;
INSERT INTO ledger.decision
SELECT 1, contract, getvariable('terms'), clause, '', DATE '2019-11-20', subject, "from", "to", outcome, reasons, NULL
FROM new_decision;
COMMIT;

-- What the product checks and keeps beside the month itself, by hand: contracts with a wrong row are set apart, and a digest of
-- each contract's facts is taken, by which the next run knows whose earlier months to look at again. Variable: month.
CREATE TEMP MACRO wrong_amount(amount) AS amount IS NULL OR amount < 0 OR amount > 1000000000000;
CREATE TEMP MACRO wrong_day(day) AS day IS NULL OR day < DATE '1900-01-01' OR day > DATE '2199-12-31';
CREATE TEMP TABLE quarantined AS
SELECT contract FROM contract GROUP BY contract HAVING count(*) > 1
UNION
SELECT contract FROM contract WHERE wrong_day(applied_on) OR wrong_day(accepted_on) OR au_id IS NULL
UNION
SELECT contract FROM cancellation GROUP BY contract HAVING count(*) > 1
UNION
SELECT contract FROM cancellation WHERE wrong_day(CAST(received_at AT TIME ZONE 'Asia/Tokyo' AS DATE))
UNION
SELECT contract FROM termination GROUP BY contract HAVING count(*) > 1
UNION
SELECT contract FROM termination WHERE wrong_day(ended_on) OR ground IS NULL
UNION
SELECT contract FROM device GROUP BY contract, id HAVING count(*) > 1
UNION
SELECT contract FROM device WHERE coalesce(wrong_day(return_due), false) AND return_due IS NOT NULL
    OR coalesce(wrong_day(returned_on), false) AND returned_on IS NOT NULL
UNION
SELECT contract FROM payment
WHERE wrong_amount(amount) OR wrong_day(paid_on) OR id IS NULL OR NOT coalesce(month BETWEEN '1900-01' AND '2199-12', false)
UNION
-- Ids need looking at only where a payment is new: the others were looked at when they were.
SELECT contract FROM payment SEMI JOIN (
    SELECT contract, id FROM payment WHERE paid_on BETWEEN getvariable('month') AND last_day(getvariable('month'))
) USING (contract, id)
GROUP BY contract, id HAVING count(*) > 1;

-- Payments for a month that has no invoice: the fees' months are a range; penalties and interest can stand alone after it.
CREATE TEMP TABLE span AS
SELECT contract, applied_on + 7 AS billing_start, cancelled_on, least(cancelled_on, ended_on) AS ended_on
FROM contract
LEFT JOIN (
    SELECT contract, CAST(received_at AT TIME ZONE 'Asia/Tokyo' AS DATE) AS cancelled_on FROM cancellation
) USING (contract)
LEFT JOIN (SELECT contract, ended_on FROM termination) USING (contract);
CREATE TEMP TABLE doubtful AS
SELECT contract, CAST(p.month || '-01' AS DATE) AS month FROM payment AS p LEFT JOIN (
    SELECT contract, strftime(billing_start, '%Y-%m') AS first, coalesce(strftime(ended_on, '%Y-%m'), '9999-12') AS last
    FROM span WHERE cancelled_on IS NULL OR cancelled_on > billing_start
) USING (contract)
WHERE paid_on <= last_day(getvariable('month')) AND NOT coalesce(p.month BETWEEN first AND last, false);
INSERT INTO quarantined
SELECT DISTINCT contract FROM doubtful
ANTI JOIN (
    SELECT contract, CAST(date_trunc('month', return_due + 1) AS DATE) AS month FROM device JOIN span USING (contract)
    WHERE ended_on IS NOT NULL AND (returned_on IS NULL OR returned_on > return_due)
) USING (contract, month)
ANTI JOIN (
    SELECT contract, CAST(date_trunc('month', paid_on) AS DATE) AS month FROM payment
    WHERE paid_on > last_day(CAST(month || '-01' AS DATE) + INTERVAL 1 MONTH) + 10
) USING (contract, month);

-- The digests of the contracts' facts, with the payments up to a day. A contract that is set apart has none.
CREATE TEMP MACRO digests(day) AS TABLE
SELECT contract, sum(part) AS digest
FROM (
    SELECT contract, hash(applied_on, accepted_on, au_id) AS part FROM contract
    UNION ALL SELECT contract, hash(2, received_at) FROM cancellation
    UNION ALL SELECT contract, hash(3, ended_on, ground) FROM termination
    UNION ALL SELECT contract, hash(4, id, return_due, returned_on) FROM device
    UNION ALL SELECT contract, sum(hash(id, month, paid_on, amount)) FROM payment WHERE paid_on <= day GROUP BY contract
)
ANTI JOIN quarantined USING (contract)
GROUP BY contract;

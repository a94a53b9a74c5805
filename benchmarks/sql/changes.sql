-- Notices of cancellation that arrive late, and with them the payments that were then never made. Variables: month, percent.
CREATE TABLE late_notice AS
SELECT contract,
    (getvariable('month') - 20 - draw(contract, 'late notice', 200))::TIMESTAMP AT TIME ZONE 'Asia/Tokyo' AS received_at
FROM contract_before ANTI JOIN cancellation_before USING (contract)
WHERE draw(contract, 'changes', 100) < getvariable('percent') AND applied_on < DATE '2016-06-01';
CREATE TABLE cancellation AS FROM cancellation_before UNION ALL FROM late_notice;
CREATE TABLE payment AS
SELECT payment_before.* FROM payment_before LEFT JOIN late_notice USING (contract)
WHERE received_at IS NULL OR month <= strftime(received_at AT TIME ZONE 'Asia/Tokyo', '%Y-%m');

-- The contracts of a book, how they ended, and their devices. Variable: contracts.
CREATE TABLE contract AS
SELECT printf('K-%08d', i) AS contract, applied_on, applied_on + draw(i, 'accepted', 3) AS accepted_on,
    printf('a-%07d', i // 2) AS au_id
FROM (
    -- One in ten came at any time since the terms began, the others in their first year.
    SELECT i, DATE '2015-05-26' + draw(i, 'applied', if(draw(i, 'recent', 10) = 0, 1100, 340)) AS applied_on
    FROM range(getvariable('contracts')) AS t(i)
);

CREATE TABLE cancellation AS
SELECT contract, (applied_on + draw(contract, 'cancelled', 900))::TIMESTAMP AT TIME ZONE 'Asia/Tokyo'
    + to_minutes(draw(contract, 'minute', 1440)) AS received_at
FROM contract WHERE draw(contract, 'cancels', 100) < 8;
CREATE TABLE termination AS
SELECT contract, applied_on + 60 + draw(contract, 'ended', 700) AS ended_on, 'unpaid' AS ground
FROM contract WHERE draw(contract, 'ends', 1000) < 5;
CREATE TABLE life AS
SELECT contract, applied_on + 7 AS billing_start, cancelled_on, least(cancelled_on, ended_on) AS ended_on
FROM contract LEFT JOIN (
    SELECT contract, CAST(received_at AT TIME ZONE 'Asia/Tokyo' AS DATE) AS cancelled_on FROM cancellation
) USING (contract) LEFT JOIN termination USING (contract);
CREATE TABLE device AS
SELECT contract, 'd-1' AS id, ended_on + 20 AS return_due,
    CASE WHEN draw(contract, 'returned', 10) < 7 THEN ended_on + 2 + draw(contract, 'return', 25) END AS returned_on
FROM life;
CREATE TABLE payment (contract VARCHAR, id VARCHAR, month VARCHAR, paid_on DATE, amount BIGINT);

-- A book of the docomo.ip_voice terms: an everyday of additional numbers, features and loans, a few stops. Variable: contracts.
CREATE TABLE contract AS
SELECT printf('V-%08d', i) AS contract, DATE '2018-01-01' + draw(i, 'starts', 900) AS starts_on
FROM range(getvariable('contracts')) AS t(i);
CREATE TABLE termination AS
SELECT contract, starts_on + draw(contract, 'ended', 900) AS ended_on FROM contract WHERE draw(contract, 'ends', 100) < 8;
CREATE TABLE equipment AS
SELECT contract, 'e-1' AS id, starts_on + draw(contract, 'lent', 30) AS accepted_on,
    CASE WHEN draw(contract, 'given back', 10) = 0 THEN starts_on + 30 + draw(contract, 'loan', 700) END AS ends_on
FROM contract WHERE draw(contract, 'equipment', 10) < 6;
CREATE TABLE additional_number AS
SELECT contract, printf('n-%d', n) AS id, starts_on + draw(contract, 'number ' || n, 400) AS starts_on,
    CASE WHEN draw(contract, 'number ends ' || n, 10) = 0 THEN starts_on + 400 + draw(contract, 'until ' || n, 500) END AS ends_on
FROM contract, range(1, 3) AS numbers(n) WHERE draw(contract, 'has number ' || n, 10) < 5 - n;
CREATE TABLE feature AS
SELECT contract, printf('f-%d', n) AS id, ['forwarding', 'nuisance_call_stop', 'incoming_mail'][n] AS kind,
    CASE WHEN draw(contract, 'number of ' || n, 2) = 0 THEN 'n-1' END AS number,
    starts_on + draw(contract, 'feature ' || n, 500) AS starts_on,
    CASE WHEN draw(contract, 'feature ends ' || n, 10) = 0 THEN starts_on + 500 + draw(contract, 'kept ' || n, 400) END AS ends_on
FROM contract, range(1, 4) AS features(n) WHERE draw(contract, 'has feature ' || n, 10) < 3;
CREATE TABLE suspension AS
SELECT contract, 's-1' AS id, starts_on + 10 + draw(contract, 'stopped', 800) AS starts_on,
    CASE WHEN draw(contract, 'released', 5) > 0 THEN starts_on + 810 + draw(contract, 'stop', 60) END AS released_on,
    CAST(1 + draw(contract, 'item', 8) AS BIGINT) AS item, draw(contract, 'urgent', 2) = 0 AS urgent
FROM contract WHERE draw(contract, 'suspended', 100) < 5;
CREATE TABLE police_request AS
SELECT contract, 'q-1' AS id, id AS number, suspended_on, draw(contract, 'extended', 4) = 0 AS extended,
    CASE WHEN draw(contract, 'ended early', 2) = 0 THEN suspended_on + draw(contract, 'early', 150) END AS released_on
FROM (
    SELECT contract, id, greatest(starts_on, DATE '2019-12-01') + draw(contract, 'fraud', 220) AS suspended_on
    FROM additional_number WHERE id = 'n-1' AND draw(contract, 'police', 100) < 3
);
CREATE TABLE number_request AS
SELECT contract, 'r-1' AS id, greatest(starts_on, DATE '2020-01-01') + draw(contract, 'asked', 200) AS requested_on
FROM contract WHERE draw(contract, 'asks', 100) < 10;
CREATE TABLE parameter AS
SELECT 500::BIGINT AS basic_fee, 300::BIGINT AS equipment_fee, 200::BIGINT AS forwarding_fee,
    150::BIGINT AS nuisance_call_stop_fee, 100::BIGINT AS incoming_mail_fee, 250::BIGINT AS additional_number_fee_a_month;

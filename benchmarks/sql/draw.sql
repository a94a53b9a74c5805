-- A number from 0 to n - 1 that depends on the contract and on what it is for.
CREATE MACRO draw(contract, purpose, n) AS CAST(hash(contract, purpose) % n AS INTEGER);

-- Into a new ledger, the digests of what its first month was made of. After checks.sql.
CREATE TABLE ledger.digest AS FROM digests(last_day(getvariable('month')));

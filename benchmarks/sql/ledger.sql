-- The baseline's ledger: the columns of the product's own, and the months that were billed into it.
CREATE TABLE ledger.run (id BIGINT, month VARCHAR);
CREATE TABLE ledger.line (
    id VARCHAR, run BIGINT, invoice VARCHAR, contract VARCHAR, terms VARCHAR, month VARCHAR, date DATE, kind VARCHAR,
    clause VARCHAR, article VARCHAR, version DATE, subject VARCHAR, quantity BIGINT, amount BIGINT, tax VARCHAR,
    rate VARCHAR, refers_to VARCHAR
);
CREATE TABLE ledger.invoice (
    id VARCHAR, run BIGINT, contract VARCHAR, terms VARCHAR, month VARCHAR, issued_on DATE, due_on DATE,
    subtotal BIGINT, total BIGINT
);
CREATE TABLE ledger.invoice_tax (invoice VARCHAR, rate VARCHAR, base BIGINT, tax BIGINT);
CREATE TABLE ledger.decision (
    run BIGINT, contract VARCHAR, terms VARCHAR, clause VARCHAR, article VARCHAR, version DATE, subject VARCHAR,
    "from" DATE, "to" DATE, outcome VARCHAR, reasons VARCHAR[], amount BIGINT
);

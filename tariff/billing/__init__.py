"""Books, invoices, settlement and the ledger: lines become what a contract owes, month by month."""

"""The facts of the contracts that are looked at again, apart from the book: a hundredth of it in a usual month."""

from tariff.billing.book_load import Loaded
from tariff.billing.run_sql import Steps
from tariff.billing.sql import fill, sql, table
from tariff.compile import SPELLED
from tariff.model.records import PAYMENT

# The schema of temporary tables. A record is called there as it is anywhere; what a run makes for itself begins with an
# underscore.
_SCHEMA = "temp"
_OF_CONTRACTS = "SELECT * FROM __facts AS facts SEMI JOIN _narrowed USING (contract)"
# Of a debt its own payments: a contract has those of years.
_OF_DEBTS = f"""
SELECT * FROM __facts AS facts SEMI JOIN _looked_at USING (contract)
UNION ALL
SELECT * FROM __facts AS facts SEMI JOIN _repaid_debt USING (contract, {SPELLED})
"""


def narrow(steps: Steps, loaded: Loaded, *, looked_at: int, contracts: int) -> str:
    """The schema of clean facts to compute again `looked_at` of `contracts` from.

    Those are the contracts in table _looked_at and those of the debts in table _repaid_debt. Where that is most of
    them, it is the book itself: a copy would cost more than it saves. Table _stale_payment has the payments of those
    in table _stale.
    """
    few = looked_at * 2 < contracts
    if few:
        steps.make("_narrowed", "FROM _looked_at UNION SELECT contract FROM _repaid_debt")
        for record in loaded.terms.records:
            rows = _OF_DEBTS if record.name == PAYMENT.name else _OF_CONTRACTS
            steps.make(sql(table(record.name)), fill(rows, facts=table(record.name, loaded.facts)))
    payments = table(PAYMENT.name, _SCHEMA if few else loaded.facts)
    form = """
        CREATE OR REPLACE TEMP VIEW _stale_payment AS
        SELECT * FROM __payments AS payments SEMI JOIN _stale USING (contract)
    """
    steps.run(sql(fill(form, payments=payments)))
    return _SCHEMA if few else loaded.facts

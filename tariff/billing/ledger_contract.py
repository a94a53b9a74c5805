"""Which contracts a ledger knows: those it bills, and those in quarantine."""

from pathlib import Path

from tariff.billing.engine import engine
from tariff.billing.ledger import read_ledger
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import did_you_mean

_KNOWN = """
SELECT contract FROM ledger.fingerprint WHERE contract = $contract
UNION ALL SELECT contract FROM ledger.quarantine WHERE contract = $contract LIMIT 1
"""
# A ledger may hold a million names: only those most like the one asked for leave the database.
_LIKE = """
SELECT DISTINCT contract, jaro_winkler_similarity(contract, $contract) AS likeness FROM ledger.fingerprint
ORDER BY likeness DESC, contract LIMIT 10
"""


def check_contract(path: Path, contract: str) -> None:
    """Raises InputError where the ledger cannot be read, or knows no contract of that name under any terms."""
    with engine() as connection, read_ledger(connection, path):
        named = {"contract": contract}
        if connection.execute(_KNOWN, named).fetchone() is None:
            like = [str(row[0]) for row in connection.execute(_LIKE, named).fetchall()]
            mend = did_you_mean(contract, like, f"`tariff ledger {path} invoices` lists those with invoices")
            message = f"the ledger {path} knows no contract {contract}"
            raise InputError([Diagnostic("E0921", message, mend=mend)])

"""One line of a ledger, with what its run records: enough to say again why it is there."""

import json
from pathlib import Path

from attrs import frozen

from tariff.billing.engine import engine
from tariff.billing.ledger import read_ledger
from tariff.billing.months import parse_month
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import nearest
from tariff.model.calendar import last_day

_LINE = """
SELECT line.contract, line.terms, line.amount, line.refers_to, run.month, run.readings, run.book, run.packs
FROM ledger.line JOIN ledger.run ON run.id = line.run WHERE line.id = $id
"""
_IDS = "SELECT id FROM ledger.line WHERE terms = $terms AND contract = $contract"


@frozen
class LedgerLine:
    """A line as a run wrote it. explains: the id of the line that it is or, for an adjustment, that it corrects.

    until: the last day (ordinal) that the run saw. readings, packs, book: what the run was made with.
    """

    id: str
    contract: str
    terms: str
    amount: int
    explains: str
    until: int
    readings: dict[str, str]
    packs: str
    book: Path


def find_line(path: Path, identity: str) -> LedgerLine:
    """The line of that id. Raises InputError where the ledger cannot be read or has no such line."""
    with engine() as connection, read_ledger(connection, path):
        row = connection.execute(_LINE, {"id": identity}).fetchone()
        if row is None:
            terms, _, rest = identity.partition("/")
            of = {"terms": terms, "contract": rest.partition("/")[0]}
            ids = [str(item[0]) for item in connection.execute(_IDS, of).fetchall()]
            raise _no_line(path, identity, ids)
    contract, terms, amount, refers_to, month, readings, book, packs = row
    until = last_day(parse_month(month))
    return LedgerLine(
        identity, contract, terms, amount, refers_to or identity, until, json.loads(readings), packs, Path(book)
    )


def _no_line(path: Path, identity: str, ids: list[str]) -> InputError:
    near = nearest(identity, ids)
    mend = f"did you mean “{near}”?" if near else f"`tariff ledger {path} lines --format csv` lists the ids"
    return InputError([Diagnostic("E0920", f"the ledger {path} has no line {identity}", mend=mend)])

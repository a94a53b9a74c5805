"""One line of a ledger, with what was billed for it and what the last run was made with: enough to explain it again."""

import json
from datetime import date
from pathlib import Path

import duckdb
from attrs import frozen

from tariff.billing.engine import engine
from tariff.billing.ledger import read_ledger
from tariff.billing.months import parse_month
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import nearest
from tariff.model.calendar import last_day

_LINE = """
SELECT line.contract, line.terms, line.clause, line.subject, line.month, coalesce(line.refers_to, line.id), run.packs
FROM ledger.line JOIN ledger.run ON run.id = line.run WHERE line.id = $id
"""
_ENTRIES = """
SELECT id, run, amount FROM ledger.line
WHERE terms = $terms AND contract = $contract AND coalesce(refers_to, id) = $id ORDER BY run, id
"""
_LAST = """
SELECT (SELECT max(month) FROM ledger.run WHERE terms = $terms), readings, known_on, book
FROM ledger.run WHERE terms = $terms ORDER BY id DESC LIMIT 1
"""
_IDS = "SELECT id FROM ledger.line WHERE terms = $terms AND contract = $contract"
_OF_CLAUSE = "SELECT id FROM ledger.line WHERE clause = $clause AND refers_to IS NULL ORDER BY run DESC, id LIMIT 3"


@frozen
class Entry:
    """What a run put into the ledger for a line: the line itself, or an adjustment of it under an id of its own."""

    id: str
    run: int
    amount: int


@frozen
class LedgerLine:
    """A line as the ledger holds it. explains: the id of the line that it is or, for an adjustment, that it corrects.

    month: of the line (a number). entries: what was billed for it, in the order of runs. packs: the digest of the terms
    that the line was made with. until: the last day (ordinal) that the ledger has seen of its terms.
    readings, known_on, book: what the last run of them was made with.
    """

    id: str
    contract: str
    terms: str
    clause: str
    subject: str | None
    month: int
    explains: str
    entries: tuple[Entry, ...]
    packs: str
    until: int
    readings: dict[str, str]
    known_on: date | None
    book: Path

    @property
    def stands(self) -> int:
        """What the ledger holds for the line: as billed, with every adjustment."""
        return sum(entry.amount for entry in self.entries)


def find_line(path: Path, identity: str) -> LedgerLine:
    """The line of that id. Raises InputError where the ledger cannot be read or has no such line."""
    with engine() as connection, read_ledger(connection, path):
        row = connection.execute(_LINE, {"id": identity}).fetchone()
        if row is None:
            raise _no_line(connection, path, identity)
        contract, terms, clause, subject, month, explains, packs = row
        of = {"terms": terms, "contract": contract, "id": explains}
        entries = tuple(Entry(*entry) for entry in connection.execute(_ENTRIES, of).fetchall())
        last = connection.execute(_LAST, {"terms": terms}).fetchone()
    assert last is not None, "a line has a run"
    until, readings, known_on, book = last_day(parse_month(last[0])), json.loads(last[1]), last[2], Path(last[3])
    return LedgerLine(
        identity,
        contract,
        terms,
        clause,
        subject,
        parse_month(month),
        explains,
        entries,
        packs,
        until,
        readings,
        known_on,
        book,
    )


def _no_line(connection: duckdb.DuckDBPyConnection, path: Path, identity: str) -> InputError:
    terms, _, rest = identity.partition("/")
    of = {"terms": terms, "contract": rest.partition("/")[0]}
    near = nearest(identity, [str(item[0]) for item in connection.execute(_IDS, of).fetchall()])
    some = [str(item[0]) for item in connection.execute(_OF_CLAUSE, {"clause": identity}).fetchall()]
    message = f"the ledger {path} has no line {identity}"
    if some:
        message += ": this is the name of a clause"
        mend = "name one of its lines, such as " + ", ".join(some)
    elif near:
        mend = f"did you mean “{near}”?"
    else:
        mend = f"`tariff ledger {path} lines --format csv` lists the ids"
    return InputError([Diagnostic("E0920", message, mend=mend)])

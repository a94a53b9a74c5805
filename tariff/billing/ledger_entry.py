"""What a ledger holds under an id, and what the last run was made with: enough to explain it again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from attrs import frozen

from tariff.billing.engine import engine
from tariff.billing.ledger import read_ledger
from tariff.billing.ledger_query import DECISION_ID
from tariff.billing.months import parse_month
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import nearest
from tariff.model.calendar import last_day
from tariff.model.results import Decision

_LINE = """
SELECT line.contract, line.terms, line.clause, line.subject, line.month, coalesce(line.refers_to, line.id), run.packs
FROM ledger.line JOIN ledger.run ON run.id = line.run WHERE line.id = $id
"""
_POSTINGS = """
SELECT id, run, amount FROM ledger.line
WHERE terms = $terms AND contract = $contract AND coalesce(refers_to, id) = $id ORDER BY run, id
"""
_DECISIONS = f"""
SELECT run.packs, decision.run, contract, decision.terms, clause, article, version, subject, "from", "to", outcome,
    reasons, amount
FROM ledger.decision JOIN ledger.run ON run.id = decision.run
WHERE starts_with($id, decision.terms || '/') AND {DECISION_ID.replace("terms", "decision.terms")} = $id ORDER BY ALL
"""
_LAST = """
SELECT (SELECT max(month) FROM ledger.run WHERE terms = $terms), readings, known_on, book
FROM ledger.run WHERE terms = $terms ORDER BY id DESC LIMIT 1
"""
_IDS = f"""
SELECT id FROM ledger.line WHERE terms = $terms AND contract = $contract
UNION SELECT {DECISION_ID} FROM ledger.decision WHERE terms = $terms AND contract = $contract
"""
_OF_CLAUSE = f"""
SELECT id FROM (
    SELECT run, id FROM ledger.line WHERE clause = $clause AND refers_to IS NULL
    UNION SELECT run, {DECISION_ID} FROM ledger.decision WHERE clause = $clause
) ORDER BY run DESC, id LIMIT 3
"""


@frozen
class Posting:
    """What a run put into the ledger for a line: the line itself, or an adjustment of it under an id of its own."""

    id: str
    run: int
    amount: int


@frozen
class Held:
    """A decision as it stands, and the run that changed it last."""

    run: int
    decision: Decision


@frozen
class LastRun:
    """What the last run of some terms was made with. until: the last day (ordinal) that the ledger has seen of them."""

    until: int
    readings: dict[str, str]
    known_on: date | None
    book: Path


@frozen
class LedgerEntry:
    """A line, decisions, or both, as the ledger holds them: a clause may make both under one id.

    explains: the id asked for or, of an adjustment, that of the line that it corrects. month: a number. postings: what
    was billed for the line, in the order of runs; () where there is none. held: the decisions. packs: the digest of
    the terms that it was made with. last: the last run of those terms.
    """

    id: str
    contract: str
    terms: str
    clause: str
    subject: str | None
    month: int
    explains: str
    postings: tuple[Posting, ...]
    held: tuple[Held, ...]
    packs: str
    last: LastRun

    @property
    def stands(self) -> int:
        """What the ledger holds for the line: as billed, with every adjustment."""
        return sum(posting.amount for posting in self.postings)


def find_entry(path: Path, identity: str) -> LedgerEntry:
    """What has that id. Raises InputError where the ledger cannot be read or holds nothing of that id."""
    with engine() as connection, read_ledger(connection, path):
        line = connection.execute(_LINE, {"id": identity}).fetchone()
        decided = connection.execute(_DECISIONS, {"id": identity}).fetchall()
        if line is not None:
            contract, terms, clause, subject, text, explains, packs = line
        elif decided:
            packs, _, contract, terms, clause, _, _, subject, first, *_ = decided[0]
            text, explains = f"{first:%Y-%m}", identity
        else:
            raise _nothing(connection, path, identity)
        of = {"terms": terms, "contract": contract, "id": explains}
        postings = tuple(Posting(*row) for row in connection.execute(_POSTINGS, of).fetchall())
        last = _last_run(connection, terms)
    held = tuple(_held(*row[1:]) for row in decided)
    month = parse_month(text)
    return LedgerEntry(identity, contract, terms, clause, subject, month, explains, postings, held, packs, last)


def _last_run(connection: duckdb.DuckDBPyConnection, terms: str) -> LastRun:
    month, readings, known_on, book = connection.execute(_LAST, {"terms": terms}).fetchall()[0]
    return LastRun(last_day(parse_month(month)), json.loads(readings), known_on, Path(book))


def _held(run: int, *values: Any) -> Held:
    contract, terms, clause, article, version, subject, first, last, outcome, reasons, amount = values
    about = (contract, terms, clause, article, version, subject)
    return Held(run, Decision(*about, first, last, outcome, tuple(reasons), amount))


def _nothing(connection: duckdb.DuckDBPyConnection, path: Path, identity: str) -> InputError:
    terms, _, rest = identity.partition("/")
    of = {"terms": terms, "contract": rest.partition("/")[0]}
    near = nearest(identity, [str(item[0]) for item in connection.execute(_IDS, of).fetchall()])
    some = [str(item[0]) for item in connection.execute(_OF_CLAUSE, {"clause": identity}).fetchall()]
    message = f"the ledger {path} has no line and no decision {identity}"
    if some:
        message += ": this is the name of a clause"
        mend = "name one of its lines or decisions, such as " + ", ".join(some)
    elif near:
        mend = f"did you mean “{near}”?"
    else:
        mend = f"`tariff ledger {path} lines --format csv` lists the ids, and so does `decisions`"
    return InputError([Diagnostic("E0920", message, mend=mend)])

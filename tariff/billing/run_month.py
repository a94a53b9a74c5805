"""One month of one terms: what is computed, for which contracts, and what of it goes into the ledger."""

import json
from datetime import UTC, date, datetime

import duckdb
from attrs import frozen

from tariff.billing import fingerprint, payments
from tariff.billing.book_load import Loaded
from tariff.billing.corrections import correct
from tariff.billing.decisions import about_one_debt, find_repaid, find_repaid_debts, write_decisions
from tariff.billing.engine import count
from tariff.billing.fresh import write_fresh
from tariff.billing.narrow import narrow
from tariff.billing.run_sql import Steps
from tariff.billing.sql import sql
from tariff.compile import Compiler, Debts, MonthRange, Pairs
from tariff.model.calendar import MAX_DAY, first_day, last_day, month_of
from tariff.model.results import due_day, issue_day, month_text

_FOUND = """
SELECT terms, contract, "table", "row", field, code, value, reason, mend FROM _quarantine
WHERE terms = $terms AND (month IS NULL OR month = $month)
"""


_NO_LINES = "SELECT CAST(NULL AS VARCHAR) AS contract, CAST(NULL AS BIGINT) AS month WHERE FALSE"
_NO_DEBTS = "SELECT CAST(NULL AS VARCHAR) AS contract, CAST(NULL AS DATE) AS day, 0 AS month WHERE FALSE"
_COUNTS = """
SELECT (SELECT count(*) FROM _print ANTI JOIN _stopped USING (contract)),
    (SELECT count(DISTINCT coalesce(contract, '')) FROM _found), (SELECT count(*) FROM ledger.invoice WHERE run = $run),
    (SELECT count(*) FROM ledger.line WHERE run = $run),
    (SELECT printf('%016x', CAST((sum(facts) + sum(upto)) % 18446744073709551616 AS UBIGINT)) FROM _print)
"""


@frozen
class Target:
    """What a run bills: a month of some terms, given the ledger's opening month and what was billed of them before.

    through: the last month billed of these terms; the month before the opening month when none was.
    """

    month: int
    opening: int
    through: int

    @property
    def known(self) -> bool:
        """Whether these terms were billed before."""
        return self.through >= self.opening

    @property
    def fresh(self) -> bool:
        """Whether the month was not billed before."""
        return self.month > self.through

    @property
    def seen_by(self) -> int:
        """The last day whose payments the ledger knows after the run."""
        return last_day(max(self.month, self.through))


@frozen
class Run:
    """A run as the ledger records it; `id` is None where nothing had changed and so nothing was written."""

    id: int | None
    terms: str
    month: str
    contracts: int
    quarantined: int
    invoices: int
    lines: int


class MonthRun:
    """Computes one month of one terms and writes it, within the transaction of its bill."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, loaded: Loaded, target: Target, book: str) -> None:
        """`book` is what the run's record calls the book."""
        self._loaded = loaded
        self._target = target
        self._book = book
        self._compiler = Compiler(loaded.terms)
        self._id = count(connection, "SELECT coalesce(max(id), 0) + 1 FROM ledger.run")
        self._started = _now()
        cycle = loaded.terms.billing
        self._steps = Steps(
            connection,
            terms=loaded.terms.name,
            run=self._id,
            month=target.month,
            opening=target.opening,
            opening_day=_date(first_day(target.opening)),
            last_month=month_of(MAX_DAY),
            corrected_to=month_text(min(target.month, target.through)),
            corrected_day=_date(last_day(min(target.month, target.through))),
            unseen_from=_date(first_day(target.through + 1)),
            seen_by=_date(target.seen_by),
            last_day=_date(last_day(target.month)),
            issued_on=_date(issue_day(cycle, target.month)),
            due_on=_date(due_day(cycle, target.month)),
        )

    def run(self) -> Run:
        """Bill the month; the record of it, without an id where there was nothing to write."""
        self._name_tables()
        before = last_day(self._target.through) if self._target.known else None
        fingerprint.take_prints(self._steps, self._loaded, before, self._target.seen_by)
        contracts = self._steps.count("SELECT count(*) FROM _print")
        stale, repaid = fingerprint.find_stale(self._steps, billed=self._target.known)
        looked_at, debts = self._look_again(stale)
        self._compute(stale, looked_at, debts, contracts)
        self._check_payments(stale, repaid)
        written = self._write(stale, repaid, again=bool(looked_at or debts))
        return self._record(written=written)

    def _name_tables(self) -> None:
        payments.open_tables(self._steps, self._loaded.facts)
        self._steps.make(
            "_month_name",
            """
            SELECT number, printf('%04d-%02d', number // 12, number % 12 + 1) AS name
            FROM range($opening, $last_month + 1) AS months(number)
            """,
        )

    def _look_again(self, stale: int) -> tuple[int, int]:
        """Make _looked_at, the contracts for which what was decided, or billed, may have to change, and _repaid_debt.

        The latter has debts of other contracts, about which decisions may have to change. How many of both.
        """
        early = self._compiler.early_debts(self._target.seen_by, self._loaded.facts)
        self._steps.make("_early", early or _NO_DEBTS)
        again, repaid = "SELECT contract FROM _stale", 0
        through = last_day(self._target.through) if self._target.known else None
        if through is not None:
            repaid = find_repaid(self._steps, self._loaded.terms, through)
        if repaid:
            again += " UNION SELECT contract FROM _repaid"
        self._steps.make("_looked_at", again)
        looked_at = self._steps.count("SELECT count(*) FROM _looked_at") if repaid else stale
        return looked_at, find_repaid_debts(self._steps, self._loaded.terms, through)

    def _compute(self, stale: int, looked_at: int, debts: int, contracts: int) -> None:
        """Make _fresh_line and _fresh_decision, of all contracts in months not billed yet.

        In the others make _should_line, of the stale ones, and _should_decision, of all that is looked at again.
        """
        target, facts = self._target, self._loaded.facts
        last, compiler = last_day(target.month), self._compiler
        fresh = MonthRange(target.through + 1, target.month)
        self._steps.make("_fresh_line", compiler.lines(fresh, last, facts) if target.fresh else _NO_LINES)
        if target.fresh:
            self._steps.make("_fresh_decision", compiler.decisions(fresh, target.seen_by, facts))
        if looked_at or debts:
            facts = narrow(self._steps, self._loaded, looked_at=looked_at + debts, contracts=contracts)
            self._ask("_asked", "_stale")
            self._ask("_reconsidered", "_looked_at")
            queries = [compiler.decisions(Pairs("_reconsidered"), target.seen_by, facts)] if looked_at else []
            if debts:
                repaid = Debts("_repaid_debt", target.opening, min(target.month, target.through))
                names = about_one_debt(self._loaded.terms)
                queries.append(compiler.decisions(repaid, target.seen_by, facts, names=names))
            self._steps.make("_should_decision", " UNION ALL ".join(f"({sql(query)})" for query in queries))
        self._steps.make("_should_line", compiler.lines(Pairs("_asked"), last, facts) if stale else _NO_LINES)

    def _ask(self, name: str, contracts: str) -> None:
        """Make a table of every month already billed, up to the run's, for some contracts."""
        self._steps.make(
            name, f"SELECT contract, number AS month FROM {contracts}, _month_name WHERE name <= $corrected_to"
        )

    def _check_payments(self, stale: int, repaid: int) -> None:
        census = None if self._target.known else self._loaded.census
        payments.see_payments(self._steps, stale=stale, census=census)
        payments.stop_duplicates(self._steps, repaid=repaid)
        payments.name_months(self._steps, stale=stale, census=census)
        payments.stop_without_invoice(self._steps, self._compiler, self._loaded.facts, last_day(self._target.month))
        payments.stop_missing(self._steps)
        if self._steps.count("SELECT count(*) FROM _stopped"):
            for lines in ("_fresh_line", "_should_line"):
                self._steps.run(f"DELETE FROM {lines} WHERE contract IN (SELECT contract FROM _stopped)")

    def _write(self, stale: int, repaid: int, *, again: bool) -> bool:
        """Write lines, invoices, decisions, payments and fingerprints; whether there was anything to write.

        again: whether anything decided before was looked at again.
        """
        corrected = changed = 0
        if stale:
            self._steps.make("_corrected", "FROM _stale ANTI JOIN _stopped USING (contract)")
            self._steps.make("_should_tax", self._compiler.taxes("_should_line"))
            corrected = correct(self._steps)
        if self._target.fresh:
            write_fresh(self._steps, self._compiler)
            fingerprint.keep_all(self._steps)
        elif stale:
            changed = fingerprint.keep_stale(self._steps, whole=self._target.month == self._target.through)
        decided = write_decisions(self._steps, self._loaded.terms, fresh=self._target.fresh, again=again)
        if self._target.fresh or corrected or changed:
            payments.keep_payments(self._steps, repaid=repaid)
        self._steps.make("_found", _FOUND)
        return self._target.fresh or bool(corrected or changed or decided) or self._quarantine_differs()

    def _quarantine_differs(self) -> bool:
        kept = """
            SELECT * EXCLUDE (run) FROM ledger.quarantine WHERE run = (
                SELECT max(id) FROM ledger.run WHERE terms = $terms AND month = $month_name
            )
        """
        month = {"month_name": month_text(self._target.month)}
        differences = f"(FROM _found EXCEPT ALL {kept}) UNION ALL ({kept} EXCEPT ALL FROM _found)"
        return bool(self._steps.count(f"SELECT count(*) FROM ({differences})", **month))

    def _record(self, *, written: bool) -> Run:
        row = self._steps.first(_COUNTS)
        contracts, quarantined, invoices, lines = (int(str(value)) for value in row[:4])
        terms, month = self._loaded.terms, month_text(self._target.month)
        if written:
            self._steps.run("INSERT INTO ledger.quarantine SELECT $run, * FROM _found")
            self._steps.connection.execute(
                "INSERT INTO ledger.run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    self._id,
                    terms.name,
                    month,
                    terms.digest,
                    json.dumps(dict(terms.readings), ensure_ascii=False),
                    terms.known_on,
                    self._book,
                    row[4],
                    contracts,
                    quarantined,
                    invoices,
                    lines,
                    self._started,
                    _now(),
                ],
            )
        return Run(self._id if written else None, terms.name, month, contracts, quarantined, invoices, lines)


def _date(day: int) -> date:
    return date.fromordinal(day)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)

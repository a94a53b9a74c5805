"""The payments that a run sees for the first time: checked, and kept in the ledger for its balances.

A contract whose payment is wrong is stopped: put in quarantine for this month's run, and neither billed nor corrected.
"""

from sqlglot import exp

from tariff.billing.book_keys import DUPLICATE_ID
from tariff.billing.run_sql import Steps
from tariff.billing.sql import sql
from tariff.compile import Compiler, Pairs

_NO_INVOICE = (
    "E0835",
    "is for a month that has no invoice",
    "correct the month, or bring the debt forward in table brought_forward",
)
_MISSING = (
    "E0836",
    "has invoices in the ledger, and the book does not hold it",
    "put it back; a contract that ended has a cancellation or termination",
)


def see_payments(steps: Steps, *, stale: int) -> None:
    """Make table _new_payment: what was paid after the last month billed; of the stale contracts, since the opening."""
    columns = "contract, id, month, paid_on, amount"
    unseen = f"SELECT {columns} FROM _book_payment WHERE paid_on BETWEEN $unseen_from AND $seen_by"
    earlier = f"""
        SELECT {columns} FROM _stale_payment
        WHERE paid_on < $unseen_from AND paid_on <= $seen_by AND (paid_on >= $opening_day OR month >= $opening)
    """
    steps.make("_new_payment", f"{unseen} UNION ALL {earlier}" if stale else unseen)


def stop_duplicates(steps: Steps) -> None:
    """Stop contracts in which a payment seen for the first time has the id of another one."""
    steps.make(
        "_wrong_payment",
        """
        SELECT contract, id, id AS value FROM _book_payment
        SEMI JOIN (SELECT DISTINCT contract, id FROM _new_payment) AS seen USING (contract, id)
        GROUP BY contract, id HAVING count(*) > 1
        """,
    )
    _stop(steps, "id", *DUPLICATE_ID)


def name_months(steps: Steps, *, stale: int, census: exp.Table | None) -> None:
    """Make table _asked_month: the months that the payments seen for the first time are for.

    stale: how many contracts have earlier payments that may have changed. census: of all contracts, in the first run of
    their terms. Of what was paid before the opening, a contract's earliest and latest month stand for the others: to
    look at every month of the past would cost more than the bill.
    """
    asked = "SELECT contract, month FROM _new_payment WHERE paid_on <= $last_day"
    if stale:
        extremes = "SELECT contract, unnest([min(month), max(month)]) FROM _stale_payment"
        asked += f" UNION ALL {extremes} WHERE paid_on <= $last_day GROUP BY contract"
    if census:
        extremes = f"SELECT contract, unnest([earliest, latest]) FROM {sql(census)} SEMI JOIN _print USING (contract)"
        asked += f" UNION ALL {extremes}"
    steps.make("_asked_month", f"SELECT DISTINCT contract, month FROM ({asked}) WHERE month IS NOT NULL")


def stop_without_invoice(steps: Steps, compiler: Compiler, facts: str, last_day: int) -> None:
    """Stop contracts with a payment for a month, of those in asked_month, that no clause makes a line in.

    A debt brought forward can be paid, too, and an invoice that the ledger holds, even where nothing of it stands any
    more: it was asked for. `last_day` is the run's, `facts` the schema of clean facts.
    """
    steps.make("_unbilled_month", compiler.unbilled(Pairs("_asked_month"), last_day, facts))
    if not steps.count("SELECT count(*) FROM _unbilled_month"):
        return
    steps.make(
        "_wrong_payment",
        """
        SELECT contract, id, printf('%04d-%02d', month // 12, month % 12 + 1) AS value FROM _book_payment SEMI JOIN (
            SELECT contract, month FROM _unbilled_month ANTI JOIN _book_forward USING (contract, month)
            ANTI JOIN (
                SELECT contract, number AS month FROM ledger.invoice JOIN _month_name ON invoice.month = name
                WHERE terms = $terms
            ) AS invoiced USING (contract, month)
        ) AS unfounded USING (contract, month) WHERE paid_on <= $last_day
        """,
    )
    _stop(steps, "month", *_NO_INVOICE)


def stop_missing(steps: Steps) -> None:
    """Put contracts that the ledger has invoices for, and that the book no longer holds, into quarantine.

    Their invoices stand: that a contract never was is said by its facts, not by its absence from an export.
    """
    code, reason, mend = _MISSING
    steps.run(
        """
        INSERT INTO _quarantine
        SELECT $terms, $month, contract, 'contract', NULL, 'contract', $code, contract, $reason, $mend
        FROM (SELECT contract FROM ledger.fingerprint WHERE terms = $terms) AS kept
        ANTI JOIN _book_contract USING (contract)
        ANTI JOIN (SELECT contract FROM _quarantine WHERE terms = $terms) AS held USING (contract)
        SEMI JOIN (SELECT contract FROM ledger.invoice WHERE terms = $terms) AS billed USING (contract)
        """,
        code=code,
        reason=reason,
        mend=mend,
    )


def keep_payments(steps: Steps, *, stale: int) -> None:
    """Keep, for the balances, what was paid for the months that the ledger bills; of stale contracts, what differs."""
    seen = "SELECT contract, name AS month, amount FROM _new_payment JOIN _month_name ON month = number"
    if stale:
        taken_back = "SELECT contract, month, -amount FROM ledger.payment SEMI JOIN _stale USING (contract)"
        seen = f"""
            {seen} ANTI JOIN _stale USING (contract)
            UNION ALL
            SELECT contract, month, CAST(sum(amount) AS BIGINT) AS paid FROM (
                {seen} SEMI JOIN _stale USING (contract) UNION ALL {taken_back} WHERE terms = $terms
            ) GROUP BY contract, month HAVING paid <> 0
        """
    steps.run(
        f"""
        INSERT INTO ledger.payment
        SELECT $run, $terms, contract, month, amount FROM ({seen}) ANTI JOIN _stopped USING (contract)
        """
    )


def _stop(steps: Steps, field: str, code: str, reason: str, mend: str) -> None:
    steps.run(
        """
        INSERT INTO _quarantine
        SELECT $terms, $month, contract, 'payment', id, $field, $code, value, $reason, $mend FROM _wrong_payment
        """,
        field=field,
        code=code,
        reason=reason,
        mend=mend,
    )
    steps.run("INSERT INTO _stopped SELECT DISTINCT contract FROM _wrong_payment")

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


def see_payments(steps: Steps) -> None:
    """Make table new_payment: what was paid after the last month billed and, of stale contracts, since the opening."""
    steps.make(
        "new_payment",
        """
        SELECT contract, id, month, paid_on, amount FROM book_payment WHERE paid_on BETWEEN $unseen_from AND $seen_by
        UNION ALL
        SELECT contract, id, month, paid_on, amount FROM book_payment SEMI JOIN stale USING (contract)
        WHERE paid_on < $unseen_from AND paid_on <= $seen_by AND (paid_on >= $opening_day OR month >= $opening)
        """,
    )


def stop_duplicates(steps: Steps) -> None:
    """Stop contracts in which a payment seen for the first time has the id of another one."""
    steps.make(
        "wrong_payment",
        """
        SELECT contract, id, id AS value FROM book_payment
        SEMI JOIN (SELECT DISTINCT contract, id FROM new_payment) AS seen USING (contract, id)
        GROUP BY contract, id HAVING count(*) > 1
        """,
    )
    _stop(steps, "id", *DUPLICATE_ID)


def name_months(steps: Steps, tally: exp.Table, contracts: str) -> None:
    """Make table paid_month: the months that the payments seen for the first time are for.

    tally: of payments. contracts: the table of contracts whose earlier payments were not looked at yet, or may have
    changed. Of what was paid before the opening, their earliest and latest month stand for the others: to look at every
    month of the past would cost more than the bill.
    """
    steps.make(
        "paid_month",
        f"""
        SELECT contract, month FROM new_payment WHERE paid_on <= $last_day
        UNION ALL
        SELECT contract, unnest([earliest, latest]) FROM {sql(tally)} SEMI JOIN {contracts} USING (contract)
        WHERE earliest IS NOT NULL
        """,
    )


def stop_without_invoice(steps: Steps, compiler: Compiler, facts: str, last_day: int) -> None:
    """Stop contracts with a payment seen for the first time whose month has no line and no debt brought forward.

    An invoice that the ledger holds counts even where nothing of it stands any more: it was asked for, and paid.
    Tables fresh_line and should_line hold this run's lines, paid_month the months asked about. `last_day` is the run's,
    `facts` the schema of clean facts.
    """
    steps.make(
        "asked_month",
        """
        SELECT DISTINCT contract, month FROM paid_month
        ANTI JOIN book_forward USING (contract, month)
        ANTI JOIN (
            SELECT contract, number AS month FROM ledger.invoice JOIN month_name ON invoice.month = month_name.name
            WHERE terms = $terms
        ) AS billed USING (contract, month)
        ANTI JOIN fresh_line USING (contract, month)
        ANTI JOIN should_line USING (contract, month)
        """,
    )
    if not steps.count("SELECT count(*) FROM asked_month"):
        return
    steps.make("found_line", compiler.lines(Pairs("asked_month"), last_day, facts))
    steps.make(
        "wrong_payment",
        """
        SELECT contract, id, printf('%04d-%02d', month // 12, month % 12 + 1) AS value FROM book_payment
        SEMI JOIN (SELECT contract, month FROM asked_month ANTI JOIN found_line USING (contract, month)) AS unfounded
        USING (contract, month) WHERE paid_on <= $last_day
        """,
    )
    _stop(steps, "month", *_NO_INVOICE)


def stop_missing(steps: Steps) -> None:
    """Put contracts that the ledger has invoices for, and that the book no longer holds, into quarantine.

    Their invoices stand: that a contract never was is said by its facts, not by its absence from an export.
    """
    steps.run(
        """
        INSERT INTO quarantine
        SELECT $terms, $month, contract, 'contract', NULL, 'contract', 'E0836', contract,
            'has invoices in the ledger, and the book does not hold it',
            'put it back; a contract that ended has a cancellation or termination'
        FROM (SELECT contract FROM ledger.fingerprint WHERE terms = $terms) AS kept
        ANTI JOIN book_contract USING (contract)
        ANTI JOIN (SELECT contract FROM quarantine WHERE terms = $terms) AS held USING (contract)
        SEMI JOIN (SELECT contract FROM ledger.invoice WHERE terms = $terms) AS billed USING (contract)
        """
    )


def keep_payments(steps: Steps) -> None:
    """Keep, for the balances, what was paid for the months that the ledger bills."""
    steps.run(
        "DELETE FROM ledger.payment WHERE terms = $terms"
        " AND contract IN (SELECT contract FROM stale ANTI JOIN stopped USING (contract))"
    )
    steps.run(
        """
        INSERT INTO ledger.payment
        SELECT $terms, contract, id, printf('%04d-%02d', month // 12, month % 12 + 1), paid_on, amount
        FROM new_payment ANTI JOIN stopped USING (contract) WHERE month >= $opening
        """
    )


def _stop(steps: Steps, field: str, code: str, reason: str, mend: str) -> None:
    steps.run(
        """
        INSERT INTO quarantine
        SELECT $terms, $month, contract, 'payment', id, $field, $code, value, $reason, $mend FROM wrong_payment
        """,
        field=field,
        code=code,
        reason=reason,
        mend=mend,
    )
    steps.run("INSERT INTO stopped SELECT DISTINCT contract FROM wrong_payment")

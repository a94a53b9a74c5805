"""The payments that a run sees for the first time: checked, and kept in the ledger for its balances.

A contract whose payment is wrong is stopped: put in quarantine for this month's run, and neither billed nor corrected.
"""

from sqlglot import exp

from tariff.billing.book_keys import DUPLICATE_ID
from tariff.billing.run_sql import Steps
from tariff.billing.sql import sql, table
from tariff.compile import SPELLED, Compiler, Pairs
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PAYMENT

_COLUMNS = "contract, id, month, paid_on, amount"
_LOOKED_AT = ("_unseen_payment", "_seen_payment")

_NO_INVOICE = (
    "E0835",
    "is for a month that has no invoice",
    "correct the month, or bring forward what was owed for it (0 for a credit)",
)
_MISSING = (
    "E0836",
    "has invoices in the ledger, and the book does not hold it",
    "put it back; a contract that ended has a cancellation or termination",
)


def open_tables(steps: Steps, facts: str) -> None:
    """Make the views of the book's contracts, payments and debts brought forward, and the empty table _stopped.

    facts: the schema of clean facts. _stopped gathers the contracts that these checks set apart.
    """
    names = {"_book_contract": CONTRACT, "_book_payment": PAYMENT.name, "_book_forward": BROUGHT_FORWARD.name}
    for name, record in names.items():
        steps.view(name, table(record, facts))
    steps.make("_stopped", "SELECT CAST(NULL AS VARCHAR) AS contract WHERE FALSE")


def see_payments(steps: Steps, *, stale: int, census: exp.Table | None) -> None:
    """Make table _unseen_payment, what was paid after the last month billed, and _seen_payment, what may have changed.

    census: of all contracts, in the first run of their terms: what was paid ahead of the opening, for a month since, is
    unseen then too. What may have changed are the payments of stale contracts, made or for a month since the opening.
    """
    unseen = f"SELECT {_COLUMNS} FROM _book_payment WHERE paid_on BETWEEN $unseen_from AND $seen_by"
    if census and steps.count(f"SELECT count(*) FROM {sql(census)} WHERE latest >= $opening"):
        unseen += f" UNION ALL SELECT {_COLUMNS} FROM _book_payment WHERE paid_on < $unseen_from AND month >= $opening"
    steps.make("_unseen_payment", unseen)
    seen = f"SELECT {_COLUMNS} FROM _stale_payment WHERE paid_on <= least($seen_by, $unseen_from - 1)"
    none = f"SELECT {_COLUMNS} FROM _unseen_payment WHERE FALSE"
    steps.make("_seen_payment", f"{seen} AND (paid_on >= $opening_day OR month >= $opening)" if stale else none)


def stop_duplicates(steps: Steps, *, repaid: int) -> None:
    """Stop contracts in which a payment that is new, or may have changed, has the id of another one."""
    repeated = """
        SELECT contract, id, id AS value FROM {payments} SEMI JOIN {looked_at} USING (contract, id)
        GROUP BY contract, id HAVING count(*) > 1
    """
    queries = []
    # Where every unseen payment meets itself alone, which is the rule, there is no need to group them all.
    met = "SELECT count(*) FROM _book_payment JOIN _unseen_payment USING (contract, id)"
    if steps.count(met) != steps.count("SELECT count(*) FROM _unseen_payment"):
        queries.append(repeated.format(payments="_book_payment", looked_at="_unseen_payment"))
    if repaid:
        queries.append(repeated.format(payments="_stale_payment", looked_at="_seen_payment"))
    if queries:
        steps.make("_wrong_payment", " UNION ".join(queries))
        _stop(steps, "id", *DUPLICATE_ID)


def name_months(steps: Steps, *, stale: int, census: exp.Table | None) -> None:
    """Make table _asked_month: the months that payments which are new, or may have changed, are for.

    stale: how many contracts have payments that may have changed. census: of all contracts, in the first run of their
    terms. Of what was paid before the opening, a contract's earliest and latest month stand for the others: to look at
    every month of the past would cost more than the bill.
    """
    asked = [f"SELECT contract, month FROM {of} WHERE paid_on <= $last_day" for of in _LOOKED_AT]
    if stale:
        extremes = "SELECT contract, unnest([min(month), max(month)]) FROM _stale_payment"
        asked.append(f"{extremes} WHERE paid_on < $opening_day GROUP BY contract")
    if census:
        extremes = f"SELECT contract, unnest([earliest, latest]) FROM {sql(census)} SEMI JOIN _print USING (contract)"
        asked.append(f"{extremes} WHERE earliest IS NOT NULL")
    steps.make("_asked_month", " UNION ALL ".join(asked))


def stop_without_invoice(steps: Steps, compiler: Compiler, facts: str, last_day: int) -> None:
    """Stop contracts with a payment for a month, of those in _asked_month, that no clause makes a line in.

    A debt brought forward can be paid, too. An invoice that the ledger holds is none once the facts give no line for
    its month: what a run finds does not depend on what was billed before. `last_day` is the run's, `facts` the schema
    of clean facts.
    """
    steps.make("_unclear_month", compiler.not_plainly_billed(Pairs("_asked_month"), facts))
    if not steps.count("SELECT count(*) FROM _unclear_month"):
        return
    steps.make("_unbilled_month", compiler.unbilled(Pairs("_unclear_month"), last_day, facts))
    if not steps.count("SELECT count(*) FROM _unbilled_month"):
        return
    steps.make(
        "_wrong_payment",
        f"""
        SELECT contract, id, {SPELLED} AS value FROM _book_payment SEMI JOIN (
            SELECT contract, month FROM _unbilled_month ANTI JOIN _book_forward USING (contract, month)
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


def keep_payments(steps: Steps, *, repaid: int) -> None:
    """Keep, for the balances, what was paid for the months that the ledger bills.

    repaid: of so many contracts in table _stale payments differ from those kept; of them, what differs is kept too.
    """
    named = "SELECT contract, name AS month, amount FROM {payments} JOIN _month_name ON month = number"
    kept = named.format(payments="_unseen_payment")
    if repaid:
        kept += f"""
            UNION ALL
            SELECT contract, month, CAST(sum(amount) AS BIGINT) AS paid FROM (
                {named.format(payments="_seen_payment")}
                UNION ALL
                SELECT contract, month, -amount FROM ledger.payment WHERE terms = $terms
            ) SEMI JOIN (FROM _stale WHERE repaid) AS repaid USING (contract)
            GROUP BY contract, month HAVING paid <> 0
        """
    steps.run(
        f"""
        INSERT INTO ledger.payment
        SELECT $run, $terms, contract, month, amount FROM ({kept}) ANTI JOIN _stopped USING (contract)
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

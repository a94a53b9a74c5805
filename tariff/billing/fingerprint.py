"""Which contracts changed since the ledger last billed them.

For each contract the ledger keeps a digest of its facts, as they stood up to the last month billed, and one of what
else decides the result: packs, readings, calendars and this program. Where both are still the same, what stands for
earlier months is right and is not computed again. A contract whose digests are NULL or missing is computed from the
opening month on, so they may be dropped at any time; DuckDB's own hash therefore serves, with its version in the
second.
"""

import hashlib
import json

import duckdb
from sqlglot import exp

import tariff
from tariff.billing.book_load import Loaded
from tariff.billing.census import digest_by
from tariff.billing.run_sql import Steps
from tariff.billing.sql import DIALECT, column, fill
from tariff.model.records import PAYMENT
from tariff.model.terms import Terms
from tariff.model.walk import gathered, versions_of

_MODULUS = 1 << 64


def _made_with(terms: Terms) -> int:
    calendars = [(calendar.name, sorted(calendar.closed)) for calendar in terms.calendars]
    parts = [terms.digest, list(terms.readings), calendars, tariff.__version__, duckdb.__version__]
    return int.from_bytes(hashlib.sha256(json.dumps(parts).encode()).digest()[:8], "big")


def _counts_payments(terms: Terms) -> bool:
    """Whether a clause looks at the contract's payments, so that each may change what stood before it.

    Rulings that do are looked at again by themselves (`decisions.find_repaid`).
    """
    return any(PAYMENT.name in gathered(clause) for version in versions_of(terms) for clause in version.clauses)


def take_prints(steps: Steps, loaded: Loaded, before: int | None, upto: int) -> None:
    """Make table _print (contract, before, upto, made_with): digests of the contracts that can be billed.

    before, upto: the days up to which payments count; `before` None: no digest, since nothing was billed before.
    """
    if before is not None and _counts_payments(loaded.terms):
        before = upto
    derived, siblings = "0", ""
    if loaded.siblings is not None:
        derived, siblings = "COALESCE(hash, 0)", "LEFT JOIN __siblings AS siblings USING (contract)"
    digest = f"CAST((__shared + COALESCE(fixed, 0) + {derived} + COALESCE(__paid, 0)) % {_MODULUS} AS UBIGINT)"
    shared = exp.cast(exp.Literal.number(loaded.shared), "HUGEINT")
    query = fill(
        f"""
        SELECT contract, __before AS before, __upto AS upto, __made_with AS made_with
        FROM __census AS census {siblings} ANTI JOIN __held AS held USING (contract) WHERE contract IS NOT NULL
        """,
        census=loaded.census,
        held=loaded.held,
        siblings=loaded.siblings or [],
        before=exp.null() if before is None else fill(digest, paid=column(digest_by(before)), shared=shared),
        upto=fill(digest, paid=column(digest_by(upto)), shared=shared),
        made_with=exp.cast(exp.Literal.number(_made_with(loaded.terms)), "UBIGINT", dialect=DIALECT),
    )
    steps.make("_print", query)


def find_stale(steps: Steps, *, billed: bool) -> int:
    """Make table _stale (contract, remade): the contracts for which what stands may be wrong; how many.

    billed: something does stand. remade: it was not made with what is at work now, so that other amounts may come of
    the same lines.
    """
    query = """
        SELECT contract, kept.made_with IS DISTINCT FROM print.made_with AS remade
        FROM _print AS print
        LEFT JOIN (SELECT contract, digest, made_with FROM ledger.fingerprint WHERE terms = $terms) AS kept
            USING (contract)
        WHERE digest IS DISTINCT FROM before OR kept.made_with IS DISTINCT FROM print.made_with
    """
    steps.make("_stale", query if billed else "SELECT contract, FALSE AS remade FROM _print WHERE FALSE")
    return steps.count("SELECT count(*) FROM _stale")


def keep_all(steps: Steps) -> None:
    """Keep the digests of the contracts billed in a new month; the other contracts of the terms have none any more."""
    steps.run(
        """
        CREATE OR REPLACE TABLE ledger.fingerprint AS
        FROM ledger.fingerprint WHERE terms <> $terms
        UNION ALL
        SELECT $terms, contract, upto, made_with FROM _print ANTI JOIN _stopped USING (contract)
        UNION ALL
        SELECT terms, contract, NULL, NULL FROM ledger.fingerprint
        WHERE terms = $terms AND contract NOT IN (SELECT contract FROM _print ANTI JOIN _stopped USING (contract))
        """
    )


def keep_stale(steps: Steps, *, whole: bool) -> int:
    """Keep the digests of the contracts that were stale, in a month that had been billed before; how many changed.

    whole: all months billed were looked at. Else those later than the run's may still be wrong, and the contract stays
    stale.
    """
    digests = "upto AS digest, made_with" if whole else "NULL::UBIGINT AS digest, NULL::UBIGINT AS made_with"
    steps.make(
        "_refreshed",
        f"""
        SELECT contract, {digests}
        FROM _print SEMI JOIN _stale USING (contract) ANTI JOIN _stopped USING (contract)
        EXCEPT
        SELECT contract, digest, made_with FROM ledger.fingerprint WHERE terms = $terms
        """,
    )
    changed = steps.count("SELECT count(*) FROM _refreshed")
    if changed:
        steps.run(
            "DELETE FROM ledger.fingerprint WHERE terms = $terms AND contract IN (SELECT contract FROM _refreshed)"
        )
        steps.run("INSERT INTO ledger.fingerprint SELECT $terms, contract, digest, made_with FROM _refreshed")
    return changed

"""Which contracts changed since the ledger last billed them.

For each contract the ledger keeps three digests: of its payments up to the last month billed, of its other facts, and
of what else decides the result: packs, readings, calendars and this program. Where all are still the same, what stands
for earlier months is right and is not computed again. A contract whose digests are NULL or missing is computed from the
opening month on, so they may be dropped at any time; DuckDB's own hash therefore serves, with its version in the third.
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

_LOW_BITS = (1 << 64) - 1  # sums of hashes are kept modulo 2**64
_DIGESTS = ("facts", "paid", "made_with")


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
    """Make table _print (contract, facts, before, upto, made_with): digests of the contracts that can be billed.

    before, upto: the days up to which payments count, of which the columns have the digests; `before` None: nothing was
    billed before, and there is no digest.
    """
    if before is not None and _counts_payments(loaded.terms):
        before = upto
    derived, siblings = "0", ""
    if loaded.siblings is not None:
        derived, siblings = "COALESCE(hash, 0)", "LEFT JOIN __siblings AS siblings USING (contract)"
    paid = f"CAST(COALESCE(__paid, 0) & {_LOW_BITS} AS UBIGINT)"
    query = fill(
        f"""
        SELECT contract, CAST((__shared + COALESCE(fixed, 0) + {derived}) & {_LOW_BITS} AS UBIGINT) AS facts,
            __before AS before, __upto AS upto, __made_with AS made_with
        FROM __census AS census {siblings} ANTI JOIN __held AS held USING (contract) WHERE contract IS NOT NULL
        """,
        census=loaded.census,
        held=loaded.held,
        siblings=loaded.siblings or [],
        shared=exp.cast(exp.Literal.number(loaded.shared), "HUGEINT"),
        before=exp.null() if before is None else fill(paid, paid=column(digest_by(before))),
        upto=fill(paid, paid=column(digest_by(upto))),
        made_with=exp.cast(exp.Literal.number(_made_with(loaded.terms)), "UBIGINT", dialect=DIALECT),
    )
    steps.make("_print", query)


def find_stale(steps: Steps, *, billed: bool) -> tuple[int, int]:
    """Make table _stale (contract, repaid, remade): the contracts for which what stands may be wrong.

    How many, and how many of them are repaid. billed: something does stand. repaid: payments differ from those seen.
    remade: what stands was not made with what is at work now, so that other taxes may come of the same lines.
    """
    query = """
        SELECT contract, paid IS DISTINCT FROM before AS repaid, kept.made_with IS DISTINCT FROM now.made_with AS remade
        FROM _print AS now LEFT JOIN (FROM ledger.fingerprint WHERE terms = $terms) AS kept USING (contract)
        WHERE kept.facts IS DISTINCT FROM now.facts OR repaid OR remade
    """
    none = "SELECT contract, FALSE AS repaid, FALSE AS remade FROM _print WHERE FALSE"
    steps.make("_stale", query if billed else none)
    return steps.count("SELECT count(*) FROM _stale"), steps.count("SELECT count(*) FROM _stale WHERE repaid")


def keep_all(steps: Steps) -> None:
    """Keep the digests of the contracts billed in a new month; the other contracts of the terms have none any more."""
    steps.run(
        """
        CREATE OR REPLACE TABLE ledger.fingerprint AS
        FROM ledger.fingerprint WHERE terms <> $terms
        UNION ALL
        SELECT $terms, contract, facts, upto, made_with FROM _print ANTI JOIN _stopped USING (contract)
        UNION ALL
        SELECT terms, contract, NULL, NULL, NULL FROM ledger.fingerprint
        WHERE terms = $terms AND contract NOT IN (SELECT contract FROM _print ANTI JOIN _stopped USING (contract))
        """
    )


def keep_stale(steps: Steps, *, whole: bool) -> int:
    """Keep the digests of the contracts that were stale, in a month that had been billed before; how many changed.

    whole: all months billed were looked at. Else those later than the run's may still be wrong, and the contract stays
    stale.
    """
    digests = "facts, upto AS paid, made_with" if whole else ", ".join(f"NULL::UBIGINT AS {name}" for name in _DIGESTS)
    steps.make(
        "_refreshed",
        f"""
        SELECT contract, {digests}
        FROM _print SEMI JOIN _stale USING (contract) ANTI JOIN _stopped USING (contract)
        EXCEPT
        SELECT contract, facts, paid, made_with FROM ledger.fingerprint WHERE terms = $terms
        """,
    )
    changed = steps.count("SELECT count(*) FROM _refreshed")
    if changed:
        steps.run(
            "DELETE FROM ledger.fingerprint WHERE terms = $terms AND contract IN (SELECT contract FROM _refreshed)"
        )
        steps.run("INSERT INTO ledger.fingerprint SELECT $terms, * FROM _refreshed")
    return changed

"""How many rows of a record each contract has, and a digest of them: one pass over a table, for two uses.

Counts find duplicate contracts, second rows and rows of no contract; digests find what changed since the ledger's last
run. A digest is a sum of row hashes, so it does not depend on the order of rows.
"""

from collections.abc import Sequence
from datetime import date

import duckdb

from tariff.billing.sql import column, fill, named, sql, table, text
from tariff.model.records import PAYMENT, Cardinality, Record

DIGEST = "digest"


def tally(
    connection: duckdb.DuckDBPyConnection, record: Record, typed: str, schema: str, cutoffs: Sequence[int]
) -> None:
    """Make table `schema`.RECORD with columns contract, n and digests, from the typed rows in schema `typed`.

    cutoffs: days, in order. Payments have a digest for each, called as `digest_name` says, of what was paid by then,
    and `earliest` and `latest`, the months that what was paid by the first of them is for. Other records have the one
    digest DIGEST.
    """
    digests = [named(fill('SUM("#hash")'), DIGEST)]
    if record.name == PAYMENT.name:
        digests = [named(fill(f'SUM("#hash") FILTER ({_paid_by(day)})'), digest_name(day)) for day in cutoffs]
        for called, months in (("earliest", "MIN(month)"), ("latest", "MAX(month)")):
            digests += [named(fill(f"{months} FILTER ({_paid_by(day)})"), called) for day in cutoffs[:1]]
    identity = [column("id")] if record.cardinality is Cardinality.MANY else []
    values = [text(record.name), *identity, *(column(field.name) for field in record.fields)]
    query = fill(
        """
        CREATE TABLE __target AS SELECT contract, COUNT(*) AS n, __digests
        FROM (SELECT *, HASH(__values) AS "#hash" FROM __rows) AS rows GROUP BY contract
        """,
        target=table(record.name, schema),
        digests=digests,
        values=values,
        rows=table(record.name, typed),
    )
    connection.execute(sql(query))


def digest_name(day: int) -> str:
    """The name of the digest of what was paid by a day."""
    return f"by {date.fromordinal(day).isoformat()}"


def _paid_by(day: int) -> str:
    return f"WHERE paid_on <= DATE '{date.fromordinal(day).isoformat()}'"

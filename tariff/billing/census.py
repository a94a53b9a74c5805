"""A table of every contract that a book's rows name: how many rows of each record, and digests of what they say.

One pass over the rows, for two uses. Counts find duplicate contracts, second rows and rows of no contract; digests find
what changed since the ledger's last run. A digest is a sum of row hashes, so it does not depend on the order of rows.
"""

from collections.abc import Container, Sequence
from datetime import date

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book_records import by_contract
from tariff.billing.sql import column, fill, named, number, sql, table, text
from tariff.model.records import PAYMENT, Cardinality, Record
from tariff.model.terms import Terms

FIXED = "fixed"
"""The digest of a contract's own rows but the payments: they do not depend on a day."""


@frozen
class Seen:
    """What is digested of the payments: what was paid by each of `days`.

    opening: a day (ordinal). The `earliest` and `latest` month that what was paid before it is for are noted too.
    """

    days: Sequence[int] = ()
    opening: int | None = None


def take_census(
    connection: duckdb.DuckDBPyConnection,
    terms: Terms,
    typed: str,
    target: exp.Table,
    *,
    given: Container[str],
    seen: Seen,
) -> None:
    """Make `target` from the typed rows in schema `typed`: contract, counts as `rows_of` names them, FIXED, digests.

    given: the records that the book has, CONTRACT among them. Payments are grouped apart from the rest: they are most
    of a book, and the wider a group the dearer each row of it.
    """
    records = by_contract(terms)
    others = [record for record in records if record.name in given and record.name != PAYMENT.name]
    rows: exp.Expr = _rows(others[0], 0, typed)
    for place, record in enumerate(others[1:], start=1):
        rows = exp.Union(this=rows, expression=_rows(record, place, typed), distinct=False)
    # Records are told apart by number: every row is compared with every one of them.
    counts = [fill("COUNT(*) FILTER (WHERE record = __place)", place=number(place)) for place in range(len(others))]
    columns = [named(count, rows_of(record.name)) for record, count in zip(others, counts, strict=True)]
    query = fill(
        """
        CREATE TABLE __target AS SELECT contract, __counts, fixed, __paid
        FROM (SELECT contract, SUM(hash) AS fixed, __columns FROM __rows AS rows GROUP BY contract) AS others
        FULL JOIN __payments AS payments USING (contract)
        """,
        target=target,
        counts=[_count(record, given) for record in records],
        paid=[column(name) for name in _paid(seen)] or [exp.null()],
        columns=columns,
        rows=exp.Subquery(this=rows),
        payments=exp.Subquery(this=_payments(typed, seen)),
    )
    connection.execute(sql(query))


def _count(record: Record, given: Container[str]) -> exp.Expr:
    rows = rows_of(record.name)
    return named(fill("COALESCE(__rows, 0)", rows=column(rows)) if record.name in given else number(0), rows)


def _rows(record: Record, place: int, typed: str) -> exp.Expr:
    identity = [column("id")] if record.cardinality is Cardinality.MANY else []
    values = [text(record.name), *identity, *(column(field.name) for field in record.fields)]
    form = "SELECT contract, __place AS record, HASH(__values) AS hash FROM __rows"
    return fill(form, place=number(place), values=values, rows=table(record.name, typed))


def _payments(typed: str, seen: Seen) -> exp.Expr:
    counted = {rows_of(PAYMENT.name): fill("COUNT(*)")} | _paid(seen)
    columns = [named(value, name) for name, value in counted.items()]
    values = [column(name) for name in ("id", *(field.name for field in PAYMENT.fields))]
    form = """
        SELECT contract, __columns
        FROM (SELECT *, HASH(__values) AS "#hash" FROM __rows) AS rows GROUP BY contract
    """
    return fill(form, columns=columns, values=values, rows=table(PAYMENT.name, typed))


def _paid(seen: Seen) -> dict[str, exp.Expr]:
    """What is noted of a contract's payments, by the name of its column."""
    columns = {digest_by(day): fill(f'SUM(CASE WHEN {_paid_by(day)} THEN "#hash" ELSE 0 END)') for day in seen.days}
    if seen.opening is not None:
        before = _paid_by(seen.opening - 1)
        columns["earliest"] = fill(f"MIN(CASE WHEN {before} THEN month END)")
        columns["latest"] = fill(f"MAX(CASE WHEN {before} THEN month END)")
    return columns


def rows_of(record: str) -> str:
    """The name of the column that counts a record's rows."""
    return f"n {record}"


def digest_by(day: int) -> str:
    """The name of the digest of what was paid by a day."""
    return f"by {date.fromordinal(day).isoformat()}"


def _paid_by(day: int) -> str:
    return f"paid_on <= DATE '{date.fromordinal(day).isoformat()}'"

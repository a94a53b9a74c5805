"""What may be wrong between rows: two of one name, more than there may be, or rows of no contract.

The census says whether there is anything; only then are the rows looked up.
"""

from collections.abc import Iterator, Sequence

import duckdb
from sqlglot import exp

from tariff.billing.book_rows import ID, KEY
from tariff.billing.book_tables import ROW
from tariff.billing.census import rows_of
from tariff.billing.engine import one_row
from tariff.billing.sql import column, fill, sql, table, text
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PAYMENT, Cardinality, Record
from tariff.model.terms import Terms

_INSERT = """
INSERT INTO _quarantine
SELECT __terms, NULL, contract, __table, __row, __field, __code, __value, __reason, __mend FROM __rows
"""
# Rows that repeat what an earlier row of the same contract says in `keys`; only contracts with several rows are read.
_REPEATED = """
SELECT * FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY contract, __keys ORDER BY __number) AS "#turn"
    FROM __rows AS rows SEMI JOIN (SELECT contract FROM __census WHERE __count > 1) AS several USING (contract)
) WHERE "#turn" > 1
"""
_ORPHANS = """
SELECT rows.* FROM __rows AS rows
SEMI JOIN (SELECT contract FROM __census WHERE __count > 0 AND __contracts = 0) AS lost USING (contract)
"""


class KeyChecks:
    """The checks between rows of a book's terms, whose typed rows lie in schema `typed`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, terms: Terms, typed: str, census: exp.Table) -> None:
        self._connection = connection
        self._terms = terms
        self._typed = typed
        self._census = census

    def run(self, *, payment_ids: bool) -> None:
        """Quarantine what is wrong.

        payment_ids: look for ids that two payments have, too. Else that is left to the run that sees them first.
        """
        for record, several, lost in self._suspects():
            if lost:
                self._orphans(record)
            if several and record.name == CONTRACT:
                self._repeated(
                    record, [], KEY, "E0830", "stands twice in table contract", "keep one row for a contract"
                )
            elif several and record.cardinality is not Cardinality.MANY:
                reason = f"has a second row in {record.name}, and a contract has at most one"
                self._repeated(record, [], KEY, "E0831", reason, "keep the one that holds")
            elif several and (record.name != PAYMENT.name or payment_ids):
                self._repeated(record, [ID], ID, *DUPLICATE_ID)
            if several and record.name == BROUGHT_FORWARD.name:
                reason = "has a second debt brought forward"
                self._repeated(record, ["month"], "month", "E0833", reason, "write the sum of both as one row")

    def _suspects(self) -> Iterator[tuple[Record, bool, bool]]:
        """Each record, whether a contract has several rows in it, and whether it has rows of no contract."""
        counts = []
        for record in self._terms.records:
            rows = {"rows": column(rows_of(record.name)), "contracts": column(rows_of(CONTRACT))}
            counts.append(fill("COUNT(*) FILTER (WHERE __rows > 1)", **rows))
            counts.append(fill("COUNT(*) FILTER (WHERE __rows > 0 AND __contracts = 0)", **rows))
        row = one_row(self._connection, sql(fill("SELECT __counts FROM __census", counts=counts, census=self._census)))
        for record, several, lost in zip(self._terms.records, row[::2], row[1::2], strict=True):
            yield record, bool(several), bool(lost)

    def _repeated(self, record: Record, keys: Sequence[str], field: str, code: str, reason: str, mend: str) -> None:
        rows = fill(
            _REPEATED,
            keys=[column(key) for key in keys] or [exp.null()],
            number=column(ROW),
            rows=table(record.name, self._typed),
            census=self._census,
            count=column(rows_of(record.name)),
        )
        self._insert(record, rows, field, code, reason, mend)

    def _orphans(self, record: Record) -> None:
        rows = fill(
            _ORPHANS,
            rows=table(record.name, self._typed),
            census=self._census,
            count=column(rows_of(record.name)),
            contracts=column(rows_of(CONTRACT)),
        )
        reason = "names a contract that is not in table contract"
        self._insert(record, rows, KEY, "E0832", reason, "add the contract, or take the row out")

    def _insert(self, record: Record, rows: exp.Expr, field: str, code: str, reason: str, mend: str) -> None:
        row = fill("'row ' || __number", number=column(ROW))
        value = fill("CAST(__field AS VARCHAR)", field=column(field))
        if field == "month":
            value = fill("PRINTF('%04d-%02d', month // 12, month % 12 + 1)")
        filled = fill(
            _INSERT,
            terms=text(self._terms.name),
            table=text(record.name),
            row=column(ID) if record.cardinality is Cardinality.MANY else row,
            field=text(field),
            code=text(code),
            value=value,
            reason=text(reason),
            mend=text(mend),
            rows=exp.Subquery(this=rows),
        )
        self._connection.execute(sql(filled))


DUPLICATE_ID = ("E0834", "is the id of two rows", "give each its own; rows without one are numbered 1, 2, …")
"""Code, reason and mend of an id that two rows of a contract's record have."""

"""What may be wrong between rows: several of one name, more than there may be, or rows of no contract.

The census says whether there is anything; only then are the rows looked up.
"""

from collections.abc import Iterator, Mapping, Sequence

import duckdb
from sqlglot import exp

from tariff.billing.book_places import Places
from tariff.billing.book_records import by_contract
from tariff.billing.book_rows import ID, KEY
from tariff.billing.census import rows_of
from tariff.billing.engine import one_row
from tariff.billing.sql import column, fill, sql, table, text
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PAYMENT, Cardinality, Record
from tariff.model.terms import Terms

_INSERT = """
INSERT INTO _quarantine
SELECT __terms, NULL, contract, __table, __row, __field, __code, __value, __reason, __mend FROM __rows
"""
# Rows that say the same as another row of their contract in `keys`; only contracts with several rows are read.
_REPEATED = """
SELECT * FROM (
    SELECT *, COUNT(*) OVER (PARTITION BY contract, __keys) AS "#same"
    FROM __rows AS rows SEMI JOIN (SELECT contract FROM __census WHERE __count > 1) AS several USING (contract)
) WHERE "#same" > 1
"""
# A contract whose own line was no row is in quarantine already.
_ORPHANS = """
SELECT rows.* FROM __rows AS rows
SEMI JOIN (SELECT contract FROM __census WHERE __count > 0 AND __contracts = 0) AS lost USING (contract)
ANTI JOIN (SELECT contract FROM _quarantine WHERE terms = __terms AND "table" = __of) AS known USING (contract)
"""


class KeyChecks:
    """The checks between rows of a book's terms, whose typed rows lie in schema `typed`."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        terms: Terms,
        typed: str,
        census: exp.Table,
        places: Mapping[str, Places],
    ) -> None:
        """`places` says how the rows of each record that the book has are found again."""
        self._connection = connection
        self._terms = terms
        self._typed = typed
        self._census = census
        self._places = places

    def run(self, *, payment_ids: bool) -> None:
        """Quarantine what is wrong.

        payment_ids: look for ids that two payments have, too. Else that is left to the run that sees them first.
        """
        for record, several, lost in self._suspects():
            if lost:
                self._orphans(record)
            if several and record.name == CONTRACT:
                reason = "stands more than once in table contract"
                self._repeated(record, [], KEY, "E0830", reason, "keep one row for a contract")
            elif several and record.cardinality is not Cardinality.MANY:
                reason = f"has several rows in {record.name}, and a contract has at most one"
                self._repeated(record, [], KEY, "E0831", reason, "keep the one that holds")
            elif several and (record.name != PAYMENT.name or payment_ids):
                self._repeated(record, [ID], ID, *DUPLICATE_ID)
            if several and record.name == BROUGHT_FORWARD.name:
                reason = "is the month of several debts brought forward"
                self._repeated(record, ["month"], "month", "E0833", reason, "write the sum of all as one row")

    def _suspects(self) -> Iterator[tuple[Record, bool, bool]]:
        """Each record, whether a contract has several rows in it, and whether it has rows of no contract."""
        counts = []
        records = by_contract(self._terms)
        for record in records:
            rows = {"rows": column(rows_of(record.name)), "contracts": column(rows_of(CONTRACT))}
            counts.append(fill("COUNT(*) FILTER (WHERE __rows > 1)", **rows))
            counts.append(fill("COUNT(*) FILTER (WHERE __rows > 0 AND __contracts = 0)", **rows))
        row = one_row(self._connection, sql(fill("SELECT __counts FROM __census", counts=counts, census=self._census)))
        for record, several, lost in zip(records, row[::2], row[1::2], strict=True):
            yield record, bool(several), bool(lost)

    def _repeated(self, record: Record, keys: Sequence[str], field: str, code: str, reason: str, mend: str) -> None:
        rows = fill(
            _REPEATED,
            keys=[column(key) for key in keys] or [exp.null()],
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
            terms=text(self._terms.name),
            of=text(CONTRACT),
        )
        reason = "names a contract that is not in table contract"
        self._insert(record, rows, KEY, NO_CONTRACT, reason, "add the contract, or take the row out")

    def _insert(self, record: Record, rows: exp.Expr, field: str, code: str, reason: str, mend: str) -> None:
        identity = column(ID) if record.cardinality is Cardinality.MANY else None
        value = fill("CAST(__field AS VARCHAR)", field=column(field))
        if field == "month":
            value = fill("PRINTF('%04d-%02d', month // 12, month % 12 + 1)")
        filled = fill(
            _INSERT,
            terms=text(self._terms.name),
            table=text(record.name),
            row=self._places[record.name].named(identity, shared=field == ID),
            field=text(field),
            code=text(code),
            value=value,
            reason=text(reason),
            mend=text(mend),
            rows=exp.Subquery(this=rows),
        )
        self._connection.execute(sql(filled))


NO_CONTRACT = "E0832"
"""The code of rows whose contract is not in table contract."""
DUPLICATE_ID = ("E0834", "is the id of several rows", "give each its own; rows without one are numbered 1, 2, …")
"""Code, reason and mend of an id that several rows of a contract's record have."""

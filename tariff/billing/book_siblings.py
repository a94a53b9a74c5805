"""The other contracts of a book that share a field with a contract, as rows of its own.

They are derived from every contract that has one row, right or wrong elsewhere: a contract that is set apart because a
payment of its is wrong is still there, and what others are granted must not depend on its being mended.
"""

import duckdb
from sqlglot import exp

from tariff.billing.book_records import by_contract, of_siblings
from tariff.billing.book_rows import ID, Columns
from tariff.billing.engine import count
from tariff.billing.sql import column, fill, name, number, sql, table, text
from tariff.compile import Compiler
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.records import CONTRACT
from tariff.model.terms import Terms

# Contracts whose rows could be read in two ways.
_DOUBTFUL = "SELECT contract FROM _quarantine WHERE terms = __terms AND code IN ('E0827', 'E0830', 'E0831')"
# So many pairs of contracts that share a field are no customers but values that stand for “none”.
_MOST = 100_000_000


def names_of_siblings(
    connection: duckdb.DuckDBPyConnection, contracts: Columns, terms: Terms, contract: str
) -> list[str]:
    """The names of a contract and of all that share a field with it, by which some record is derived."""
    names = {contract: None}
    for same in dict.fromkeys(record.same for record in of_siblings(terms)):
        if read := contracts.readings.get(same or ""):
            query = fill(
                """
                SELECT __contract FROM __rows WHERE __value IN (SELECT __value FROM __rows WHERE __contract = __name)
                """,
                contract=contracts.contract,
                rows=contracts.stored.relation,
                value=read.value,
                name=text(contract),
            )
            names.update((row[0], None) for row in connection.execute(sql(query)).fetchall() if row[0])
    return list(names)


def create_siblings(
    connection: duckdb.DuckDBPyConnection, terms: Terms, typed: str, scratch: str, target: exp.Table
) -> exp.Table | None:
    """Make `typed`.RECORD of every record of other contracts, and `target`: a digest of them by contract.

    scratch: a schema for views. The target, or None where the terms have no such record. Raises InputError where a
    field is shared by far too many.
    """
    records = of_siblings(terms)
    if not records:
        return None
    source = _countable(connection, terms, typed, scratch)
    for same in dict.fromkeys(record.same for record in records):
        _check_number(connection, source, same or "")
    compiler = Compiler(terms)
    digests: list[exp.Expr] = []
    for record in records:
        rows = table(record.name, typed)
        connection.execute(sql(exp.Create(this=rows, kind="TABLE", expression=compiler.siblings(record, source))))
        values = [text(record.name), *(column(item) for item in (ID, *(field.name for field in record.fields)))]
        digests.append(fill("SELECT contract, HASH(__values) AS hash FROM __rows", values=values, rows=rows))
    hashes = digests[0]
    for other in digests[1:]:
        hashes = exp.Union(this=hashes, expression=other, distinct=False)
    query = fill(
        "CREATE TABLE __target AS SELECT contract, SUM(hash) AS hash FROM __hashes AS hashes GROUP BY contract",
        target=target,
        hashes=exp.Subquery(this=hashes),
    )
    connection.execute(sql(query))
    return target


def _countable(connection: duckdb.DuckDBPyConnection, terms: Terms, typed: str, scratch: str) -> str:
    """The schema of the typed rows of contracts that stand once."""
    doubtful = fill(_DOUBTFUL, terms=text(terms.name))
    if not count(connection, f"SELECT count(*) FROM ({sql(doubtful)})"):
        return typed
    connection.execute(sql(exp.Create(this=exp.Table(db=name(scratch)), kind="SCHEMA")))
    for record in by_contract(terms):
        query = fill(
            """
            SELECT rows.* FROM __rows AS rows ANTI JOIN __doubtful AS doubtful USING (contract)
            WHERE contract IS NOT NULL AND contract <> ''
            """,
            rows=table(record.name, typed),
            doubtful=exp.Subquery(this=doubtful.copy()),
        )
        connection.execute(sql(exp.Create(this=table(record.name, scratch), kind="VIEW", expression=query)))
    return scratch


def _check_number(connection: duckdb.DuckDBPyConnection, source: str, same: str) -> None:
    query = fill(
        """
        SELECT same, number FROM (
            SELECT __same AS same, COUNT(*) AS number, SUM(COUNT(*) * COUNT(*)) OVER () AS pairs
            FROM __rows WHERE __same IS NOT NULL GROUP BY __same
        ) AS shared WHERE pairs > __most ORDER BY number DESC, same LIMIT 1
        """,
        same=column(same),
        rows=table(CONTRACT, source),
        most=number(_MOST),
    )
    if row := connection.execute(sql(query)).fetchone():
        message = f"{row[1]:,} contracts have the {same} “{row[0]}”, too many to look at each beside the others"
        mend = f"leave {same} empty where a contract has none"
        raise InputError([Diagnostic("E0844", message, where=f"table {CONTRACT}, field {same}", mend=mend)])

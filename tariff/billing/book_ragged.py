"""The lines of a book's CSV files that have too few or too many fields: their contracts are set apart.

Whatever is wrong with such a line, its first field is its first: where that is a contract of the book, no other can
have lost a row. Else the line could be anyone's, and the book is refused.
"""

from collections.abc import Iterable

import duckdb

from tariff.billing.book_rows import KEY, Columns
from tariff.billing.sql import fill, sql, text
from tariff.diagnostics import InputError
from tariff.model.records import CONTRACT
from tariff.model.terms import Terms

_UNKNOWN = """
SELECT "table", min(line) FROM _ragged
WHERE contract NOT IN (SELECT contract FROM _ragged WHERE "table" = __of)
    AND contract NOT IN (SELECT __names FROM __contracts WHERE __names IS NOT NULL)
GROUP BY "table" ORDER BY "table"
"""
_SET_APART = """
INSERT INTO _quarantine
SELECT $terms, NULL, contract, "table", 'line ' || line, $field, 'E0812', contract,
    'is named by a line with too few or too many fields',
    'give it as many fields as the first line has; a value with a comma is quoted'
FROM _ragged WHERE $contract IS NULL OR contract = $contract
"""


def set_ragged_apart(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[Columns], terms: Terms, contract: str | None
) -> None:
    """Quarantine the contracts of ragged lines, or only `contract`. Raises InputError where a line names none."""
    read = {item.record.name: item for item in tables}
    found = [(name, line) for name, item in read.items() for line in item.stored.ragged]
    if not found:
        return
    rows = [[name for name, _ in found], [line.contract for _, line in found], [line.line for _, line in found]]
    query = 'SELECT unnest(?::VARCHAR[]) AS "table", unnest(?::VARCHAR[]) AS contract, unnest(?::BIGINT[]) AS line'
    connection.execute(f"CREATE OR REPLACE TEMP TABLE _ragged AS {query}", rows)
    contracts = read[CONTRACT]
    unknown = fill(_UNKNOWN, of=text(CONTRACT), names=contracts.contract, contracts=contracts.stored.relation)
    refused = connection.execute(sql(unknown)).fetchall()
    if refused:
        places = {(name, line.line): line.refusal(read[name].stored.table.path) for name, line in found}
        raise InputError(places[name, line] for name, line in refused)
    connection.execute(_SET_APART, {"terms": terms.name, "field": KEY, "contract": contract})

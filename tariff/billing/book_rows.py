"""The rows of one record of a book, typed: columns matched to fields, values read, values that are wrong set apart."""

from collections.abc import Collection, Sequence

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book_checks import Check, checks
from tariff.billing.book_places import ROW
from tariff.billing.book_tables import Stored, reading
from tariff.billing.book_values import ACCEPTED, Reading, read_column, read_text, spelled_month
from tariff.billing.engine import one_row
from tariff.billing.schema import FACT_TYPES, beside_fields
from tariff.billing.sql import column, fill, name, named, sql, table, text
from tariff.compile import SPELLED
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import nearest
from tariff.model.records import PARAMETER, PAYMENT, Cardinality, Record
from tariff.model.terms import Terms

KEY, ID = "contract", "id"
_EVERYONE = text("*")  # whose row that of the parameters is

_UNNAMED = "__name IS NULL OR __name = ''"
_SET_APART = """
INSERT INTO _quarantine
SELECT __terms, NULL, __contract, __table, __row, __field, __code, LEFT(CAST(__raw AS VARCHAR), 80), __reason, __mend
FROM __rows WHERE (__condition) AND (__only)
"""


@frozen
class Columns:
    """How a record's columns are read from a table; `id` is None where rows have none (or may not have one)."""

    record: Record
    stored: Stored
    contract: exp.Expr
    id: exp.Expr | None
    readings: dict[str, Reading]
    warnings: tuple[Diagnostic, ...]


def match_columns(record: Record, stored: Stored, terms: Terms) -> Columns:
    """The columns of a table for a record's fields. Raises InputError for one that is missing or cannot be read."""
    faults: list[Diagnostic] = []
    many = record.cardinality is Cardinality.MANY
    known = {item.name for item in record.fields} | ({ID} if many else set())
    if record.name != PARAMETER:
        known.add(KEY)
    strange = [item for item in stored.types if item not in known]
    contract = _EVERYONE if record.name == PARAMETER else _name_column(KEY, stored, strange, faults)
    identity = _name_column(ID, stored, strange, faults) if many and ID in stored.types else None
    readings: dict[str, Reading] = {}
    for item in record.fields:
        kept = stored.types.get(item.name)
        read = read_column(item.name, kept, item.type, terms) if kept else None
        if read is not None:
            readings[item.name] = read
        elif kept:
            faults.append(_wrong_type(item.name, kept, ACCEPTED[item.type.kind], stored))
        elif record.needs(item):
            faults.append(_missing(item.name, stored, strange))
    if contract is None or faults:
        raise InputError(faults)
    absent = known.difference(stored.types)
    warnings = tuple(_ignored(item, stored, absent) for item in strange)
    return Columns(record, stored, contract, identity, readings, warnings)


def _name_column(called: str, stored: Stored, strange: Sequence[str], faults: list[Diagnostic]) -> exp.Expr | None:
    kept = stored.types.get(called)
    read = read_text(called, kept) if kept else None
    if read is None:
        faults.append(_wrong_type(called, kept, "VARCHAR", stored) if kept else _missing(called, stored, strange))
    return read


def _missing(called: str, stored: Stored, strange: Sequence[str]) -> Diagnostic:
    near = nearest(called, strange)
    mend = f"rename column {near} to {called}" if near else "add it; `tariff schema` prints the tables of a book"
    message = f"{stored.table.label} has no column {called}"
    return Diagnostic("E0815", message, where=f"table {stored.table.name}", mend=mend)


def _wrong_type(called: str, kept: str, accepted: str, stored: Stored) -> Diagnostic:
    message = f"column {called} of {stored.table.label} is {kept}"
    return Diagnostic("E0816", message, where=f"table {stored.table.name}", mend=f"store it as {accepted}")


def _ignored(called: str, stored: Stored, absent: Collection[str]) -> Diagnostic:
    near = nearest(called, absent)
    mend = f"rename it to {near}" if near else "leave it out, or declare the field in the pack"
    message = f"column {called} of {stored.table.label} is ignored: {stored.table.name} has no such field"
    return Diagnostic("E0807", message, where=f"table {stored.table.name}", mend=mend, severity=Severity.WARNING)


def create_rows(
    connection: duckdb.DuckDBPyConnection, columns: Columns, terms: Terms, schema: str, contracts: Sequence[str] | None
) -> None:
    """Make `schema`.RECORD with columns contract, id (`many` records), the fields, and ROW; wrong values go to
    quarantine.

    contracts: read the rows of these alone; None: of all.
    """
    only: exp.Expr = exp.true()
    if contracts is not None:
        only = exp.In(this=columns.contract.copy(), expressions=[text(item) for item in contracts])
    with reading(columns.stored.table):
        without_id = _set_apart(connection, columns, terms, only)
        rows = _typed(columns)
        if without_id and columns.record.cardinality is Cardinality.MANY:
            kind, rows = "TABLE", _numbered(columns.record, rows)
        else:
            kind = "VIEW"
        query = fill("SELECT __rows FROM __stored WHERE __only", rows=rows, stored=columns.stored.relation, only=only)
        target = table(columns.record.name, schema)
        connection.execute(sql(exp.Create(this=target, kind=kind, expression=query)))


def create_no_rows(connection: duckdb.DuckDBPyConnection, record: Record, schema: str) -> None:
    """Make the empty table of a record that the book does not have."""
    kinds = [(KEY, "VARCHAR"), *([(ID, "VARCHAR")] if record.cardinality is Cardinality.MANY else [])]
    kinds += [(item.name, FACT_TYPES[item.type.kind]) for item in record.fields]
    kinds += [*beside_fields(record).items(), (ROW, "BIGINT")]
    columns = [
        exp.ColumnDef(this=name(called), kind=exp.DataType.build(kind, dialect="duckdb")) for called, kind in kinds
    ]
    target = exp.Schema(this=table(record.name, schema), expressions=columns)
    connection.execute(sql(exp.Create(this=target, kind="TABLE")))


def _typed(columns: Columns) -> list[exp.Expr]:
    record = columns.record
    rows = [named(columns.contract.copy(), KEY)]
    if record.cardinality is Cardinality.MANY:
        rows.append(named(columns.id.copy() if columns.id else fill("CAST(NULL AS VARCHAR)"), ID))
    for item in record.fields:
        read = columns.readings.get(item.name)
        value = read.value.copy() if read else fill(f"CAST(NULL AS {FACT_TYPES[item.type.kind]})")
        rows.append(named(value, item.name))
    if record.name == PAYMENT.name:
        rows.append(named(spelled_month("month", columns.stored.types["month"]), SPELLED))
    return [*rows, column(ROW)]


def _numbered(record: Record, rows: Sequence[exp.Expr]) -> list[exp.Expr]:
    """Rows without an id are numbered in the order of their values, unknown first."""
    values = {item.alias_or_name: item.this for item in rows if isinstance(item, exp.Alias)}
    order = [exp.Ordered(this=values[item.name].copy(), nulls_first=True) for item in record.fields]
    given = fill("NULLIF(__id, '')", id=values[ID])
    numbers = fill("ROW_NUMBER() OVER (PARTITION BY __contract, __id IS NULL)", contract=values[KEY], id=given)
    if order:
        numbers.set("order", exp.Order(expressions=order))
    identity = fill("COALESCE(__id, CAST(__number AS VARCHAR))", id=given, number=numbers)
    return [named(identity, ID) if item.alias_or_name == ID else item for item in rows]


def _set_apart(connection: duckdb.DuckDBPyConnection, columns: Columns, terms: Terms, only: exp.Expr) -> bool:
    """Quarantine what is wrong with single values; whether some row has no id.

    One pass counts every fault, so that a clean table of millions of rows is read once; faulty rows are then looked up.
    """
    if _unnamed(connection, columns, columns.contract, only):
        unnamed = fill(_UNNAMED, name=columns.contract)
        _insert(connection, columns, Check(KEY, "E0827", unnamed, "is unknown", "name the contract"), terms, only)
    fields = [item for item in columns.record.fields if item.name in columns.readings]
    found = [check for item in fields for check in checks(columns.record, item, columns.readings[item.name], terms)]
    if found:
        counts = [fill("COUNT(*) FILTER (WHERE __condition)", condition=check.condition) for check in found]
        query = fill("SELECT __counts FROM __rows WHERE __only", counts=counts, rows=columns.stored.relation, only=only)
        for check, rows in zip(found, one_row(connection, sql(query)), strict=True):
            if rows:
                _insert(connection, columns, check, terms, only)
    return columns.id is None or _unnamed(connection, columns, columns.id, only)


def _unnamed(connection: duckdb.DuckDBPyConnection, columns: Columns, names: exp.Expr, only: exp.Expr) -> bool:
    """Whether a row has no name, asked so that a Parquet file's statistics can answer without its texts being read."""
    query = fill(
        "SELECT COUNT(*) > COUNT(__names) OR COALESCE(MIN(__names) = '', FALSE) FROM __rows WHERE __only",
        names=names,
        rows=columns.stored.relation,
        only=only,
    )
    return bool(one_row(connection, sql(query))[0])


def _insert(
    connection: duckdb.DuckDBPyConnection, columns: Columns, check: Check, terms: Terms, only: exp.Expr
) -> None:
    filled = fill(
        _SET_APART,
        terms=text(terms.name),
        contract=columns.contract,
        table=text(columns.record.name),
        row=columns.stored.places.named(columns.id),
        field=text(check.field),
        code=text(check.code),
        raw=column(check.field),
        reason=text(check.reason),
        mend=text(check.mend),
        rows=columns.stored.relation,
        condition=check.condition,
        only=only,
    )
    connection.execute(sql(filled))

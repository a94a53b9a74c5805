"""The tables of a book for some terms, as they are to be made by those who export one."""

from attrs import frozen
from sqlglot import exp

from tariff.billing.book_records import by_contract, parameters_read
from tariff.billing.sql import DIALECT, name, text
from tariff.compile import SPELLED
from tariff.model.records import CONTRACT, PARAMETER, PAYMENT, Cardinality, Field, Record, Titles
from tariff.model.terms import Terms
from tariff.model.types import Kind, Type

FACT_TYPES = {
    Kind.DATE: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.MONTH: "BIGINT",
    Kind.MONEY: "BIGINT",
    Kind.NUMBER: "BIGINT",
    Kind.TEXT: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.YESNO: "BOOLEAN",
}
"""How the value of a kind is held in clean facts."""


def beside_fields(record: Record) -> dict[str, str]:
    """The columns of clean facts beside a record's names and fields, each with its type."""
    return {SPELLED: "VARCHAR"} if record.name == PAYMENT.name else {}


ONE_FOR_ALL = "one for all contracts"


@frozen
class Column:
    """A column of a book's table: `sql` is the type to store it as, `type` the field's own in words."""

    name: str
    type: str
    sql: str
    required: bool
    choices: tuple[str, ...] = ()
    titles: Titles = Titles()


@frozen
class TableSchema:
    """A table of a book: `rows` says how many rows a contract may have in it; ONE_FOR_ALL: one for all contracts."""

    name: str
    rows: str
    columns: tuple[Column, ...]
    titles: Titles = Titles()


def book_schema(terms: Terms) -> tuple[TableSchema, ...]:
    """The tables of a book under `terms`, the contract's first; that of the parameters has one row for all contracts.

    Records of other contracts are derived, and have none.
    """
    records = sorted(by_contract(terms), key=lambda record: record.name != CONTRACT)
    tables = tuple(_table(record, terms) for record in records)
    parameters = terms.record(PARAMETER)
    return tables if parameters is None else (*tables, _shared_table(parameters, terms))


def _table(record: Record, terms: Terms) -> TableSchema:
    columns = [Column(CONTRACT, "text", "VARCHAR", required=True)]
    if record.cardinality is Cardinality.MANY:
        columns.append(Column("id", "text or unknown", "VARCHAR", required=False))
    columns += [_column(field, terms, required=record.needs(field)) for field in record.fields]
    return TableSchema(record.name, str(record.cardinality), tuple(columns), record.titles)


def _shared_table(record: Record, terms: Terms) -> TableSchema:
    needed = parameters_read(terms)
    columns = [
        _column(field, terms, required=field.name in needed and not field.type.optional) for field in record.fields
    ]
    return TableSchema(record.name, ONE_FOR_ALL, tuple(columns), record.titles)


def _column(field: Field, terms: Terms, *, required: bool) -> Column:
    of = field.type
    return Column(field.name, str(of), _stored_as(of, terms), required, of.choices, field.titles)


def _stored_as(of: Type, terms: Terms) -> str:
    if of.kind is Kind.MONTH:
        return "VARCHAR"  # as text YYYY-MM, which sorts
    if of.kind is Kind.MONEY and terms.minor_digits:
        return f"DECIMAL(18, {terms.minor_digits})"
    return FACT_TYPES[of.kind]


def schema_sql(terms: Terms) -> str:
    """The tables as DuckDB's DDL, in a schema that has the terms' name."""
    tables = book_schema(terms)
    create = exp.Create(this=exp.Table(db=name(terms.name)), kind="SCHEMA", exists=True)
    statements = [create, *(_ddl(table, terms.name) for table in tables)]
    return (
        "".join(f"{statement.sql(dialect=DIALECT, pretty=True)};\n\n" for statement in statements).rstrip("\n") + "\n"
    )


def _ddl(table: TableSchema, schema: str) -> exp.Expr:
    columns = [_column_ddl(column, table) for column in table.columns]
    target = exp.Schema(this=exp.Table(this=name(table.name), db=name(schema)), expressions=columns)
    return exp.Create(this=target, kind="TABLE")


def _column_ddl(column: Column, table: TableSchema) -> exp.Expr:
    rules: list[exp.Expr] = []
    if column.name == CONTRACT and table.rows != Cardinality.MANY:
        rules.append(exp.PrimaryKeyColumnConstraint())
    elif column.required:
        rules.append(exp.NotNullColumnConstraint())
    if column.choices:
        listed = exp.In(this=exp.Column(this=name(column.name)), expressions=[text(item) for item in column.choices])
        rules.append(exp.CheckColumnConstraint(this=listed))
    if column.sql == "VARCHAR" and column.type.startswith(Kind.MONTH):
        pattern = exp.Anonymous(
            this="REGEXP_FULL_MATCH", expressions=[exp.Column(this=name(column.name)), text("[0-9]{4}-[0-9]{2}")]
        )
        rules.append(exp.CheckColumnConstraint(this=pattern))
    kind = exp.DataType.build(column.sql, dialect=DIALECT)
    constraints = [exp.ColumnConstraint(kind=rule) for rule in rules]
    return exp.ColumnDef(this=name(column.name), kind=kind, constraints=constraints)


def schema_data(terms: Terms) -> dict[str, object]:
    """The tables as plain data, for JSON."""
    return {"terms": terms.name, "tables": [_table_data(table) for table in book_schema(terms)]}


def _table_data(table: TableSchema) -> dict[str, object]:
    columns = [_column_data(column) for column in table.columns]
    return {"name": table.name, "rows": table.rows, "titles": _titles(table.titles), "columns": columns}


def _column_data(column: Column) -> dict[str, object]:
    data: dict[str, object] = {"name": column.name, "type": column.type, "sql": column.sql, "required": column.required}
    if column.choices:
        data["choices"] = list(column.choices)
    return data | {"titles": _titles(column.titles)}


def _titles(titles: Titles) -> dict[str, str]:
    return {language: text for language, text in (("ja", titles.ja), ("en", titles.en)) if text}

"""Contracts as JSON that DuckDB reads back typed: the way in for rows made one by one, without a data frame library."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from attrs import frozen

from tariff.billing.schema import FACT_TYPES
from tariff.model.facts import Row, Value
from tariff.model.records import PAYMENT, Cardinality, Field, Record
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tariff.model.types import NUMBER, TEXT, Kind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SQL_TYPES = FACT_TYPES | {Kind.MONTH: "VARCHAR"}
_ID = Field("id", TEXT)
_EARLY = Field("early", NUMBER)


@frozen
class Sheet:
    """One contract's rows under a number. early: for each payment, by how many days a copy of it may come earlier."""

    number: int
    rows: Mapping[str, Sequence[Row]]
    early: Sequence[int] = ()


def columns_of(record: Record) -> tuple[Field, ...]:
    """The columns of a record's table in a book, after ``contract``."""
    return (_ID, *record.fields) if record.cardinality is Cardinality.MANY else record.fields


def write_sheets(path: Path, terms: Terms, sheets: Iterable[Sheet]) -> None:
    """Writes the sheets, one on a line."""
    with path.open("w", encoding="utf-8") as file:
        for sheet in sheets:
            rows = {record.name: _rows(record, sheet) for record in terms.records}
            file.write(json.dumps({"number": sheet.number, "rows": rows}, ensure_ascii=False) + "\n")


def sheet_source(path: Path, record: Record) -> str:
    """A query of the sheets: their ``number``, and as ``rows`` those of `record`, a list of structs."""
    columns = (*columns_of(record), _EARLY) if record.name == PAYMENT.name else columns_of(record)
    fields = ", ".join(f"{quoted(field.name)} {_SQL_TYPES[field.type.kind]}" for field in columns)
    types = f"{{number: 'BIGINT', rows: {literal(f'STRUCT({quoted(record.name)} STRUCT({fields})[])')}}}"
    source = f"read_json({literal(str(path))}, format = 'newline_delimited', columns = {types})"
    return f"(SELECT number, rows.{quoted(record.name)} AS rows FROM {source})"


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"


def _rows(record: Record, sheet: Sheet) -> list[dict[str, Value]]:
    rows = []
    for index, row in enumerate(sheet.rows.get(record.name, ())):
        values = {field.name: _written(field.type.kind, row.values.get(field.name)) for field in record.fields}
        if record.cardinality is Cardinality.MANY:
            values["id"] = row.id
        if record.name == PAYMENT.name:
            values["early"] = sheet.early[index] if index < len(sheet.early) else 0
        rows.append(values)
    return rows


def _written(kind: Kind, value: Value) -> Value:
    """A value as a book writes it."""
    if value is None or isinstance(value, bool | str):
        return value
    match kind:
        case Kind.DATE:
            return date.fromordinal(value).isoformat()
        case Kind.INSTANT:
            return (_EPOCH + timedelta(microseconds=value)).isoformat()
        case Kind.MONTH:
            return month_text(value)
        case _:
            return value

"""The tables of a book as DuckDB sees them: whatever the file, columns with types, and the number of each row."""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from re import search

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book import CATALOG, Format, Table, first_line
from tariff.billing.sql import fill, name, sql, table, text
from tariff.diagnostics import Diagnostic, InputError, Span

ROW = "#row"
"""The column that numbers rows, from 1; no field can have this name."""

_CHUNK = 1 << 20


@frozen
class Stored:
    """A table that can be read: where, and its columns' types by name."""

    table: Table
    relation: exp.Table
    types: dict[str, str]


def store(connection: duckdb.DuckDBPyConnection, source: Table, schema: str) -> Stored:
    """Make a table of a book readable, as a table or view of `schema`. Raises InputError where it cannot be read."""
    target = table(source.name, schema)
    with reading(source):
        match source.format:
            case Format.PARQUET:
                rows = fill("READ_PARQUET(__path, file_row_number = TRUE)", path=text(str(source.path)))
                query = fill(f'SELECT *, file_row_number + 1 AS "{ROW}" FROM __rows', rows=_rows(rows))
                _create(connection, "VIEW", target, query)
            case Format.TABLE:
                rows = table(source.name, source.terms, CATALOG)
                query = fill(f'SELECT *, rowid + 1 AS "{ROW}" FROM __rows', rows=rows)
                _create(connection, "VIEW", target, query)
            case Format.VIEW:
                _copy(connection, target, table(source.name, source.terms, CATALOG))
            case Format.CSV:
                _copy(connection, target, _rows(_csv(source.path, _header(source.path))))
        described = connection.execute(f"DESCRIBE {sql(target)}").fetchall()
    hidden = {ROW, "file_row_number"}
    return Stored(
        source, target, {unicodedata.normalize("NFC", row[0]): row[1] for row in described if row[0] not in hidden}
    )


def _create(connection: duckdb.DuckDBPyConnection, kind: str, target: exp.Table, query: exp.Expr) -> None:
    connection.execute(sql(exp.Create(this=target.copy(), kind=kind, expression=query)))


def _copy(connection: duckdb.DuckDBPyConnection, target: exp.Table, rows: exp.Expr) -> None:
    # Rows are numbered as they come, so for once their order is kept.
    query = fill(f'SELECT *, ROW_NUMBER() OVER () AS "{ROW}" FROM __rows', rows=rows)
    connection.execute("SET preserve_insertion_order = true")
    try:
        _create(connection, "TABLE", target, query)
    finally:
        connection.execute("SET preserve_insertion_order = false")


def _rows(function: exp.Expr) -> exp.Table:
    return exp.Table(this=function)


def _csv(path: Path, header: list[str]) -> exp.Expr:
    """Every column as text, nothing guessed; an empty field is unknown, quoted or not."""
    columns = exp.Struct(expressions=[exp.PropertyEQ(this=name(item), expression=text("VARCHAR")) for item in header])
    return fill(
        """
        READ_CSV(__path, "columns" = __columns, auto_detect = FALSE, header = TRUE, delim = ',', quote = '"',
            escape = '"', strict_mode = TRUE, null_padding = FALSE, comment = '', nullstr = '')
        """,
        path=text(str(path)),
        columns=columns,
    )


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(islice(csv.reader(stream), 1))
    header = lines[0] if lines else []
    place = Span(str(path), 1, 1, 1, 1)
    if not header:
        raise InputError([Diagnostic("E0811", "the file is empty", place, mend="begin it with a line of column names")])
    for index, item in enumerate(header):
        if not item or item in header[:index]:
            message = f"column {index + 1} has no name" if not item else f"two columns are called {item}"
            raise InputError([Diagnostic("E0811", message, place, mend="give each column a name of its own")])
    return header


@contextmanager
def reading(source: Table) -> Iterator[None]:
    """Turns a failure to read a table of a book into an InputError that names the file and, in a CSV, the place."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, OSError, UnicodeDecodeError, csv.Error) as error:
        if source.format is Format.CSV and (place := _first_bad_byte(source.path)) is not None:
            raise _not_utf8(source, *place) from error
        if source.format is Format.CSV and (line := search(r"Line: (\d+)", str(error))):
            span = Span(str(source.path), int(line[1]), 1, int(line[1]), 1)
            mend = "every line has as many fields as the first, and every quote is closed"
            raise InputError([Diagnostic("E0812", _problem_of_line(error), span, mend=mend)]) from error
        message = f"{source.label} cannot be read: {first_line(error)}"
        mend = f"write it again as {source.format}"
        raise InputError([Diagnostic("E0813", message, where=str(source.path), mend=mend)]) from error


def _problem_of_line(error: Exception) -> str:
    found = search(r"Expected Number of Columns: (\d+) Found: (\d+)", str(error))
    if found:
        return f"this line has {found[2]} fields, and the first has {found[1]}"
    return "a quote in this line is not closed" if "quote" in str(error) else "this line is not CSV"


def _not_utf8(source: Table, offset: int, line: int, byte: int) -> InputError:
    message = f"not UTF-8: byte 0x{byte:02X} at offset {offset} is no character"
    mend = f"save it as UTF-8; from Shift_JIS: iconv -f CP932 -t UTF-8 {source.path.name}"
    return InputError([Diagnostic("E0814", message, Span(str(source.path), line, 1, line, 1), mend=mend)])


def _first_bad_byte(path: Path) -> tuple[int, int, int] | None:
    """Offset, line and value of the first byte that is not UTF-8; None where there is none, or no way to read it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset, line = 0, 1
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                held = decoder.getstate()[0]
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    data = held + chunk
                    return offset - len(held) + error.start, line + data.count(b"\n", 0, error.start), data[error.start]
                offset += len(chunk)
                line += chunk.count(b"\n")
    except OSError:
        return None
    held = decoder.getstate()[0]
    return (offset - len(held), line, held[0]) if held else None

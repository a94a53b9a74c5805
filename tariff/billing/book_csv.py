"""A CSV file of a book, read by DuckDB as text, nothing guessed: its header, its rows, and the lines that are no rows.

A line that has not as many fields as the first one is no row. It is left out and told apart by the contract that it
names; where nobody can tell which that is, or most lines are so, the file is refused.
"""

import csv
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import duckdb
from attrs import frozen
from sqlglot import exp

from tariff.billing.book_places import ROW, ROWS, Places, copy_numbered
from tariff.billing.encodings import conversion, first_bad_byte
from tariff.billing.engine import count
from tariff.billing.sql import column, fill, name, number, sql, text
from tariff.diagnostics import Diagnostic, InputError, Span

_CHUNK = 1 << 20
_SEPARATORS = {";": "semicolons", "\t": "tabs"}
# DuckDB lists a line once for each field that it has too many, and with the empty lines before it.
_REJECTED = """
SELECT line_byte_position - 1 + strlen(csv_line) - strlen(ltrim(csv_line, chr(13) || chr(10))) AS start,
    any_value(trim(csv_line, chr(13) || chr(10))) AS written, min(error_type) AS problem
FROM _reject GROUP BY ALL ORDER BY start
"""
# With more ragged lines than this, rows are not told by their lines: the file as a whole is at fault.
_MOST_SKIPPED = 1_000
_RAGGED = ("MISSING COLUMNS", "TOO MANY COLUMNS")
_WHOLE_LINES = "every line has as many fields as the first, and every quote is closed; a value with a comma is quoted"


@frozen
class Ragged:
    """A line that has `fields` fields and not `wanted`. contract: what the field says that would name its contract."""

    line: int
    fields: int
    wanted: int
    contract: str

    def refusal(self, path: Path) -> Diagnostic:
        """The finding that the file at `path` is refused for this line."""
        message = f"this line has {self.fields} fields, and the first has {self.wanted}"
        return _refusal(path, self.line, message, _WHOLE_LINES)


@frozen
class CsvTable:
    """What was read of a file: how its rows are found again, and the lines that are no rows."""

    places: Places
    ragged: tuple[Ragged, ...] = ()


def copy_csv(connection: duckdb.DuckDBPyConnection, target: exp.Table, path: Path, key: str) -> CsvTable:
    """Make `target` from a CSV file. key: the column that names a row's contract.

    Raises InputError where the file is not UTF-8, has no header, or has lines of which nobody can tell what they say.
    """
    try:
        header = _header(path)
        copy_numbered(connection, target, _rows(path, header))
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, UnicodeDecodeError) as error:
        _refuse_other_encoding(path, error)
        return _copy_whole_lines(connection, target, path, header, key)
    return CsvTable(_places(connection, target, path, ()))


def _refuse_other_encoding(path: Path, error: Exception) -> None:
    bad = first_bad_byte(path)
    if bad is not None:
        message = f"not UTF-8: byte 0x{bad.value:02X} at offset {bad.offset} is no character"
        raise _refused(path, bad.line, message, conversion(path, bad.offset), "E0814") from error


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream), [])
    if not header:
        raise _refused(path, 1, "the file is empty", "begin it with a line of column names", "E0811")
    for sign, called in _SEPARATORS.items():
        if len(header) == 1 and sign in header[0]:
            message = f"the columns are separated by {called}, not by commas"
            raise _refused(path, 1, message, "save it as CSV with commas between the columns", "E0817")
    seen: set[str] = set()
    for index, item in enumerate(header):
        called = unicodedata.normalize("NFC", item).casefold()  # as DuckDB tells names apart
        if not item or called in seen:
            message = f"column {index + 1} has no name" if not item else f"two columns are called {item}"
            raise _refused(path, 1, message, "give each column a name of its own", "E0811")
        seen.add(called)
    return header


def _rows(path: Path, header: list[str], *, rejects: bool = False) -> exp.Expr:
    """Every column as text; an empty field is unknown, quoted or not. rejects: lists lines that are no rows, too."""
    columns = exp.Struct(expressions=[exp.PropertyEQ(this=name(item), expression=text("VARCHAR")) for item in header])
    listed = ", rejects_table = '_reject', rejects_scan = '_reject_scan'" if rejects else ""
    return exp.Table(
        this=fill(
            f"""
            READ_CSV(__path, "columns" = __columns, auto_detect = FALSE, header = TRUE, delim = ',', quote = '"',
                escape = '"', strict_mode = TRUE, null_padding = FALSE, comment = '', nullstr = '' {listed})
            """,
            path=text(str(path)),
            columns=columns,
        )
    )


def _copy_whole_lines(
    connection: duckdb.DuckDBPyConnection, target: exp.Table, path: Path, header: list[str], key: str
) -> CsvTable:
    """Make the table from the lines that are rows, and list the others."""
    connection.execute("DROP TABLE IF EXISTS _reject; DROP TABLE IF EXISTS _reject_scan")
    try:
        copy_numbered(connection, target, _rows(path, header, rejects=True))
    except duckdb.InvalidInputException:
        _refuse_return_within(path)
        raise
    rejected = connection.execute(_REJECTED).fetchall()
    lines = _lines_at(path, [start for start, _, _ in rejected])
    ragged = []
    for line, (start, written, problem) in zip(lines, rejected, strict=True):
        if problem not in _RAGGED:
            unclosed = "a quote in this line is not closed" if problem == "UNQUOTED VALUE" else "this line is not CSV"
            raise _refused(path, line, unclosed, _WHOLE_LINES)
        fields = next(csv.reader([written]))
        if start + len(written.encode()) == path.stat().st_size and problem == _RAGGED[0]:
            raise _refused(path, line, "the file ends in the middle of this line", "export it again, to its end")
        # Only of the first column is it sure which field is its own, whatever the line has too many or too few.
        ragged.append(Ragged(line, len(fields), len(header), fields[0] if header[0] == key else ""))
    rows = count(connection, sql(fill("SELECT COUNT(*) FROM __rows", rows=target)))
    nameless = next((item for item in ragged if not item.contract or len(ragged) > rows), None)
    if nameless:
        raise InputError([nameless.refusal(path)])
    return CsvTable(_places(connection, target, path, ragged), tuple(ragged))


def _refuse_return_within(path: Path) -> None:
    """Refuse a file of CRLF lines to one of which something was added behind its carriage return."""
    with path.open("rb") as stream:
        for line, written in enumerate(stream, 1):
            before, returned, behind = written.partition(b"\r")
            if returned and behind.endswith(b"\n") and behind != b"\n" and before.count(b'"') % 2 == 0:
                mend = "the lines end in CRLF: put what was added before that end, and as many fields into every line"
                raise _refused(path, line, "something stands between this line's carriage return and its end", mend)


def _places(connection: duckdb.DuckDBPyConnection, target: exp.Table, path: Path, ragged: Sequence[Ragged]) -> Places:
    """The lines of rows, where each row and each ragged line fills one; else only their numbers."""
    rows = count(connection, sql(fill("SELECT COUNT(*) FROM __rows", rows=target)))
    if len(ragged) > _MOST_SKIPPED or _line_count(path) != 1 + rows + len(ragged):
        return ROWS
    # How many rows stand before each ragged line: so many lines has the number of a row to skip.
    before = exp.Array(expressions=[number(item.line - 2 - index) for index, item in enumerate(ragged)])
    skipped = fill("LEN(LIST_FILTER(__before, LAMBDA rows: rows < __row))", before=before, row=column(ROW))
    line = fill("__row + 1", row=column(ROW))
    return Places("line", fill("__line + __skipped", line=line, skipped=skipped) if ragged else line)


def _line_count(path: Path) -> int:
    lines, last = 0, b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    return lines if last == b"\n" else lines + 1


def _lines_at(path: Path, offsets: Sequence[int]) -> list[int]:
    """The line that each of some ascending offsets lies in, from 1."""
    found, line, passed = [], 1, 0
    with path.open("rb") as stream:
        for offset in offsets:
            while passed < offset:
                chunk = stream.read(min(_CHUNK, offset - passed))
                line += chunk.count(b"\n")
                passed += len(chunk)
            found.append(line)
    return found


def _refused(path: Path, line: int, message: str, mend: str, code: str = "E0812") -> InputError:
    return InputError([_refusal(path, line, message, mend, code)])


def _refusal(path: Path, line: int, message: str, mend: str, code: str = "E0812") -> Diagnostic:
    return Diagnostic(code, message, Span(str(path), line, 1, line, 1), mend=mend)

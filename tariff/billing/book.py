"""What a book holds: for each of its terms, the tables of their records. Nothing is read here but names."""

import unicodedata
from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path

import duckdb
from attrs import frozen

from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import did_you_mean, nearest

CATALOG = "book"  # what a book that is a DuckDB file is attached as
_SUFFIXES = (".parquet", ".csv")


class Format(StrEnum):
    """How a table is stored."""

    PARQUET = "Parquet"
    CSV = "CSV"
    TABLE = "DuckDB table"
    VIEW = "DuckDB view"


@frozen
class Table:
    """One table of a book: of `terms`, called `name`, in the file `path`; `label` is how messages name it."""

    terms: str
    name: str
    format: Format
    path: Path
    label: str


@frozen
class Book:
    """The tables of a book by terms and by name, and what was passed over."""

    path: Path
    tables: dict[str, dict[str, Table]]
    warnings: tuple[Diagnostic, ...]


def open_book(connection: duckdb.DuckDBPyConnection, path: Path, packs: Collection[str]) -> Book:
    """The book at `path`, a folder or a DuckDB file (which stays attached to `connection`).

    packs: the names of all known terms that have contracts. Raises InputError where it cannot be read or holds none of
    their tables.
    """
    warnings: list[Diagnostic] = []
    strange: list[str] = []
    if path.is_dir():
        found = list(_in_folder(path, packs, warnings, strange))
    elif path.is_file():
        found = list(_in_file(connection, path, packs, strange))
    else:
        raise _unreadable(path, "there is no such file or folder", "a book is a folder or a DuckDB file")
    tables: dict[str, dict[str, Table]] = {}
    for item in found:
        first = tables.setdefault(item.terms, {}).setdefault(item.name, item)
        if first is not item:
            mend = "keep one of the two"
            raise _unreadable(item.path, f"{first.label} and {item.label} hold the same table", mend)
    if not tables:
        raise _no_terms(path, packs, strange)
    kind = _part(path)
    return Book(path, tables, (*(_ignored(f"{kind} {name}", name, packs) for name in strange), *warnings))


def _part(path: Path) -> str:
    """What holds the tables of some terms in a book."""
    return "folder" if path.is_dir() else "schema"


def _in_folder(path: Path, packs: Collection[str], warnings: list[Diagnostic], strange: list[str]) -> Iterator[Table]:
    """The tables below a folder; `strange` gathers the folders that have the name of no terms."""
    for entry in _entries(path):
        terms = unicodedata.normalize("NFC", entry.name)
        if entry.is_dir() and terms in packs:
            yield from _in_terms_folder(entry, terms, warnings)
        elif entry.is_dir():
            strange.append(terms)
        elif entry.suffix.lower() in _SUFFIXES:
            message = f"{entry.name} is ignored: tables lie in a folder for their terms"
            mend = f"move it to the folder of its terms, such as {min(packs, default='TERMS')}/{entry.name}"
            warnings.append(Diagnostic("E0804", message, mend=mend, severity=Severity.WARNING))


def _in_terms_folder(folder: Path, terms: str, warnings: list[Diagnostic]) -> Iterator[Table]:
    for entry in _entries(folder):
        suffix, label = entry.suffix.lower(), f"{folder.name}/{entry.name}"
        if entry.is_file() and suffix in _SUFFIXES:
            kind = Format.PARQUET if suffix == ".parquet" else Format.CSV
            yield Table(terms, unicodedata.normalize("NFC", entry.stem), kind, entry, label)
        else:
            mend = "a table is a file RECORD.parquet or RECORD.csv"
            warnings.append(Diagnostic("E0804", f"{label} is ignored", mend=mend, severity=Severity.WARNING))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise _unreadable(folder, _reason(error), "check the folder and your rights to it") from error


def _in_file(
    connection: duckdb.DuckDBPyConnection, path: Path, packs: Collection[str], strange: list[str]
) -> Iterator[Table]:
    """The tables of a DuckDB file; `strange` gathers the schemas that have the name of no terms."""
    try:
        connection.execute(f"ATTACH $path AS {CATALOG} (READ_ONLY)", {"path": str(path)})
    except duckdb.Error as error:
        mend = "a book is a folder of tables or a DuckDB file; BOOK#CONTRACT names one of its contracts"
        raise _unreadable(path, first_line(error), mend) from error
    held = connection.execute(
        f"""
        SELECT schema_name, table_name, FALSE FROM duckdb_tables() WHERE database_name = '{CATALOG}'
        UNION ALL
        SELECT schema_name, view_name, TRUE FROM duckdb_views() WHERE database_name = '{CATALOG}' AND NOT internal
        ORDER BY ALL
        """
    ).fetchall()
    for schema, name, is_view in held:
        if schema in packs:
            kind = Format.VIEW if is_view else Format.TABLE
            yield Table(schema, name, kind, path, f"{schema}.{name}")
        elif schema not in strange:
            strange.append(schema)


def first_line(error: Exception) -> str:
    """What an error of DuckDB says, without the advice it adds for those who write SQL."""
    line = str(error).partition("\n")[0]
    return line.partition("Error: ")[2] or line


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _ignored(what: str, name: str, packs: Collection[str]) -> Diagnostic:
    mend = did_you_mean(name, packs, "`tariff terms` lists the packs; --clauses DIR adds more")
    return Diagnostic(
        "E0803", f"{what} is ignored: no terms with contracts have this name", mend=mend, severity=Severity.WARNING
    )


def _unreadable(path: Path, problem: str, mend: str) -> InputError:
    return InputError([Diagnostic("E0805", f"the book {path} cannot be read: {problem}", mend=mend)])


def _no_terms(path: Path, packs: Collection[str], strange: list[str]) -> InputError:
    message = f"the book {path} holds no table of any terms"
    if path.is_dir() and any(path.glob("contract.*")):
        mend = f"name the folder above it: a book is BOOK/TERMS/RECORD.parquet, and {path.name} would be TERMS"
        return InputError([Diagnostic("E0806", message, mend=mend)])
    part = _part(path)
    if strange:
        message += f": no terms with contracts are called as its {part}s are, " + ", ".join(strange)
    near = next(((name, match) for name in strange if (match := nearest(name, packs))), None)
    start = f"did you mean “{near[1]}” by {near[0]}? A" if near else "a"
    mend = f"{start} book has a {part} for each of its terms, named as one of {', '.join(sorted(packs))}"
    return InputError([Diagnostic("E0806", message, mend=f"{mend}; --clauses DIR adds more")])

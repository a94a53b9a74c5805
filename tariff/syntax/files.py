"""Opening clause files: finding them below folders, and reading each."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from tariff.cache import cached
from tariff.diagnostics import Diagnostic, InputError, Span
from tariff.syntax.codes import Code
from tariff.syntax.nodes import Reading, SourceFile

SUFFIX = ".tariff"
MAX_BYTES = 5_000_000


def read_files(roots: Iterable[Path]) -> tuple[Reading, ...]:
    """Every clause file at or below the roots, read, in order of name; InputError for a root that is not there."""
    return tuple(map(read_file, clause_files(roots)))


def clause_files(roots: Iterable[Path]) -> tuple[Path, ...]:
    """Every clause file at or below the roots, each once, in order of name; InputError for a root that is not there."""
    paths: dict[Path, None] = {}
    for root in roots:
        if not root.exists():
            finding = Diagnostic(
                Code.NOT_THERE, "there is no such file or folder", where=str(root), mend="check the path"
            )
            raise InputError([finding])
        found = sorted(root.rglob(f"*{SUFFIX}")) if root.is_dir() else [root]
        paths.update(dict.fromkeys(found))
    return tuple(paths)


def read_file(path: Path) -> Reading:
    """The clause file at `path`; one that cannot be opened is a reading without units, with a finding that says why."""
    name = shown_path(path)
    try:
        text = file_text(path)
        return _reading(name, text)
    except InputError as error:
        return Reading(SourceFile(name, "", ()), error.findings)


@lru_cache(maxsize=256)  # who compares drafts with what ships reads most files twice
def _reading(name: str, text: str) -> Reading:
    return cached("file", f"{name}\n{text}", lambda: _read(name, text))


def _read(name: str, text: str) -> Reading:
    from tariff.syntax.reader import read  # brings Lark, which a file found in the cache does not need

    return read(name, text)


def file_text(path: Path) -> str:
    """The text of a clause file, byte order mark and Windows line breaks as written.

    InputError for one that cannot be opened, is over MAX_BYTES, or is not UTF-8.
    """
    name = shown_path(path)
    start = Span(name, 1, 1, 1, 1)
    if not path.is_file():
        message = "this is no file" if path.exists() else "there is no such file"
        raise InputError([Diagnostic(Code.NOT_THERE, message, start, mend="check the path")])
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError([Diagnostic(Code.UNREADABLE, message, start, mend="make it readable")]) from error
    if len(data) > MAX_BYTES:
        message, mend = f"the file is larger than {MAX_BYTES:,} bytes", "split it, one file for each set of terms"
        raise InputError([Diagnostic(Code.TOO_LARGE, message, start, mend=mend)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02X} stands for no character here"
        span = _place_of(name, data, error.start)
        raise InputError([Diagnostic(Code.NOT_UTF8, message, span, mend="save the file as UTF-8")]) from error


def shown_path(path: Path) -> str:
    """The path as the reader of a diagnostic knows it: from the working folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _place_of(name: str, data: bytes, offset: int) -> Span:
    """The place of a byte; all before it is UTF-8."""
    above, _, before = data[:offset].rpartition(b"\n")
    line = above.count(b"\n") + 2 if b"\n" in data[:offset] else 1
    column = len(before.decode("utf-8")) + 1
    return Span(name, line, column, line, column + 1)

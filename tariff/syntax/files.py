"""Opening clause files: finding them below folders, and reading each."""

from collections.abc import Iterable
from pathlib import Path

from tariff.diagnostics import Diagnostic, InputError
from tariff.syntax.reader import Reading, read

SUFFIX = ".tariff"


def read_files(roots: Iterable[Path]) -> tuple[Reading, ...]:
    """Every clause file at or below the roots, in order of name; InputError for a root that is not there."""
    paths: dict[Path, None] = {}
    for root in roots:
        if not root.exists():
            raise InputError(
                [Diagnostic("E0103", "there is no such file or folder", where=str(root), mend="check the path")]
            )
        found = sorted(root.rglob(f"*{SUFFIX}")) if root.is_dir() else [root]
        paths.update(dict.fromkeys(found))
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Reading:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mend = "save the file as UTF-8"
        raise InputError(
            [Diagnostic("E0104", f"the file is not UTF-8 (byte {error.start + 1})", where=str(path), mend=mend)]
        ) from error
    return read(_shown(path), text)


def _shown(path: Path) -> str:
    """The path as the reader of a diagnostic knows it: from the working folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)

"""A cache of what is slow to compute and follows from its key: parsed files, consolidated terms, findings.

It lies in the user's cache folder (``TARIFF_CACHE`` names another; an empty value turns it off). Nothing is lost when
it is deleted, and a folder that cannot be written only costs time. Entries hold for one state of the code.
"""

import gc
import os
import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar, cast

T = TypeVar("T")

# The packages that make what is kept here.
_STAMPED = ("model", "syntax", "versions", "diagnostics", "checks", "interpret", "billing")
_KEPT_SECONDS = 30 * 24 * 3600
_SWEPT_SECONDS = 24 * 3600
_BROKEN = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError)


def cached(kind: str, key: str, make: Callable[[], T]) -> T:
    """What `make` gives, from the cache when it was made before under the same `kind`, `key` and code."""
    folder = _folder()
    if folder is None:
        return make()
    digest = sha256(f"{code_stamp()} {key}".encode()).hexdigest()
    path = folder / f"{kind}-{digest[:40]}"
    try:
        with path.open("rb") as stream, no_collection():
            return cast(T, pickle.load(stream))
    except _BROKEN:
        value = make()
        _store(folder, path, value)
        return value


@contextmanager
def no_collection() -> Iterator[None]:
    """While a great many small values come that stay: looking for garbage among them takes longer than making them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _folder() -> Path | None:
    named = os.environ.get("TARIFF_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "tariff"
    except RuntimeError:  # no home folder
        return None


def _store(folder: Path, path: Path, value: object) -> None:
    """Write an entry whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=folder, delete=False) as stream:
            pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
        Path(stream.name).replace(path)
        _sweep(folder)
    except OSError:
        return


def _sweep(folder: Path) -> None:
    """Drop the entries that have not been written for long: once a day, since there may be thousands to look at."""
    swept, now = folder / "swept", time.time()
    if swept.exists() and now - swept.stat().st_mtime < _SWEPT_SECONDS:
        return
    swept.touch()
    for entry in folder.iterdir():
        if entry.stat().st_mtime < now - _KEPT_SECONDS:
            entry.unlink()


@cache
def code_stamp() -> str:
    """A stamp of the code and the grammar that entries depend on: it changes whenever one of their files does."""
    package = Path(__file__).resolve().parent
    files = [
        *(path for name in _STAMPED for path in (package / name).rglob("*.py")),
        *package.glob("*.py"),
        *(package.parent / "grammar").glob("*"),
        *(package / "_data" / "grammar").glob("*"),
    ]
    stats = ((path.name, path.stat()) for path in sorted(files))
    return repr([(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats])

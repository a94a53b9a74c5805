"""The packs that paths on the command line name: clause files, or folders of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from tariff.syntax.nodes import SourceFile
    from tariff.versions import Library


@frozen
class Named:
    """A library, and of it what the caller named: files as diagnostics name them, and the packs that they belong to."""

    library: "Library"
    files: frozenset[str]
    names: tuple[str, ...]

    @property
    def touched(self) -> frozenset[str]:
        """The files named, and all others of their packs: an amendment can break what stands in the terms."""
        return self.files.union(file.name for name in self.names for file in self.library.pack(name).files)


def named_packs(paths: Sequence[Path], clauses: Sequence[Path]) -> Named:
    """The packs in `paths`, or all where there are none.

    A file in `paths` stands in for those of the shipped packs, or of `clauses`, that declare the same: a changed copy
    is looked at among the rest. Faults of reading stay findings of the library.
    """
    from tariff.resources import clauses_dir
    from tariff.syntax.files import read_files
    from tariff.versions import Library

    _refuse_names(paths, clauses)
    own = read_files(path.resolve() for path in paths)
    declared = {name for reading in own for name in _declared(reading.file)}
    named = {item.file.name for item in own}
    around = read_files(path.resolve() for path in (clauses_dir(), *clauses))
    others = (item for item in around if item.file.name not in named)
    library = Library.of([*(item for item in others if declared.isdisjoint(_declared(item.file))), *own])
    packs = library.packs.values()
    files = frozenset(item.file.name for item in (own if paths else around))
    return Named(
        library, files, tuple(sorted(pack.name for pack in packs if any(file.name in files for file in pack.files)))
    )


def _refuse_names(paths: Sequence[Path], clauses: Sequence[Path]) -> None:
    """Raises InputError for paths that are names of packs, as other commands take them."""
    from tariff.diagnostics import Diagnostic, InputError
    from tariff.versions import Library

    packs = Library.load(clauses).packs if any(not path.exists() for path in paths) else {}
    named = [packs[str(path)] for path in paths if not path.exists() and str(path) in packs]
    if named:
        message = "this is the name of a pack, and here its files are named"
        files = {pack.name: " ".join(file.name for file in pack.files) for pack in named}
        raise InputError([Diagnostic("E0103", message, where=name, mend=f"write {of}") for name, of in files.items()])


def _declared(file: "SourceFile") -> set[str]:
    """The terms and amendments that a file declares."""
    return {unit.text("NAME") for unit in file.units if unit.kind in ("terms", "amendment")}

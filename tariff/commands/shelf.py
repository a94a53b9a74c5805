"""Terms for one contract, from the cache where they can be: neither clause files nor their parser are then looked into.

`tariff simulate` is called many times a day under the same terms, and its answer should come at once.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tariff.cache import cached
from tariff.commands.choices import of_terms
from tariff.commands.options import load_library
from tariff.model.terms import Terms
from tariff.resources import clauses_dir
from tariff.syntax.files import clause_files, file_text, shown_path

if TYPE_CHECKING:
    from tariff.versions import Library


class Shelf:
    """The shipped packs and those in `clauses`, as a source of terms."""

    def __init__(self, clauses: Sequence[Path]) -> None:
        self._clauses = clauses

    @cached_property
    def library(self) -> "Library":
        """The packs themselves. Raises InputError where one of their files cannot be read."""
        return load_library(self._clauses)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the packs."""
        return self.library.names

    @property
    def contractual(self) -> tuple[str, ...]:
        """The names of the packs that have contracts."""
        return self.library.contractual

    def terms(self, name: str, *, known_on: date | None = None, readings: Mapping[str, str] | None = None) -> Terms:
        """The terms as `Library.terms` gives them; any change in any file of a pack makes them anew."""
        chosen = of_terms(name, readings or {})
        key = repr((self._digest, name, known_on, sorted(chosen.items())))
        return cached("asked", key, lambda: self.library.terms(name, known_on=known_on, readings=chosen))

    @cached_property
    def _digest(self) -> str:
        total = sha256()
        for path in clause_files([clauses_dir(), *(path.resolve() for path in self._clauses)]):
            total.update(f"{shown_path(path)}\n{file_text(path)}\0".encode())
        return total.hexdigest()

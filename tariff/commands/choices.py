"""Readings chosen on the command line, as ``CLAUSE[.AXIS]`` of any terms or as ``TERMS:CLAUSE[.AXIS]`` of some."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tariff.diagnostics import Diagnostic, InputError

if TYPE_CHECKING:
    from tariff.versions import Library


def by_terms(library: "Library", readings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The readings for each terms that list them.

    One that names no terms is chosen in all that list it, unless another names those terms. Raises InputError for a
    reading that no terms list, or not those that it names.
    """
    from tariff.versions.readings import choose

    axes = {name: library.axes(name) for name in library.names} if readings else {}
    chosen: dict[str, dict[str, str]] = {}
    for terms, key, reading in _parted(readings):
        among = {terms: axes[library.pack(terms).name]} if terms else axes
        choose(tuple(axis for found in among.values() for axis in found), {key: reading})
        for name, found in among.items():
            try:
                choose(found, {key: reading})
            except InputError:
                continue  # other terms list it: that was shown above
            chosen.setdefault(name, {})[key] = reading
    return chosen


def of_terms(name: str, readings: Mapping[str, str]) -> dict[str, str]:
    """The readings for a contract under the terms called `name`. Raises InputError for one that names other terms."""
    chosen: dict[str, str] = {}
    for terms, key, reading in _parted(readings):
        if terms not in ("", name):
            message = f"{terms}:{key} is a reading of {terms}, and the contract is under {name}"
            raise InputError([Diagnostic("E0221", message, where="--reading", mend="leave it out")])
        chosen[key] = reading
    return chosen


def _parted(readings: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Each reading as its terms (empty where it names none), key and name; those that name their terms come last."""
    parted = [(*key.rpartition(":")[::2], reading) for key, reading in readings.items()]
    return sorted(parted, key=lambda item: bool(item[0]))

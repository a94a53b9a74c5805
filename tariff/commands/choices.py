"""Readings chosen on the command line, where several terms are evaluated at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tariff.diagnostics import InputError

if TYPE_CHECKING:
    from tariff.versions import Library


def by_terms(library: "Library", readings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The readings for each terms that list them; one that several list is chosen in each.

    Raises InputError for a reading that no terms list.
    """
    from tariff.versions.readings import choose

    axes = {name: library.axes(name) for name in library.names} if readings else {}
    choose(tuple(axis for found in axes.values() for axis in found), readings)
    chosen: dict[str, dict[str, str]] = {}
    for name, found in axes.items():
        for key, reading in readings.items():
            try:
                choose(found, {key: reading})
            except InputError:
                continue  # other terms list it: that was shown above
            chosen.setdefault(name, {})[key] = reading
    return chosen

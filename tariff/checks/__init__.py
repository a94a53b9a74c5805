"""What can be known about a pack without a single contract: every finding is a Diagnostic with a code and a place.

A rule is a function from a Subject to findings, one rule a file; `RULES` and `OF_WHOLE_PACKS` list them.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from tariff.cache import cached
from tariff.checks.accepted import without_accepted
from tariff.checks.amendments import amendments
from tariff.checks.as_known import as_known
from tariff.checks.gaps import gaps
from tariff.checks.governance import governance
from tariff.checks.grounds import grounds
from tariff.checks.hours import hours
from tariff.checks.languages import languages
from tariff.checks.late_rates import late_rates
from tariff.checks.lists import lists
from tariff.checks.numbering import numbering
from tariff.checks.numbers import numbers
from tariff.checks.references import references
from tariff.checks.renumbering import renumbering
from tariff.checks.retroactive import retroactive
from tariff.checks.subject import subject_of
from tariff.checks.tables import tables
from tariff.checks.text_only import text_only
from tariff.checks.transitions import transitions
from tariff.checks.unused import unused
from tariff.diagnostics import Diagnostic
from tariff.versions import Library

RULES = (tables, hours, lists, governance, amendments, numbering, languages, text_only, late_rates)
# These find what is nowhere in a pack, so they wait until all of it can be read.
OF_WHOLE_PACKS = (references, as_known, grounds, renumbering, retroactive, transitions, gaps, numbers, unused)


def check(library: Library, names: Iterable[str] | None = None) -> tuple[Diagnostic, ...]:
    """The findings of reading the library and checking the packs `names` (None: all), in order of place."""
    wanted = tuple(library.names if names is None else names)
    found = dict.fromkeys(library.findings)
    for name in wanted:
        found.update(dict.fromkeys(_pack(library, name)))
    return in_order(found)


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings in order of place, those without one last."""
    return tuple(sorted(findings, key=lambda item: (item.span is None, item.span or item.where, item.code)))


def _pack(library: Library, name: str) -> tuple[Diagnostic, ...]:
    """The findings of a pack, from the cache while its files stay as they are."""
    pack, found = library.pack(name), partial(_found, library, name)
    return cached("check", library.state(name), lambda: tuple(without_accepted(pack, dict.fromkeys(found()))))


def _found(library: Library, name: str) -> Iterator[Diagnostic]:
    yield from library.lowered(name).findings
    for axis in library.axes(name):
        for option in axis.options:
            yield from library.lowered(name, readings={axis.key: option.name}).findings
    subject = subject_of(library, name)
    for rule in RULES if subject.pack.unread else (*RULES, *OF_WHOLE_PACKS):
        yield from rule(subject)


__all__ = ["check", "in_order"]

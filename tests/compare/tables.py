"""Old-and-new tables of the packs that have more than one version."""

from attrs import evolve

from tariff.compare.align import align
from tariff.compare.amended import amended_by
from tariff.compare.meaning import between
from tariff.compare.sources import Named, Shelf, Source, source
from tariff.compare.style import Style
from tariff.compare.table import Table
from tariff.compare.tabulate import tabulate
from tariff.render.meaning import meaning_passages
from tests.shipped import MOBILE

SHELF = Shelf()
PACKS = [name for name, pack in SHELF.library().packs.items() if pack.amendments and name != MOBILE]


def sides(name: str) -> tuple[Source, Source]:
    """The first and the last version of a pack."""
    first = SHELF.library().pack(name).in_force
    return source(Named(name, name, first), SHELF), source(Named(name, name), SHELF)


def tabulated(name: str, style: Style, language: str) -> Table:
    """The table of a pack's first and last version; without the hashes, which change with every clause."""
    before, after = sides(name)
    old, new = (evolve(side.documents[language], pin=side.name) for side in (before, after))
    assert before.origin is not None
    assert after.origin is not None
    by = amended_by(before.origin, after.origin, language)
    meaning = meaning_passages(between(before.origin, after.origin), language) if style.meaning else ()
    return tabulate(old, new, align(old.root, new.root), style=style, language=language, by=by, meaning=meaning)

"""Which amendments changed a part between two versions of terms."""

import itertools
from collections import defaultdict
from collections.abc import Callable

from attrs import evolve

from tariff.compare.document import Part
from tariff.compare.editions import document_of
from tariff.compare.pairs import Pair
from tariff.compare.sources import Origin
from tariff.versions.consolidate import consolidate

By = Callable[[Pair], tuple[str, ...]]


def amended_by(old: Origin | None, new: Origin | None, language: str) -> By:
    """For a pair of two versions the titles of the amendments between them that changed it, in order of effect.

    Nothing is known of plain texts, and of versions that do not follow one another.
    """
    if old is None or new is None or not _follows(old, new):
        return lambda _pair: ()
    amendments = new.pack.amendments[old.amendments :]
    if len(amendments) == 1:
        only = (amendments[0].titles.of(language),)
        return lambda _pair: only
    found = defaultdict[str, list[str]](list)
    steps = [_parts(new, count, language) for count in range(old.amendments, new.amendments + 1)]
    for amendment, (before, after) in zip(amendments, itertools.pairwise(steps), strict=True):
        for identity in sorted(before.keys() | after.keys()):
            if before.get(identity) != after.get(identity):
                found[identity].append(amendment.titles.of(language))
    return lambda pair: tuple(found.get(_identity(pair), ()))


def _follows(old: Origin, new: Origin) -> bool:
    before, after = ([item.name for item in origin.pack.amendments] for origin in (old, new))
    return old.terms == new.terms and before == after[: len(before)]


def _identity(pair: Pair) -> str:
    part = pair.new or pair.old
    return part.identity if part is not None else ""


def _parts(origin: Origin, amendments: int, language: str) -> dict[str, Part]:
    """Each part after so many amendments by its identity, without those below it."""
    pack = origin.pack.cut(amendments)
    tree = consolidate(pack, origin.known_on).editions[-1].tree
    root = document_of(pack.titles, tree, origin.day, language, "").root
    return {part.identity: evolve(part, children=()) for _, part in root.walk()}
